/**
 * The ReplicaSet with the Deployment's template: found and brought up to date, or created.
 *
 * *Upstream:* `pkg/controller/deployment/sync.go` (getNewReplicaSet)
 */
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { isEqual } from '../../api/equality.ts'
import { type Draft, keyOf } from '../../api/meta.ts'
import { controllerReference, isControlledBy } from '../../api/owner-references.ts'
import { ApiError } from '../../client/client.ts'
import type { Informer } from '../../client/informer.ts'
import type { Host } from '../../component.ts'
import {
  isSameTemplate,
  podTemplateHash,
  podTemplateHashLabel,
  replicaSetName,
} from './pod-template-hash.ts'
import { hasProgressDeadline, progressing } from './progress.ts'
import { findNewReplicaSet, type Rollout, replicasOf } from './replica-sets.ts'
import { annotationsOfNew, maxRevision, revisionAnnotation } from './revisions.ts'
import { newReplicaSetSize } from './rolling-update.ts'
import { setCondition } from './status.ts'

export interface NewReplicaSetOptions {
  readonly host: Host
  readonly replicaSets: Informer<'replicasets'>
}

/**
 * Sorts the ReplicaSets into new and old, and sees to it that the new one has its revision and the
 * Deployment the same. With `create`, it makes a new one where there is none.
 */
export function syncRevision(
  options: NewReplicaSetOptions,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  create: boolean,
): Rollout {
  const existing = findNewReplicaSet(deployment, all)
  const oldReplicaSets = all.filter((replicaSet) => replicaSet !== existing)
  const revision = maxRevision(oldReplicaSets) + 1
  if (existing) {
    const found = syncExisting(options, deployment, existing, revision)
    return { ...found, oldReplicaSets }
  }
  if (!create) return { deployment, newReplicaSet: undefined, oldReplicaSets }
  return { ...createNew(options, deployment, oldReplicaSets, revision), oldReplicaSets }
}

interface Found {
  readonly deployment: Deployment
  readonly newReplicaSet: ReplicaSet
}

function syncExisting(
  { host }: NewReplicaSetOptions,
  deployment: Deployment,
  existing: ReplicaSet,
  revision: number,
): Found {
  const annotations = annotationsOfNew(deployment, existing, revision)
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0
  const isUpToDate =
    isEqual(annotations, existing.metadata.annotations ?? {}) &&
    minReadySeconds === (existing.spec.minReadySeconds ?? 0)
  if (!isUpToDate) {
    const { minReadySeconds: _, ...spec } = existing.spec
    const newReplicaSet = host.client.update('replicasets', {
      ...existing,
      metadata: { ...existing.metadata, annotations },
      spec: { ...spec, ...(minReadySeconds ? { minReadySeconds } : {}) },
    })
    return { deployment, newReplicaSet }
  }
  // An older Deployment, or one whose deadline is new: the clock starts now.
  const { conditions = [] } = deployment.status ?? {}
  const mustStartClock =
    hasProgressDeadline(deployment) && conditionOf(conditions, 'Progressing') === undefined
  const text = `Found new replica set "${existing.metadata.name}"`
  const finding = progressing('True', 'FoundNewReplicaSet', text)
  return {
    newReplicaSet: existing,
    deployment: writeRevision(
      host,
      deployment,
      existing.metadata.annotations?.[revisionAnnotation],
      mustStartClock ? setCondition(conditions, finding, host.clock.now) : conditions,
    ),
  }
}

function createNew(
  options: NewReplicaSetOptions,
  deployment: Deployment,
  old: readonly ReplicaSet[],
  revision: number,
): Found {
  const { host } = options
  const { client, clock, events } = host
  const draft = draftOf(deployment, old, revision)
  let newReplicaSet: ReplicaSet
  try {
    newReplicaSet = client.create('replicasets', draft)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.reason !== 'AlreadyExists') return reportFailure(host, deployment, draft, error)
    const taken = resolveCollision(options, deployment, draft, error)
    const { conditions = [] } = deployment.status ?? {}
    const written = writeRevision(host, deployment, String(revision), conditions)
    return { deployment: written, newReplicaSet: taken }
  }
  const { name } = newReplicaSet.metadata
  const size = replicasOf(newReplicaSet)
  if (size > 0) {
    const text = `Scaled up replica set ${name} from 0 to ${size}`
    events.record(deployment, 'Normal', 'ScalingReplicaSet', text)
  }
  const { conditions = [] } = deployment.status ?? {}
  const finding = progressing('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`)
  const next = hasProgressDeadline(deployment)
    ? setCondition(conditions, finding, clock.now)
    : conditions
  return { newReplicaSet, deployment: writeRevision(host, deployment, String(revision), next) }
}

function draftOf(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  revision: number,
): Draft<ReplicaSet> & { readonly metadata: { readonly name: string } } {
  const { metadata, spec, status } = deployment
  const hash = podTemplateHash(spec.template, status?.collisionCount)
  const labels = { ...spec.template.metadata?.labels, [podTemplateHashLabel]: hash }
  const { minReadySeconds } = spec
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(metadata.name, hash),
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      labels,
      annotations: annotationsOfNew(deployment, undefined, revision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newReplicaSetSize(deployment, old, 0),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, [podTemplateHashLabel]: hash },
      },
      template: {
        ...spec.template,
        metadata: { ...spec.template.metadata, labels },
      },
    },
  }
}

/**
 * The name is taken. By ourselves, before the cache knew of it: good. By another template with the
 * same hash: count up, so that the next try hashes to another name.
 */
function resolveCollision(
  { host, replicaSets }: NewReplicaSetOptions,
  deployment: Deployment,
  draft: Draft<ReplicaSet>,
  error: ApiError,
): ReplicaSet {
  const taken = replicaSets.get(keyOf(draft))
  if (!taken) throw error // The cache does not know it yet; look again when it does.
  const isOurs =
    isControlledBy(taken, deployment) &&
    isSameTemplate(deployment.spec.template, taken.spec.template)
  if (isOurs) return taken
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  host.client.updateStatus('deployments', {
    ...deployment,
    status: { ...deployment.status, collisionCount },
  })
  throw error
}

/** @throws always: the request is tried again with back-off. */
function reportFailure(
  { client, clock, events }: Host,
  deployment: Deployment,
  draft: { readonly metadata: { readonly name: string } },
  error: ApiError,
): never {
  const text = `Failed to create new replica set "${draft.metadata.name}": ${error.message}`
  events.record(deployment, 'Warning', 'ReplicaSetCreateError', text)
  if (hasProgressDeadline(deployment)) {
    const finding = progressing('False', 'ReplicaSetCreateError', text)
    const { conditions = [] } = deployment.status ?? {}
    const next = setCondition(conditions, finding, clock.now)
    if (next !== conditions)
      client.updateStatus('deployments', {
        ...deployment,
        status: { ...deployment.status, conditions: next },
      })
  }
  throw error
}

/** The Deployment's revision is that of its new ReplicaSet. */
function writeRevision(
  { client }: Host,
  deployment: Deployment,
  revision: string | undefined,
  conditions: readonly DeploymentCondition[],
): Deployment {
  const { metadata, status } = deployment
  const isKnown = revision === undefined || metadata.annotations?.[revisionAnnotation] === revision
  if (isKnown && conditions === (status?.conditions ?? conditions)) return deployment
  const annotations = isKnown
    ? metadata.annotations
    : { ...metadata.annotations, [revisionAnnotation]: revision }
  return client.updateStatus('deployments', {
    ...deployment,
    metadata: { ...metadata, ...(annotations ? { annotations } : {}) },
    status: { ...status, conditions },
  })
}
