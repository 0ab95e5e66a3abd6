/**
 * What probes and hooks must say.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` validateProbe, validateLifecycle,
 * validateHandler
 * *Leaves out:* names of HTTP headers, signals to stop with.
 */
import type { Probe } from '../../../api/core.ts'
import type { IntOrString } from '../../../api/meta.ts'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { nonNegative, portNumber, portNumberOrName } from '../../validation.ts'

const schemes = ['HTTP', 'HTTPS']
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const

/** Ways to ask a container something, or to have it do something: one is to be chosen. */
export interface Handlers extends Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket'> {
  readonly grpc?: { readonly port: number }
  readonly sleep?: { readonly seconds?: number }
}

const numbers = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

/** @param successThreshold the only one allowed; any, but for readiness, where it is absent. */
export function validateProbe(
  field: string,
  probe: (Probe & Handlers & { readonly terminationGracePeriodSeconds?: number }) | undefined,
  successThreshold?: number,
): FieldError[] {
  if (!probe) return []
  const errors = validateHandlers(field, probe)
  for (const key of numbers) errors.push(...nonNegative(`${field}.${key}`, probe[key]))
  const { successThreshold: threshold, terminationGracePeriodSeconds: grace } = probe
  const invalidGrace = (text: string) =>
    errors.push(invalidValue(`${field}.terminationGracePeriodSeconds`, grace, text))
  if (grace !== undefined && grace <= 0) invalidGrace('must be greater than 0')
  if (successThreshold !== undefined && threshold !== successThreshold) {
    const text = `must be ${successThreshold}`
    errors.push(invalidValue(`${field}.successThreshold`, threshold, text))
  }
  if (successThreshold === undefined && grace !== undefined)
    invalidGrace('must not be set for readinessProbes')
  return errors
}

/** What a container does as it begins and before it ends. */
export function validateHook(
  field: string,
  hook: Handlers | undefined,
  graceSeconds: number,
): FieldError[] {
  if (!hook) return []
  const errors = validateHandlers(field, hook)
  const { seconds = 0 } = hook.sleep ?? {}
  if (seconds < 0 || seconds > graceSeconds) {
    const text = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`
    errors.push(invalidValue(`${field}.sleep`, seconds, text))
  }
  return errors
}

function validateHandlers(field: string, given: Handlers): FieldError[] {
  const chosen = handlers.filter((handler) => given[handler])
  if (chosen.length === 0) return [required(field, 'must specify a handler type')]
  return chosen.flatMap((handler, index) =>
    index === 0
      ? validateHandler(`${field}.${handler}`, given, handler)
      : [forbiddenField(`${field}.${handler}`, 'may not specify more than 1 handler type')],
  )
}

function validateHandler(
  field: string,
  probe: Handlers,
  handler: (typeof handlers)[number],
): FieldError[] {
  const port = (value: IntOrString | undefined) => portNumberOrName(`${field}.port`, value ?? 0)
  switch (handler) {
    case 'exec':
      return probe.exec?.command?.length ? [] : [required(`${field}.command`)]
    case 'httpGet': {
      const { path, scheme = '' } = probe.httpGet ?? {}
      return [
        ...(path ? [] : [required(`${field}.path`)]),
        ...port(probe.httpGet?.port),
        ...(schemes.includes(scheme) ? [] : [notSupported(`${field}.scheme`, scheme, schemes)]),
      ]
    }
    case 'tcpSocket':
      return port(probe.tcpSocket?.port)
    case 'grpc':
      return portNumber(`${field}.port`, probe.grpc?.port ?? 0)
    case 'sleep':
      return []
  }
}
