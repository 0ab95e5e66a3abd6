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
import { Failure } from './failure.ts'
import { type Kind, kindOf, kindsOf } from './kinds.ts'
import { readFiles } from './manifest-files.ts'

export interface Asked {
  /** Kinds of which all objects are meant, or those that a selector chooses. */
  readonly kinds: readonly Kind[]
  /** Objects that are named. */
  readonly places: readonly Place[]
}

/** @throws {Failure} */
export function readTargets(call: Call, words: readonly string[] = call.words): Asked {
  const place = (kind: Kind, name: string): Place => ({ kind, name, ...inNamespace(call, kind) })
  if (call.flags.given('filename')) {
    const places = readFiles(call).map(({ kind, name, namespace }) => ({
      kind,
      name,
      ...(namespace ? { namespace } : {}),
    }))
    return { kinds: [], places }
  }
  const [first, ...names] = words
  if (first === undefined) return { kinds: [], places: [] }
  if (words.some((word) => word.includes('/'))) {
    const places = words.map((word) => {
      const [kind = '', name = '', more] = word.split('/')
      if (!word.includes('/')) throw new Failure(`error: ${mixed}`)
      if (!kind || !name || more !== undefined)
        throw new Failure(
          'error: arguments in resource/name form must have a single resource and name',
        )
      return place(kindOf(kind), name)
    })
    return { kinds: [], places }
  }
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
    const object = readObject(desk, place)
    if (!isStatus(object)) found.push(foundObject(place.kind, object))
    else if (!(ignoreNotFound && (object as Status).reason === 'NotFound')) {
      failed = true
      call.complain(errorText(object, context))
    }
  }
  return { found, failed }
}

export function foundObject(kind: Kind, object: Found['object']): Found {
  const { name, namespace } = object.metadata
  return { kind, object, name, ...(namespace ? { namespace } : {}) }
}

/**
 * The objects a command changes, one by one: at least one must be meant.
 * @throws {Failure} where no object is named
 */
export function objectsToChange(call: Call, words: readonly string[] = call.words) {
  const { flags } = call
  const asked = readTargets(call, words)
  if (asked.kinds.length === 0 && asked.places.length === 0) throw new Failure(nothingNamed)
  const chosen = flags.given('selector') || flags.given('field-selector') || flags.is('all')
  if (asked.kinds.length > 0 && !chosen)
    throw new Failure('error: resource(s) were provided, but no name was specified')
  return findObjects(call, asked)
}

export const nothingNamed =
  'error: You must provide one or more resources by argument or filename.\n' +
  'Example resource specifications include:\n' +
  "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'"
