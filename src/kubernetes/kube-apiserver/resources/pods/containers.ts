/**
 * What containers must say.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` validateContainers, validateInitContainers
 * *Leaves out:* devices, resize and restart rules.
 */
import type {
  Container,
  ContainerPort,
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
import { type EnvFrom, validateEnv, validateEnvFrom } from './environment.ts'
import { type SecurityContext, validateHostPorts, validateSecurity } from './host.ts'
import { type Handlers, validateHook, validateProbe } from './probes.ts'
import { type Volume, validateMounts } from './volumes.ts'

const pullPolicies = ['Always', 'IfNotPresent', 'Never']
const messagePolicies = ['File', 'FallbackToLogsOnError']
const restartPolicies = ['Always', 'Never', 'OnFailure']
const standardResources = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/
/** Names of resources that mean something to a quota, but not to a container. */
const quotaResources =
  /^(pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|storage|services\.(nodeports|loadbalancers)|(requests|limits)\.(cpu|memory|ephemeral-storage)|requests\.(storage|hugepages-.+))$/
const onlyForSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** With fields that are only checked here. */
type CheckedContainer = Container & {
  readonly lifecycle?: { readonly postStart?: Handlers; readonly preStop?: Handlers }
  readonly envFrom?: readonly EnvFrom[]
  readonly securityContext?: SecurityContext
}

/** What containers share with their Pod. */
export interface Surroundings {
  readonly volumes: readonly Volume[]
  readonly graceSeconds: number
}

export function validateContainers(
  field: string,
  containers: readonly CheckedContainer[],
  pod: Surroundings,
): FieldError[] {
  if (containers.length === 0) return [required(field)]
  const names = new Set<string>()
  const errors = containers.flatMap((container, index) => [
    ...validateContainer(`${field}[${index}]`, container, pod, names),
    ...validateLife(`${field}[${index}]`, container, pod),
    ...validateRestartPolicy(`${field}[${index}].restartPolicy`, container),
  ])
  return [...errors, ...validateHostPorts(field, containers)]
}

/** Templates may hold it. */
export function validateImages(field: string, containers: readonly Container[]): FieldError[] {
  const text = 'must not have leading or trailing whitespace'
  return containers.flatMap(({ image = '' }, index) =>
    image === image.trim() ? [] : [invalidValue(`${field}[${index}].image`, image, text)],
  )
}

export function validateInitContainers(
  field: string,
  containers: readonly CheckedContainer[],
  regular: readonly Container[],
  pod: Surroundings,
): FieldError[] {
  const names = new Set(regular.map(({ name }) => name))
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`
    const errors = [
      ...validateContainer(at, container, pod, names),
      ...validateRestartPolicy(`${at}.restartPolicy`, container),
      ...validateHostPorts(field, [container]),
    ]
    if (container.restartPolicy === 'Always')
      return [...errors, ...validateLife(at, container, pod)]
    const text = 'may not be set for init containers without restartPolicy=Always'
    for (const key of onlyForSidecars)
      if (container[key]) errors.push(forbiddenField(`${at}.${key}`, text))
    return errors
  })
}

function validateContainer(
  at: string,
  container: CheckedContainer,
  { volumes }: Surroundings,
  names: Set<string>,
): FieldError[] {
  const { name, image, imagePullPolicy = '' } = container
  const errors: FieldError[] = []
  if (!name) errors.push(required(`${at}.name`))
  else errors.push(...checked(`${at}.name`, name, isDns1123Label))
  if (!image) errors.push(required(`${at}.image`))
  const policy = container.terminationMessagePolicy ?? ''
  if (!policy) errors.push(required(`${at}.terminationMessagePolicy`))
  else if (!messagePolicies.includes(policy))
    errors.push(notSupported(`${at}.terminationMessagePolicy`, policy, messagePolicies))
  errors.push(...validatePorts(`${at}.ports`, container.ports ?? []))
  errors.push(...validateEnv(`${at}.env`, container.env ?? []))
  errors.push(...validateEnvFrom(`${at}.envFrom`, container.envFrom ?? []))
  const { volumeMounts = [] } = container as { volumeMounts?: Parameters<typeof validateMounts>[1] }
  errors.push(...validateMounts(`${at}.volumeMounts`, volumeMounts, volumes))
  if (!imagePullPolicy) errors.push(required(`${at}.imagePullPolicy`))
  else if (!pullPolicies.includes(imagePullPolicy))
    errors.push(notSupported(`${at}.imagePullPolicy`, imagePullPolicy, pullPolicies))
  errors.push(...validateResources(`${at}.resources`, container.resources ?? {}))
  errors.push(...validateSecurity(`${at}.securityContext`, container.securityContext))
  if (name && names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
  names.add(name)
  return errors
}

function validateRestartPolicy(field: string, { restartPolicy }: Container): FieldError[] {
  const isRight = !restartPolicy || restartPolicies.includes(restartPolicy)
  return isRight ? [] : [notSupported(field, restartPolicy, restartPolicies)]
}

function validateLife(at: string, container: CheckedContainer, pod: Surroundings): FieldError[] {
  const { postStart, preStop } = container.lifecycle ?? {}
  return [
    ...validateHook(`${at}.lifecycle.postStart`, postStart, pod.graceSeconds),
    ...validateHook(`${at}.lifecycle.preStop`, preStop, pod.graceSeconds),
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

export function validateResources(
  field: string,
  { limits = {}, requests = {} }: ResourceRequirements,
): FieldError[] {
  const errors = validateAmounts(`${field}.limits`, limits)
  for (const [name, request] of Object.entries(requests)) {
    errors.push(...validateAmounts(`${field}.requests`, { [name]: request }))
    const limit = limits[name]
    const isShared = !name.includes('/') && !name.startsWith('hugepages-')
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
  const names = Object.keys({ ...limits, ...requests })
  const hasPages = names.some((name) => name.startsWith('hugepages-'))
  if (hasPages && !names.includes('cpu') && !names.includes('memory'))
    errors.push(forbiddenField(field, 'HugePages require cpu or memory'))
  return errors
}

function validateAmounts(field: string, amounts: ResourceList): FieldError[] {
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const at = `${field}[${name}]`
    const errors = checked(at, name, isQualifiedName)
    const isAtHome = name.includes('/') || standardResources.test(name)
    if (!isAtHome && !quotaResources.test(name) && errors.length === 0)
      errors.push(invalidValue(at, name, 'must be a standard resource type or fully qualified'))
    if (!isAtHome) errors.push(invalidValue(at, name, 'must be a standard resource for containers'))
    if ((parseQuantity(amount) ?? 0n) < 0n)
      errors.push(invalidValue(at, String(amount), 'must be greater than or equal to 0'))
    if (name.includes('/') && milliValueOf(amount) % 1000 !== 0)
      errors.push(invalidValue(at, String(amount), 'must be an integer'))
    return errors
  })
}
