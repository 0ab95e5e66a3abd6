/**
 * `POST …/serviceaccounts/NAME/token`: what `kubectl create token` asks for. The token says whose it
 * is and until when, and is signed by nobody: whoever reads it takes its word.
 *
 * *Upstream:* `pkg/registry/core/serviceaccount/storage/token.go`
 * *Leaves out:* tokens bound to Pods, Secrets and nodes.
 */
import { epochMs } from '../simulation/simulation.ts'
import { badRequest, type Failure } from './failure.ts'

const defaultSeconds = 3600
const leastSeconds = 600
const audience = 'https://kubernetes.default.svc.cluster.local'

export interface Account {
  readonly namespace: string
  readonly name: string
}

/** @param nowMs milliseconds on the client's calendar, counted as the cluster's */
export function tokenFor(
  { namespace, name }: Account,
  asked: Record<string, unknown>,
  nowMs: number,
): object | Failure {
  const seconds = asked['expirationSeconds'] ?? defaultSeconds
  if (typeof seconds !== 'number' || seconds < leastSeconds)
    return badRequest(
      'spec.expirationSeconds: Invalid value: may not specify a duration less than 10 minutes',
    )
  const audiences = Array.isArray(asked['audiences']) ? asked['audiences'] : [audience]
  const second = Math.floor((epochMs + nowMs) / 1000)
  const claims = {
    aud: audiences,
    exp: second + seconds,
    iat: second,
    sub: `system:serviceaccount:${namespace}:${name}`,
  }
  const token = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.simulated`
  const expires = new Date((second + seconds) * 1000).toISOString()
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name,
      namespace,
      creationTimestamp: `${new Date(second * 1000).toISOString().slice(0, 19)}Z`,
    },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp: `${expires.slice(0, 19)}Z` },
  }
}

/** Whose token it is; undefined where it is none of ours or has run out. */
export function accountIn(token: string, nowMs: number): Account | undefined {
  const [, payload = '', signature] = token.split('.')
  if (signature !== 'simulated') return undefined
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const { sub, exp } = JSON.parse(text) as { readonly sub?: unknown; readonly exp?: unknown }
    const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(String(sub)) ?? []
    const isOver = typeof exp !== 'number' || exp * 1000 <= epochMs + nowMs
    return namespace && name && !isOver ? { namespace, name } : undefined
  } catch {
    return undefined
  }
}

function encoded(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
