/**
 * DELETE: at once, after a grace period, or when the last finalizer is gone.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go`,
 * `…/registry/generic/registry/store.go`
 */
import type { Namespace } from '../api/core.ts'
import { isEqual } from '../api/equality.ts'
import type { KubernetesObject } from '../api/meta.ts'
import { msOf, timeOf } from '../api/time.ts'
import type { Handling, Outcome } from './handling.ts'
import type { RequestOptions, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { conflict, forbidden, notFound } from './status.ts'
import { etcdKey, freeze, read, remove, type Stored, write } from './storage.ts'

/** Without them there would be no cluster to speak of. */
const immortal: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system'])

export const foregroundFinalizer = 'foregroundDeletion'
export const orphanFinalizer = 'orphan'

export function deleteObject(handling: Handling): Outcome {
  const { request, definition, etcd } = handling
  const name = request.name ?? ''
  const key = etcdKey(definition, request.namespace, name)
  const stored = read<KubernetesObject>(etcd, key)
  if (!stored) return notFound(definition.group, definition.resource, name)
  const refusal = preconditionFailure(stored.object, handling)
  if (refusal) return refusal
  if (definition.resource === 'namespaces' && immortal.has(name))
    return forbidden('', 'namespaces', name, 'this namespace may not be deleted')

  const next = marked(stored.object, handling)
  if (next === 'pending') return stored
  const outcome = next === 'at once' ? stored : mark(key, stored, next, handling)
  const isOver = next === 'at once' || isFinished(next)
  if (!('object' in outcome) || !isOver || request.options?.dryRun) return outcome
  const removed = remove(etcd, key, outcome.revision, request.cause)
  return removed === undefined ? notFound(definition.group, definition.resource, name) : outcome
}

/**
 * The object with the marks of its deletion, or what makes marks needless: it goes at once, or is
 * going already and no later than was asked. A Pod whose time is up is marked too, and then goes.
 */
function marked(
  object: KubernetesObject,
  handling: Handling,
): KubernetesObject | 'pending' | 'at once' {
  const { request, definition, host } = handling
  const { metadata } = object
  const requested = request.options?.gracePeriodSeconds
  const grace = definition.graceSeconds?.(object as never, requested)
  const left = metadata.deletionGracePeriodSeconds
  const isGoing = metadata.deletionTimestamp !== undefined
  if (grace !== undefined && isGoing) {
    if (left === undefined) return 'at once'
    const wanted = requested === undefined ? left : Math.max(requested, requested < 0 ? 1 : 0)
    // A second delete may only shorten the grace, never begin it anew, and changes nothing else.
    if (wanted >= left) return 'pending'
    const deletionTimestamp = timeOf(msOf(metadata.deletionTimestamp) + (wanted - left) * 1000)
    const shorter = { deletionTimestamp, deletionGracePeriodSeconds: wanted }
    return { ...object, metadata: { ...metadata, ...shorter } }
  }
  const finalizers = finalizersOf(metadata.finalizers ?? [], handling)
  if (definition.resource === 'namespaces') return markedNamespace(object, finalizers, handling)
  if (grace === undefined && finalizers.length === 0) return 'at once'
  const isNew = isGoing ? {} : { deletionTimestamp: timeOf(host.clock.now + (grace ?? 0) * 1000) }
  const bumped = !isGoing && metadata.generation ? { generation: metadata.generation + 1 } : {}
  const { finalizers: _, ...others } = metadata
  return {
    ...object,
    metadata: {
      ...others,
      ...bumped,
      ...isNew,
      deletionGracePeriodSeconds: grace ?? 0,
      ...(finalizers.length > 0 ? { finalizers } : {}),
    },
  }
}

/** A namespace goes when its content has gone, and its own finalizer with it. */
function markedNamespace(
  object: KubernetesObject,
  finalizers: readonly string[],
  { host }: Handling,
): KubernetesObject | 'pending' | 'at once' {
  const { spec, status, metadata } = object as Namespace
  const holds = [...(spec?.finalizers ?? []), ...finalizers]
  if (holds.length === 0) return 'at once'
  if (metadata.deletionTimestamp) return 'pending'
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: timeOf(host.clock.now),
      ...(finalizers.length > 0 ? { finalizers } : {}),
    },
    status: { ...status, phase: 'Terminating' },
  }
}

function mark(
  key: string,
  stored: Stored<KubernetesObject>,
  next: KubernetesObject,
  { request, definition, etcd }: Handling,
): Outcome {
  if (request.options?.dryRun) return { object: freeze(next), revision: stored.revision }
  if (isEqual(next, stored.object)) return stored
  const written = write(etcd, key, next, stored.revision, request.cause)
  return written ?? notFound(definition.group, definition.resource, next.metadata.name)
}

/** Those the object has, with what the policy asks for and without what it rules out. */
function finalizersOf(
  own: readonly string[],
  { request, definition }: Handling,
): readonly string[] {
  const { finalizer } = definition
  if (finalizer && !own.includes(finalizer)) return [...own, finalizer]
  const wanted = wantedFinalizer(own, request.options?.propagationPolicy, definition)
  const isOfPolicy = (one: string) => one === orphanFinalizer || one === foregroundFinalizer
  if (own.filter(isOfPolicy).join() === (wanted ?? '')) return own
  return [...own.filter((one) => !isOfPolicy(one)), ...(wanted ? [wanted] : [])]
}

/** Who asks for nothing leaves it at what is marked already, then at what the kind is used to. */
function wantedFinalizer(
  own: readonly string[],
  policy: RequestOptions['propagationPolicy'],
  { orphansDependents }: ResourceDefinition,
): string | undefined {
  if (policy === 'Orphan') return orphanFinalizer
  if (policy === 'Foreground') return foregroundFinalizer
  if (policy === 'Background') return undefined
  const marks = [orphanFinalizer, foregroundFinalizer].find((one) => own.includes(one))
  return marks ?? (orphansDependents ? orphanFinalizer : undefined)
}

/** What a client that names no policy has to hear of a kind that leaves its dependents behind. */
export function deletionWarnings({ request, definition }: Handling): readonly string[] {
  if (!definition.orphansDependents || request.options?.propagationPolicy) return []
  return [
    'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
  ]
}

/** Being deleted, nothing to wait for: the time is up and the last finalizer has gone. */
export function isFinished({ metadata, kind, spec }: KubernetesObject): boolean {
  const holds = kind === 'Namespace' ? (spec as Namespace['spec'])?.finalizers : undefined
  return (
    (holds ?? []).length === 0 &&
    metadata.deletionTimestamp !== undefined &&
    (metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
    (metadata.finalizers ?? []).length === 0
  )
}

function preconditionFailure(
  { metadata }: KubernetesObject,
  { request, definition }: Pick<Handling, 'request' | 'definition'>,
): Status | undefined {
  const wanted = request.options?.preconditions
  const refuse = (what: string, a: string, b: string) =>
    conflict(
      definition.group,
      definition.resource,
      metadata.name,
      `the ${what} in the precondition (${a}) does not match the ${what} in record (${b}). ` +
        'The object might have been deleted and then recreated',
    )
  if (wanted?.uid && wanted.uid !== metadata.uid) return refuse('UID', wanted.uid, metadata.uid)
  if (wanted?.resourceVersion && wanted.resourceVersion !== metadata.resourceVersion)
    return refuse('ResourceVersion', wanted.resourceVersion, metadata.resourceVersion)
  return undefined
}
