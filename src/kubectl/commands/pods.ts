/**
 * `kubectl exec` and `top`: what goes on inside Pods.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/exec/exec.go`, `…/cmd/top`
 * *Leaves out:* the metrics server.
 */
import type { Pod } from '../../kubernetes/api/core.ts'
import { isControlledBy } from '../../kubernetes/api/owner-references.ts'
import type { Refusal } from '../../kubernetes/inside.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { listObjects } from '../api.ts'
import { type Call, type Command, namespaceOf } from '../command.ts'
import { Failure, refusal } from '../failure.ts'
import { at } from '../json.ts'
import { kindOf } from '../kinds.ts'
import { readNamed } from '../targets.ts'

/** The Pods that a selector of this object chooses. @throws {Failure} */
export function podsBehind(call: Call, text: string, what: string) {
  const [type = '', name = ''] = text.split('/')
  const kind = kindOf(type)
  const namespace = namespaceOf(call)
  const owner = readNamed(call.desk, { kind, namespace, name })
  if (isStatus(owner)) {
    if (what !== 'get the logs from' || owner.reason !== 'NotFound') throw refusal(owner)
    throw new Failure(
      `error: error from server (NotFound): ${owner.message} in namespace "${namespace}"`,
    )
  }
  const selector = at(owner, 'spec.selector') as Parameters<typeof selectorText>[0] | undefined
  if (!selector)
    throw new Failure(
      `error: cannot ${what} *${kind.version}.${kind.kind}: selector for *${kind.version}.${kind.kind} not implemented`,
    )
  const labels = selectorText(
    kind.resource === 'services' ? { matchLabels: selector as never } : selector,
  )
  const pods = listObjects(call.desk, kindOf('pods'), { namespace, labels }).items as readonly Pod[]
  return { pods, owner }
}

/** Of several Pods behind a Deployment, the first that is there. @throws {Failure} */
export function firstPod(call: Call, text: string, what: string): Pod {
  const { pods, owner } = podsBehind(call, text, what)
  const own = pods.find((pod) => isControlledBy(pod, owner)) ?? pods[0]
  if (!own) throw new Failure('error: timed out waiting for the condition')
  if (pods.length > 1 && what === 'get the logs from')
    call.complain(`Found ${pods.length} pods, using pod/${own.metadata.name}`)
  return own
}

/** The containers of a Pod that the flags mean, or its first. @throws {Failure} */
export function containersOf(call: Call, pod: Pod): readonly string[] {
  const { flags, words } = call
  const { containers = [], initContainers = [] } = pod.spec
  const names = containers.map(({ name }) => name)
  const all = [...initContainers.map(({ name }) => name), ...names]
  if (flags.is('all-containers')) return all
  const wanted = flags.text('container') ?? words[1]
  if (wanted !== undefined) {
    if (all.includes(wanted)) return [wanted]
    throw new Failure(`error: container ${wanted} is not valid for pod ${pod.metadata.name}`)
  }
  const marked = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  if (marked !== undefined && all.includes(marked)) return [marked]
  const [first = ''] = names
  if (all.length > 1) call.complain(defaulted(pod))
  return [first]
}

/** What is said where several containers could have been meant. */
function defaulted({ spec }: Pod): string {
  const { containers = [], initContainers = [] } = spec
  const init = initContainers.map(({ name }) => `${name} (init)`)
  const names = [...containers.map(({ name }) => name), ...init]
  return `Defaulted container "${containers[0]?.name}" out of: ${names.join(', ')}`
}

