/**
 * `kubectl explain`: the fields of a kind. Names and types are Kubernetes'; the sentences are the
 * book's, for the fields it teaches.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/explain/v2`
 */
import type { Field, FieldType, StructSchema } from '../../kubernetes/kube-apiserver/schema.ts'
import { fieldsAt } from '../../manifests/fields.ts'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { findKind, type Kind } from '../kinds.ts'

export const explain: Command = {
  name: 'explain',
  usage: 'TYPE[.FIELD…]',
  says: { ja: '種類や項目の意味を調べます。', en: 'Look up what a kind or a field means.' },
  examples: ['kubectl explain deployment.spec.replicas', 'kubectl explain pod --recursive'],
  takes: 'kinds',
  flags: { recursive: 'bool', 'api-version': 'text', output: ['text', 'o'] },
  run(call) {
    const [word, ...more] = call.words
    if (word === undefined || more.length > 0)
      throw new Failure(
        word === undefined
          ? 'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.'
          : 'error: We accept only this format: explain RESOURCE',
      )
    const [type = '', ...path] = word.split('.')
    const kind = findKind(type)
    if (!kind) throw new Failure(`the server doesn't have a resource type "${type}"`)
    const head = [
      ...(kind.group ? [`GROUP:      ${kind.group}`] : []),
      `KIND:       ${kind.kind}`,
      `VERSION:    ${kind.version}`,
      '',
    ]
    call.print(head.join('\n'))
    explainField(call, kind, path)
    return 0
  },
}

function explainField(call: Call, kind: Kind, path: readonly string[]): void {
  let struct: StructSchema | undefined = kind.schema
  let field: Field | undefined
  for (const name of path) {
    field = struct?.fields.get(name)
    if (!field) throw new Failure(`error: field ${JSON.stringify(name)} does not exist`)
    struct = structIn(field.type)
  }
  if (field)
    call.print(
      `FIELD: ${field.name} <${typeText(field.type)}>${field.always ? ' -required-' : ''}\n`,
    )
  call.print('DESCRIPTION:')
  call.print(
    wrapped(sentenceOf(kind, path) ?? (field ? `The field ${path.at(-1)}.` : `A ${kind.kind}.`)),
  )
  call.print('    ')
  if (!struct) return
  call.print('FIELDS:')
  call.print(fieldsText(call, kind, struct, path, 1).join('\n'))
  call.print('')
}

function fieldsText(
  call: Call,
  kind: Kind,
  struct: StructSchema,
  path: readonly string[],
  depth: number,
): readonly string[] {
  const margin = '  '.repeat(depth)
  const recursive = call.flags.is('recursive')
  return [...struct.fields.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((field) => {
      const line = `${margin}${field.name}\t<${typeText(field.type)}>${field.always ? ' -required-' : ''}`
      const inner = structIn(field.type)
      if (recursive)
        return [
          line,
          ...(inner && depth < 8
            ? fieldsText(call, kind, inner, [...path, field.name], depth + 1)
            : []),
        ]
      const says = sentenceOf(kind, [...path, field.name])
      return [line, ...(says ? [`${margin}  ${says}`] : []), '']
    })
}

function structIn(type: FieldType): StructSchema | undefined {
  if (type.is === 'struct') return type.struct
  return type.is === 'list' || type.is === 'map' ? structIn(type.of) : undefined
}

function typeText(type: FieldType): string {
  switch (type.is) {
    case 'struct':
      return type.struct.name
    case 'list':
      return `[]${typeText(type.of)}`
    case 'map':
      return `map[string]${typeText(type.of)}`
    case 'bool':
      return 'boolean'
    case 'int32':
    case 'int64':
      return 'integer'
    case 'quantity':
      return 'Quantity'
    case 'time':
      return 'Time'
    case 'microTime':
      return 'MicroTime'
    case 'intOrString':
      return 'IntOrString'
    case 'any':
      return 'Object'
    default:
      return 'string'
  }
}

function sentenceOf(kind: Kind, path: readonly string[]): string | undefined {
  const field = fieldsAt(kind.kind, path.slice(0, -1)).find(({ name }) => name === path.at(-1))
  return field?.says.en
}

function wrapped(text: string): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length + 1 > 75) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.map((line) => `    ${line}`).join('\n')
}
