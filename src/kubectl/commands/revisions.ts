/**
 * Earlier versions of what a rollout changes: the ReplicaSets of a Deployment, the
 * ControllerRevisions of a DaemonSet or a StatefulSet; and the patch that goes back to one.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/polymorphichelpers` (history.go, rollback.go)
 */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/apps.ts'
import type { PodTemplateSpec } from '../../kubernetes/api/core.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { isControlledBy } from '../../kubernetes/api/owner-references.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import type { PatchType } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, listObjects } from '../api.ts'
import type { Call } from '../command.ts'
import { Failure } from '../failure.ts'
import { asObject, at, numberAt } from '../json.ts'
import { type Kind, kindOf } from '../kinds.ts'

export const causeAnnotation = 'kubernetes.io/change-cause'
export const revisionAnnotation = 'deployment.kubernetes.io/revision'
const hashLabel = 'pod-template-hash'
/** Annotations of a Deployment that a rollback leaves as they are. */
const notRolledBack = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

export interface Revision {
  readonly revision: number
  readonly cause: string | undefined
  /** As it is shown: that of a ReplicaSet has the label by which its Pods are told apart. */
  readonly template: PodTemplateSpec
  readonly kind: Kind
  readonly object: KubernetesObject
}

/** Oldest first. @throws {Failure} for kinds that keep none */
export function revisionsOf(call: Call, one: Found): readonly Revision[] {
  switch (one.kind.resource) {
    case 'deployments':
      return ofReplicaSets(call, one)
    case 'daemonsets':
    case 'statefulsets':
      return ofControllerRevisions(call, one)
    default:
      throw new Failure(
        `error: no history viewer has been implemented for ${JSON.stringify(one.kind.kind)}`,
      )
  }
}

function ofReplicaSets({ desk }: Call, { object, namespace }: Found): readonly Revision[] {
  const kind = kindOf('replicasets')
  const labels = selectorText((object as Deployment).spec.selector)
  const sets = listObjects(desk, kind, { namespace, labels }).items as readonly ReplicaSet[]
  return sets
    .filter((set) => isControlledBy(set, object))
    .map((set) => ({
      revision: Number(set.metadata.annotations?.[revisionAnnotation] ?? 0),
      cause: set.metadata.annotations?.[causeAnnotation],
      template: set.spec.template,
      kind,
      object: set,
    }))
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => a.revision - b.revision)
}

function ofControllerRevisions({ desk }: Call, { object, namespace }: Found): readonly Revision[] {
  const kind = kindOf('controllerrevisions')
  return listObjects(desk, kind, { namespace })
    .items.filter((own) => isControlledBy(own, object))
    .map((own) => ({
      revision: numberAt(own, 'revision'),
      cause: own.metadata.annotations?.[causeAnnotation],
      template: templateIn(own),
      kind,
      object: asObject(own),
    }))
    .sort((a, b) => a.revision - b.revision)
}

function templateIn(revision: KubernetesObject): PodTemplateSpec {
  const { $patch: _, ...template } = at(revision, 'data.spec.template') as PodTemplateSpec & {
    readonly $patch?: string
  }
  return template
}

/** What sends an object back to a revision. */
export function rollbackOf(
  { kind, object }: Found,
  target: Revision,
): { readonly body: unknown; readonly patchType: PatchType } {
  if (kind.resource !== 'deployments')
    return { body: at(target.object, 'data'), patchType: 'strategic' }
  const template = plainTemplate(target)
  const { annotations } = object.metadata
  const kept = Object.entries(annotations ?? {}).filter(([key]) => notRolledBack.includes(key))
  const restored = Object.entries(target.object.metadata.annotations ?? {}).filter(
    ([key]) => !notRolledBack.includes(key),
  )
  const body = [
    { op: 'replace', path: '/spec/template', value: template },
    {
      op: annotations ? 'replace' : 'add',
      path: '/metadata/annotations',
      value: Object.fromEntries([...restored, ...kept]),
    },
  ]
  return { body, patchType: 'json' }
}

/** Without the label by which the Pods of a ReplicaSet are told apart. */
export function plainTemplate({ template }: Revision): PodTemplateSpec {
  const { [hashLabel]: _, ...labels } = template.metadata?.labels ?? {}
  return { ...template, metadata: { ...template.metadata, labels } }
}
