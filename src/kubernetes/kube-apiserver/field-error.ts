/**
 * What is wrong with one field, in upstream's sentences.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go`
 */

export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'

export interface FieldError {
  /** Stands as `reason` among the causes of a Status. */
  readonly type: FieldErrorType
  /** `spec.containers[0].name`. */
  readonly field: string
  /** The sentence without the field: `Required value`. */
  readonly message: string
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, message: withDetail('Required value', detail) }
}

export function invalidValue(field: string, value: unknown, detail: string): FieldError {
  const message = withDetail(`Invalid value: ${shown(value)}`, detail)
  return { type: 'FieldValueInvalid', field, message }
}

export function notSupported(
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const list = supported.map((text) => JSON.stringify(text)).join(', ')
  const message = `Unsupported value: ${shown(value)}: supported values: ${list}`
  return { type: 'FieldValueNotSupported', field, message }
}

export function duplicateValue(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, message: `Duplicate value: ${shown(value)}` }
}

export function notFoundValue(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, message: `Not found: ${shown(value)}` }
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, message: withDetail('Forbidden', detail) }
}

export function tooLong(field: string, maxBytes: number): FieldError {
  const message = `Too long: may not be more than ${maxBytes} bytes`
  return { type: 'FieldValueTooLong', field, message }
}

export function tooMany(field: string, actual: number, max: number): FieldError {
  const message = `Too many: ${actual}: must have at most ${max} items`
  return { type: 'FieldValueTooMany', field, message }
}

/** As upstream prints a value: texts quoted, numbers bare, objects as JSON, nothing as `null`. */
function shown(value: unknown): string {
  return JSON.stringify(value ?? null)
}

function withDetail(text: string, detail: string): string {
  return detail ? `${text}: ${detail}` : text
}
