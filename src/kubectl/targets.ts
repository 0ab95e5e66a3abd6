/**
 * Which objects the words of a command mean: `pods`, `deploy web`, `deploy/web svc/web`, `-l`, `-f`.
 *
 * *Upstream:* `staging/src/k8s.io/cli-runtime/pkg/resource/builder.go`
 */

import type { Status } from '../kubernetes/kube-apiserver/request.ts'
import { isStatus } from '../kubernetes/kube-apiserver/request.ts'
import { type Found, listObjects, type Place, readObject } from './api.ts'
import { type Call, namespaceOf } from './command.ts'
import { errorText } from './error-text.ts'
import { Failure, refusal } from './failure.ts'
import { type Kind, kindOf, kindsOf } from './kinds.ts'
import { readFiles } from './manifest-files.ts'

export interface Asked {
  /** Kinds of which all objects are meant, or those that a selector chooses. */
  readonly kinds: readonly Kind[]
  /** Objects that are named. */
  readonly places: readonly Place[]
  /** Files, or parts of them, that could not be read. */
  readonly problems?: readonly Failure[]
}

/** @throws {Failure} */
export function readTargets(call: Call, words: readonly string[] = call.words): Asked {
  const place = (kind: Kind, name: string): Place => ({ kind, name, ...inNamespace(call, kind) })
  if (call.flags.given('filename')) {
    const { objects, problems } = readFiles(call)
    const places = objects.map(({ kind, name, namespace }) => ({
      kind,
      name,
      ...(namespace ? { namespace } : {}),
    }))
    return { kinds: [], places, problems }
  }
  const [first, ...names] = words
  if (first === undefined) return { kinds: [], places: [] }
  if (words.some((word) => word.includes('/'))) {
    const places = words.map((word) => {
      const [kind = '', name = '', more] = word.split('/')
      if (!word.includes('/')) throw new Failure(`error: ${mixed}`)
      if (more !== undefined)
        throw new Failure('error: arguments in resource/name form may not have more than one slash')
      if (!kind || !name || kind.includes(','))
        throw new Failure(
          'error: arguments in resource/name form must have a single resource and name',
        )
      return place(kindOf(kind), name)
    })
    return { kinds: [], places }
  }
  if (first.split(',').includes('') && first !== '')
    throw new Failure('error: arguments in resource/name form must have a single resource and name')
  const found = kindsOf(first)
  if (names.length === 0) return { kinds: found, places: [] }
  return { kinds: [], places: found.flatMap((kind) => names.map((name) => place(kind, name))) }
}

const mixed =
  'there is no need to specify a resource type as a separate argument when passing arguments in ' +
  "resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'"

export function inNamespace(
  call: Pick<Call, 'flags' | 'session'>,
  kind: Kind,
): { readonly namespace?: string } {
  return kind.namespaced ? { namespace: namespaceOf(call) } : {}
}

export interface FindOptions {
  /** Choose all of a kind where neither names nor a selector are given. */
  readonly all?: boolean
  readonly ignoreNotFound?: boolean
  /** What was being done: `error when deleting "f.yaml"`. */
  readonly context?: string
}

/** The objects of these kinds and places; what is not there is said on stderr. */
export function findObjects(
  call: Call,
  { kinds, places }: Asked,
  { ignoreNotFound = false, context }: FindOptions = {},
): { readonly found: readonly Found[]; readonly failed: boolean } {
  const { desk, flags } = call
  const found: Found[] = []
  let failed = false
  const namespace = flags.is('all-namespaces') ? undefined : namespaceOf(call)
  const labels = flags.text('selector')
  const fields = flags.text('field-selector')
  for (const kind of kinds)
    for (const object of listObjects(desk, kind, { namespace, labels, fields }).items)
      found.push(foundObject(kind, object))
  for (const place of places) {
    const object = readNamed(desk, place)
    if (!isStatus(object)) found.push(foundObject(place.kind, object))
    else if (!(ignoreNotFound && (object as Status).reason === 'NotFound')) {
      failed = true
      call.complain(errorText(object, context))
    }
  }
  return { found, failed }
}

