/**
 * What each kind looks like: names and types of fields, which of them are written even when empty,
 * and how patches merge them.
 *
 * `schema-table.ts` has a line for each Go struct, `Name field field …`, continued on indented
 * lines. A field is its JSON name, then marks, then `:type`; without a type it is a string.
 * Marks: `!` written even when empty · `*` a pointer, so that zero and absent differ ·
 * `@key` a list patched item by item, told apart by `key` (`@` alone: a set) · `~` a patch may say
 * `$retainKeys`. Types: `b` bool, `i` int32, `l` int64, `q` quantity, `t` time, `T` time with
 * microseconds, `I` int or string, `B` bytes in base64, `y` anything, `=Name` a string type, `Name` a struct,
 * `[]` a list of, `{}` a map from strings to.
 *
 * *Upstream:* struct tags in `staging/src/k8s.io/api`; `util/strategicpatch/meta.go`
 */
import { present } from '../../simulation/assert.ts'
import { schemaTable } from './schema-table.ts'

export type FieldType =
  | { readonly is: 'string' | 'any'; readonly go: string }
  | { readonly is: 'bool' | 'int32' | 'int64'; readonly go: string }
  | {
      readonly is: 'quantity' | 'time' | 'microTime' | 'intOrString' | 'bytes'
      readonly go: string
    }
  | { readonly is: 'list' | 'map'; readonly go: string; readonly of: FieldType }
  | { readonly is: 'struct'; readonly go: string; readonly struct: StructSchema }

export interface Field {
  readonly name: string
  readonly type: FieldType
  /** Written even when empty. */
  readonly always: boolean
  readonly pointer: boolean
  /** Patches merge this list item by item; the text names the key, and is empty for a set. */
  readonly mergeKey?: string
  readonly retainKeys: boolean
}

export interface StructSchema {
  /** The name of the Go struct, which messages mention. */
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
}

const scalars: Readonly<Record<string, FieldType>> = {
  '': { is: 'string', go: 'string' },
  b: { is: 'bool', go: 'bool' },
  i: { is: 'int32', go: 'int32' },
  l: { is: 'int64', go: 'int64' },
  q: { is: 'quantity', go: 'resource.Quantity' },
  t: { is: 'time', go: 'v1.Time' },
  T: { is: 'microTime', go: 'v1.MicroTime' },
  I: { is: 'intOrString', go: 'intstr.IntOrString' },
  B: { is: 'bytes', go: '[]uint8' },
  y: { is: 'any', go: 'interface {}' },
}

export type SchemaReader = (name: string) => StructSchema

/** The schema of a Go struct of the basic kinds, `Deployment` or `PodSpec`. */
export const schemaOf: SchemaReader = schemaReader(schemaTable)

/**
 * Reads the schemas of a table, each when it is first asked for.
 *
 * @param beyond where to look for a struct that is not in the table
 */
export function schemaReader(table: string, beyond?: SchemaReader): SchemaReader {
  let lines: ReadonlyMap<string, string> | undefined
  const structs = new Map<string, StructSchema>()
  const read: SchemaReader = (name) => {
    const known = structs.get(name)
    if (known) return known
    lines ??= linesOf(table)
    const line = lines.get(name)
    if (line === undefined && beyond) return beyond(name)
    const fields = new Map<string, Field>()
    const schema: StructSchema = { name, fields }
    structs.set(name, schema)
    for (const text of present(line, `the schema of ${name}`).split(/\s+/)) {
      const field = fieldOf(text, read)
      fields.set(field.name, field)
    }
    return schema
  }
  return read
}

function linesOf(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split(/\n(?! )/)
      .map((line) => {
        const space = line.search(/\s/)
        return [line.slice(0, space), line.slice(space).trim()]
      }),
  )
}

function fieldOf(text: string, schemas: SchemaReader): Field {
  const colon = text.indexOf(':')
  const left = colon < 0 ? text : text.slice(0, colon)
  const [, name = '', marks = '', key] = /^(\w+)([!*]*)(?:@(\w*))?~?$/.exec(left) ?? []
  return {
    name,
    type: typeOf(colon < 0 ? '' : text.slice(colon + 1), schemas),
    always: marks.includes('!'),
    pointer: marks.includes('*'),
    retainKeys: left.endsWith('~'),
    ...(key === undefined ? {} : { mergeKey: key }),
  }
}

/** Types are of `v1` where the table does not say otherwise, as `v2.MetricSpec`. */
function inPackage(name: string): string {
  return name.includes('.') ? name : `v1.${name}`
}

function typeOf(text: string, schemas: SchemaReader): FieldType {
  const scalar = scalars[text]
  if (scalar) return scalar
  if (text.startsWith('=')) return { is: 'string', go: inPackage(text.slice(1)) }
  const container = text.slice(0, 2)
  if (container === '[]' || container === '{}') {
    const of = typeOf(text.slice(2), schemas)
    if (container === '[]') return { is: 'list', go: `[]${of.go}`, of }
    return { is: 'map', go: of.is === 'quantity' ? 'v1.ResourceList' : `map[string]${of.go}`, of }
  }
  return {
    is: 'struct',
    go: inPackage(text),
    // Most structs are never met: each is read from the table when it is.
    get struct() {
      return schemas(text.replace(/^.*\./, ''))
    },
  }
}
