/**
 * `kubectl run`: one Pod.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/run/run.go`
 * *Leaves out:* `run -it` that is given lines: what the container writes is shown, and no more.
 */
import { isJson, type Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { getObject } from '../api.ts'
import { type Call, type Command, namespaceOf, type Steps } from '../command.ts'
import { Failure, usageError } from '../failure.ts'
import { listAt, textAt } from '../json.ts'
import {
  head,
  make,
  makingFlags,
  pairsOf,
  required,
  servedKind,
  unexpectedLabel,
} from './create.ts'
import { deleteAll } from './delete.ts'

export const run: Command = {
  name: 'run',
  usage: 'NAME --image=IMAGE [-- ARGS]',
  says: { ja: 'Podを1つ作ります。', en: 'Create one Pod.' },
  examples: [
    'kubectl run one --image=nginx:1.27',
    'kubectl run box --image=busybox:1.36 -- sleep 1d',
  ],
  takes: 'nothing',
  flags: {
    ...makingFlags,
    image: 'text',
    env: 'list',
    labels: ['text', 'l'],
    port: 'text',
    restart: 'text',
    command: 'bool',
    overrides: 'text',
    annotations: 'list',
    'image-pull-policy': 'text',
    privileged: 'bool',
    expose: 'bool',
    attach: 'bool',
    stdin: ['bool', 'i'],
    tty: ['bool', 't'],
    rm: 'bool',
    quiet: ['bool', 'q'],
    'leave-stdin-open': 'bool',
    'pod-running-timeout': 'duration',
  },
  *run(call) {
    const { flags, rest = [] } = call
    required(call, 'image')
    const [name, ...words] = call.words
    if (name === undefined)
      throw new Failure(
        "error: NAME is required for run\nSee 'kubectl run -h' for help and examples",
      )
    refuseRun(call)
    const args = [...words, ...rest]
    const kind = servedKind('pods')
    const labels = flags.given('labels')
      ? pairsOf((flags.text('labels') ?? '').split(','), unexpectedLabel)
      : { run: name }
    const port = flags.given('port') ? portNumber(flags.text('port') ?? '') : undefined
    const env = Object.entries(pairsOf(flags.all('env'), (text) => `invalid env: ${text}`)).map(
      ([key, value]) => ({
        name: key,
        value,
      }),
    )
    const container = {
      image: flags.text('image'),
      name,
      resources: {},
      ...(args.length > 0 ? { [flags.is('command') ? 'command' : 'args']: args } : {}),
      ...(port ? { ports: [{ containerPort: port }] } : {}),
      ...(env.length > 0 ? { env } : {}),
      ...(flags.given('image-pull-policy')
        ? { imagePullPolicy: flags.text('image-pull-policy') }
        : {}),
      ...(flags.is('privileged') ? { securityContext: { privileged: true } } : {}),
      ...(flags.is('stdin') ? { stdin: true, stdinOnce: !flags.is('leave-stdin-open') } : {}),
      ...(flags.is('tty') ? { tty: true } : {}),
    }
    const annotations = pairsOf(
      flags.list('annotations'),
      (text) => `unexpected annotation spec: ${text}`,
    )
    const marks = Object.keys(annotations).length > 0 ? { annotations } : {}
    const pod: Json = {
      ...head(kind, name, call, { labels, ...marks }),
      spec: {
        containers: [container],
        dnsPolicy: 'ClusterFirst',
        restartPolicy: flags.text('restart') ?? 'Always',
      },
      status: {},
    }
    const attaches = flags.is('attach') || flags.is('stdin') || flags.is('tty')
    if (flags.is('expose')) exposePod(call, name, labels, port ?? 0)
    make(attaches ? silent(call) : call, kind, overridden(call, pod), {
      manager: 'kubectl-run',
    })
    return attaches ? yield* attach(call, name) : 0
  },
}

/** Its own words about a Pod that one looks into are not wanted. */
function silent(call: Call): Call {
  return { ...call, print: () => undefined }
}

/** @throws {Failure} */
function refuseRun({ flags }: Call): void {
  if (flags.text('image') === '') throw new Failure('error: --image is required')
  const restart = flags.text('restart') ?? 'Always'
  if (!['Always', 'OnFailure', 'Never'].includes(restart))
    throw usageError('run', `invalid restart policy: ${restart}`)
  const attaches = flags.is('attach') || flags.is('stdin') || flags.is('tty')
  if (attaches && flags.given('dry-run'))
    throw usageError(
      'run',
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    )
  if (flags.is('rm') && !attaches)
    throw usageError('run', '--rm should only be used for attached containers')
  if (flags.is('expose') && !flags.given('port'))
    throw usageError('run', '--port must be set when exposing a service')
}

/** As Go reads a number. @throws {Failure} */
export function portNumber(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  throw new Failure(`error: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
}

/** What `--overrides` lays over an object. @throws {Failure} */
export function overridden({ flags }: Call, object: Json): Json {
  const text = flags.text('overrides')
  if (!text) return object
  let over: unknown
  try {
    over = JSON.parse(text)
  } catch {
    throw new Failure('error: Invalid JSON Patch')
  }
  return isJson(over) ? merged(object, over) : object
}

/** As a merge patch: lists as a whole, and nothing for null. */
function merged(object: Json, over: Json): Json {
  const result: Record<string, unknown> = { ...object }
  for (const [key, value] of Object.entries(over))
    if (value === null) delete result[key]
    else result[key] = isJson(value) ? merged(isJson(result[key]) ? result[key] : {}, value) : value
  return result
}

function exposePod(call: Call, name: string, labels: Json, port: number): void {
  const kind = servedKind('services')
  make(call, kind, {
    ...head(kind, name, call),
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: labels },
    status: { loadBalancer: {} },
  })
}

/** Shows what the container writes until it ends, and with `--rm` takes the Pod away. */
function* attach(call: Call, name: string): Steps {
  const { desk, flags } = call
  const namespace = namespaceOf(call)
  const place = { kind: servedKind('pods'), namespace, name }
  const asked = { namespace, pod: name, container: name }
  let shown = 0
  try {
    for (;;) {
      const pod = getObject(desk, place)
      const read = desk.inside?.logs(asked, false)
      for (const { text } of read?.ok ? read.value.lines.slice(shown) : []) call.print(text)
      shown = Math.max(shown, read?.ok ? read.value.lines.length : 0)
      const phase = textAt(pod, 'status.phase')
      if (phase === 'Succeeded' || phase === 'Failed') {
        const code = textAt(
          listAt(pod, 'status.containerStatuses')[0],
          'state.terminated.exitCode',
          '0',
        )
        return Number(code)
      }
      yield
    }
  } finally {
    if (flags.is('rm')) {
      const options = { propagationPolicy: 'Background' } as const
      deleteAll(call, [{ ...place, object: getObject(desk, place) }], options)
    }
  }
}
