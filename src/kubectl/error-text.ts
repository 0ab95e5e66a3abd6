/**
 * How kubectl says that a request failed.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go` checkErr, MultilineError,
 * AddSourceToErr
 */
import type { Status } from '../kubernetes/kube-apiserver/request.ts'

/** @param context what was being done, `error when creating "f.yaml"`; nothing where absent. */
export function errorText(status: Status, context?: string): string {
  const { reason, message = '', details } = status
  if (reason === 'ConnectionRefused') {
    const [, target = ''] = /^dial tcp (\S+):/.exec(message) ?? []
    const advice = 'did you specify the right host or port?'
    return `The connection to the server ${target} was refused - ${advice}`
  }
  if (reason === 'Unreachable') return `Unable to connect to the server: ${message}`
  if (reason === 'Unauthorized') return 'error: You must be logged in to the server (Unauthorized)'
  if (reason === 'Invalid') {
    const { kind, name, causes = [] } = details ?? {}
    const what = kind || name ? `The ${kind} "${name ?? ''}" is invalid` : 'The request is invalid'
    if (causes.length > 0) return withCauses(`${what}: `, causes)
    return kind || name ? what : `${what}: ${message}`
  }
  const from = reason ? `Error from server (${reason})` : 'Error from server'
  return `${from}: ${context ? `${context}: ` : ''}${message}`
}

function withCauses(
  prefix: string,
  causes: readonly { readonly field: string; readonly message: string }[],
): string {
  const sentences = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))]
  if (sentences.length === 1) return prefix + sentences[0]
  return [prefix, ...sentences.map((sentence) => `* ${sentence}`)].join('\n')
}
