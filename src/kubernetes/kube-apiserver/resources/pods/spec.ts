/**
 * What the spec of a Pod must be, in a Pod and in a template alike.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidatePodSpec
 * *Leaves out:* security contexts, DNS configuration, host aliases, resource claims, Windows: they
 * pass unchecked. Ephemeral containers are refused, as they are in every new Pod.
 */
import type { PodSpec } from '../../../api/core.ts'
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { inRange, isDns1123Label, isDns1123Subdomain, isQualifiedName } from '../../names.ts'
import { checked, validateLabels } from '../../validation.ts'
import { validateContainers, validateInitContainers } from './containers.ts'
import { validateAffinity, validateSpread, validateTolerations } from './scheduling.ts'
import { type Volume, validateVolumes } from './volumes.ts'

const restartPolicies = ['Always', 'OnFailure', 'Never']
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const preemptionPolicies = ['PreemptLowerPriority', 'Never']
const maxInt32 = 2_147_483_647

/** With fields that are only checked here. */
type CheckedSpec = PodSpec & {
  readonly activeDeadlineSeconds?: number
  readonly hostname?: string
  readonly subdomain?: string
  readonly ephemeralContainers?: unknown
}

export function validatePodSpec(field: string, spec: CheckedSpec): FieldError[] {
  const volumes = (spec.volumes ?? []) as readonly Volume[]
  const { containers, initContainers = [] } = spec
  const { schedulingGates = [], activeDeadlineSeconds: deadline } = spec
  const names: [string, string | undefined, typeof isDns1123Label][] = [
    ['serviceAccountName', spec.serviceAccountName, isDns1123Subdomain],
    ['nodeName', spec.nodeName, isDns1123Subdomain],
    ['hostname', spec.hostname, isDns1123Label],
    ['subdomain', spec.subdomain, isDns1123Label],
    ['priorityClassName', spec.priorityClassName, isDns1123Subdomain],
  ]
  const deadlineTexts = deadline === undefined ? [] : inRange(deadline, 1, maxInt32)
  return [
    ...validateVolumes(`${field}.volumes`, volumes),
    ...validateContainers(`${field}.containers`, containers, volumes),
    ...validateInitContainers(`${field}.initContainers`, initContainers, containers, volumes),
    ...(spec.ephemeralContainers
      ? [forbiddenField(`${field}.ephemeralContainers`, 'cannot be set on create')]
      : []),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy, restartPolicies),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, dnsPolicies),
    ...validateLabels(`${field}.nodeSelector`, spec.nodeSelector),
    ...validateAffinity(`${field}.affinity`, spec.affinity),
    ...validateGates(`${field}.schedulingGates`, schedulingGates),
    ...names.flatMap(([key, value, check]) =>
      value ? checked(`${field}.${key}`, value, check) : [],
    ),
    ...deadlineTexts.map((text) => invalidValue(`${field}.activeDeadlineSeconds`, deadline, text)),
    ...validateTolerations(`${field}.tolerations`, spec.tolerations ?? []),
    ...(spec.preemptionPolicy
      ? oneOf(`${field}.preemptionPolicy`, spec.preemptionPolicy, preemptionPolicies)
      : []),
    ...validateSpread(`${field}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
  ]
}

function oneOf(
  field: string,
  value: string | undefined,
  supported: readonly string[],
): FieldError[] {
  if (!value) return [required(field)]
  return supported.includes(value) ? [] : [notSupported(field, value, supported)]
}

function validateGates(field: string, gates: readonly { readonly name: string }[]): FieldError[] {
  const names = new Set<string>()
  return gates.flatMap(({ name }, index) => {
    const errors = checked(`${field}[${index}]`, name, isQualifiedName)
    if (names.has(name)) errors.push(duplicateValue(`${field}[${index}]`, name))
    names.add(name)
    return errors
  })
}
