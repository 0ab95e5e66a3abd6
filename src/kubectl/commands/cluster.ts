/**
 * `kubectl api-resources`, `api-versions`, `cluster-info`, `version`, `config`, `auth can-i`,
 * `events`: about the cluster and the way to it.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/apiresources`, `…/clusterinfo`, `…/version`,
 * `…/config`, `…/auth`, `…/events`
 * *Leaves out:* whatever writes a kubeconfig, but for the namespace of the context.
 */
import type { Event } from '../../kubernetes/api/core.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import { reviewKinds } from '../../kubernetes/kube-apiserver/review-kinds.ts'
import { kubernetesVersion } from '../../kubernetes/version.ts'
import { listObjects } from '../api.ts'
import { type Call, type Command, namespaceOf, outputFlags } from '../command.ts'
import { Failure } from '../failure.ts'
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
  },
  run({ flags, print }) {
    const group = flags.text('api-group')
    const chosen = [...kinds, ...reviews]
      .filter((kind) => !flags.given('namespaced') || kind.namespaced === flags.is('namespaced'))
      .filter((kind) => group === undefined || kind.group === group)
      .sort((a, b) =>
        a.group < b.group ? -1 : a.group > b.group ? 1 : a.resource < b.resource ? -1 : 1,
      )
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
    ])
    const header = flags.is('no-headers')
      ? []
      : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']]
    print(new TableWriter().rows([...header, ...rows]))
    return 0
  },
}

export const apiVersions: Command = {
  name: 'api-versions',
  usage: '',
  says: { ja: 'APIグループと版を一覧します。', en: 'List API groups and versions.' },
  examples: ['kubectl api-versions'],
  takes: 'nothing',
  flags: {},
  run({ print }) {
    print([...new Set([...kinds, ...reviews].map(apiVersionOf))].sort().join('\n'))
    return 0
  },
}

/** Where the book's cluster would be reached, were there a network. */
const serverAddress = 'https://10.0.0.11:6443'

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
    if (output !== undefined && !['yaml', 'json'].includes(output))
      throw new Failure("error: --output must be 'yaml' or 'json'")
    call.print(`Client Version: ${kubernetesVersion}\nKustomize Version: v5.7.1`)
    if (call.flags.is('client')) return 0
    listObjects(call.desk, kindOf('namespaces'))
    call.print(`Server Version: ${kubernetesVersion}`)
    return 0
  },
}

const configActions = [
  'current-context',
  'get-contexts',
  'set-context',
  'use-context',
  'view',
  'get-clusters',
  'get-users',
] as const

export const config: readonly Command[] = configActions.map((action) => ({
  name: `config ${action}`,
  usage: action === 'set-context' ? '--current --namespace=NAME' : '',
  says: {
    ja: 'kubectlの設定（どのクラスタの、どの名前空間か）を扱います。',
    en: 'The settings of kubectl: which cluster, which namespace.',
  },
  examples: [
    action === 'set-context'
      ? 'kubectl config set-context --current --namespace=lab'
      : `kubectl config ${action}`,
  ],
  takes: 'nothing',
  flags: {
    current: 'bool',
    minify: 'bool',
    output: ['text', 'o'],
    'no-headers': 'bool',
    raw: 'bool',
  },
  run: (call) => configure(action, call),
}))

function configure(action: (typeof configActions)[number], call: Call): number {
  const { session, flags, print, words } = call
  const { context, namespace } = session
  switch (action) {
    case 'current-context':
      print(context)
      return 0
    case 'get-clusters':
      print('NAME\narubeki')
      return 0
    case 'get-users':
      print('NAME\nkubernetes-admin')
      return 0
    case 'get-contexts': {
      const rows = [
        ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'],
        ['*', context, 'arubeki', 'kubernetes-admin', namespace === 'default' ? '' : namespace],
      ]
      print(new TableWriter().rows(rows))
      return 0
    }
    case 'use-context':
      if (words[0] !== context)
        throw new Failure(
          `error: no context exists with the name: ${JSON.stringify(words[0] ?? '')}`,
        )
      print(`Switched to context "${context}".`)
      return 0
    case 'set-context':
      if (!flags.is('current') && words[0] !== context)
        throw new Failure(`error: this terminal has one context, ${context}: say --current`)
      session.namespace = flags.text('namespace') || 'default'
      print(`Context "${context}" modified.`)
      return 0
    case 'view':
      print(
        [
          'apiVersion: v1',
          'clusters:',
          '- cluster:',
          `    server: ${serverAddress}`,
          '  name: arubeki',
          'contexts:',
          '- context:',
          '    cluster: arubeki',
          ...(namespace === 'default' ? [] : [`    namespace: ${namespace}`]),
          '    user: kubernetes-admin',
          `  name: ${context}`,
          `current-context: ${context}`,
          'kind: Config',
          'users:',
          '- name: kubernetes-admin',
          '  user: {}',
        ].join('\n'),
      )
      return 0
  }
}

export const authCanI: Command = {
  name: 'auth can-i',
  usage: 'VERB TYPE',
  says: { ja: '自分に許されているかを尋ねます。', en: 'Ask whether you are allowed to.' },
  examples: ['kubectl auth can-i create pods'],
  takes: 'kinds',
  flags: {
    'all-namespaces': ['bool', 'A'],
    quiet: ['bool', 'q'],
    list: 'bool',
    subresource: 'text',
  },
  run({ words, print, complain }) {
    const [verb, type] = words
    if (verb === undefined || type === undefined)
      throw new Failure(
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      )
    const [name = ''] = type.split('/')
    if (name !== '*' && !findKind(name))
      complain(`Warning: the server doesn't have a resource type '${name}'\n`)
    print('yes')
    return 0
  },
}

export const whoAmI: Command = {
  name: 'auth whoami',
  usage: '',
  says: {
    ja: 'APIサーバーから見て、自分がだれかを尋ねます。',
    en: 'Ask who the API server takes you for.',
  },
  examples: ['kubectl auth whoami'],
  takes: 'nothing',
  flags: { output: ['text', 'o'] },
  run({ print }) {
    const rows = [
      ['ATTRIBUTE', 'VALUE'],
      ['Username', adminUser],
      ['Groups', '[kubeadm:cluster-admins system:authenticated]'],
    ]
    print(new TableWriter().rows(rows))
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
  const [type = '', name = ''] = (wanted ?? '').split('/')
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