/** What is there; where it is not, and its namespace is not either, that is what is missing. */
export function readNamed(desk: Call['desk'], place: Place): Found['object'] | Status {
  const object = readObject(desk, place)
  const { namespace } = place
  if (!isStatus(object) || object.reason !== 'NotFound') return object
  if (!namespace || namespace === 'default') return object
  const home = readObject(desk, { kind: kindOf('namespaces'), name: namespace })
  return isStatus(home) && home.reason === 'NotFound' ? home : object
}

export function foundObject(kind: Kind, object: Found['object']): Found {
  const { name, namespace } = object.metadata
  return { kind, object, name, ...(namespace ? { namespace } : {}) }
}

/**
 * Does something to each of the objects that are meant, in their order, and goes on where one
 * refuses; what went wrong is said at the end.
 * @returns the exit code @throws {Failure} where no object is named
 */
export function changeEach(
  call: Call,
  change: (one: Found) => void,
  { words = call.words, none }: { readonly words?: readonly string[]; readonly none?: string } = {},
): number {
  const asked = askedToChange(call, words)
  let count = 0
  const problems = visit(call, asked, (one) => {
    count++
    change(one)
  })
  if (count === 0 && problems.length === 0 && none) throw new Failure(none)
  return sayAll(call, problems)
}

/** What the words of a command mean that changes objects. @throws {Failure} where none is named */
export function askedToChange(call: Call, words: readonly string[] = call.words): Asked {
  const { flags } = call
  const asked = readTargets(call, words)
  const { kinds, places, problems = [] } = asked
  const chosen = flags.given('selector') || flags.given('field-selector') || flags.is('all')
  if (kinds.length + places.length + problems.length === 0)
    throw new Failure(
      flags.given('selector')
        ? 'error: at least one resource must be specified to use a selector'
        : nothingNamed,
    )
  if (flags.is('all') && flags.text('selector'))
    throw new Failure("error: setting 'all' parameter but found a non empty selector. ")
  if (places.length > 0 && flags.given('selector') && !flags.given('filename'))
    throw new Failure('error: name cannot be provided when a selector is specified')
  if (kinds.length > 0 && !chosen)
    throw new Failure('error: resource(s) were provided, but no name was specified')
  return asked
}

/** Every object that is meant; what was refused, in the order in which it was met. */
export function visit(
  call: Call,
  { kinds, places, problems = [] }: Asked,
  act: (one: Found) => void,
): readonly Failure[] {
  const { desk, flags } = call
  const met: Failure[] = []
  const attempt = (run: () => void) => {
    try {
      run()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      met.push(error)
    }
  }
  const namespace = flags.is('all-namespaces') ? undefined : namespaceOf(call)
  const labels = flags.text('selector')
  const fields = flags.text('field-selector')
  for (const kind of kinds)
    attempt(() => {
      for (const object of listObjects(desk, kind, { namespace, labels, fields }).items)
        attempt(() => act(foundObject(kind, object)))
    })
  for (const place of places)
    attempt(() => {
      const object = readNamed(desk, place)
      if (isStatus(object)) throw refusal(object)
      act(foundObject(place.kind, object))
    })
  return [...met, ...problems]
}

/** One mistake is said as it is; several are listed. @returns the exit code */
export function sayAll(call: Call, problems: readonly Failure[]): number {
  const [first] = problems
  if (!first) return 0
  if (problems.length === 1) throw first
  const texts = new Set(problems.map(({ message }) => message.replace(/^error: /, '')))
  call.complain([...texts].join('\n'))
  for (const { hint } of problems) if (hint) call.hint(hint)
  return 1
}

export const nothingNamed =
  'error: You must provide one or more resources by argument or filename.\n' +
  'Example resource specifications include:\n' +
  "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'"
