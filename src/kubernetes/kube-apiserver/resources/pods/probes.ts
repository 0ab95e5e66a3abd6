/**
 * What probes must say.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` validateProbe, validateHandler
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
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const
const numbers = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

/** @param successThreshold the only one allowed; any where it is absent. */
export function validateProbe(
  field: string,
  probe: (Probe & { readonly grpc?: { readonly port: number } }) | undefined,
  successThreshold?: number,
): FieldError[] {
  if (!probe) return []
  const errors: FieldError[] = []
  const given = handlers.filter((handler) => probe[handler])
  for (const [index, handler] of given.entries())
    if (index === 0) errors.push(...validateHandler(`${field}.${handler}`, probe, handler))
    else
      errors.push(forbiddenField(`${field}.${handler}`, 'may not specify more than 1 handler type'))
  if (given.length === 0) errors.push(required(field, 'must specify a handler type'))
  for (const key of numbers) errors.push(...nonNegative(`${field}.${key}`, probe[key]))
  const { successThreshold: threshold } = probe
  if (successThreshold !== undefined && threshold !== successThreshold) {
    const text = `must be ${successThreshold}`
    errors.push(invalidValue(`${field}.successThreshold`, threshold, text))
  }
  return errors
}

function validateHandler(
  field: string,
  probe: Probe & { readonly grpc?: { readonly port: number } },
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
  }
}
