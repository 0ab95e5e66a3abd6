/**
 * GET of a collection: which objects, from which moment, how many at a time.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go` GetList,
 * `staging/src/k8s.io/apiserver/pkg/storage/continue.go`
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Etcd } from '../etcd/etcd.ts'
import type { KeyValue } from '../etcd/store.ts'
import { matcherOf } from './field-selectors.ts'
import { answer, apiVersionOf, type Handling } from './handling.ts'
import type { Response } from './request.ts'
import { badRequest, expired, tooLargeRevision } from './status.ts'
import { etcdRange } from './storage.ts'

/** Where a list was cut off: the revision it is of, and the last key that was given. */
interface Token {
  readonly revision: number
  readonly after: string
}

const lostToken =
  'The provided continue parameter is too old to display a consistent list result. You can start a ' +
  'new list without the continue parameter, or use the continue token in this response to retrieve ' +
  'the remainder of the results. Continuing with the provided token results in an inconsistent list - ' +
  'objects that were created, modified, or deleted between the time the first chunk was returned and ' +
  'now may show up in the list.'

export function listObjects({ request, definition, etcd }: Handling): Response {
  const { options = {} } = request
  const matches = matcherOf(definition, options)
  if (typeof matches !== 'function') return answer(matches)
  const token = options.continue === undefined ? undefined : tokenOf(options.continue)
  if (token === null) return answer(badRequest('continue key is not valid'))
  const wanted = token ? token.revision : revisionOf(options, etcd)
  if (typeof wanted !== 'number') return answer(wanted)
  const namespace = definition.namespaced ? request.namespace : undefined
  const range = rangeAt(etcd, etcdRange(definition, namespace), wanted)
  if (!range) {
    const text = token ? lostToken : `The resourceVersion for the provided list is too old.`
    return answer(expired(text))
  }
  const { items, next, remaining } = page(range, matches, options.limit, token?.after)
  return {
    code: 200,
    body: {
      kind: `${definition.kind}List`,
      apiVersion: apiVersionOf(definition),
      metadata: {
        resourceVersion: String(wanted),
        ...(next === undefined
          ? {}
          : { continue: textOf({ revision: wanted, after: next }), remainingItemCount: remaining }),
      },
      items,
    },
    warnings: [],
  }
}

/** The revision a list is of; what is not named, or only as a lower bound, is the newest. */
function revisionOf(options: NonNullable<Handling['request']['options']>, etcd: Etcd) {
  const { resourceVersion, resourceVersionMatch: match } = options
  if (!resourceVersion) {
    if (!match) return etcd.revision
    return badRequest('resourceVersionMatch is forbidden unless resourceVersion is provided')
  }
  const revision = Number(resourceVersion)
  if (!/^\d+$/.test(resourceVersion)) return badRequest(invalidRevision(resourceVersion))
  if (revision > etcd.revision) return tooLargeRevision(revision, etcd.revision)
  return match === 'Exact' ? revision : etcd.revision
}

/** What Go says of a text that is no number. */
export function invalidRevision(text: string): string {
  const why = `strconv.ParseUint: parsing "${text}": invalid syntax`
  return `invalid resource version: resourceVersion: Invalid value: "${text}": ${why}`
}

function rangeAt(etcd: Etcd, prefix: string, revision: number): readonly KeyValue[] | undefined {
  return revision === etcd.revision ? etcd.range(prefix) : etcd.rangeAt(prefix, revision)
}

interface Page {
  readonly items: readonly KubernetesObject[]
  /** The last key of this page, where there are more. */
  readonly next?: string
  readonly remaining?: number
}

function page(
  range: readonly KeyValue[],
  matches: (object: KubernetesObject) => boolean,
  limit: number | undefined,
  after: string | undefined,
): Page {
  const found = range.filter(
    ({ key, value }) => (after === undefined || key > after) && matches(value as KubernetesObject),
  )
  const given = limit === undefined ? found : found.slice(0, limit)
  const items = given.map(({ value }) => value as KubernetesObject)
  const last = given.at(-1)
  if (!last || given.length === found.length) return { items }
  return { items, next: last.key, remaining: found.length - given.length }
}

function textOf({ revision, after }: Token): string {
  return `${revision.toString(36)}.${encodeURIComponent(after)}`
}

/** Null where the text is none of ours. */
function tokenOf(text: string): Token | null {
  const [, revision, after = ''] = /^([0-9a-z]{1,10})\.([\w%.~-]+)$/.exec(text) ?? []
  if (revision === undefined) return null
  return { revision: Number.parseInt(revision, 36), after: after.replaceAll('%2F', '/') }
}
