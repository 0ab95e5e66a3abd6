/**
 * PUT and PATCH, and the binding of a Pod to its node: compare with what is stored, then swap.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/{update,patch}.go`,
 * `…/registry/generic/registry/store.go`, `pkg/registry/core/pod/storage/storage.go` BindingREST
 */

import { withCondition } from '../api/conditions.ts'
import type { Pod, PodCondition } from '../api/core.ts'
import { isEqual } from '../api/equality.ts'
import type { KubernetesObject, ObjectMeta } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import { admit, decodeBody, isRefusal, refusedAs } from './create.ts'
import { isFinished } from './delete.ts'
import { invalidValue } from './field-error.ts'
import { answer, type Handling, leaseOf, type Outcome } from './handling.ts'
import { applyPatch } from './patch.ts'
import type { Response, Status } from './request.ts'
import { badRequest, conflict, notFound, unexplained, unsupportedMediaType } from './status.ts'
import { etcdKey, read, remove, type Stored, write } from './storage.ts'
import { validateMetadataUpdate } from './validation.ts'

const otherPatchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]
const modifiedText =
  'the object has been modified; please apply your changes to the latest version and try again'

export function updateObject(handling: Handling): Response {
  const decoded = decodeBody(handling)
  if (isRefusal(decoded)) return answer(decoded)
  const { request } = handling
  const { name } = decoded.object.metadata
  if (request.name && name !== request.name) return answer(misnamed(name ?? '', request.name))
  const stored = find(handling)
  if (isRefusal(stored)) return answer(stored)
  return answer(swap(handling, stored, decoded.object), 200, decoded.warnings)
}

export function patchObject(handling: Handling): Response {
  const { request, definition, ownership } = handling
  if (request.options?.patchType === 'apply')
    return ownership?.apply(handling) ?? answer(unsupportedMediaType(otherPatchTypes))
  const stored = find(handling)
  if (isRefusal(stored)) return answer(stored)
  const type = request.options?.patchType ?? 'strategic'
  const original = handling.ownership?.patchable(handling, stored) ?? stored.object
  const patched = applyPatch(type, definition.schema, original, request.body)
  if (isRefusal(patched)) return answer(patched)
  const changed = { ...handling, request: { ...request, body: patched } }
  const decoded = decodeBody(changed)
  if (isRefusal(decoded)) {
    const [, problem = ''] =
      /^.*? cannot be handled as a \w+: (.*)$/s.exec(decoded.message ?? '') ?? []
    return answer((problem && ownership?.misfit(handling, patched, problem)) || decoded)
  }
  const { name } = decoded.object.metadata
  const asked = stored.object.metadata.name
  if (!name)
    return answer(
      badRequest(
        `the name of the object (${asked} based on URL) was undeterminable: name must be provided`,
      ),
    )
  if (name !== asked) return answer(misnamed(name, asked))
  return answer(swap(changed, stored, decoded.object), 200, decoded.warnings)
}

function misnamed(name: string, asked: string): Status {
  return badRequest(
    `the name of the object (${name}) does not match the name on the URL (${asked})`,
  )
}

/** Put the body of the request in the place of what is stored. */
export function replaceObject(handling: Handling, stored: Stored<KubernetesObject>): Response {
  const decoded = decodeBody(handling)
  if (isRefusal(decoded)) return answer(decoded)
  return answer(swap(handling, stored, decoded.object), 200, decoded.warnings)
}

/** What a scheduler sends: which Pod it had in mind, and where that shall run. */
interface Binding {
  readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly target?: { readonly name?: string; readonly kind?: string }
}

export function bindPod(handling: Handling): Outcome {
  const { request, definition, etcd, host } = handling
  const name = request.name ?? ''
  const stored = find(handling)
  if (isRefusal(stored)) return stored
  const pod = stored.object as Pod
  const { target, metadata } = (request.body ?? {}) as Binding
  if (target?.kind && target.kind !== 'Node') {
    const supported = 'supported values: "Node", "<empty>"'
    return unexplained(`target.kind: Unsupported value: "${target.kind}": ${supported}`)
  }
  if (!target?.name) return unexplained('target.name: Required value')
  const key = etcdKey(definition, request.namespace, name)
  const mismatch = mismatchOf(metadata ?? {}, pod)
  if (mismatch) {
    const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${mismatch}`
    return conflict(definition.group, 'pods', name, why)
  }
  const refuse = (why: string) => conflict(definition.group, 'pods/binding', name, why)
  if (pod.metadata.deletionTimestamp)
    return refuse(`pod ${name} is being deleted, cannot be assigned to a host`)
  if (pod.spec.nodeName)
    return refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`)
  if (pod.spec.schedulingGates?.length)
    return refuse(`pod ${name} has non-empty .spec.schedulingGates`)
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    observedGeneration: pod.metadata.generation ?? 1,
  }
  // The room it was promised has become a node it has.
  const { nominatedNodeName: _, ...status } = pod.status ?? {}
  const next: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName: target.name },
    status: {
      ...status,
      conditions: withCondition(pod.status?.conditions, scheduled, timeOf(host.clock.now)),
    },
  }
  if (request.options?.dryRun) return { object: next, revision: stored.revision }
  return write(etcd, key, next, stored.revision, request.cause) ?? refuse(modifiedText)
}

