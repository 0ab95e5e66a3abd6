/**
 * Who may do what, by the roles and bindings that the cluster keeps. The administrator may do
 * everything, and so may the group `system:masters`.
 *
 * *Upstream:* `plugin/pkg/auth/authorizer/rbac/rbac.go`, `pkg/registry/rbac/validation`
 * *Leaves out:* that nobody may give away more than they have.
 */
import { matchesSelector } from '../kubernetes/api/labels.ts'
import type { KubernetesObject, LabelSelector } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { ApiServer } from '../kubernetes/kube-apiserver/request.ts'
import type { Failure } from './failure.ts'
import type { Person } from './person.ts'

/** What somebody wants to do: something with objects, or to read a path. */
export type Wish =
  | {
      readonly verb: string
      readonly group: string
      readonly resource: string
      readonly subresource?: string | undefined
      readonly namespace?: string | undefined
      readonly name?: string | undefined
    }
  | { readonly verb: string; readonly path: string }

export interface Rule {
  readonly verbs?: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

interface Role extends KubernetesObject {
  readonly rules?: readonly Rule[]
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] }
}

interface Binding extends KubernetesObject {
  readonly subjects?: readonly {
    readonly kind: string
    readonly name: string
    readonly namespace?: string
  }[]
  readonly roleRef: { readonly kind: string; readonly name: string }
}

const everything: readonly Rule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

export function isAllowed(server: ApiServer, person: Person, wish: Wish): boolean {
  if (isMaster(person)) return true
  const namespace = 'path' in wish ? undefined : wish.namespace
  return rulesOf(server, person, namespace).some((rule) => allows(rule, wish))
}

/** All that somebody may do in a namespace. */
export function rulesOf(
  server: ApiServer,
  person: Person,
  namespace: string | undefined,
): readonly Rule[] {
  if (isMaster(person)) return everything
  const everywhere = listed<Binding>(server, 'clusterrolebindings')
  const here = namespace ? listed<Binding>(server, 'rolebindings', namespace) : []
  return [...everywhere, ...here]
    .filter((binding) => isMeant(binding, person))
    .flatMap((binding) => rulesOfRole(server, binding))
}

function isMaster({ name, groups }: Person): boolean {
  return name === adminUser || groups.includes('system:masters')
}

function isMeant({ subjects = [], metadata }: Binding, { name, groups }: Person): boolean {
  return subjects.some((subject) => {
    if (subject.kind === 'User') return subject.name === name
    if (subject.kind === 'Group') return groups.includes(subject.name)
    const namespace = subject.namespace ?? metadata.namespace
    return name === `system:serviceaccount:${namespace}:${subject.name}`
  })
}

function rulesOfRole(server: ApiServer, { roleRef, metadata }: Binding): readonly Rule[] {
  const isHere = roleRef.kind === 'Role'
  const resource: ResourceName = isHere ? 'roles' : 'clusterroles'
  const { body } = server.handle({
    user: adminUser,
    verb: 'get',
    resource,
    name: roleRef.name,
    ...(isHere && metadata.namespace ? { namespace: metadata.namespace } : {}),
    cause: { by: 'authorization' },
  })
  const role = body as unknown as Role
  if (role.kind === 'Status') return []
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? []
  if (selectors.length === 0) return role.rules ?? []
  const gathered = listed<Role>(server, 'clusterroles').filter((other) =>
    selectors.some((selector) => matchesSelector(selector, other.metadata.labels)),
  )
  return [role, ...gathered].flatMap(({ rules = [] }) => rules)
}

function allows(rule: Rule, wish: Wish): boolean {
  const has = (list: readonly string[] = [], value: string) =>
    list.includes('*') || list.includes(value)
  if (!has(rule.verbs, wish.verb)) return false
  if ('path' in wish)
    return (rule.nonResourceURLs ?? []).some((url) =>
      url.endsWith('*') ? wish.path.startsWith(url.slice(0, -1)) : url === wish.path,
    )
  const { group, resource, subresource, name } = wish
  const { resources = [], resourceNames = [] } = rule
  const isNamed = resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name))
  const whole = subresource ? `${resource}/${subresource}` : resource
  const isMeant = has(resources, whole) || (subresource && resources.includes(`*/${subresource}`))
  return isNamed && has(rule.apiGroups, group) && Boolean(isMeant)
}

function listed<T extends KubernetesObject>(
  server: ApiServer,
  resource: ResourceName,
  namespace?: string,
): readonly T[] {
  const { body } = server.handle({
    user: adminUser,
    verb: 'list',
    resource,
    ...(namespace ? { namespace } : {}),
    cause: { by: 'authorization' },
  })
  return 'items' in body ? (body.items as readonly KubernetesObject[] as readonly T[]) : []
}

export function forbiddenTo(person: Person, wish: Wish): Failure {
  const common = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' } as const
  const refusal = { ...common, reason: 'Forbidden', code: 403 }
  const who = `User "${person.name}" cannot`
  if ('path' in wish)
    return {
      ...refusal,
      message: `forbidden: ${who} ${wish.verb} path "${wish.path}"`,
      details: {},
    }
  const { verb, group, resource, subresource, namespace, name } = wish
  const target = group ? `${resource}.${group}` : resource
  const named = name ? `${target} "${name}"` : target
  const whole = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  return {
    ...refusal,
    message: `${named} is forbidden: ${who} ${verb} resource "${whole}" in API group "${group}" ${where}`,
    details: { ...(name ? { name } : {}), ...(group ? { group } : {}), kind: resource },
  }
}
