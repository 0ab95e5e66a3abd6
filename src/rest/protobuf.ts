/**
 * Reads request bodies in protocol buffers, which kubectl from 1.32 on, helm 4 and typed Go clients
 * send and have no other form for. Answers stay JSON, which all of them read as well.
 *
 * A body is four bytes, `k8s` and a zero, and an envelope: the kind, then the object.
 * `protobuf-table.ts` has a line for each message, `Name field field …`, continued on indented
 * lines. A field is its JSON name, `#number`, marks, then `:type`; without a type it is a string.
 * Marks: `!` written even when empty · `*` a pointer, so that zero and absent differ.
 * `^number:Name` is a message whose fields JSON writes in its parent.
 * Types: `b` bool, `i` integer, `f` float, `B` bytes, `q` quantity, `t` time, `T` time with
 * microseconds, `I` integer or string, `F` JSON in bytes, `D` duration, `Name` a message, `[]` a
 * list of, `{}` a map from strings to.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/runtime/serializer/protobuf/protobuf.go`
 * *Leaves out:* writing; groups and fixed-width numbers other than doubles, which no kind uses.
 */
import { protobufTable } from './protobuf-table.ts'

export const protobufType = 'application/vnd.kubernetes.protobuf'

/** What was sent is no protocol buffer of a kind we know; the message is for the client. */
export class ProtobufError extends Error {}

interface Field {
  readonly name: string
  readonly type: string
  readonly always: boolean
  readonly pointer: boolean
}

type Message = ReadonlyMap<number, Field>
type Fields = Record<string, unknown>

const magic = [0x6b, 0x38, 0x73, 0x00]
/** Deeper than any kind goes; bytes made to exhaust the stack end here. */
const deepest = 64

let lines: ReadonlyMap<string, string> | undefined
const messages = new Map<string, Message>()

/**
 * The object in a body, as JSON would have it.
 * @throws {ProtobufError} where the bytes are no envelope, are cut off, or hold an unknown kind.
 */
export function decodeProtobuf(body: Uint8Array): Record<string, unknown> {
  if (magic.some((byte, index) => body[index] !== byte))
    throw new ProtobufError('provided data does not appear to be a protobuf message')
  let typeMeta: Fields = {}
  let raw: Uint8Array = new Uint8Array()
  for (const { number, bytes } of fieldsOf(body.subarray(magic.length))) {
    if (number === 1 && bytes) typeMeta = typeMetaOf(bytes)
    if (number === 2 && bytes) raw = bytes
  }
  const kind = String(typeMeta['kind'] ?? '')
  const message = messageOf(kind)
  if (!message) throw new ProtobufError(`no kind "${kind}" is registered for protobuf`)
  return { ...typeMeta, ...decodeMessage(message, raw, 0) }
}

function typeMetaOf(bytes: Uint8Array): Fields {
  const found: Fields = {}
  for (const { number, bytes: text } of fieldsOf(bytes)) {
    if (number === 1 && text) found['apiVersion'] = textOf(text)
    if (number === 2 && text) found['kind'] = textOf(text)
  }
  return found
}

function messageOf(name: string): Message | undefined {
  const known = messages.get(name)
  if (known) return known
  lines ??= new Map(
    protobufTable
      .trim()
      .split(/\n(?! )/)
      .map((line) => [line.slice(0, line.search(/\s|$/)), line]),
  )
  const line = lines.get(name)
  if (!line) return undefined
  const message = new Map<number, Field>()
  messages.set(name, message)
  for (const text of line.split(/\s+/).slice(1)) {
    const [, field = '', number = '', marks = '', type = ''] =
      /^(\w*)[#^](\d+)([!*]*)(?::(.*))?$/.exec(text) ?? []
    message.set(Number(number), {
      name: field,
      type,
      always: marks.includes('!'),
      pointer: marks.includes('*'),
    })
  }
  return message
}

function decodeMessage(message: Message, bytes: Uint8Array, depth: number): Fields {
  if (depth > deepest) throw new ProtobufError('the object is nested too deeply')
  const found: Fields = {}
  for (const wire of fieldsOf(bytes)) {
    const field = message.get(wire.number)
    if (!field) continue
    const { name, type } = field
    if (name === '') {
      const inner = decodeMessage(present(messageOf(type)), present(wire.bytes), depth + 1)
      Object.assign(found, inner)
    } else if (type.startsWith('[]')) {
      const before = (found[name] ?? []) as unknown[]
      found[name] = [...before, ...valuesOf(type.slice(2), wire, depth)]
    } else if (type.startsWith('{}')) {
      found[name] ??= {}
      const map = found[name] as Fields
      const [key, value] = entryOf(type.slice(2), present(wire.bytes), depth)
      define(map, key, value)
    } else {
      const [value] = valuesOf(type, wire, depth)
      if (field.pointer || field.always || !isEmpty(value)) found[name] = value
    }
  }
  return found
}

/** Go writes what JSON leaves out: the zero of a field that is no pointer. */
function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null || value === undefined)
    return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** One value; several where numbers are packed. */
