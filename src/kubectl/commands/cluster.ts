/**
 * `kubectl api-resources`, `api-versions`, `cluster-info`, `version`, `events`: about the cluster.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/apiresources`, `…/clusterinfo`, `…/version`, `…/events`
 */
import type { Event } from '../../kubernetes/api/core.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { inAll } from '../../kubernetes/kube-apiserver/categories.ts'
import { reviewKinds } from '../../kubernetes/kube-apiserver/review-kinds.ts'
import { kubernetesVersion } from '../../kubernetes/version.ts'
import { listObjects } from '../api.ts'
import { type Call, type Command, namespaceOf, outputFlags } from '../command.ts'
import { Failure, usageError } from '../failure.ts'
import { apiVersionOf, findKind, kindOf, kinds } from '../kinds.ts'
import { formatOf, printObjects } from '../print/output.ts'
import { TableWriter } from '../print/table.ts'
import { foundObject } from '../targets.ts'

/** What is asked and not stored stands in the same list. */
const reviews = reviewKinds.map((kind) => ({
  ...kind,
  namespaced: false,
  shortNames: [] as readonly string[],
}))

export const apiResources: Command = {
  name: 'api-resources',
  usage: '',
  says: {
    ja: 'このクラスタが知っている種類を一覧します。',
    en: 'List the kinds this cluster knows.',
  },
  examples: ['kubectl api-resources'],
  takes: 'nothing',
  flags: {
    namespaced: 'bool',
    'api-group': 'text',
    'no-headers': 'bool',
    output: ['text', 'o'],
    verbs: 'list',
    'sort-by': 'text',
    cached: 'bool',
    categories: 'list',
    'show-labels': 'bool',
  },
  run({ flags, print, words }) {
    refuseWords('api-resources', words)
    const output = flags.text('output') ?? ''
    const order = flags.text('sort-by') ?? ''
    if (!['', 'wide', 'name', 'json', 'yaml'].includes(output))
      throw new Failure(`error: --output ${output} is not available`)
    if (!['', 'name', 'kind'].includes(order))
      throw new Failure(`error: --sort-by accepts only name or kind`)
    const group = flags.text('api-group')
    const wantedVerbs = flags.list('verbs')
    const categories = flags.list('categories')
    const chosen = [...kinds, ...reviews]
      .filter((kind) => !flags.given('namespaced') || kind.namespaced === flags.is('namespaced'))
      .filter((kind) => group === undefined || kind.group === group)
      .filter((kind) => wantedVerbs.every((verb) => verbsOf(kind).includes(verb)))
      .filter((kind) => categories.every((name) => categoriesOf(kind).includes(name)))
      .sort((a, b) => {
        if (order === 'name') return a.resource < b.resource ? -1 : 1
        if (order === 'kind') return a.kind < b.kind ? -1 : 1
        return a.group < b.group ? -1 : a.group > b.group ? 1 : a.resource < b.resource ? -1 : 1
      })
    if (flags.text('output') === 'name') {
      for (const { resource, group: own } of chosen) print(own ? `${resource}.${own}` : resource)
      return 0
    }
    const rows = chosen.map((kind) => [
      kind.resource,
      kind.shortNames.join(','),
      apiVersionOf(kind),
      String(kind.namespaced),
      kind.kind,
      ...(output === 'wide' ? [verbsOf(kind).join(','), categoriesOf(kind).join(',')] : []),
    ])
    const wide = output === 'wide' ? ['VERBS', 'CATEGORIES'] : []
    const header = flags.is('no-headers')
      ? []
      : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...wide]]
    print(new TableWriter().rows([...header, ...rows]))
    return 0
  },
}

type Listed = (typeof kinds)[number] | (typeof reviews)[number]

function verbsOf(kind: Listed): readonly string[] {
  return kind.resource.endsWith('reviews')
    ? ['create']
    : ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
}

function categoriesOf({ resource }: Listed): readonly string[] {
  return (inAll as readonly string[]).includes(resource) ? ['all'] : []
}

/** A command that takes no words was given some. @throws {Failure} */
function refuseWords(command: string, words: readonly string[]): void {
  if (words.length > 0) throw usageError(command, `unexpected arguments: [${words.join(' ')}]`)
}

export const apiVersions: Command = {
  name: 'api-versions',
  usage: '',
  says: { ja: 'APIグループと版を一覧します。', en: 'List API groups and versions.' },
  examples: ['kubectl api-versions'],
  takes: 'nothing',
  flags: {},
  run({ print, words }) {
    refuseWords('api-versions', words)
    print([...new Set([...kinds, ...reviews].map(apiVersionOf))].sort().join('\n'))
    return 0
  },
}

/** Where the book's cluster would be reached, were there a network. */
export const serverAddress = 'https://10.0.0.11:6443'

