/**
 * What the spec of a Pod must be, in a Pod and in a template alike.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidatePodSpec
 * *Leaves out:* resource claims, users of the host, Windows: they pass unchecked.
 */
import type { PodSpec } from '../../../api/core.ts'
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { inRange, isDns1123Label, isDns1123Subdomain, isQualifiedName } from '../../names.ts'
import { checked, validateLabels } from '../../validation.ts'
import { validateContainers, validateImages, validateInitContainers } from './containers.ts'
import {
  type HostSpec,
  validateDnsConfig,
  validateHostAliases,
  validateHostNetwork,
  validatePodSecurity,
  validateReadinessGates,
} from './host.ts'
import { validateAffinity, validateSpread, validateTolerations } from './scheduling.ts'
import { type Volume, validateVolumes } from './volumes.ts'

const restartPolicies = ['Always', 'OnFailure', 'Never']
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const preemptionPolicies = ['PreemptLowerPriority', 'Never']
const maxInt32 = 2_147_483_647

/** With fields that are only checked here. */
type CheckedSpec = Omit<PodSpec, 'securityContext'> &
  HostSpec & { readonly ephemeralContainers?: unknown; readonly os?: { readonly name: string } }

const defaultGraceSeconds = 30

/** @param isPod in a template some things may stand that a Pod must not say */
export function validatePodSpec(field: string, given: PodSpec, isPod = false): FieldError[] {
  const spec = given as CheckedSpec
  const { errors, mountable } = validateVolumes(
    `${field}.volumes`,
    (spec.volumes ?? []) as readonly Volume[],
  )
  const { containers, initContainers = [] } = spec
  const graceSeconds = spec.terminationGracePeriodSeconds ?? defaultGraceSeconds
  const pod = { volumes: mountable, graceSeconds }
  return [
    ...errors,
    ...validateContainers(`${field}.containers`, containers, pod),
    ...validateInitContainers(`${field}.initContainers`, initContainers, containers, pod),
    ...(spec.hostNetwork ? validateHostNetwork(`${field}.containers`, containers, isPod) : []),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy, restartPolicies),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, dnsPolicies),
    ...validateLabels(`${field}.nodeSelector`, spec.nodeSelector),
    ...validatePodSecurity(`${field}.securityContext`, spec),
    ...validateAffinity(`${field}.affinity`, spec.affinity),
    ...validateDnsConfig(`${field}.dnsConfig`, spec),
    ...validateReadinessGates(`${field}.readinessGates`, spec.readinessGates ?? []),
    ...validateGates(`${field}.schedulingGates`, spec.schedulingGates ?? []),
    ...validateSpread(`${field}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
    ...validateRest(field, spec),
    ...(spec.os ? validateSystem(`${field}.os`, spec.os.name) : []),
    ...(isPod ? validateImages(`${field}.containers`, containers) : []),
    ...(isPod ? validateImages(`${field}.initContainers`, initContainers) : []),
  ]
}

/** Names and numbers, in upstream's order. */
function validateRest(field: string, spec: CheckedSpec): FieldError[] {
  const { activeDeadlineSeconds: deadline } = spec
  const named = (key: string, value: string | undefined, check: typeof isDns1123Label) =>
    value ? checked(`${field}.${key}`, value, check) : []
  const deadlineTexts = deadline === undefined ? [] : inRange(deadline, 1, maxInt32)
  return [
    ...named('serviceAccountName', spec.serviceAccountName, isDns1123Subdomain),
    ...named('nodeName', spec.nodeName, isDns1123Subdomain),
    ...deadlineTexts.map((text) => invalidValue(`${field}.activeDeadlineSeconds`, deadline, text)),
    ...named('hostname', spec.hostname, isDns1123Label),
    ...named('subdomain', spec.subdomain, isDns1123Label),
    ...validateTolerations(`${field}.tolerations`, spec.tolerations ?? []),
    ...validateHostAliases(`${field}.hostAliases`, spec.hostAliases ?? []),
    ...named('priorityClassName', spec.priorityClassName, isDns1123Subdomain),
    ...(spec.preemptionPolicy
      ? oneOf(`${field}.preemptionPolicy`, spec.preemptionPolicy, preemptionPolicies)
      : []),
  ]
}

/** Upstream names the field only where it is missing. */
function validateSystem(field: string, name: string): FieldError[] {
  return name ? oneOf(field, name, ['linux', 'windows']) : [required(`${field}.name`)]
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