function valuesOf(type: string, wire: WireField, depth: number): readonly unknown[] {
  const { bytes, value } = wire
  switch (type) {
    case 'b':
      return [value !== 0n]
    case 'i':
      if (bytes) return packedOf(bytes).map(numberOf)
      return [numberOf(value)]
    case 'f':
      return [new DataView(new BigUint64Array([value]).buffer).getFloat64(0, true)]
  }
  if (!bytes) throw new ProtobufError('a field has another wire type than its kind says')
  switch (type) {
    case '':
      return [textOf(bytes)]
    case 'B':
      return [base64Of(bytes)]
    case 'F':
      return [jsonOf(bytes)]
    case 'q':
      return [textOf(fieldNumbered(bytes, 1)?.bytes ?? new Uint8Array())]
    case 'D':
      return [`${Number(fieldNumbered(bytes, 1)?.value ?? 0n) / 1e9}s`]
    case 'I': {
      const isText = fieldNumbered(bytes, 1)?.value === 1n
      if (isText) return [textOf(fieldNumbered(bytes, 3)?.bytes ?? new Uint8Array())]
      return [numberOf(fieldNumbered(bytes, 2)?.value ?? 0n)]
    }
    case 't':
    case 'T':
      return [timeOf(bytes, type === 'T')]
  }
  const message = messageOf(type)
  if (!message) throw new ProtobufError(`the message ${type} is not known`)
  return [decodeMessage(message, bytes, depth + 1)]
}

function entryOf(type: string, bytes: Uint8Array, depth: number): [string, unknown] {
  const key = fieldNumbered(bytes, 1)?.bytes
  const wire = fieldNumbered(bytes, 2)
  const value = wire ? valuesOf(type, wire, depth)[0] : type === '' || type === 'B' ? '' : {}
  return [key ? textOf(key) : '', value]
}

/** Keys come from outside: `__proto__` is a key like any other. */
function define(map: Fields, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
}

/** `null` stands for no time at all, as in JSON. */
function timeOf(bytes: Uint8Array, micro: boolean): string | null {
  const seconds = fieldNumbered(bytes, 1)?.value
  const nanos = Number(fieldNumbered(bytes, 2)?.value ?? 0n)
  if (seconds === undefined && nanos === 0) return null
  const time = new Date(numberOf(seconds ?? 0n) * 1000)
  if (Number.isNaN(time.getTime())) throw new ProtobufError('a time is out of range')
  const whole = time.toISOString().slice(0, 19)
  return micro ? `${whole}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z` : `${whole}Z`
}

function jsonOf(bytes: Uint8Array): unknown {
  const text = textOf(fieldNumbered(bytes, 1)?.bytes ?? new Uint8Array())
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw new ProtobufError('a field that holds JSON holds none')
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Numbers are written as if unsigned, 64 bits wide; all of ours fit a double. */
function numberOf(value: bigint): number {
  return Number(BigInt.asIntN(64, value))
}

function packedOf(bytes: Uint8Array): readonly bigint[] {
  const found: bigint[] = []
  for (let at = 0; at < bytes.length; ) {
    const [value, next] = varint(bytes, at)
    found.push(value)
    at = next
  }
  return found
}

interface WireField {
  readonly number: number
  /** The value of a number. */
  readonly value: bigint
  /** The content of anything else. */
  readonly bytes?: Uint8Array
}

function fieldNumbered(bytes: Uint8Array, number: number): WireField | undefined {
  let found: WireField | undefined
  for (const field of fieldsOf(bytes)) if (field.number === number) found = field
  return found
}

function* fieldsOf(bytes: Uint8Array): Iterable<WireField> {
  for (let at = 0; at < bytes.length; ) {
    const [tag, afterTag] = varint(bytes, at)
    const number = Number(tag >> 3n)
    switch (Number(tag & 7n)) {
      case 0: {
        const [value, next] = varint(bytes, afterTag)
        at = next
        yield { number, value }
        break
      }
      case 1: {
        at = afterTag + 8
        const eight = slice(bytes, afterTag, at)
        yield { number, value: new DataView(eight.slice().buffer).getBigUint64(0, true) }
        break
      }
      case 2: {
        const [length, start] = varint(bytes, afterTag)
        if (length > BigInt(bytes.length)) throw cutOff()
        at = start + Number(length)
        yield { number, value: 0n, bytes: slice(bytes, start, at) }
        break
      }
      default:
        throw new ProtobufError('a wire type is not known')
    }
  }
}

function varint(bytes: Uint8Array, start: number): [bigint, number] {
  let value = 0n
  for (let index = 0; index < 10; index++) {
    const byte = bytes[start + index]
    if (byte === undefined) throw cutOff()
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) return [value, start + index + 1]
  }
  throw new ProtobufError('a number is too long')
}

function slice(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (end > bytes.length) throw cutOff()
  return bytes.subarray(start, end)
}

function cutOff(): ProtobufError {
  return new ProtobufError('unexpected EOF')
}

function present<T>(value: T | undefined): T {
  if (value === undefined)
    throw new ProtobufError('a field has another wire type than its kind says')
  return value
}
