/**
 * Which objects of a list or watch are meant.
 *
 * *Upstream:* `pkg/apis/core/v1/conversion.go` (which fields each kind can be selected by)
 */
import { matchesLabels } from '../api/labels.ts'
import type { KubernetesObject } from '../api/meta.ts'
import type { RequestOptions, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { badRequest } from './status.ts'
import type { Matches } from './storage.ts'

const everyKind = ['metadata.name', 'metadata.namespace']

const byResource: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  namespaces: ['status.phase'],
}

export function matcherOf(
  definition: ResourceDefinition,
  options: RequestOptions | undefined,
): Matches | Status {
  const fields = Object.entries(options?.fieldSelector ?? {})
  const labels = options?.labelSelector
  const known = [...everyKind, ...(byResource[definition.resource] ?? [])]
  for (const [field] of fields)
    if (!known.includes(field)) return badRequest(`field label not supported: ${field}`)
  if (fields.length === 0 && !labels) return () => true
  return (object) =>
    matchesLabels(labels, object.metadata.labels) &&
    fields.every(([field, value]) => textAt(object, field) === value)
}

function textAt(object: KubernetesObject, field: string): string {
  let value: unknown = object
  for (const name of field.split('.'))
    value = (value as Record<string, unknown> | undefined)?.[name]
  return value === undefined ? '' : String(value)
}
