/**
 * How the HTTP face itself refuses a request, before the API server has seen it.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go`
 */

export interface Failure {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: Readonly<Record<string, never>>
  readonly status: 'Failure'
  readonly message: string
  readonly reason: string
  readonly code: number
  readonly details?: object
}

function failure(code: number, reason: string, message: string): Failure {
  const metadata = {}
  return { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason, code }
}

export function badRequest(message: string): Failure {
  return failure(400, 'BadRequest', message)
}

export function forceForbidden(): Failure {
  const why = 'Forbidden: may not be specified for non-apply patch'
  const details = {
    group: 'meta.k8s.io',
    kind: 'PatchOptions',
    causes: [{ reason: 'FieldValueForbidden', message: why, field: 'force' }],
  }
  const message = `PatchOptions.meta.k8s.io "" is invalid: force: ${why}`
  return { ...failure(422, 'Invalid', message), details }
}

export function unknownPath(): Failure {
  return failure(404, 'NotFound', 'the server could not find the requested resource')
}

export function unauthorized(): Failure {
  return failure(401, 'Unauthorized', 'Unauthorized')
}

export function unknownObject(kind: string, name: string): Failure {
  return { ...failure(404, 'NotFound', `${kind} "${name}" not found`), details: { name, kind } }
}

/** The whole answer, as text, where not even a group or a version is known. */
export const pageNotFound = '404 page not found\n'

export function methodNotAllowed(): Failure {
  const message = 'the server does not allow this method on the requested resource'
  return failure(405, 'MethodNotAllowed', message)
}

export function notAcceptable(): Failure {
  const message =
    'only the following media types are accepted: application/json, application/yaml, application/json;stream=watch'
  return failure(406, 'NotAcceptable', message)
}

export function tooLarge(limit: number): Failure {
  const message = `Request entity too large: limit is ${limit}`
  return failure(413, 'RequestEntityTooLarge', message)
}

export function unsupportedType(accepted: readonly string[]): Failure {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return failure(415, 'UnsupportedMediaType', message)
}
