/**
 * Which kind a word stands for: `po`, `pod`, `pods`, `Pod`, `deployments.apps`.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/restmapper` (shortcut.go, discovery.go)
 */
import { inAll } from '../kubernetes/kube-apiserver/categories.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { Failure } from './failure.ts'
import { didYouMean } from './suggest.ts'

export type Kind = ResourceDefinition

export const kinds: readonly Kind[] = Object.values(resources) as unknown as readonly Kind[]

export function findKind(word: string): Kind | undefined {
  const [name = '', ...group] = word.toLowerCase().split('.')
  return kinds.find(
    (kind) =>
      [kind.resource, kind.singular, kind.kind.toLowerCase(), ...kind.shortNames].includes(name) &&
      isGroup(kind, group.join('.')),
  )
}

/** `deployments.apps` and `deployments.v1.apps` name the group. */
function isGroup({ group, version }: Kind, text: string): boolean {
  return text === '' || text === group || text === `${version}.${group}` || text === version
}

/** @throws {Failure} */
export function kindOf(word: string): Kind {
  const kind = findKind(word)
  if (!kind) {
    // A group that is not there is not spoken of.
    const [name = ''] = word.toLowerCase().split('.')
    const shown = findKind(name) ? name : word
    throw new Failure(
      `error: the server doesn't have a resource type "${shown}"`,
      1,
      didYouMean(
        word,
        kinds.flatMap(({ resource, singular }) => [resource, singular]),
      ),
    )
  }
  return kind
}

/** `pods,svc` or `all`. @throws {Failure} */
export function kindsOf(word: string): readonly Kind[] {
  return word
    .split(',')
    .flatMap((name) =>
      name === 'all' ? inAll.flatMap((resource) => resources[resource] ?? []) : [kindOf(name)],
    ) as readonly Kind[]
}

/** `deployment.apps/web`, `pod/web`. */
export function shownName(kind: Kind, name: string): string {
  return `${qualifiedSingular(kind)}/${name}`
}

/** `deployment.apps`, `pod`. */
export function qualifiedSingular({ singular, group }: Kind): string {
  return group ? `${singular}.${group}` : singular
}

/** `deployments.apps`, `pods`. */
export function qualifiedResource({ resource, group }: Kind): string {
  return group ? `${resource}.${group}` : resource
}

export function apiVersionOf({ group, version }: Pick<Kind, 'group' | 'version'>): string {
  return group ? `${group}/${version}` : version
}
