/**
 * What came over the wire, read as an object of a kind: wrong types refused, unknown fields named,
 * empty fields dropped or kept as the Go structs would write them, quantities in one spelling.
 *
 * *Upstream:* `sigs.k8s.io/json`, `encoding/json`, and the `omitempty` of the Go structs
 * *Leaves out:* duplicate fields (the reader of the text names them), and the `null` of a list or
 * time that is always written: a list is empty, a time absent.
 */
import { canonicalQuantity, quantityProblem } from '../api/quantity.ts'
import type { Field, FieldType, StructSchema } from './schema.ts'

export type Decoded =
  | {
      readonly error?: undefined
      readonly object: Readonly<Record<string, unknown>>
      /** `unknown field "spec.replicaz"`; refused, shown as warnings or ignored by the server. */
      readonly strictErrors: readonly string[]
    }
  | { readonly error: string }

export function decode(schema: StructSchema, body: unknown): Decoded {
  const decoder = new Decoder()
  const object = decoder.struct(schema, body, '')
  if (decoder.error !== undefined) return { error: decoder.error }
  return { object, strictErrors: decoder.unknown.slice(0, mostStrictErrors) }
}

const mostStrictErrors = 100
const maxInt32 = 2_147_483_647
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

type Json = Record<string, unknown>

class Decoder {
  /** The first wrong type; a text that cannot be parsed goes before it. */
  error: string | undefined
  readonly unknown: string[] = []
  #parseFailed = false
  /** Names of the fields on the way here, and the struct that holds the innermost. */
  readonly #names: string[] = []
  #struct = ''

  struct(schema: StructSchema, value: unknown, path: string, go = `v1.${schema.name}`): Json {
    if (value !== undefined && value !== null && !isObject(value)) this.#wrongType(value, go)
    const given = isObject(value) ? value : {}
    const outer = this.#struct
    this.#struct = schema.name
    const decoded = new Map<string, unknown>()
    for (const name of Object.keys(given)) {
      const field = schema.fields.get(name)
      const at = path ? `${path}.${name}` : name
      if (!field) {
        this.unknown.push(`unknown field "${at}"`)
        continue
      }
      this.#names.push(withEmbedded(schema.name, name))
      decoded.set(name, this.#value(field.type, given[name], at))
      this.#names.pop()
    }
    this.#struct = outer
    return this.#written(schema, decoded)
  }

  /** In the order of the Go struct; `undefined` where Go would write nothing. */
  #written(schema: StructSchema, decoded: ReadonlyMap<string, unknown>): Json {
    const object: Json = {}
    for (const field of schema.fields.values()) {
      const value = decoded.get(field.name)
      if (value !== undefined && (field.pointer || field.always || !isEmpty(field.type, value)))
        object[field.name] = value
      else {
        const empty = this.#emptyOf(field)
        if (empty !== undefined) object[field.name] = empty
      }
    }
    return object
  }

