/**
 * `kubectl logs`, `exec`, `top`: what goes on inside Pods.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/logs/logs.go`, `…/cmd/exec/exec.go`, `…/cmd/top`
 * *Leaves out:* `-it`: there is no terminal to attach; times in front of lines; the metrics server.
 */
import type { ContainerStatus, Pod } from '../../kubernetes/api/core.ts'
import { isControlledBy } from '../../kubernetes/api/owner-references.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { getObject, listObjects, readObject } from '../api.ts'
import { type Call, type Command, namespaceOf, type Steps } from '../command.ts'
import { Failure, refusal, usageError } from '../failure.ts'
import { at } from '../json.ts'
import { kindOf } from '../kinds.ts'

export const logs: Command = {
  name: 'logs',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  says: { ja: 'コンテナが書いたものを見せます。', en: 'Show what a container has written.' },
  examples: ['kubectl logs web-1', 'kubectl logs deploy/web', 'kubectl logs web-1 -p'],
  takes: 'pods',
  flags: {
    follow: ['bool', 'f'],
    previous: ['bool', 'p'],
    container: ['text', 'c'],
    'all-containers': 'bool',
    selector: ['text', 'l'],
    tail: 'number',
    since: 'duration',
    timestamps: 'bool',
    prefix: 'bool',
  },
  *run(call) {
    const { flags } = call
    const pods = podsOf(call)
    for (const pod of pods)
      for (const container of containersOf(call, pod)) {
        const shown = yield* logsOf(call, pod, container)
        if (shown !== 0) return shown
      }
    if (pods.length === 0 && flags.given('selector'))
      call.complain(`No resources found in ${namespaceOf(call)} namespace.`)
    return 0
  },
}

