/**
 * `kubectl config`: which cluster, which namespace.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/config`
 * *Leaves out:* whatever writes a kubeconfig, but for the namespace of the context.
 */
import { toYaml } from '../../manifests/to-yaml.ts'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { jsonPath } from '../print/json-path.ts'
import { formatOf } from '../print/output.ts'
import { TableWriter } from '../print/table.ts'
import { serverAddress } from './cluster.ts'

const cluster = 'arubeki'
const user = 'kubernetes-admin'
/** As it stands on the reader's machine. */
const file = '~/.kube/config'

type Act = (call: Call) => void

const actions: Readonly<Record<string, Act>> = {
  'current-context': ({ print, session }) => print(session.context),
  'get-contexts': getContexts,
  'set-context': setContext,
  'use-context': useContext,
  view,
  'get-clusters': ({ print }) => print(`NAME\n${cluster}`),
  'get-users': ({ print }) => print(`NAME\n${user}`),
  'delete-context'({ words: [name = ''] }) {
    throw new Failure(`error: cannot delete context ${name}, not in ${file}`)
  },
  'rename-context'({ words: [name = ''] }) {
    throw new Failure(
      `error: cannot rename the context ${JSON.stringify(name)}, it's not in ${file}`,
    )
  },
}

export const config: readonly Command[] = Object.entries(actions).map(([action, act]) => ({
  name: `config ${action}`,
  ...(action === 'use-context' ? { aliases: ['config use'] } : {}),
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
    template: 'text',
    'no-headers': 'bool',
    raw: 'bool',
    flatten: 'bool',
  },
  run(call) {
    act(call)
    return 0
  },
}))

function getContexts({ session, flags, print, words }: Call): void {
  const { context, namespace } = session
  const stranger = words.find((word) => word !== context)
  const isMeant = words.length === 0 || words.includes(context)
  if (flags.text('output') === 'name') return isMeant ? print(context) : undefined
  const row = ['*', context, cluster, user, namespace === 'default' ? '' : namespace]
  const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']
  const rows = [...(flags.is('no-headers') ? [] : [header]), ...(isMeant ? [row] : [])]
  if (rows.length > 0) print(new TableWriter().rows(rows))
  if (stranger) throw new Failure(`error: context ${stranger} not found`)
}

function useContext({ session, print, words: [name = ''] }: Call): void {
  if (name !== session.context)
    throw new Failure(`error: no context exists with the name: ${JSON.stringify(name)}`)
  print(`Switched to context "${name}".`)
}

function setContext({ session, flags, print, words: [name] }: Call): void {
  if (!flags.is('current') && !name)
    throw new Failure('error: you must specify a non-empty context name or --current')
  if (!flags.is('current') && name !== session.context)
    throw new Failure(`error: this terminal has one context, ${session.context}`, 1, {
      ja: `--current を付けると、いまのコンテキスト ${session.context} を変えられます。`,
      en: `With --current it changes the context it has, ${session.context}.`,
    })
  if (flags.given('namespace')) session.namespace = flags.text('namespace') || 'default'
  print(`Context "${session.context}" modified.`)
}

function view(call: Call): void {
  const { context, namespace } = call.session
  const own = namespace === 'default' ? {} : { namespace }
  const whole = {
    kind: 'Config',
    apiVersion: 'v1',
    clusters: [{ name: cluster, cluster: { server: serverAddress } }],
    users: [{ name: user, user: {} }],
    contexts: [{ name: context, context: { cluster, user, ...own } }],
    'current-context': context,
  }
  const format = formatOf(call)
  if (format.is === 'json') call.print(JSON.stringify(whole, undefined, 4))
  else if (format.is === 'jsonpath') call.write(jsonPath(format.template, whole))
  else call.write(toYaml(whole))
}
