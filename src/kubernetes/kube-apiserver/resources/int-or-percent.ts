/**
 * A field that is a count or a share of all: what it may be.
 *
 * *Upstream:* `pkg/apis/apps/validation/validation.go` ValidatePositiveIntOrPercent,
 * IsNotMoreThan100Percent
 */
import { percentOf } from '../../api/int-or-string.ts'
import { type FieldError, invalidValue } from '../field-error.ts'
import { nonNegative } from '../validation.ts'

export function countOrPercent(field: string, value: number | string): FieldError[] {
  if (typeof value === 'number') return nonNegative(field, value)
  if (percentOf(value) !== undefined) return []
  const text =
    "a valid percent string must be a numeric string followed by an ending '%' " +
    "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
  return [invalidValue(field, value, text)]
}

export function atMostAll(field: string, value: number | string): FieldError[] {
  return (percentOf(value) ?? 0) > 100
    ? [invalidValue(field, value, 'must not be greater than 100%')]
    : []
}

/** Nothing at all, as is what makes no sense. */
export function isNone(value: number | string): boolean {
  return !(typeof value === 'number' ? value : percentOf(value))
}
