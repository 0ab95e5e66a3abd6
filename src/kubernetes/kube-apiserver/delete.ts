/**
 * DELETE: at once, after a grace period, or when the last finalizer is gone.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go`,
 * `…/registry/generic/registry/store.go`
 */
import type { Namespace } from '../api/core.ts'
import type { KubernetesObject } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import type { Handling, Outcome } from './handling.ts'
import type { Status } from './request.ts'
import { conflict, forbidden, notFound } from './status.ts'
import { etcdKey, freeze, read, remove, write } from './storage.ts'

/** Without them there would be no cluster to speak of. */
const immortal: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system'])

export const foregroundFinalizer = 'foregroundDeletion'
export const orphanFinalizer = 'orphan'

export function deleteObject({ request, definition, etcd, host }: Handling): Outcome {
  const name = request.name ?? ''
  const key = etcdKey(definition, request.namespace, name)
  const stored = read<KubernetesObject>(etcd, key)
  if (!stored) return notFound(definition.group, definition.resource, name)
  const { object, revision } = stored
  const refusal = preconditionFailure(object, { request, definition })
  if (refusal) return refusal
  if (definition.resource === 'namespaces' && immortal.has(name))
    return forbidden('', 'namespaces', name, 'this namespace may not be deleted')

  const { metadata } = object
  const finalizers = finalizersOf(object, request.options?.propagationPolicy)
  const requested = request.options?.gracePeriodSeconds
  const grace = definition.graceSeconds?.(object as never, requested) ?? 0
  const left = metadata.deletionGracePeriodSeconds
  const isNamespace = definition.resource === 'namespaces'
  // A namespace goes when its content has gone, and its own finalizer with it.
  const holds = isNamespace ? ((object as Namespace).spec?.finalizers ?? []) : []
  const isFinal = grace === 0 && finalizers.length === 0 && holds.length === 0
  if (isFinal) {
    const removed = remove(etcd, key, revision, request.cause)
    return removed === undefined ? notFound(definition.group, definition.resource, name) : stored
  }
  const changesFinalizers = finalizers.length !== (metadata.finalizers ?? []).length
  // A second delete may only shorten the grace, never begin it anew.
  if (metadata.deletionTimestamp && !changesFinalizers && (left === undefined || grace >= left))
    return stored
  const bumped = metadata.generation ? { generation: metadata.generation + 1 } : {}
  const next = {
    ...object,
    metadata: {
      ...metadata,
      ...(metadata.deletionTimestamp ? {} : bumped),
      deletionTimestamp: timeOf(host.clock.now + grace * 1000),
      deletionGracePeriodSeconds: grace,
      ...(finalizers.length > 0 ? { finalizers } : {}),
    },
    ...(isNamespace ? { status: { ...(object as Namespace).status, phase: 'Terminating' } } : {}),
  }
  if (request.options?.dryRun) return { object: freeze(next), revision }
  const written = write(etcd, key, next, revision, request.cause)
  return written ?? notFound(definition.group, definition.resource, name)
}

function finalizersOf(
  { metadata }: KubernetesObject,
  policy: 'Background' | 'Foreground' | 'Orphan' | undefined,
): readonly string[] {
  const own = metadata.finalizers ?? []
  const wanted =
    policy === 'Foreground'
      ? foregroundFinalizer
      : policy === 'Orphan'
        ? orphanFinalizer
        : undefined
  return wanted && !own.includes(wanted) ? [...own, wanted] : own
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
