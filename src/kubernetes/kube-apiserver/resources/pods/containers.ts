/**
 * What containers must say.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` validateContainers, validateInitContainers
 * *Leaves out:* security contexts, life cycle hooks, devices, resize and restart rules.
 */
import type {
  Container,
  ContainerPort,
  EnvVar,
  ResourceList,
  ResourceRequirements,
} from '../../../api/core.ts'
import { milliValueOf, parseQuantity } from '../../../api/quantity.ts'
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { isDns1123Label, isPortName, isQualifiedName, protocols } from '../../names.ts'
import { checked, portNumber } from '../../validation.ts'
import { validateProbe } from './probes.ts'
import { type Volume, validateMounts } from './volumes.ts'

const pullPolicies = ['Always', 'IfNotPresent', 'Never']
const messagePolicies = ['File', 'FallbackToLogsOnError']
const restartPolicies = ['Always', 'Never', 'OnFailure']
const standardResources = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/
const onlyForSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

export function validateContainers(
  field: string,
  containers: readonly Container[],
  volumes: readonly Volume[],
): FieldError[] {
  if (containers.length === 0) return [required(field)]
  const names = new Set<string>()
  return containers.flatMap((container, index) => [
    ...validateContainer(`${field}[${index}]`, container, volumes, names),
    ...validateProbes(`${field}[${index}]`, container),
  ])
}

export function validateInitContainers(
  field: string,
  containers: readonly Container[],
  regular: readonly Container[],
  volumes: readonly Volume[],
): FieldError[] {
  const names = new Set(regular.map(({ name }) => name))
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`
    const errors = validateContainer(at, container, volumes, names)
    if (container.restartPolicy === 'Always') return [...errors, ...validateProbes(at, container)]
    const text = 'may not be set for init containers without restartPolicy=Always'
    for (const key of onlyForSidecars)
      if ((container as Container & { lifecycle?: unknown })[key])
        errors.push(forbiddenField(`${at}.${key}`, text))
    return errors
  })
}

function validateContainer(
  at: string,
  container: Container,
  volumes: readonly Volume[],
  names: Set<string>,
): FieldError[] {
  const { name, image = '', imagePullPolicy = '', restartPolicy } = container
  const errors: FieldError[] = []
  if (!name) errors.push(required(`${at}.name`))
  else errors.push(...checked(`${at}.name`, name, isDns1123Label))
  if (name && names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
  names.add(name)
  if (!image) errors.push(required(`${at}.image`))
  else if (image !== image.trim()) {
    const text = 'must not have leading or trailing whitespace'
    errors.push(invalidValue(`${at}.image`, image, text))
  }
  const policy = container.terminationMessagePolicy ?? ''
  if (!policy) errors.push(required(`${at}.terminationMessagePolicy`))
  else if (!messagePolicies.includes(policy))
    errors.push(notSupported(`${at}.terminationMessagePolicy`, policy, messagePolicies))
  errors.push(...validatePorts(`${at}.ports`, container.ports ?? []))
  errors.push(...validateEnv(`${at}.env`, container.env ?? []))
  const { volumeMounts = [] } = container as { volumeMounts?: Parameters<typeof validateMounts>[1] }
  errors.push(...validateMounts(`${at}.volumeMounts`, volumeMounts, volumes))
  if (!imagePullPolicy) errors.push(required(`${at}.imagePullPolicy`))
  else if (!pullPolicies.includes(imagePullPolicy))
    errors.push(notSupported(`${at}.imagePullPolicy`, imagePullPolicy, pullPolicies))
  if (restartPolicy && !restartPolicies.includes(restartPolicy))
    errors.push(notSupported(`${at}.restartPolicy`, restartPolicy, restartPolicies))
  return [...errors, ...validateResources(`${at}.resources`, container.resources ?? {})]
}

function validateProbes(at: string, container: Container): FieldError[] {
  return [
    ...validateProbe(`${at}.livenessProbe`, container.livenessProbe, 1),
    ...validateProbe(`${at}.readinessProbe`, container.readinessProbe),
    ...validateProbe(`${at}.startupProbe`, container.startupProbe, 1),
  ]
}

function validatePorts(field: string, ports: readonly ContainerPort[]): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap(({ name, containerPort, hostPort, protocol }, index) => {
    const at = `${field}[${index}]`
    const errors = name ? checked(`${at}.name`, name, isPortName) : []
    if (name && errors.length === 0) {
      if (names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
      names.add(name)
    }
    if (!containerPort) errors.push(required(`${at}.containerPort`))
    else errors.push(...portNumber(`${at}.containerPort`, containerPort))
    if (hostPort) errors.push(...portNumber(`${at}.hostPort`, hostPort))
    if (!protocol) errors.push(required(`${at}.protocol`))
    else if (!protocols.includes(protocol))
      errors.push(notSupported(`${at}.protocol`, protocol, protocols))
    return errors
  })
}

function validateEnv(field: string, variables: readonly EnvVar[]): FieldError[] {
  return variables.flatMap(({ name, value, valueFrom }, index) => {
    const at = `${field}[${index}]`
    const errors: FieldError[] = []
    const text =
      "a valid environment variable name must consist only of printable ASCII characters other than '='"
    if (!name) errors.push(required(`${at}.name`))
    else if (!/^[ -<>-~]+$/.test(name)) errors.push(invalidValue(`${at}.name`, name, text))
    if (!valueFrom) return errors
    const sources = Object.keys(valueFrom).length
    const problem =
      sources === 0
        ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'
        : value
          ? 'may not be specified when `value` is not empty'
          : sources > 1
            ? 'may not have more than one field specified at a time'
            : ''
    if (problem) errors.push(invalidValue(`${at}.valueFrom`, '', problem))
    return errors
  })
}

export function validateResources(
  field: string,
  { limits = {}, requests = {} }: ResourceRequirements,
): FieldError[] {
  const errors = validateAmounts(`${field}.limits`, limits)
  for (const [name, request] of Object.entries(requests)) {
    errors.push(...validateAmounts(`${field}.requests`, { [name]: request }))
    const limit = limits[name]
    const isShared = standardResources.test(name) && !name.startsWith('hugepages-')
    if (limit === undefined) {
      const text = 'Limit must be set for non overcommitable resources'
      if (!isShared) errors.push(required(`${field}.limits`, text))
      continue
    }
    const more = (parseQuantity(request) ?? 0n) - (parseQuantity(limit) ?? 0n)
    const must = isShared ? 'must be less than or equal to' : 'must be equal to'
    if (more > 0n || (!isShared && more !== 0n))
      errors.push(
        invalidValue(`${field}.requests`, String(request), `${must} ${name} limit of ${limit}`),
      )
  }
  return errors
}

function validateAmounts(field: string, amounts: ResourceList): FieldError[] {
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const at = `${field}[${name}]`
    const errors = checked(at, name, isQualifiedName)
    const isStandard = standardResources.test(name)
    if (!name.includes('/') && !isStandard)
      errors.push(
        invalidValue(at, name, 'must be a standard resource type or fully qualified'),
        invalidValue(at, name, 'must be a standard resource for containers'),
      )
    if ((parseQuantity(amount) ?? 0n) < 0n)
      errors.push(invalidValue(at, String(amount), 'must be greater than or equal to 0'))
    if (name.includes('/') && milliValueOf(amount) % 1000 !== 0)
      errors.push(invalidValue(at, String(amount), 'must be an integer'))
    return errors
  })
}
