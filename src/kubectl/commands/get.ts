/**
 * `kubectl get`: objects as a table, or in another form; with `-w` also what becomes of them.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/get` (get.go, sorter.go)
 * *Leaves out:* `--raw`; `--chunk-size` (lists come whole).
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { parseQuantity } from '../../kubernetes/api/quantity.ts'
import { isStatus, type Status, type WatchEvent } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, listObjects } from '../api.ts'
import {
  type Call,
  type Command,
  fileFlags,
  namespaceOf,
  outputFlags,
  type Steps,
  selectorFlags,
} from '../command.ts'
import { Failure, refusal, usageError } from '../failure.ts'
import type { Kind } from '../kinds.ts'
import { shown, valuesAt } from '../print/json-path.ts'
import { ObjectTable } from '../print/object-table.ts'
import { type Format, formatOf, printObjects } from '../print/output.ts'
import { type Asked, findObjects, foundObject, readTargets } from '../targets.ts'

const rawHint = {
  ja: '代わりに kubectl get TYPE NAME -o json を使ってください。',
  en: 'Use kubectl get TYPE NAME -o json instead.',
}

export const get: Command = {
  name: 'get',
  usage: '(TYPE [NAME] | TYPE/NAME …)',
  says: { ja: 'いまあるものを一覧します。', en: 'List what there is.' },
  examples: [
    'kubectl get pods -o wide',
    'kubectl get deploy,rs,pods',
    'kubectl get pods -l app=nginx -w',
    'kubectl get deploy web -o yaml',
  ],
  takes: 'kinds',
  flags: {
    ...outputFlags,
    ...selectorFlags,
    ...fileFlags,
    'all-namespaces': ['bool', 'A'],
    watch: ['bool', 'w'],
    'watch-only': 'bool',
    'label-columns': ['list', 'L'],
    'sort-by': 'text',
    'show-kind': 'bool',
    'ignore-not-found': 'bool',
    'chunk-size': 'number',
    'output-watch-events': 'bool',
    'server-print': 'bool',
    subresource: 'text',
    raw: 'text',
  },
  run(call) {
    const { flags } = call
    if (flags.given('raw'))
      throw new Failure('error: this terminal has no raw way to the server', 1, rawHint)
    const subresource = flags.text('subresource')
    if (subresource && !['status', 'scale', 'resize'].includes(subresource))
      throw new Failure(
        `error: invalid subresource value: ${JSON.stringify(subresource)}. Must be one of [status scale resize]`,
      )
    const asked = askedFor(call)
    if (subresource && asked.kinds.length > 0)
      throw new Failure('error: subresource cannot be used when bulk resources are specified')
    const format = formatOf(call, true)
    if (call.flags.is('watch') || call.flags.is('watch-only')) return watch(call, asked, format)
    if (format.is === 'table') return printTables(call, asked, format.wide)
    const { found, failed } = findObjects(call, asked, {
      ignoreNotFound: call.flags.is('ignore-not-found'),
    })
    const single = asked.kinds.length === 0 && asked.places.length === 1
    if (single && found.length === 0) return failed ? 1 : 0
    printObjects(call, format, sorted(call, found), single)
    return failed ? 1 : 0
  },
}

function askedFor(call: Call): Asked {
  const { flags } = call
  const asked = readTargets(call)
  const places = flags.is('all-namespaces') && asked.places.length > 0
  if (asked.kinds.length === 0 && asked.places.length === 0 && !flags.given('filename')) {
    call.complain(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n',
    )
    throw usageError(
      'get',
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    )
  }
  if (places)
    throw new Failure('error: a resource cannot be retrieved by name across all namespaces')
  if (asked.places.length > 0 && flags.given('selector') && !flags.given('filename'))
    throw new Failure('error: name cannot be provided when a selector is specified')
  return asked
}

/** One table for each kind, an empty line between them. */
function printTables(call: Call, asked: Asked, wide: boolean): number {
  const { found, failed } = findObjects(call, asked, {
    ignoreNotFound: call.flags.is('ignore-not-found'),
  })
  const kinds = [...new Set([...asked.kinds, ...asked.places.map(({ kind }) => kind)])]
  // What was not found does not count: a single kind that was needs no prefix.
  const present = new Set(found.map(({ kind }) => kind))
  const withKind =
    call.flags.is('show-kind') || (asked.kinds.length > 0 ? kinds.length > 1 : present.size > 1)
  let namespaces = false
  const tables = kinds.flatMap((kind) => {
    const own = sorted(
      call,
      found.filter((one) => one.kind === kind),
    )
    if (own.length > 0) namespaces ||= call.flags.is('all-namespaces') && kind.namespaced
    const table = tableOf(call, kind, wide, withKind, namespaces)
    const text = table.rows(own.map(({ object }) => object))
    return text ? [text] : []
  })
  const between = call.flags.is('no-headers') ? '\n' : '\n\n'
  if (tables.length > 0) call.print(tables.join(between))
  else if (!failed && !call.flags.is('ignore-not-found')) call.complain(nothingFound(call, kinds))
  return failed ? 1 : 0
}

