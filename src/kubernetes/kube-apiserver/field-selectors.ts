/**
 * Which objects of a list or watch are meant.
 *
 * *Upstream:* `pkg/apis/core/v1/conversion.go` (which fields each kind can be selected by)
 */
import type { KubernetesObject } from '../api/meta.ts'
import {
  type FieldRequirement,
  matchesRequirements,
  parseFieldSelector,
  parseLabelSelector,
  SelectorError,
} from '../api/selector-text.ts'
import { isLabelValue, isQualifiedName } from './names.ts'
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
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  replicasets: ['status.replicas'],
  replicationcontrollers: ['status.replicas'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  jobs: ['status.successful'],
  certificatesigningrequests: ['spec.signerName'],
}

/** Fields that are not called what they are selected by. */
const places: Readonly<Record<string, string>> = {
  source: 'source.component',
  'status.successful': 'status.succeeded',
}

/** What a list or watch is narrowed to, or why its selectors cannot be read. */
export function matcherOf(
  definition: ResourceDefinition,
  options: RequestOptions | undefined,
): Matches | Status {
  const { fieldSelector, labelSelector } = options ?? {}
  if (!fieldSelector && !labelSelector) return () => true
  try {
    const fields = fieldsOf(fieldSelector)
    const labels = labelSelector
      ? parseLabelSelector(labelSelector, isQualifiedName, isLabelValue)
      : []
    const known = [...everyKind, ...(byResource[definition.resource] ?? [])]
    for (const { field } of fields)
      if (!known.includes(field)) return badRequest(`field label not supported: ${field}`)
    return (object) =>
      matchesRequirements(labels, object.metadata.labels) &&
      fields.every(({ field, isNot, value }) => (textAt(object, field) === value) !== isNot)
  } catch (error) {
    if (error instanceof SelectorError)
      return badRequest(`unable to parse requirement: ${error.message}`)
    throw error
  }
}

function fieldsOf(selector: RequestOptions['fieldSelector'] = {}): readonly FieldRequirement[] {
  if (typeof selector === 'string') return parseFieldSelector(selector)
  return Object.entries(selector).map(([field, value]) => ({ field, isNot: false, value }))
}

function textAt(object: KubernetesObject, field: string): string {
  let value: unknown = object
  for (const name of (places[field] ?? field).split('.'))
    value = (value as Record<string, unknown> | undefined)?.[name]
  return value === undefined ? '' : String(value)
}
