/**
 * What may change in a Pod once it exists: almost nothing.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidatePodUpdate,
 * ValidateContainerUpdates, validateOnlyAddedTolerations
 * *Leaves out:* the difference of the two specs that upstream prints after the sentence;
 * tightening the node affinity of a gated Pod.
 */

import type { Container, Pod, PodSpec, Toleration } from '../../../api/core.ts'
import { isEqual } from '../../../api/equality.ts'
import { type FieldError, forbiddenField, invalidValue, required } from '../../field-error.ts'

const mayChange = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]

type UpdatableSpec = PodSpec & { readonly activeDeadlineSeconds?: number }

export function validatePodChange(next: Pod, old: Pod): FieldError[] {
  const spec: UpdatableSpec = next.spec
  const before: UpdatableSpec = old.spec
  const errors: FieldError[] = []
  for (const key of ['containers', 'initContainers'] as const) {
    const result = validateImages(`spec.${key}`, spec[key] ?? [], before[key] ?? [])
    errors.push(...result)
    if (result.some(({ type }) => type === 'FieldValueForbidden')) return errors
  }
  errors.push(...validateDeadline(spec.activeDeadlineSeconds, before.activeDeadlineSeconds))
  errors.push(...validateTolerations(spec.tolerations ?? [], before.tolerations ?? []))
  errors.push(...validateGates(spec.schedulingGates ?? [], before.schedulingGates ?? []))
  if (errors.length === 0 && !isEqual(withoutUpdatable(spec, before), before)) {
    const text = `pod updates may not change fields other than ${mayChange.join(',')}`
    errors.push(forbiddenField('spec', text))
  }
  return errors
}

function validateImages(
  field: string,
  next: readonly Container[],
  old: readonly Container[],
): FieldError[] {
  if (next.length !== old.length)
    return [forbiddenField(field, 'pod updates may not add or remove containers')]
  return next.flatMap(({ image }, index) => (image ? [] : [required(`${field}[${index}].image`)]))
}

function validateDeadline(next: number | undefined, old: number | undefined): FieldError[] {
  const field = 'spec.activeDeadlineSeconds'
  if (old === undefined || next === old) return []
  if (next === undefined)
    return [invalidValue(field, next, 'must not update from a positive integer to nil value')]
  return next > old
    ? [invalidValue(field, next, 'must be less than or equal to previous value')]
    : []
}

function validateTolerations(
  next: readonly Toleration[],
  old: readonly Toleration[],
): FieldError[] {
  const bare = ({ tolerationSeconds: _, ...rest }: Toleration) => rest
  const isKept = (one: Toleration) => next.some((other) => isEqual(bare(other), bare(one)))
  const text = 'existing toleration can not be modified except its tolerationSeconds'
  return old.every(isKept) ? [] : [forbiddenField('spec.tolerations', text)]
}

type Gate = { readonly name: string }

function validateGates(next: readonly Gate[], old: readonly Gate[]): FieldError[] {
  const before = new Set(old.map(({ name }) => name))
  const added = next.filter(({ name }) => !before.has(name)).map(({ name }) => name)
  const text = `only deletion is allowed, but found new scheduling gates '${added.join(',')}'`
  return added.length > 0 ? [forbiddenField('spec.schedulingGates', text)] : []
}

/** The new spec with the old values of all that may change. */
function withoutUpdatable(next: UpdatableSpec, old: UpdatableSpec): PodSpec {
  const images = (containers: readonly Container[], before: readonly Container[] = []) =>
    containers.map((container, index) => {
      const { image } = before[index] ?? {}
      return image === undefined ? container : { ...container, image }
    })
  const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = next
  const wasNegative = (old.terminationGracePeriodSeconds ?? 0) < 0
  return {
    ...rest,
    containers: images(next.containers, old.containers),
    ...(next.initContainers
      ? { initContainers: images(next.initContainers, old.initContainers) }
      : {}),
    ...(old.activeDeadlineSeconds === undefined
      ? {}
      : { activeDeadlineSeconds: old.activeDeadlineSeconds }),
    ...(old.tolerations ? { tolerations: old.tolerations } : {}),
    ...(old.schedulingGates ? { schedulingGates: old.schedulingGates } : {}),
    ...(wasNegative && next.terminationGracePeriodSeconds === 1
      ? { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds }
      : {}),
  } as PodSpec
}