/** @param namespaces once a table of `-A` had that column, those after it have it too */
function tableOf(
  call: Call,
  kind: Kind,
  wide: boolean,
  withKind: boolean,
  namespaces = call.flags.is('all-namespaces') && kind.namespaced,
): ObjectTable {
  const { flags, desk } = call
  return new ObjectTable(kind, {
    nowMs: desk.now(),
    wide,
    withKind,
    namespaces,
    showLabels: flags.is('show-labels'),
    labelColumns: flags.list('label-columns'),
    headers: !flags.is('no-headers'),
  })
}

function nothingFound(call: Call, kinds: readonly Kind[]): string {
  const isScoped = kinds.some(({ namespaced }) => namespaced) && !call.flags.is('all-namespaces')
  return isScoped ? `No resources found in ${namespaceOf(call)} namespace.` : 'No resources found'
}

function sorted(call: Pick<Call, 'flags'>, found: readonly Found[]): readonly Found[] {
  const path = call.flags.text('sort-by')
  if (!path) return found
  const keyed = found.map((one) => ({ one, key: valuesAt(path, one.object)[0] }))
  // Upstream ends without a row and without a word about the path.
  if (keyed.every(({ key }) => key === undefined)) return []
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ one }) => one)
}

/** Absent first; numbers and quantities by what they are worth. */
function compare(a: unknown, b: unknown): number {
  if (a === undefined || a === null || b === undefined || b === null)
    return Number(b === undefined || b === null) - Number(a === undefined || a === null)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [parseQuantity(shown(a)), parseQuantity(shown(b))]
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0
  return shown(a) < shown(b) ? -1 : shown(a) > shown(b) ? 1 : 0
}

/** The list, then a row for every change, until somebody interrupts. */
function* watch(call: Call, asked: Asked, format: Format): Steps {
  const { desk, flags } = call
  const kinds = [...new Set([...asked.kinds, ...asked.places.map(({ kind }) => kind)])]
  const [kind] = kinds
  if (!kind || kinds.length > 1 || asked.places.length > 1)
    throw new Failure('error: you may only specify a single resource type')
  const [place] = asked.places
  const namespace = place?.namespace ?? (flags.is('all-namespaces') ? undefined : namespaceOf(call))
  const fields = place ? `metadata.name=${place.name}` : flags.text('field-selector')
  const labels = flags.text('selector')
  const table = tableOf(call, kind, format.is === 'table' && format.wide, flags.is('show-kind'))
  const show = (objects: readonly KubernetesObject[]) => {
    if (format.is === 'table') {
      const text = table.rows(objects, desk.now())
      if (text) call.print(text)
    } else
      for (const object of objects) printObjects(call, format, [foundObject(kind, object)], true)
  }
  if (place) {
    const { failed } = findObjects(call, asked)
    if (failed) return 1
  }
  const list = listObjects(desk, kind, { namespace, labels, fields })
  if (!flags.is('watch-only')) show(list.items)
  const changes: WatchEvent[] = []
  const started = desk.watch(
    {
      verb: 'watch',
      resource: kind.resource,
      ...(namespace && kind.namespaced ? { namespace } : {}),
      options: {
        resourceVersion: list.metadata.resourceVersion,
        ...(labels ? { labelSelector: labels } : {}),
        ...(fields ? { fieldSelector: fields } : {}),
      },
    },
    (event) => changes.push(event),
  )
  if ('body' in started) throw refusal(started.body as Status)
  try {
    for (;;) {
      for (const { type, object } of changes.splice(0)) {
        if (type === 'ERROR') return 0
        if (type !== 'BOOKMARK' && !isStatus(object)) show([object])
      }
      yield
    }
  } finally {
    started.stop()
  }
}
