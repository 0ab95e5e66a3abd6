/**
 * What the environment of a container must say.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateEnv, ValidateEnvFrom
 * *Leaves out:* divisors of resource fields; files as sources pass unchecked.
 */
import type { EnvVar } from '../../../api/core.ts'
import { type FieldError, invalidValue, notSupported, required } from '../../field-error.ts'
import { isConfigKey, isDns1123Subdomain, isQualifiedName } from '../../names.ts'
import { checked } from '../../validation.ts'

interface KeyRef {
  readonly name?: string
  readonly key?: string
}

interface Sources {
  readonly fieldRef?: { readonly fieldPath?: string }
  readonly resourceFieldRef?: { readonly resource?: string }
  readonly configMapKeyRef?: KeyRef
  readonly secretKeyRef?: KeyRef
}

/** All the variables of one object: `envFrom`. */
export interface EnvFrom {
  readonly prefix?: string
  readonly configMapRef?: { readonly name?: string }
  readonly secretRef?: { readonly name?: string }
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
/** Fields of a Pod that have labels, but mean nothing to a variable. */
const otherPaths = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]
const amounts = ['limits', 'requests'].flatMap((half) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${half}.${name}`),
)
const tooManySources = 'may not have more than one field specified at a time'

export function validateEnv(field: string, variables: readonly EnvVar[]): FieldError[] {
  return variables.flatMap(({ name, value, valueFrom }, index) => {
    const at = `${field}[${index}]`
    const errors = validateName(`${at}.name`, name)
    if (!valueFrom) return errors
    const count = Object.keys(valueFrom).length
    const problem =
      count === 0
        ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
        : value
          ? 'may not be specified when `value` is not empty'
          : count > 1
            ? tooManySources
            : ''
    errors.push(...validateSources(`${at}.valueFrom`, valueFrom as Sources))
    if (problem) errors.push(invalidValue(`${at}.valueFrom`, '', problem))
    return errors
  })
}

export function validateEnvFrom(field: string, sources: readonly EnvFrom[]): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, index) => {
    const at = `${field}[${index}]`
    const errors = prefix ? validateName(`${at}.prefix`, prefix) : []
    const given = Object.entries({ configMapRef, secretRef }).filter(([, ref]) => ref)
    for (const [kind, ref] of given)
      errors.push(
        ...(ref?.name
          ? checked(`${at}.${kind}.name`, ref.name, isDns1123Subdomain)
          : [required(`${at}.${kind}.name`)]),
      )
    // Upstream names the whole list here.
    if (given.length === 0)
      errors.push(invalidValue(field, '', 'must specify one of: `configMapRef` or `secretRef`'))
    else if (given.length > 1) errors.push(invalidValue(field, '', tooManySources))
    return errors
  })
}

function validateName(field: string, name: string): FieldError[] {
  const text =
    "a valid environment variable name must consist only of printable ASCII characters other than '='"
  if (!name) return [required(field)]
  return /^[ -<>-~]+$/.test(name) ? [] : [invalidValue(field, name, text)]
}

function validateSources(field: string, sources: Sources): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = sources
  const errors: FieldError[] = []
  if (fieldRef) errors.push(...validateFieldPath(`${field}.fieldRef`, fieldRef.fieldPath))
  const { resource } = resourceFieldRef ?? {}
  const at = `${field}.resourceFieldRef.resource`
  if (resourceFieldRef && !resource) errors.push(required(at))
  else if (resource && !amounts.includes(resource) && !/^\w+\.hugepages-/.test(resource))
    errors.push(notSupported(at, resource, amounts))
  for (const [kind, ref] of Object.entries({ configMapKeyRef, secretKeyRef })) {
    if (!ref) continue
    const { name = '', key } = ref
    errors.push(...checked(`${field}.${kind}.name`, name, isDns1123Subdomain))
    if (key) errors.push(...checked(`${field}.${kind}.key`, key, isConfigKey))
    else errors.push(required(`${field}.${kind}.key`))
  }
  return errors
}

function validateFieldPath(field: string, path: string | undefined): FieldError[] {
  const at = `${field}.fieldPath`
  if (!path) return [required(at)]
  const [, holder, key] = /^(.*)\['(.*)'\]$/.exec(path) ?? []
  if (holder !== undefined) {
    if (holder === 'metadata.labels') return checked(field, key ?? '', isQualifiedName)
    if (holder === 'metadata.annotations')
      return checked(field, (key ?? '').toLowerCase(), isQualifiedName)
    const text = `error converting fieldPath: field label does not support subscript: ${path}`
    return [invalidValue(at, path, text)]
  }
  if (fieldPaths.includes(path)) return []
  if (otherPaths.includes(path)) return [notSupported(at, path, fieldPaths)]
  const text = `error converting fieldPath: field label not supported: ${path}`
  return [invalidValue(at, path, text)]
}
