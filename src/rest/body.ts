/**
 * The body of a request as data, whatever it came in.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go` limitedReadBody,
 * `staging/src/k8s.io/apimachinery/pkg/runtime/serializer`
 * *Leaves out:* YAML and CBOR, which the clients turn into JSON before they send it.
 */
import type { PatchType } from '../kubernetes/kube-apiserver/request.ts'
import { badRequest, type Failure, tooLarge, unsupportedType } from './failure.ts'
import { decodeProtobuf, ProtobufError, protobufType } from './protobuf.ts'

/** As much as etcd would take, and twice that again. */
const mostBytes = 3 * 1024 * 1024

export const applyType = 'application/apply-patch+yaml'

export const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
}

const jsonTypes = ['application/json', 'text/json', ...Object.keys(patchTypes), applyType]

export type Body = { readonly value: unknown } | { readonly failure: Failure }

/** The type without its parameters, in lower case; empty where there is none. */
export function mediaTypeOf(request: Request): string {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

/** `value` is undefined where the body is empty. */
export async function readBody(request: Request): Promise<Body> {
  const bytes = await bytesOf(request)
  if (!bytes) return { failure: tooLarge(mostBytes) }
  if (bytes.length === 0) return { value: undefined }
  const type = mediaTypeOf(request)
  if (type === protobufType) {
    try {
      return { value: decodeProtobuf(bytes) }
    } catch (error) {
      if (error instanceof ProtobufError) return { failure: badRequest(error.message) }
      throw error
    }
  }
  // Some clients name no type, and all of those send JSON.
  if (type !== '' && !jsonTypes.includes(type))
    return { failure: unsupportedType([...jsonTypes, protobufType]) }
  const text = new TextDecoder().decode(bytes)
  try {
    return { value: JSON.parse(text) }
  } catch {
    const what = type === applyType ? 'YAML' : 'JSON'
    return { failure: badRequest(`error decoding ${what}: the body is not valid JSON`) }
  }
}

/** Undefined where there are more than we take; what is too much is not even kept. */
async function bytesOf(request: Request): Promise<Uint8Array | undefined> {
  if (!request.body) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > mostBytes) {
      await reader.cancel()
      return undefined
    }
    parts.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
