/**
 * The annotations by which ReplicaSets remember: which revision they are, and how large their
 * Deployment was when they were last scaled.
 *
 * *Upstream:* `pkg/controller/deployment/util/deployment_util.go`
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import type { KubernetesObject, Labels } from '../../api/meta.ts'
import { replicasOf } from './replica-sets.ts'
import { maxSurge } from './rolling-update.ts'

export const revisionAnnotation = 'deployment.kubernetes.io/revision'
export const historyAnnotation = 'deployment.kubernetes.io/revision-history'
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas'
export const maxAnnotation = 'deployment.kubernetes.io/max-replicas'
export const rollbackAnnotation = 'deprecated.deployment.rollback.to'

/** What a ReplicaSet does not take over from its Deployment. */
const ownAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  rollbackAnnotation,
])

/** The revision history may not grow beyond so many characters. */
const historyLength = 2000

function numberIn({ metadata }: KubernetesObject, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation]
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined
}

export const revisionOf = (object: KubernetesObject) => numberIn(object, revisionAnnotation)
export const desiredReplicasOf = (object: ReplicaSet) => numberIn(object, desiredAnnotation)
export const maxReplicasOf = (object: ReplicaSet) => numberIn(object, maxAnnotation)

export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...replicaSets.map((replicaSet) => revisionOf(replicaSet) ?? 0))
}

/** The one before the newest; 0 where there is none. */
export function lastRevision(replicaSets: readonly ReplicaSet[]): number {
  const revisions = replicaSets.map((replicaSet) => revisionOf(replicaSet) ?? 0)
  return [...new Set(revisions)].sort((a, b) => b - a)[1] ?? 0
}

/** How large the Deployment is, for the arithmetic of the next time it is scaled. */
export function sizeAnnotations(deployment: Deployment): Labels {
  const replicas = replicasOf(deployment)
  return {
    [desiredAnnotation]: String(replicas),
    [maxAnnotation]: String(replicas + maxSurge(deployment)),
  }
}

/** The annotations without those that belong to the object alone. */
export function copiedAnnotations({ metadata }: KubernetesObject): Labels {
  const entries = Object.entries(metadata.annotations ?? {})
  return Object.fromEntries(entries.filter(([name]) => !ownAnnotations.has(name)))
}

/** What stays with a Deployment when it takes over the annotations of an older ReplicaSet. */
export function keptAnnotations({ metadata }: KubernetesObject): Labels {
  const entries = Object.entries(metadata.annotations ?? {})
  return Object.fromEntries(entries.filter(([name]) => ownAnnotations.has(name)))
}

/**
 * The annotations of the new ReplicaSet, taken over from the Deployment and with its revision.
 * One that becomes new again gets a new revision and notes down the one it had.
 */
export function annotationsOfNew(
  deployment: Deployment,
  existing: ReplicaSet | undefined,
  revision: number,
): Labels {
  const before = existing?.metadata.annotations ?? {}
  const known = before[revisionAnnotation] ?? ''
  const knownRevision = existing ? revisionOf(existing) : undefined
  // Somebody has written nonsense here; upstream leaves such a ReplicaSet as it is.
  if (known !== '' && knownRevision === undefined) return before
  const annotations = { ...before, ...copiedAnnotations(deployment) }
  if (!existing) Object.assign(annotations, sizeAnnotations(deployment))
  if ((knownRevision ?? 0) >= revision) return annotations
  return {
    ...annotations,
    [revisionAnnotation]: String(revision),
    ...(known === '' ? {} : history(before[historyAnnotation] ?? '', known)),
  }
}

/** Appends a revision; where the list becomes too long its oldest entries go. */
function history(list: string, revision: string): Labels {
  const revisions = list === '' ? [revision] : [...list.split(','), revision]
  while (revisions.length > 1 && revisions.join(',').length > historyLength) revisions.shift()
  return { [historyAnnotation]: revisions.join(',') }
}
