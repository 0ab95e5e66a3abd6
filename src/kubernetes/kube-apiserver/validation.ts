/**
 * What is validated alike for all kinds: metadata, labels, label selectors.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go`,
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go`
 */
import { isEqual } from '../api/equality.ts'
import type {
  IntOrString,
  KubernetesObject,
  LabelSelector,
  Labels,
  ObjectMeta,
  OwnerReference,
} from '../api/meta.ts'
import { type FieldError, forbiddenField, invalidValue, required, tooLong } from './field-error.ts'
import {
  byteLength,
  type Check,
  inRange,
  isDns1123Label,
  isLabelValue,
  isPortName,
  isQualifiedName,
  ofGenerateName,
} from './names.ts'

const maxAnnotationBytes = 256 * 1024
const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion']
const notNegative = 'must be greater than or equal to 0'

/** Errors of a check, each as an invalid value of the field. */
export function checked(field: string, value: string, check: Check): FieldError[] {
  const texts = check(value)
  return texts.length === 0 ? [] : texts.map((text) => invalidValue(field, value, text))
}

export function nonNegative(field: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalidValue(field, value, notNegative)] : []
}

export function portNumber(field: string, port: number): FieldError[] {
  return inRange(port, 1, 65_535).map((text) => invalidValue(field, port, text))
}

export function portNumberOrName(field: string, port: IntOrString): FieldError[] {
  return typeof port === 'number' ? portNumber(field, port) : checked(field, port, isPortName)
}

export function immutable(field: string, next: unknown, old: unknown): FieldError[] {
  return isEqual(next, old) ? [] : [invalidValue(field, next, 'field is immutable')]
}

export function validateMetadata(
  { metadata }: KubernetesObject,
  namespaced: boolean,
  nameCheck: Check,
): FieldError[] {
  const errors: FieldError[] = []
  const { name, namespace, generateName } = metadata
  if (generateName)
    errors.push(...checked('metadata.generateName', generateName, ofGenerateName(nameCheck)))
  if (name) errors.push(...checked('metadata.name', name, nameCheck))
  else errors.push(required('metadata.name', 'name or generateName is required'))
  if (namespaced) {
    if (namespace) errors.push(...checked('metadata.namespace', namespace, isDns1123Label))
    else errors.push(required('metadata.namespace'))
  } else if (namespace)
    errors.push(forbiddenField('metadata.namespace', 'not allowed on this type'))
  errors.push(...validateAccessories(metadata))
  if (metadata.finalizers)
    errors.push(...validateFinalizers('metadata.finalizers', metadata.finalizers))
  return errors
}

const fixed = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const

/** What an update may not change, and what it may but must keep valid. */
export function validateMetadataUpdate(
  { metadata: next }: KubernetesObject,
  { metadata: old }: KubernetesObject,
): FieldError[] {
  const errors: FieldError[] = []
  for (const key of fixed)
    if (next[key] !== old[key]) errors.push(...immutable(`metadata.${key}`, next[key], old[key]))
  if (old.deletionTimestamp) {
    const before = new Set(old.finalizers)
    const added = (next.finalizers ?? []).filter((finalizer) => !before.has(finalizer))
    const list = added.map((finalizer) => JSON.stringify(finalizer)).join(', ')
    const text = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`
    if (added.length > 0) errors.push(forbiddenField('metadata.finalizers', text))
  }
  errors.push(...validateAccessories(next))
  return errors
}

function validateAccessories({ labels, annotations, ownerReferences }: ObjectMeta): FieldError[] {
  const errors = labels ? validateLabels('metadata.labels', labels) : []
  if (annotations) errors.push(...validateAnnotations('metadata.annotations', annotations))
  if (ownerReferences) errors.push(...validateOwnerReferences(ownerReferences))
  return errors
}

export function validateLabels(field: string, labels: Labels = {}): FieldError[] {
  const errors: FieldError[] = []
  for (const [key, value] of Object.entries(labels)) {
    errors.push(...checked(field, key, isQualifiedName))
    errors.push(...checked(field, value, isLabelValue))
  }
  return errors
}

export function validateAnnotations(field: string, annotations: Labels = {}): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of Object.entries(annotations)) {
    bytes += byteLength(key) + byteLength(value)
    const texts = isQualifiedName(key.toLowerCase())
    errors.push(...texts.map((text) => invalidValue(field, key, text)))
  }
  if (bytes > maxAnnotationBytes) errors.push(tooLong(field, maxAnnotationBytes))
  return errors
}

const ownerKeys = ['apiVersion', 'kind', 'name', 'uid'] as const

function validateOwnerReferences(references: readonly OwnerReference[]): FieldError[] {
  const field = 'metadata.ownerReferences'
  const errors: FieldError[] = []
  for (const [index, reference] of references.entries())
    for (const key of ownerKeys) {
      if (reference[key]) continue
      const text = key === 'apiVersion' ? 'version must not be empty' : 'must not be empty'
      errors.push(invalidValue(`${field}[${index}].${key}`, '', text))
    }
  const [first, second] = references.filter(({ controller }) => controller)
  if (first && second)
    errors.push(
      invalidValue(
        field,
        references,
        'Only one reference can have Controller set to true. ' +
          `Found "true" in references for ${first.name} and ${second.name}`,
      ),
    )
  return errors
}

export function validateFinalizers(field: string, finalizers: readonly string[]): FieldError[] {
  const errors = finalizers.flatMap((finalizer) => {
    const malformed = checked(field, finalizer, isQualifiedName)
    if (finalizer.includes('/') || standardFinalizers.includes(finalizer)) return malformed
    const text = 'name is neither a standard finalizer name nor is it fully qualified'
    return [...malformed, invalidValue(field, finalizer, text)]
  })
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const text = 'finalizer orphan and foregroundDeletion cannot be both set'
    errors.push(invalidValue(field, finalizers, text))
  }
  return errors
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist']

export function validateLabelSelector(field: string, selector: LabelSelector): FieldError[] {
  return [
    ...validateLabels(`${field}.matchLabels`, selector.matchLabels),
    ...(selector.matchExpressions ?? []).flatMap((expression, index) =>
      validateRequirement(`${field}.matchExpressions[${index}]`, expression),
    ),
  ]
}

/** For selectors by labels and by node alike; `Gt` and `Lt` are known to the latter only. */
export function validateRequirement(
  field: string,
  requirement: {
    readonly key: string
    readonly operator: string
    readonly values?: readonly string[]
  },
): FieldError[] {
  const { key, operator, values = [] } = requirement
  const errors: FieldError[] = []
  if (!operators.includes(operator))
    errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'))
  else if (operator.endsWith('In')) {
    const text = "must be specified when `operator` is 'In' or 'NotIn'"
    if (values.length === 0) errors.push(required(`${field}.values`, text))
  } else if (values.length > 0) {
    const text = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
    errors.push(forbiddenField(`${field}.values`, text))
  }
  return [...errors, ...validateKeyAndValues(field, { key, values })]
}

export function validateKeyAndValues(
  field: string,
  { key, values = [] }: { readonly key: string; readonly values?: readonly string[] },
): FieldError[] {
  return [
    ...checked(`${field}.key`, key, isQualifiedName),
    ...values.flatMap((value, index) => checked(`${field}.values[${index}]`, value, isLabelValue)),
  ]
}
