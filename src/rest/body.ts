/**
 * The body of a request as data, whatever it came in.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go` limitedReadBody,
 * `staging/src/k8s.io/apimachinery/pkg/runtime/serializer`
 * *Leaves out:* CBOR.
 */
import type { PatchType } from '../kubernetes/kube-apiserver/request.ts'
import { badRequest, type Failure, tooLarge, unsupportedType } from './failure.ts'
import { type DuplicateKey, duplicateKeys } from './json-text.ts'
import { decodeProtobuf, ProtobufError, protobufType } from './protobuf.ts'
import type { Yaml } from './yaml.ts'

/** As much as etcd would take, and twice that again. */
const mostBytes = 3 * 1024 * 1024

export const applyType = 'application/apply-patch+yaml'
export const strategicType = 'application/strategic-merge-patch+json'
const yamlType = 'application/yaml'

/** In the order in which the server names them. */
export const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  [strategicType]: 'strategic',
  [applyType]: 'apply',
}

const jsonTypes = ['application/json', 'text/json', ...Object.keys(patchTypes)]

export type Body =
  | {
      /** Undefined where the body is empty. */
      readonly value: unknown
      /** Keys that the text names more than once. */
      readonly duplicates?: readonly DuplicateKey[]
    }
  | { readonly failure: Failure }

/** The type without its parameters, in lower case; empty where there is none. */
export function mediaTypeOf(request: Request): string {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

export async function readBody(request: Request, readYaml?: Yaml['read']): Promise<Body> {
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
  const types = readYaml ? [...jsonTypes, yamlType] : jsonTypes
  // Some clients name no type, and all of those send JSON.
  if (type !== '' && !types.includes(type))
    return { failure: unsupportedType([...types, protobufType]) }
  const text = new TextDecoder().decode(bytes)
  try {
    return { value: JSON.parse(text), duplicates: duplicateKeys(text) }
  } catch {
    if (type === applyType || type === yamlType) return readAppliedYaml(text, readYaml)
    return { failure: badRequest('error decoding JSON: the body is not valid JSON') }
  }
}

/** Clients apply JSON, which is YAML too; whoever writes by hand may send any. */
function readAppliedYaml(text: string, readYaml?: Yaml['read']): Body {
  try {
    if (readYaml) return { value: readYaml(text) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { failure: badRequest(`error decoding YAML: ${why}`) }
  }
  return { failure: badRequest('error decoding YAML: the body is not valid JSON') }
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
