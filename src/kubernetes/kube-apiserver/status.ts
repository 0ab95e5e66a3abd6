/**
 * How requests fail: one constructor for each reason a Status can have.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go`,
 * for the two that never reach a server `net/http` as kubectl prints it
 */
import type { FieldError } from './field-error.ts'
import type { Status, StatusCause } from './request.ts'

type Details = NonNullable<Status['details']>

function failure(code: number, reason: string, message: string, details?: Details): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  }
}

/** `pods`, `deployments.apps`: how messages name a resource or a kind. */
function qualified(group: string, name: string): string {
  return group ? `${name}.${group}` : name
}

function detailsOf(group: string, kind: string, name: string): Details {
  return { ...(name ? { name } : {}), ...(group ? { group } : {}), ...(kind ? { kind } : {}) }
}

export function badRequest(message: string): Status {
  return failure(400, 'BadRequest', message)
}

export function unauthorized(): Status {
  return failure(401, 'Unauthorized', 'Unauthorized')
}

export function forbidden(group: string, resource: string, name: string, why: string): Status {
  const target = qualified(group, resource)
  const message = name
    ? `${target} "${name}" is forbidden: ${why}`
    : `${target} is forbidden: ${why}`
  return failure(403, 'Forbidden', message, detailsOf(group, resource, name))
}

export function notFound(group: string, resource: string, name: string): Status {
  const message = `${qualified(group, resource)} "${name}" not found`
  return failure(404, 'NotFound', message, detailsOf(group, resource, name))
}

/** For a path that no resource stands behind. */
export function unknownResource(): Status {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function alreadyExists(group: string, resource: string, name: string): Status {
  const message = `${qualified(group, resource)} "${name}" already exists`
  return failure(409, 'AlreadyExists', message, detailsOf(group, resource, name))
}

export function conflict(group: string, resource: string, name: string, why: string): Status {
  const target = qualified(group, resource)
  const message = `Operation cannot be fulfilled on ${target} "${name}": ${why}`
  return failure(409, 'Conflict', message, detailsOf(group, resource, name))
}

/** An apply that would change what others own. */
export function applyConflict(message: string, causes: readonly StatusCause[]): Status {
  return failure(409, 'Conflict', message, { causes })
}

export function expired(message: string): Status {
  return failure(410, 'Expired', message)
}

export function unsupportedMediaType(accepted: readonly string[]): Status {
  const list = accepted.join(', ')
  const message = `the body of the request was in an unknown format - accepted media types include: ${list}`
  return failure(415, 'UnsupportedMediaType', message)
}

export function invalid(
  group: string,
  kind: string,
  name: string,
  errors: readonly FieldError[],
): Status {
  // The list in the message is an aggregate, which says each thing once; the causes say it all.
  const sentences = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))]
  const list = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`
  return failure(422, 'Invalid', `${qualified(group, kind)} "${name}" is invalid: ${list}`, {
    ...detailsOf(group, kind, name),
    causes: errors.map(({ type, field, message }) => ({ reason: type, message, field })),
  })
}

/** A patch that does not fit the object, such as a JSON Patch whose `test` fails. */
export function rejectedPatch(): Status {
  const message = 'the server rejected our request due to an error in our request'
  return failure(422, 'Invalid', message, {})
}

export function tooManyRequests(message: string, retryAfterSeconds: number): Status {
  return failure(429, 'TooManyRequests', message, { retryAfterSeconds })
}

/** An eviction that would leave too few Pods. */
export function budgetExhausted(why: string, retryAfterSeconds: number): Status {
  const message = "Cannot evict pod as it would violate the pod's disruption budget."
  return failure(429, 'TooManyRequests', message, {
    causes: [{ reason: 'DisruptionBudget', message: why, field: '' }],
    ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
  })
}

export function internalError(why: string): Status {
  return failure(500, 'InternalError', `Internal error occurred: ${why}`, {
    causes: [{ reason: '', message: why, field: '' }],
  })
}

/** What a handler could not do and has no reason for. */
export function unexplained(message: string): Status {
  const { reason: _, ...status } = failure(500, '', message)
  return status
}

export function timeout(why: string): Status {
  return failure(504, 'Timeout', `Timeout: ${why}`, {})
}

/** A list of a revision that is still to come. */
export function tooLargeRevision(wanted: number, current: number): Status {
  const message = `Timeout: Too large resource version: ${wanted}, current: ${current}`
  const cause = {
    reason: 'ResourceVersionTooLarge',
    message: 'Too large resource version',
    field: '',
  }
  return failure(504, 'Timeout', message, { causes: [cause], retryAfterSeconds: 1 })
}

/** It was done, and there is no object to show. */
export function succeeded(): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
}

/** Not the server's word but the network's: nobody listens there. */
export function connectionRefused(target: string): Status {
  return failure(0, 'ConnectionRefused', `dial tcp ${target}: connect: connection refused`)
}

/** Not the server's word but the network's: no way leads there. */
export function unreachable(target: string): Status {
  return failure(0, 'Unreachable', `dial tcp ${target}: connect: no route to host`)
}
