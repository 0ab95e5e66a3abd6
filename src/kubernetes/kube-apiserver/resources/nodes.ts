/**
 * Nodes.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/apis/core/validation/validation.go`
 * ValidateNode, `pkg/registry/core/node/strategy.go`
 * *Leaves out:* dynamic configuration, the proxy subresource.
 */

import type { Node, Taint } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts'
import { isDns1123Subdomain, isIpv4, isLabelValue, isQualifiedName } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { checked, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { taintEffects } from './pods/scheduling.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

export const nodes: ResourceDefinition<'nodes'> = {
  resource: 'nodes',
  kind: 'Node',
  group: '',
  version: 'v1',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  // They were called minions once, and data outlives words.
  etcdPrefix: '/registry/minions',
  schema: schemaOf('Node'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: withDefaults,
  prepareForCreate: (node) => node,
  validate: (node) => [...validateMetadata(node, false, isDns1123Subdomain), ...validateSpec(node)],
  prepareForUpdate: (next, old) => withStatusOf(next, old),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next),
    ...validateFixed(next, old),
  ],
}

function withDefaults(node: Node): Node {
  const { podCIDR, podCIDRs } = node.spec ?? {}
  const first = podCIDR ?? podCIDRs?.[0]
  const { capacity, allocatable } = node.status ?? {}
  return {
    ...node,
    spec: {
      ...node.spec,
      ...(first ? { podCIDR: first, podCIDRs: podCIDRs?.[0] === first ? podCIDRs : [first] } : {}),
    },
    ...(capacity && !allocatable ? { status: { ...node.status, allocatable: capacity } } : {}),
  }
}

function validateSpec({ spec }: Node): FieldError[] {
  const { podCIDRs = [], taints = [] } = spec
  const text = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'
  return [
    // Upstream names the place so.
    ...validateTaints('metadata.taints', taints),
    ...podCIDRs.flatMap((cidr, index) =>
      isCidr(cidr) ? [] : [invalidValue(`spec.podCIDRs[${index}]`, cidr, text)],
    ),
  ]
}

function validateTaints(field: string, taints: readonly Taint[]): FieldError[] {
  const seen = new Set<string>()
  return taints.flatMap((taint, index) => {
    const at = `${field}[${index}]`
    const texts = isLabelValue(taint.value ?? '').join(';')
    const errors = checked(`${at}.key`, taint.key, isQualifiedName)
    if (texts) errors.push(invalidValue(`${at}.value`, taint.value, texts))
    if (!taint.effect) errors.push(required(`${at}.effect`))
    else if (!taintEffects.includes(taint.effect))
      errors.push(notSupported(`${at}.effect`, taint.effect, taintEffects))
    const pair = `${taint.effect} ${taint.key}`
    if (seen.has(pair)) {
      const { key, value = '', effect, timeAdded = null } = taint
      const shown = { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded }
      const error = duplicateValue(at, shown)
      const text = 'taints must be unique by key and effect pair'
      errors.push({ ...error, message: `${error.message}: ${text}` })
    }
    seen.add(pair)
    return errors
  })
}

/** Set once, then as good as carved. */
function validateFixed(next: Node, old: Node): FieldError[] {
  const errors: FieldError[] = []
  const { podCIDRs: before = [], providerID } = old.spec
  if (before.length > 0 && !isEqual(next.spec.podCIDRs ?? [], before)) {
    const text = 'node updates may not change podCIDR except from "" to valid'
    errors.push(forbiddenField('spec.podCIDRs', text))
  }
  if (providerID && next.spec.providerID !== providerID) {
    const text = 'node updates may not change providerID except from "" to valid'
    errors.push(forbiddenField('spec.providerID', text))
  }
  return errors
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/')
  if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false
  if (address.includes(':')) return /^[0-9a-f:.]+$/i.test(address) && Number(bits) <= 128
  return isIpv4(address) && Number(bits) <= 32
}