  #emptyOf({ type, always, pointer }: Field): unknown {
    if (pointer) return undefined
    if (type.is === 'struct') return this.struct(type.struct, undefined, '')
    if (!always) return undefined
    if (type.is === 'list') return []
    if (type.is === 'string') return ''
    if (type.is === 'bool') return false
    return type.is === 'int32' || type.is === 'int64' || type.is === 'intOrString' ? 0 : undefined
  }

  #value(type: FieldType, value: unknown, path: string): unknown {
    if (type.is === 'any') return value ?? undefined
    if (value === null || value === undefined) return undefined
    switch (type.is) {
      case 'struct':
        return this.struct(type.struct, value, path, type.go)
      case 'list':
        if (!Array.isArray(value)) return this.#wrongType(value, type.go)
        return value.map((item, index) => this.#item(type.of, item, `${path}[${index}]`))
      case 'map':
        if (!isObject(value)) return this.#wrongType(value, type.go)
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            key,
            this.#item(type.of, item, `${path}.${key}`),
          ]),
        )
      default:
        return this.#scalar(type, value)
    }
  }

  /** Within a list or map nothing can be absent: null is the empty value. */
  #item(type: FieldType, value: unknown, path: string): unknown {
    if (type.is === 'struct') return this.struct(type.struct, value, path, type.go)
    return (
      this.#value(type, value, path) ??
      (type.is === 'int32' || type.is === 'int64' ? 0 : type.is === 'quantity' ? '0' : '')
    )
  }

  #scalar({ is, go }: FieldType, value: unknown): unknown {
    switch (is) {
      case 'string':
        return typeof value === 'string' ? value : this.#wrongType(value, go)
      case 'bool':
        return typeof value === 'boolean' ? value : this.#wrongType(value, go)
      case 'int32':
        return this.#integer(value, go, maxInt32)
      case 'int64':
        return this.#integer(value, go, 2 ** 63)
      case 'intOrString':
        return typeof value === 'string'
          ? value
          : this.#alone(() => this.#integer(value, 'int32', maxInt32))
      case 'bytes':
        return this.#bytes(value, go)
      case 'quantity':
        return this.#quantity(value)
      default:
        return this.#time(value, is)
    }
  }

  #integer(value: unknown, go: string, max: number): number | undefined {
    if (typeof value !== 'number') return this.#wrongType(value, go)
    if (Number.isInteger(value) && value <= max && value >= -max - 1) return value
    return this.#wrongType(value, go, `number ${value}`)
  }

  #bytes(value: unknown, go: string): string | undefined {
    if (typeof value !== 'string') return this.#wrongType(value, go)
    const digits = value.replaceAll(/[\r\n]/g, '')
    if (base64.test(digits)) return digits
    const body = digits.replace(/={1,2}$/, '')
    const wrong = body.search(/[^A-Za-z0-9+/]/)
    this.error ??= `illegal base64 data at input byte ${wrong < 0 ? body.length - (body.length % 4) : wrong}`
    return undefined
  }

  #quantity(value: unknown): string | undefined {
    const text = typeof value === 'string' ? value.trim() : JSON.stringify(value)
    const problem = quantityProblem(text)
    return problem === undefined ? canonicalQuantity(text) : this.#unparsable(problem)
  }

  #time(value: unknown, is: FieldType['is']): string | undefined {
    if (typeof value !== 'string') return this.#alone(() => this.#wrongType(value, 'string'))
    if (rfc3339.test(value) && !Number.isNaN(Date.parse(value))) return value
    const text = JSON.stringify(value)
    const layout = `"2006-01-02T15:04:05${is === 'time' ? '' : '.000000'}Z07:00"`
    return this.#unparsable(`parsing time ${text} as ${layout}: cannot parse ${text} as "2006"`)
  }

  #wrongType(value: unknown, go: string, shown = jsonType(value)): undefined {
    const target = this.#struct ? `struct field ${this.#struct}.${this.#names.join('.')}` : 'value'
    this.error ??= `json: cannot unmarshal ${shown} into Go ${target} of type ${go}`
  }

  /** What reads itself fails at once, before any type that is wrong elsewhere. */
  #alone<T>(read: () => T): T {
    const before = this.error
    if (!this.#parseFailed) this.error = undefined
    const value = read()
    if (this.error !== undefined) this.#parseFailed = true
    else this.error = before
    return value
  }

  #unparsable(problem: string): undefined {
    if (!this.#parseFailed) this.error = problem
    this.#parseFailed = true
  }
}

const embedded: Readonly<Record<string, string>> = {
  Volume: 'VolumeSource',
  Probe: 'ProbeHandler',
}

/** Go names the struct that a field comes from where one stands in another without a name. */
function withEmbedded(struct: string, name: string): string {
  const holder =
    struct === 'Probe' && !/^(exec|httpGet|tcpSocket|grpc)$/.test(name)
      ? undefined
      : name === 'name'
        ? /^(Secret|ConfigMap)(Env|Key|V)/.test(struct) && 'LocalObjectReference'
        : embedded[struct]
  return holder ? `${holder}.${name}` : name
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What `omitempty` leaves out. */
function isEmpty({ is }: FieldType, value: unknown): boolean {
  if (is === 'list') return (value as readonly unknown[]).length === 0
  if (is === 'map') return Object.keys(value as Json).length === 0
  return value === '' || value === 0 || value === false
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
