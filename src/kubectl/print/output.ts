/**
 * What `-o` asks for: `yaml`, `json`, `name`, `jsonpath=…`, `go-template=…`, `custom-columns=…`.
 *
 * *Upstream:* `staging/src/k8s.io/cli-runtime/pkg/genericclioptions/print_flags.go`,
 * `staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go`
 * *Leaves out:* `-o kyaml`.
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import type { Found } from '../api.ts'
import type { Call } from '../command.ts'
import { Failure } from '../failure.ts'
import { shownName } from '../kinds.ts'
import { goTemplate } from './go-template.ts'
import { shownValue } from './go-template-functions.ts'
import { inOrder } from './in-order.ts'
import { jsonPath, valuesAt } from './json-path.ts'
import { TableWriter } from './table.ts'

export type Format =
  | { readonly is: 'table'; readonly wide: boolean }
  | { readonly is: 'yaml' | 'json' | 'name' }
  | {
      readonly is: 'jsonpath' | 'jsonpath-as-json' | 'custom-columns' | 'go-template'
      readonly template: string
    }

const anywhere =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml'
/** Those that show tables know more. */
const ofTables = `custom-columns,custom-columns-file,${anywhere.replace(',yaml', ',wide,yaml')}`

const kinds: Readonly<Record<string, Extract<Format, { template: string }>['is']>> = {
  jsonpath: 'jsonpath',
  'jsonpath-as-json': 'jsonpath-as-json',
  'go-template': 'go-template',
  template: 'go-template',
  'custom-columns': 'custom-columns',
}

/** @param tables whether the command shows tables: then `-o wide` and columns of one's own exist @throws {Failure} */
export function formatOf(
  { flags, session }: Pick<Call, 'flags' | 'session'>,
  tables = false,
): Format {
  const text = flags.text('output') ?? (flags.given('template') ? 'go-template' : '')
  const [, name = '', own] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? []
  const plain = own === undefined ? name.toLowerCase() : ''
  if (text === '' || (plain === 'wide' && tables)) return { is: 'table', wide: plain === 'wide' }
  if (plain === 'yaml' || plain === 'json' || plain === 'name') return { is: plain }
  const template = own || flags.text('template')
  const is = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (is && (tables || is !== 'custom-columns')) {
    if (template) return { is, template }
    throw new Failure(
      `error: ${is === 'custom-columns' ? 'custom-columns format specified but no custom columns given' : 'template format specified but no template given'}`,
    )
  }
  const [, ofFile = ''] = /^(.*?)-?file$/.exec(name) ?? []
  const read = Object.hasOwn(kinds, ofFile) ? kinds[ofFile] : undefined
  if (read && template) {
    const file = session.files.get(template)
    if (file !== undefined) return { is: read, template: file.trim() }
    throw new Failure(
      `error: error reading --template ${template}, open ${template}: no such file or directory`,
    )
  }
  throw new Failure(
    `error: unable to match a printer suitable for the output format "${text}", allowed formats are: ${tables ? ofTables : anywhere}`,
  )
}

/** @param single one object was named, and is shown by itself */
export function printObjects(
  call: Pick<Call, 'print' | 'write' | 'flags'>,
  format: Exclude<Format, { is: 'table' }>,
  found: readonly Found[],
  single: boolean,
): void {
  const { print, write } = call
  const objects = found.map(({ object }) =>
    shownObject(object, call.flags.is('show-managed-fields')),
  )
  const whole = () =>
    single
      ? objects[0]
      : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } }
  switch (format.is) {
    case 'name':
      for (const { kind, name } of found) print(shownName(kind, name))
      return
    case 'yaml':
      return write(toYaml(whole()))
    case 'json':
      return print(JSON.stringify(inOrder(whole()), undefined, 4))
    case 'jsonpath':
      return write(jsonPath(format.template, whole()))
    case 'jsonpath-as-json': {
      const values = valuesAt(format.template, whole()).map(inOrder)
      return print(JSON.stringify(values, undefined, 4))
    }
    case 'go-template':
      return write(goTemplate(format.template, whole()))
    case 'custom-columns':
      return printColumns(call, format.template, objects)
  }
}

function printColumns(
  { print, flags }: Pick<Call, 'print' | 'flags'>,
  template: string,
  objects: readonly unknown[],
): void {
  const columns = template.split(',').map((part) => {
    const colon = part.indexOf(':')
    if (colon < 0)
      throw new Failure(
        `error: unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`,
      )
    return { header: part.slice(0, colon), path: part.slice(colon + 1) }
  })
  const rows = objects.map((object) =>
    columns.map(({ path }) => {
      const values = valuesAt(path, object).filter((value) => value !== undefined && value !== null)
      return values.length > 0 ? values.map(shownValue).join(',') : '<none>'
    }),
  )
  const header = flags.is('no-headers') ? [] : [columns.map(({ header }) => header)]
  if (header.length + rows.length > 0) print(new TableWriter().rows([...header, ...rows]))
}

/** Field ownership is nobody's first interest. */
function shownObject(object: KubernetesObject, withManagedFields: boolean): KubernetesObject {
  if (withManagedFields || !('managedFields' in object.metadata)) return object
  const { managedFields: _, ...metadata } = object.metadata as typeof object.metadata & {
    managedFields?: unknown
  }
  return { ...object, metadata }
}