/** A Pod of the same name need not be the same Pod. */
function mismatchOf(
  { uid = '', resourceVersion = '' }: NonNullable<Binding['metadata']>,
  { metadata }: Pod,
): string | undefined {
  const mismatch = (what: string, wanted: string, actual: string) =>
    wanted && wanted !== actual
      ? `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${actual}`
      : undefined
  return (
    mismatch('UID', uid, metadata.uid) ??
    mismatch('ResourceVersion', resourceVersion, metadata.resourceVersion)
  )
}

function find({ request, definition, etcd }: Handling): Stored<KubernetesObject> | Status {
  const name = request.name ?? ''
  const stored = read<KubernetesObject>(etcd, etcdKey(definition, request.namespace, name))
  return stored ?? notFound(definition.group, definition.resource, name)
}

/** Replace what is stored by what was sent, as far as the kind's rules let it. */
function swap(
  handling: Handling,
  stored: Stored<KubernetesObject>,
  sent: KubernetesObject,
): Outcome {
  const { request, definition, etcd, ownership } = handling
  const old = stored.object
  const { name } = old.metadata
  const refuse = () => conflict(definition.group, definition.resource, name, modifiedText)
  const { resourceVersion } = sent.metadata
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) return refuse()
  const { uid = '' } = sent.metadata
  if (uid && uid !== old.metadata.uid && request.verb === 'update') {
    const { uid: actual } = old.metadata
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${actual}`
    return conflict(definition.group, definition.resource, name, why)
  }
  if (request.verb === 'update' && !resourceVersion && !definition.unconditionalUpdate) {
    const missing = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update')
    return refusedAs(definition, old, [missing])
  }

  const given = withoutOwners(sent.metadata)
  if (given.namespace && given.namespace !== old.metadata.namespace)
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  // What a client says otherwise all the same is refused below, as a change of what cannot change.
  const claimed = request.subresource ? {} : claimsOf(given)
  // Who changes what was read sends the metadata back, untouched as a rule.
  const metadata =
    given === old.metadata
      ? given
      : { ...given, ...serverGiven(old), ...claimed, ...(uid ? { uid } : {}) }
  const complete = { ...sent, metadata }
  let next: KubernetesObject
  if (request.subresource === 'finalize') next = { ...old, spec: sent.spec }
  else if (request.subresource === 'status' || request.subresource === 'approval') {
    const onlyStatus = { ...old, status: sent.status } as KubernetesObject
    next = definition.prepareForStatusUpdate?.(complete as never, old as never) ?? onlyStatus
  } else {
    const admitted = admit(definition.defaults(complete as never), handling)
    if (isRefusal(admitted)) return admitted
    next = definition.prepareForUpdate(admitted as never, old as never)
    // Metadata is checked for every kind, and again with what is the kind's own.
    const errors = [
      ...validateMetadataUpdate(next, old),
      ...definition.validateUpdate(next as never, old as never),
    ]
    if (errors.length > 0) return refusedAs(definition, next, errors)
  }
  if (isEqual(next, old) && !ownership?.moves(handling, sent, stored)) return stored
  const note = ownership?.note(handling, sent, stored)
  if (request.options?.dryRun) {
    note?.(next)
    return { object: next, revision: stored.revision }
  }
  const key = etcdKey(definition, old.metadata.namespace, name)
  const beside = { note, lease: leaseOf(handling) }
  const written = write(etcd, key, next, stored.revision, request.cause, beside)
  if (!written) return refuse()
  if (isFinished(next)) remove(etcd, key, written.revision, request.cause)
  return written
}

function withoutOwners(metadata: ObjectMeta): ObjectMeta {
  if (!metadata.managedFields) return metadata
  const { managedFields: _, ...others } = metadata
  return others
}

function claimsOf({ name, creationTimestamp }: KubernetesObject['metadata']) {
  return { ...(name ? { name } : {}), ...(creationTimestamp ? { creationTimestamp } : {}) }
}

/** Metadata a client cannot change. */
function serverGiven({ metadata }: KubernetesObject): Partial<KubernetesObject['metadata']> {
  return {
    name: metadata.name,
    uid: metadata.uid,
    creationTimestamp: metadata.creationTimestamp,
    resourceVersion: metadata.resourceVersion,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    ...(metadata.generation === undefined ? {} : { generation: metadata.generation }),
    ...(metadata.deletionTimestamp ? { deletionTimestamp: metadata.deletionTimestamp } : {}),
    ...(metadata.deletionGracePeriodSeconds === undefined
      ? {}
      : { deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds }),
  }
}