/** @throws {Failure} */
function podsOf(call: Call): readonly Pod[] {
  const { words, flags, desk } = call
  const namespace = namespaceOf(call)
  const selector = flags.text('selector')
  if (selector)
    return listObjects(desk, kindOf('pods'), { namespace, labels: selector })
      .items as readonly Pod[]
  const [name, container] = words
  if (name === undefined)
    throw usageError(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    )
  if (words.length > 2 || (container && flags.given('container')))
    throw usageError('logs', "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'")
  if (name.includes('/') && !/^(?:pods?|po)\//.test(name)) return [firstPod(call, name)]
  const place = { kind: kindOf('pods'), namespace, name: name.replace(/^.*\//, '') }
  const pod = readObject(desk, place)
  if (!isStatus(pod)) return [pod as Pod]
  if (pod.reason !== 'NotFound') throw refusal(pod)
  throw new Failure(
    `error: error from server (NotFound): ${pod.message} in namespace "${namespace}"`,
  )
}

/** Of several Pods behind a Deployment, the first that is there. @throws {Failure} */
function firstPod(call: Call, text: string): Pod {
  const [type = '', name = ''] = text.split('/')
  const kind = kindOf(type)
  const namespace = namespaceOf(call)
  const owner = getObject(call.desk, { kind, namespace, name })
  const selector = at(owner, 'spec.selector') as Parameters<typeof selectorText>[0]
  const labels = selectorText(
    kind.resource === 'services' ? { matchLabels: selector as never } : selector,
  )
  const pods = listObjects(call.desk, kindOf('pods'), { namespace, labels }).items as readonly Pod[]
  const own = pods.find((pod) => isControlledBy(pod, owner)) ?? pods[0]
  if (!own) throw new Failure('error: timed out waiting for the condition')
  if (pods.length > 1) call.complain(`Found ${pods.length} pods, using pod/${own.metadata.name}`)
  return own
}

function containersOf(call: Call, pod: Pod): readonly string[] {
  const { flags, words } = call
  const names = (pod.spec.containers ?? []).map(({ name }) => name)
  const all = [...names, ...(pod.spec.initContainers ?? []).map(({ name }) => name)]
  if (flags.is('all-containers')) return all
  const wanted = flags.text('container') ?? words[1]
  if (wanted !== undefined) {
    if (!all.includes(wanted))
      throw new Failure(`error: container ${wanted} is not valid for pod ${pod.metadata.name}`)
    return [wanted]
  }
  const [first = ''] = names
  if (names.length > 1) call.complain(`Defaulted container "${first}" out of: ${names.join(', ')}`)
  return [first]
}

function* logsOf(call: Call, pod: Pod, container: string): Steps {
  const { flags, desk } = call
  const { name, namespace = '' } = pod.metadata
  const previous = flags.is('previous')
  const statuses = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ]
  const status = statuses.find((one) => one.name === container)
  refuseUnstarted(name, container, status, previous)
  const tail = flags.number('tail') ?? -1
  let shown = 0
  for (;;) {
    const read = desk.inside?.logs(namespace, name, container, previous) ?? {
      ok: true as const,
      value: [],
    }
    if (!read.ok) throw new Failure(read.error)
    const start = shown === 0 && tail >= 0 ? Math.max(0, read.value.length - tail) : shown
    for (const line of read.value.slice(start))
      call.print(flags.is('prefix') ? `[pod/${name}/${container}] ${line}` : line)
    shown = read.value.length
    const now = readObject(desk, { kind: kindOf('pods'), namespace, name })
    if (!flags.is('follow') || isStatus(now)) return 0
    yield
  }
}

/** What the kubelet answers where there is nothing to read yet. @throws {Failure} */
function refuseUnstarted(
  pod: string,
  container: string,
  status: ContainerStatus | undefined,
  previous: boolean,
): void {
  const refuse = (text: string): never => {
    throw new Failure(`Error from server (BadRequest): ${text}`)
  }
  if (previous && !status?.lastState?.terminated)
    refuse(`previous terminated container "${container}" in pod "${pod}" not found`)
  const waiting = status?.state?.waiting
  const hasRun = status?.lastState?.terminated !== undefined
  if (status && !waiting) return
  if (hasRun) return
  const reasons: Readonly<Record<string, string>> = {
    ErrImagePull: 'trying and failing to pull image',
    ImagePullBackOff: 'trying and failing to pull image',
    InvalidImageName: "image can't be pulled",
    ErrImageNeverPull: "image can't be pulled",
  }
  const reason = waiting?.reason ?? 'ContainerCreating'
  if (!status) refuse(`pod ${pod} does not have a host assigned`)
  refuse(
    `container "${container}" in pod "${pod}" is waiting to start: ${reasons[reason] ?? reason}`,
  )
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
      throw usageError('exec', 'pod, type/name or --filename must be specified')
    const command = rest ?? old
    if (command.length === 0)
      throw usageError('exec', 'you must specify at least one command for the container')
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
    const pod = isPod ? (getObject(desk, place) as Pod) : firstPod(call, name)
    const phase = pod.status?.phase
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new Failure(
        `error: cannot exec into a container in a completed pod; current phase is ${phase}`,
      )
    const [container = ''] = containersOf({ ...call, words: [] }, pod)
    return runInside(call, pod, container, command)
  },
}

function runInside(call: Call, pod: Pod, container: string, command: readonly string[]): number {
  const { name, namespace = '' } = pod.metadata
  if (!pod.spec.nodeName)
    throw new Failure(`Error from server (BadRequest): pod ${name} does not have a host assigned`)
  const ran = call.desk.inside?.exec(namespace, name, container, command) ?? {
    ok: false as const,
    error: `error: Internal error occurred: unable to upgrade connection: container not found ("${container}")`,
  }
  if (!ran.ok) throw new Failure(ran.error)
  if (ran.value.output !== '')
    call.write(ran.value.output.endsWith('\n') ? ran.value.output : `${ran.value.output}\n`)
  if (ran.value.exitCode !== 0)
    throw new Failure(`command terminated with exit code ${ran.value.exitCode}`, ran.value.exitCode)
  return 0
}

export const top: Command = {
  name: 'top',
  aliases: ['top pods', 'top nodes', 'top pod', 'top node'],
  usage: '(nodes | pods)',
  says: {
    ja: '使われているCPUとメモリを見ます（metrics-serverが要ります）。',
    en: 'Show CPU and memory in use (needs the metrics server).',
  },
  examples: ['kubectl top nodes'],
  takes: 'nothing',
  flags: {
    'all-namespaces': ['bool', 'A'],
    selector: ['text', 'l'],
    containers: 'bool',
    'sort-by': 'text',
    'no-headers': 'bool',
  },
  run() {
    throw new Failure('error: Metrics API not available')
  },
}
