/**
 * The `scale` subresource: the number of replicas alone, in one form for every kind that has one.
 *
 * *Upstream:* `pkg/registry/apps/deployment/storage/storage.go` ScaleREST,
 * `staging/src/k8s.io/api/autoscaling/v1/types.go` Scale
 */
import type { KubernetesObject, LabelSelector, Labels, ObjectMeta } from '../api/meta.ts'
import { labelSetText } from '../api/selector-text.ts'
import { isRefusal } from './create.ts'
import { invalidValue } from './field-error.ts'
import { answer, type Handling, type Outcome } from './handling.ts'
import { applyPatch } from './patch.ts'
import type { Response } from './request.ts'
import { schemaOf } from './schema.ts'
import { badRequest, invalid, notFound } from './status.ts'
import { etcdKey, read } from './storage.ts'
import { updateObject } from './update.ts'

interface Scalable extends KubernetesObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector }
  readonly status?: { readonly replicas?: number }
}

interface Scale extends KubernetesObject {
  readonly spec: { readonly replicas?: number }
}

export function readScale(handling: Handling): Outcome {
  const found = scalable(handling)
  return isRefusal(found) ? found : { object: scaleOf(found), revision: 0 }
}

export function writeScale(handling: Handling): Response {
  const { request, definition } = handling
  const found = scalable(handling)
  if (isRefusal(found)) return answer(found)
  const type = request.options?.patchType ?? 'merge'
  if (type === 'apply') return answer(badRequest('apply is left out for the subresource scale'))
  const sent =
    request.verb === 'patch'
      ? applyPatch(type, schemaOf('Scale'), scaleOf(found), request.body)
      : request.body
  if (isRefusal(sent)) return answer(sent)
  const { spec, metadata } = (sent ?? {}) as Partial<Scale>
  const replicas = spec?.replicas ?? 0
  if (!Number.isInteger(replicas))
    return answer(badRequest('Scale in version "v1" cannot be handled as a Scale'))
  const { name } = found.metadata
  if (replicas < 0) {
    const error = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0')
    return answer(invalid('autoscaling', 'Scale', name, [error]))
  }
  // Some kinds take no update that names no version: the one that was read will do.
  const own = definition.unconditionalUpdate ? undefined : found.metadata.resourceVersion
  const named = request.verb === 'patch' ? undefined : metadata?.resourceVersion
  const body: Scalable = {
    ...found,
    metadata: withVersion(found.metadata, named ?? own),
    spec: { ...found.spec, replicas },
  }
  const { subresource: _, ...rest } = request
  const written = updateObject({
    ...handling,
    via: 'scale',
    request: { ...rest, verb: 'update', body, typed: true },
  })
  if (written.code >= 400) return written
  return { ...written, body: scaleOf(written.body as Scalable) }
}

function scalable({ request, definition, etcd }: Handling): Scalable | ReturnType<typeof notFound> {
  const name = request.name ?? ''
  const stored = read<Scalable>(etcd, etcdKey(definition, request.namespace, name))
  return stored?.object ?? notFound(definition.group, definition.resource, name)
}

/** Who names no version wants the newest to be changed. */
function withVersion(metadata: ObjectMeta, resourceVersion: string | undefined): ObjectMeta {
  const { resourceVersion: _, ...rest } = metadata
  return (resourceVersion ? { ...rest, resourceVersion } : rest) as ObjectMeta
}

function scaleOf({ kind, metadata, spec, status }: Scalable): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  // The oldest kind that can be scaled has the labels themselves for a selector.
  const isPlain = kind === 'ReplicationController'
  const selector = isPlain ? { matchLabels: spec.selector as Labels } : spec.selector
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0, selector: selectorText(selector) },
  }
}

function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const labels = labelSetText(matchLabels)
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`
  })
  return [...(labels ? [labels] : []), ...expressions].join(',')
}