export const clusterInfo: Command = {
  name: 'cluster-info',
  usage: '',
  says: { ja: 'APIサーバーの場所を見ます。', en: 'Show where the API server is.' },
  examples: ['kubectl cluster-info'],
  takes: 'nothing',
  flags: {},
  run(call) {
    // Asking for anything shows whether the server is there at all.
    listObjects(call.desk, kindOf('namespaces'))
    call.print(
      `Kubernetes control plane is running at ${serverAddress}\n\n` +
        "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.",
    )
    return 0
  },
}

export const version: Command = {
  name: 'version',
  usage: '[--client]',
  says: {
    ja: 'kubectlとクラスタの版を見ます。',
    en: 'Show the versions of kubectl and of the cluster.',
  },
  examples: ['kubectl version'],
  takes: 'nothing',
  flags: { client: 'bool', output: ['text', 'o'] },
  run(call) {
    const output = call.flags.text('output')
    if (call.words.length > 0)
      throw new Failure(`error: extra arguments: [${call.words.join(' ')}]`)
    if (output !== undefined && !['yaml', 'json'].includes(output))
      throw new Failure("error: --output must be 'yaml' or 'json'")
    call.print(`Client Version: ${kubernetesVersion}\nKustomize Version: v5.7.1`)
    if (call.flags.is('client')) return 0
    listObjects(call.desk, kindOf('namespaces'))
    call.print(`Server Version: ${kubernetesVersion}`)
    return 0
  },
}

export const events: Command = {
  name: 'events',
  usage: '[--for TYPE/NAME]',
  says: {
    ja: 'できごとを、起きた順に一覧します。',
    en: 'List events in the order in which they happened.',
  },
  examples: ['kubectl events', 'kubectl events --for pod/web-1'],
  takes: 'nothing',
  flags: {
    ...outputFlags,
    for: 'text',
    'all-namespaces': ['bool', 'A'],
    types: 'list',
    watch: ['bool', 'w'],
    'chunk-size': 'number',
  },
  run(call) {
    const { flags, desk } = call
    const all = flags.is('all-namespaces')
    const found = listObjects(desk, kindOf('events'), {
      namespace: all ? undefined : namespaceOf(call),
    }).items as readonly Event[]
    const chosen = found.filter(chooserOf(call)).sort((a, b) => msOf(lastOf(a)) - msOf(lastOf(b)))
    const format = formatOf(call)
    if (format.is !== 'table') {
      printObjects(
        call,
        format,
        chosen.map((event) => foundObject(kindOf('events'), event)),
        false,
      )
      return 0
    }
    if (chosen.length === 0) {
      call.complain(all ? 'No events found.' : `No events found in ${namespaceOf(call)} namespace.`)
      return 0
    }
    const rows = chosen.map((event) => [
      ...(all ? [event.metadata.namespace ?? ''] : []),
      seenText(event, desk.now()),
      event.type,
      event.reason,
      `${event.involvedObject.kind}/${event.involvedObject.name}`,
      event.message.trim(),
    ])
    const header = [
      ...(all ? ['NAMESPACE'] : []),
      'LAST SEEN',
      'TYPE',
      'REASON',
      'OBJECT',
      'MESSAGE',
    ]
    call.print(new TableWriter().rows(flags.is('no-headers') ? rows : [header, ...rows]))
    return 0
  },
}

function chooserOf({ flags }: Call): (event: Event) => boolean {
  const wanted = flags.text('for')
  const types = flags.list('types').map((type) => type.toLowerCase())
  const unknown = types.find((type) => type !== 'normal' && type !== 'warning')
  if (unknown !== undefined) throw new Failure('error: valid --types are Normal or Warning')
  const [type = '', name = ''] = (wanted ?? '').split('/')
  if (wanted !== undefined && !name) throw new Failure('error: --for must be in resource/name form')
  if (wanted !== undefined && !findKind(type))
    throw new Failure(`the server doesn't have a resource type "${type}"`)
  const kind = wanted === undefined ? undefined : kindOf(type).kind
  return (event) =>
    (kind === undefined ||
      (event.involvedObject.kind === kind && event.involvedObject.name === name)) &&
    (types.length === 0 || types.includes(event.type.toLowerCase()))
}

function lastOf({ lastTimestamp, eventTime, firstTimestamp }: Event): string | null | undefined {
  return lastTimestamp ?? eventTime ?? firstTimestamp
}

/** `6s`, or `6s (x2 over 7s)`. */
export function seenText(event: Event, nowMs: number): string {
  const last = lastOf(event)
  const age = last ? humanDuration(nowMs - msOf(last)) : '<unknown>'
  const count = event.count ?? 1
  if (count <= 1)
    return event.firstTimestamp && !event.eventTime
      ? humanDuration(nowMs - msOf(event.firstTimestamp))
      : age
  return `${age} (x${count} over ${humanDuration(nowMs - msOf(event.firstTimestamp))})`
}
