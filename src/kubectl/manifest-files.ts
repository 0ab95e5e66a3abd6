/** The files behind `-f`: their objects, and what is wrong with those that cannot be read. */

import { resourceOfKind, resources } from '../kubernetes/kube-apiserver/resources.ts'
import type { Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { hasErrors } from '../manifests/diagnostic.ts'
import { parseManifest } from '../manifests/parse.ts'
import { type Call, namespaceOf } from './command.ts'
import { Failure } from './failure.ts'
import { mapAt, textAt } from './json.ts'
import type { Kind } from './kinds.ts'

export interface FileObject {
  readonly file: string
  readonly object: Json
  readonly kind: Kind
  readonly name: string
  readonly namespace?: string
}

/** Every document of every file, whether or not its kind is known. @throws {Failure} */
export function readDocuments(
  call: Call,
): readonly { readonly file: string; readonly object: Json }[] {
  const { flags, session } = call
  return flags.list('filename').flatMap((name) => {
    const file = name.replace(/^\.\//, '')
    const text = session.files.get(file)
    const inside = [...session.files.keys()].filter((known) => isInFolder(known, file))
    if (text === undefined && inside.length > 0)
      return inside.flatMap((known) => documentsOf(known, session.files.get(known) ?? ''))
    if (text === undefined) throw new Failure(`error: the path "${name}" does not exist`)
    return documentsOf(name, text)
  })
}

/** @throws {Failure} for a kind that the cluster does not know */
export function readFiles(call: Call): readonly FileObject[] {
  return readDocuments(call).map(({ file, object }) => {
    const { apiVersion, kind } = object
    const resource = resourceOfKind(String(apiVersion), String(kind))
    if (!resource) throw new Failure(unknownKind(file, object))
    const definition = resources[resource] as unknown as Kind
    const { name = '', namespace } = mapAt(object, 'metadata') as Record<string, string>
    return {
      file,
      object,
      kind: definition,
      name,
      ...(definition.namespaced ? { namespace: namespace || namespaceOf(call) } : {}),
    }
  })
}

export function unknownKind(file: string, object: Json): string {
  const name = textAt(object, 'metadata.name')
  const namespace = textAt(object, 'metadata.namespace')
  return (
    `error: resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": ` +
    `no matches for kind "${object['kind']}" in version "${object['apiVersion']}"\nensure CRDs are installed first`
  )
}

function documentsOf(file: string, text: string) {
  const { documents, diagnostics } = parseManifest(text, file)
  if (hasErrors(diagnostics)) {
    const [first] = diagnostics
    const line = first?.range.startLine ?? 1
    throw new Failure(`error: error parsing ${file}: line ${line}: ${first?.message.en ?? ''}`)
  }
  if (documents.length === 0) throw new Failure('error: no objects passed to apply')
  return documents.map(({ object }) => ({ file, object: object as Json }))
}

function isInFolder(file: string, folder: string): boolean {
  return folder === '.' || folder === '' || file.startsWith(`${folder.replace(/\/$/, '')}/`)
}
