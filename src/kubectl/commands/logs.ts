/**
 * `kubectl logs`: what containers have written.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/logs/logs.go`,
 * `…/pkg/polymorphichelpers/logsforobject.go`
 */
import type { Pod } from '../../kubernetes/api/core.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { logText } from '../../kubernetes/log-text.ts'
import { listObjects, readObject } from '../api.ts'
import { type Call, type Command, namespaceOf } from '../command.ts'
import { Failure, refusal, usageError } from '../failure.ts'
import { kindOf } from '../kinds.ts'
import { containersOf, firstPod, podsBehind, refusedInside } from './pods.ts'

const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'."

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
    'all-pods': 'bool',
    selector: ['text', 'l'],
    tail: 'number',
    since: 'duration',
    'since-time': 'text',
    'limit-bytes': 'number',
    'max-log-requests': 'number',
    timestamps: 'bool',
    prefix: 'bool',
    'ignore-errors': 'bool',
  },
  *run(call) {
    const { flags } = call
    if (flags.given('since') && flags.given('since-time'))
      throw new Failure('error: at most one of `sinceTime` or `sinceSeconds` may be specified')
    const pods = podsOf(call)
    const streams = pods.flatMap((pod) =>
      containersOf(call, pod).map((container) => new Stream(call, pod, container)),
    )
    if (pods.length === 0) call.complain(`No resources found in ${namespaceOf(call)} namespace.`)
    for (;;) {
      const open = streams.filter((stream) => stream.send())
      if (!flags.is('follow') || open.length === 0) return 0
      yield
    }
  },
}

/** The log of one container, and how much of it was shown. */
class Stream {
  readonly #call: Call
  readonly #pod: Pod
  readonly #container: string
  #shown: number | undefined
  #over = false

  constructor(call: Call, pod: Pod, container: string) {
    this.#call = call
    this.#pod = pod
    this.#container = container
  }

  /** @returns whether more may come @throws {Failure} */
  send(): boolean {
    if (this.#over) return false
    const { flags, desk } = this.#call
    const { name, namespace = '' } = this.#pod.metadata
    const place = { namespace, pod: name, container: this.#container }
    const read = desk.inside?.logs(place, flags.is('previous'))
    if (!read) return false
    if (!read.ok && this.#shown === undefined) throw refusedInside(read)
    this.#over = !read.ok || !read.value.running
    if (!read.ok) return false
    const { lines } = read.value
    const prefix =
      flags.is('prefix') || flags.is('all-pods') ? `[pod/${name}/${this.#container}] ` : ''
    const text = logText(lines.slice(this.#shown ?? 0), {
      timestamps: flags.is('timestamps'),
      ...(this.#shown === undefined ? this.#wish() : {}),
    })
    this.#shown = lines.length
    if (text !== '') this.#call.write(prefix ? text.replace(/^(?=.)/gm, prefix) : text)
    return !this.#over
  }

  #wish() {
    const { flags, desk } = this.#call
    const since = flags.duration('since')
    const time = flags.text('since-time')
    const sinceMs =
      since === undefined ? (time === undefined ? undefined : msOf(time)) : desk.now() - since
    const tail = flags.number('tail') ?? (flags.given('selector') ? 10 : undefined)
    return { tail, sinceMs, limitBytes: flags.number('limit-bytes') }
  }
}

/** @throws {Failure} */
function podsOf(call: Call): readonly Pod[] {
  const { words, flags, desk } = call
  const namespace = namespaceOf(call)
  const selector = flags.text('selector')
  const [name, container] = words
  if (selector) {
    if (name !== undefined)
      throw usageError('logs', 'only a selector (-l) or a POD name is allowed')
    return listObjects(desk, kindOf('pods'), { namespace, labels: selector })
      .items as readonly Pod[]
  }
  if (name === undefined)
    throw usageError(
      'logs',
      `${usage}\nPOD or TYPE/NAME is a required argument for the logs command`,
    )
  if (words.length > 2)
    throw usageError(
      'logs',
      `${usage}\nPOD or TYPE/NAME is a required argument for the logs command`,
    )
  if (container && flags.given('container'))
    throw usageError('logs', 'only one of -c or an inline [CONTAINER] arg is allowed')
  if (name.includes('/') && !/^(?:pods?|po)\//.test(name))
    return flags.is('all-pods')
      ? podsBehind(call, name, 'get the logs from').pods
      : [firstPod(call, name, 'get the logs from')]
  const place = { kind: kindOf('pods'), namespace, name: name.replace(/^.*\//, '') }
  const pod = readObject(desk, place)
  if (!isStatus(pod)) return [pod as Pod]
  if (pod.reason !== 'NotFound') throw refusal(pod)
  throw new Failure(
    `error: error from server (NotFound): ${pod.message} in namespace "${namespace}"`,
  )
}