export const exec: Command = {
  name: 'exec',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] -- COMMAND',
  says: { ja: 'コンテナの中でコマンドを動かします。', en: 'Run a command inside a container.' },
  examples: ['kubectl exec web-1 -- ls', 'kubectl exec deploy/web -- curl -s http://web'],
  takes: 'pods',
  flags: {
    container: ['text', 'c'],
    stdin: ['bool', 'i'],
    tty: ['bool', 't'],
    quiet: ['bool', 'q'],
  },
  run(call) {
    const { words, rest, desk } = call
    const [name, ...old] = words
    if (name === undefined)
      throw new Failure('error: pod, type/name or --filename must be specified')
    const command = rest ?? old
    if (command.length === 0)
      throw new Failure('error: you must specify at least one command for the container')
    if (!rest)
      throw new Failure(
        "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
      )
    const isPod = !name.includes('/') || /^(?:pods?|po)\//.test(name)
    const place = {
      kind: kindOf('pods'),
      namespace: namespaceOf(call),
      name: name.replace(/^.*\//, ''),
    }
    const read = isPod ? readNamed(desk, place) : firstPod(call, name, 'attach to')
    if (isStatus(read)) throw refusal(read)
    const pod = read as Pod
    const phase = pod.status?.phase
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new Failure(
        `error: cannot exec into a container in a completed pod; current phase is ${phase}`,
      )
    const [container = ''] = containersOf({ ...call, words: [] }, pod)
    const { flags, session } = call
    // A shell that is given nothing to do waits for lines.
    const isShell = command.length === 1 && /^(?:\/bin\/)?(?:sh|bash|ash)$/.test(command[0] ?? '')
    if (!isShell || !flags.is('stdin') || call.stdin !== undefined || !session.within)
      return runInside(call, pod, container, command)
    const opened = runInside(call, pod, container, [...command, '-c', 'true'])
    const [shell = 'sh'] = command
    const { name: own, namespace = '' } = pod.metadata
    const way = ['kubectl', 'exec', own, '-n', namespace, '-c', container, '--', shell, '-c']
    session.within.push({ prompt: shell.endsWith('bash') ? `root@${own}:/#` : '/ #', words: way })
    return opened
  },
}

function runInside(call: Call, pod: Pod, container: string, command: readonly string[]): number {
  const { name, namespace = '' } = pod.metadata
  const place = { namespace, pod: name, container }
  const ran = call.desk.inside?.exec(place, command)
  if (!ran) return 0
  if (!ran.ok) throw refusedInside(ran)
  const { stdout, stderr, exitCode } = ran.value
  if (stdout !== '') call.write(stdout.endsWith('\n') ? stdout : `${stdout}\n`)
  if (stderr !== '') call.complain(stderr.replace(/\n$/, ''))
  if (exitCode !== 0) throw new Failure(`command terminated with exit code ${exitCode}`, exitCode)
  return 0
}

/** What the kubelet, or the way to it, refused. */
export function refusedInside({ reason, message }: Refusal): Failure {
  if (reason === 'InternalError') return new Failure(`error: Internal error occurred: ${message}`)
  return new Failure(`Error from server${reason ? ` (${reason})` : ''}: ${message}`)
}

function topOf(name: string, alias: string, own: Command['flags']): Command {
  return {
    name: `top ${name}`,
    aliases: [`top ${alias}`, ...(name === 'node' ? ['top no'] : ['top po'])],
    usage: '[NAME]',
    says: {
      ja: '使われているCPUとメモリを見ます（metrics-serverが要ります）。',
      en: 'Show CPU and memory in use (needs the metrics server).',
    },
    examples: [`kubectl top ${alias}`],
    takes: name === 'node' ? 'nodes' : 'pods',
    flags: { selector: ['text', 'l'], 'sort-by': 'text', 'no-headers': 'bool', ...own },
    run() {
      throw new Failure('error: Metrics API not available', 1, {
        ja: 'このクラスタには metrics-server がないので、使用量は分かりません。要求した量は kubectl describe node で見られます。',
        en: 'This cluster has no metrics server, so use is not known. What was requested stands in kubectl describe node.',
      })
    },
  }
}

export const top: readonly Command[] = [
  topOf('node', 'nodes', { 'show-capacity': 'bool' }),
  topOf('pod', 'pods', {
    'all-namespaces': ['bool', 'A'],
    containers: 'bool',
    sum: 'bool',
    'field-selector': 'text',
  }),
]
