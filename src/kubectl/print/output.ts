/**
 * What `-o` asks for: `yaml`, `json`, `name`, `jsonpath=…`, `custom-columns=…`.
 *
 * *Upstream:* `staging/src/k8s.io/cli-runtime/pkg/genericclioptions/print_flags.go`,
 * `staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go`
 * *Leaves out:* Go templates, `-o kyaml`.
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import type { Found } from '../api.ts'
import type { Call } from '../command.ts'
import { Failure } from '../failure.ts'
import { shownName } from '../kinds.ts'
import { jsonPath, shown, valuesAt } from './json-path.ts'
import { TableWriter } from './table.ts'

export type Format =
  | { readonly is: 'table'; readonly wide: boolean }
  | { readonly is: 'yaml' | 'json' | 'name' }
  | { readonly is: 'jsonpath' | 'custom-columns'; readonly template: string }

const formats =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml'

/** @throws {Failure} */
export function formatOf({ flags, session }: Pick<Call, 'flags' | 'session'>): Format {
  const text = flags.text('output') ?? ''
  const [, name = '', template] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? []
  if (name === '' || name === 'wide') return { is: 'table', wide: name === 'wide' }
  if (name === 'yaml' || name === 'json' || name === 'name') return { is: name }
  if (name === 'jsonpath' || name === 'custom-columns') {
    if (!template)
      throw new Failure(
        `error: ${name === 'jsonpath' ? 'template format specified but no template given' : 'custom-columns format specified but no custom columns given'}`,
      )
    return { is: name, template }
  }
  if (name === 'jsonpath-file' || name === 'custom-columns-file') {
    const file = session.files.get(template ?? '')
    if (file === undefined)
      throw new Failure(
        `error: error reading --template ${template}, open ${template}: no such file or directory`,
      )
    return { is: name === 'jsonpath-file' ? 'jsonpath' : 'custom-columns', template: file.trim() }
  }
  throw new Failure(
    `error: unable to match a printer suitable for the output format "${text}", allowed formats are: ${formats}`,
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
      return values.length > 0 ? values.map(shown).join(',') : '<none>'
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

/** Keys in the order of the alphabet, as Go writes maps. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)]),
  )
}
