/** The files behind `-f`: their objects, and what is wrong with those that cannot be read. */

import { resourceOfKind, resources } from '../kubernetes/kube-apiserver/resources.ts'
import type { Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { parseManifest } from '../manifests/parse.ts'
import { type Call, namespaceOf } from './command.ts'
import { Failure } from './failure.ts'
import { mapAt, textAt } from './json.ts'
import type { Kind } from './kinds.ts'
import { goYamlProblem } from './yaml-problem.ts'

export interface FileObject {
  readonly file: string
  readonly object: Json
  readonly kind: Kind
  readonly name: string
  readonly namespace?: string
}

export interface Documents {
  /** Whether or not their kind is known. */
  readonly documents: readonly { readonly file: string; readonly object: Json }[]
  /** What kept others from being read. */
  readonly problems: readonly Failure[]
}

/** Every document of every file. @throws {Failure} for a file that is not there */
export function readDocuments(call: Call): Documents {
  const { flags, session } = call
  const read = flags.list('filename').flatMap((name) => {
    if (/^https?:\/\//.test(name)) throw unreachable(name)
    if (name === '-') return documentsOf('STDIN', call.stdin ?? '', 'yaml')
    const file = name.replace(/^\.\//, '')
    const text = session.files.get(file)
    const inside = [...session.files.keys()].sort().filter((known) => isInFolder(known, file))
    if (text === undefined && inside.length > 0)
      return inside.flatMap((known) => documentsOf(known, session.files.get(known) ?? ''))
    if (text === undefined) throw new Failure(`error: the path "${name}" does not exist`)
    return documentsOf(name, text)
  })
  return {
    documents: read.flatMap((one) => ('object' in one ? [one] : [])),
    problems: read.flatMap((one) => ('object' in one ? [] : [one])),
  }
}

/** There is no network but the cluster's own. */
function unreachable(url: string): Failure {
  const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? ''
  return new Failure(`Unable to connect to the server: dial tcp: lookup ${host}: no such host`, 1, {
    ja: 'この本のターミナルは、外のネットワークにつながりません。エディターのファイルを使ってください。',
    en: 'This terminal reaches no network outside. Use the files of the editor.',
  })
}

/** The documents whose kind is known. @throws {Failure} where nothing could be read */
export function readFiles(call: Call): {
  readonly objects: readonly FileObject[]
  readonly problems: readonly Failure[]
} {
  const { documents, problems } = readDocuments(call)
  const objects: FileObject[] = []
  const unknown: Failure[] = []
  for (const { file, object } of documents) {
    const { apiVersion, kind } = object
    const resource = resourceOfKind(String(apiVersion), String(kind))
    if (!resource) {
      unknown.push(new Failure(unknownKind(file, object)))
      continue
    }
    const definition = resources[resource] as unknown as Kind
    const { name = '', namespace } = mapAt(object, 'metadata') as Record<string, string>
    objects.push({
      file,
      object,
      kind: definition,
      name,
      ...(definition.namespaced ? { namespace: namespace || namespaceOf(call) } : {}),
    })
  }
  const all = [...unknown, ...problems]
  const [first] = all
  if (objects.length === 0 && first && all.length === 1) throw first
  return { objects, problems: all }
}

export function unknownKind(file: string, object: Json): string {
  const name = textAt(object, 'metadata.name')
  const namespace = textAt(object, 'metadata.namespace')
  return (
    `error: resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": ` +
    `no matches for kind "${object['kind']}" in version "${object['apiVersion']}"\nensure CRDs are installed first`
  )
}

type Document = { readonly file: string; readonly object: Json } | Failure

/** What is read up to the first document that cannot be. */
function documentsOf(file: string, text: string, language = languageOf(file)): readonly Document[] {
  const found: Document[] = []
  for (const part of language === 'json' ? [text] : partsOf(text)) {
    const problem = language === 'json' ? jsonProblem(part) : goYamlProblem(part)
    const { documents } = parseManifest(part, file)
    // Its lines are those of the whole file.
    const told = () =>
      parseManifest(text, file).diagnostics.find(({ severity }) => severity === 'error')
    const fail = (words: string) => [...found, new Failure(`error: ${words}`, 1, told()?.message)]
    if (problem)
      return fail(
        `error parsing ${file}: ${language === 'json' ? '' : 'error converting YAML to JSON: '}${problem}`,
      )
    const [document] = documents
    if (!document && isEmpty(part)) continue
    const missing = document
      ? ['apiVersion', 'kind'].filter((key) => !document.object[key]).map((key) => `${key} not set`)
      : partlyMissing(part)
    if (missing.length > 0)
      return fail(
        `error validating "${file}": error validating data: ${missing.length > 1 ? `[${missing.join(', ')}]` : missing[0]}; ` +
          'if you choose to ignore these errors, turn validation off with --validate=false',
      )
    if (!document)
      return fail(`error parsing ${file}: ${told()?.message.en ?? 'it is no manifest'}`)
    // A List comes unfolded.
    for (const { object } of documents) found.push({ file, object: object as Json })
  }
  return found
}

/** What is missing from something that is no manifest at all. */
function partlyMissing(text: string): readonly string[] {
  const has = (key: string) => new RegExp(`^["']?${key}["']?\\s*:`, 'm').test(text)
  if (!/^[\w"'][^\n]*:(?:\s|$)/m.test(text) && !text.trimStart().startsWith('{'))
    return ['invalid object to validate']
  return ['apiVersion', 'kind'].filter((key) => !has(key)).map((key) => `${key} not set`)
}

function languageOf(file: string): 'json' | 'yaml' {
  return file.endsWith('.json') ? 'json' : 'yaml'
}

/** Documents begin behind a line of three dashes. */
function partsOf(text: string): readonly string[] {
  return text.split(/^---[ \t]*\r?(?:\n|$)/m)
}

function isEmpty(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const near = /[}\]]\s*$/.test(text) ? 'invalid character in JSON' : 'unexpected EOF'
    return goYamlProblem(text) === undefined ? undefined : near
  }
}

function isInFolder(file: string, folder: string): boolean {
  return folder === '.' || folder === '' || file.startsWith(`${folder.replace(/\/$/, '')}/`)
}
