/** Answers of the HTTP face itself, and what came in looked at with care. */
import { type Failure, methodNotAllowed } from './failure.ts'

export function notHere(): Response {
  return failed(methodNotAllowed())
}

export function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function failed(failure: Failure): Response {
  return json(failure, failure.code)
}

export function plainText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

export function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
