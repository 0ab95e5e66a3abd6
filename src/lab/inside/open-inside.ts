/**
 * What stands behind `kubectl logs`, `exec` and `port-forward`: the containers on the machines,
 * looked at from outside. Whatever they have written is worked out anew from what they run and how
 * long they have run, so that nothing has to be kept.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_{logs,container}.go`,
 * `pkg/registry/core/pod/strategy.go` (LogLocation, streamLocation)
 */
import type { Container, Pod } from '../../kubernetes/api/core.ts'
import type { CriContainer } from '../../kubernetes/container-runtime/cri.ts'
import {
  changeFiles,
  endInput,
  terminateFirst,
} from '../../kubernetes/container-runtime/from-inside.ts'
import { machineContents } from '../../kubernetes/container-runtime/machine-contents.ts'
import {
  awaitsInput,
  type Invocation,
  wordsOf,
} from '../../kubernetes/container-runtime/programs.ts'
import type { Machine } from '../../kubernetes/infrastructure/machine.ts'
import type { ContainerPlace, Inner, Inside, LogLine, Refusal } from '../../kubernetes/inside.ts'
import { ChangedFiles, environmentOf, filesOf } from './container-files.ts'
import { type Asked, fetchWith, type Line } from './fetch-programs.ts'
import { accessLine, imageOutput, pageOf } from './image-output.ts'
import { ClusterNetwork, type Met, type Standpoint } from './network.ts'
import { Shell, type World } from './shell.ts'
import type { View } from './view.ts'

interface Found {
  readonly pod: Pod
  readonly spec: Container
  readonly machine: Machine
  readonly container: CriContainer
}

const dnsServer = '10.96.0.10'

export function openInside(view: View): Inside {
  const network = new ClusterNetwork(view)
  const isControlPlane = (name: string) => view.machine(name).role === 'control-plane'
  const controlPlane = view.machines.find(isControlPlane) ?? ''
  /** Requests that were made from here, by container id: what a server logs of them. */
  const accesses = new Map<string, LogLine[]>()
  const changed = new ChangedFiles()

  function invocationOf({ spec, container }: Found): Invocation {
    const repository = container.imageRef.slice(0, container.imageRef.indexOf('@'))
    return { repository, command: spec.command, args: spec.args, stdin: spec.stdin }
  }

  function outputOf(found: Found): readonly LogLine[] {
    const { container, pod } = found
    const { startedAtMs, finishedAtMs, exitCode } = container
    if (startedAtMs === undefined || container.reason === 'StartError') return []
    const words = wordsOf(invocationOf(found))
    const name = basename(words[0] ?? '')
    const own = imageOutput[name]
    const more = accesses.get(container.id) ?? []
    if (own) {
      const tag = container.image.slice(container.image.lastIndexOf(':') + 1)
      const address = pod.status?.podIP ?? ''
      const life = { startMs: startedAtMs, endMs: finishedAtMs, exitCode, address, tag }
      return [...own(life), ...more].sort((a, b) => a.atMs - b.atMs)
    }
    return shellOf(found).lines
  }

  /** The container's own program, as far as it has come. */
  function shellOf(found: Found): Shell {
    const { startedAtMs = 0, finishedAtMs } = found.container
    const shell = new Shell({
      ...worldOf(found, new Map(filesOf(found.pod, found.spec, view))),
      startMs: startedAtMs,
      untilMs: (finishedAtMs ?? view.now()) + 1,
    })
    shell.run(wordsOf(invocationOf(found)))
    return shell
  }

  function worldOf(found: Found, files: Map<string, string>): World {
    const { pod, spec, machine, container } = found
    const { name, namespace = '' } = pod.metadata
    const address = pod.status?.podIP ?? ''
    const isBusybox = container.image.includes('busybox')
    return {
      hostname: pod.spec.hostname ?? name,
      address,
      env: environmentOf(pod, spec, view),
      files,
      startMs: view.now(),
      untilMs: Number.POSITIVE_INFINITY,
      lacks: isBusybox ? ['curl', 'bash'] : container.image.includes('alpine') ? [] : ['wget'],
      fetch: (program, words) =>
        fetchWith(lineFrom({ machine: machine.name, address, namespace }), program, words),
      terminate: () => terminateFirst(machine, container.id, view.now()),
    }
  }

  function lineFrom(from: Standpoint): Line {
    return {
      dnsServer,
      resolve: (name) => network.resolve(name, from),
      request: (asked) => {
        const met = network.request(asked.host, asked.port, asked.path, from)
        note(met, asked, from.address)
        return met
      },
      page: (met) => pageOf(serverAt(met)?.executable ?? '', met.status ?? 0),
    }
  }

  function serverAt({ ip }: Extract<Met, { type: 'answered' }>) {
    const pod = view.objects('pods').find(({ status }) => status?.podIP === ip)
    for (const { name } of pod?.spec.containers ?? []) {
      const found = pod && locate({ namespace: '', pod: '', container: name }, pod, false)
      if (!found?.ok) continue
      const executable = basename(wordsOf(invocationOf(found.value))[0] ?? '')
      if (imageOutput[executable]) return { executable, id: found.value.container.id }
    }
    return undefined
  }

  function note(met: Met, asked: Asked, from: string): void {
    if (met.type !== 'answered' || met.status === undefined) return
    const server = serverAt(met)
    if (!server) return
    const bytes = pageOf(server.executable, met.status).body.length
    const lines = accesses.get(server.id) ?? []
    lines.push(accessLine(from, asked, met.status, bytes, view.now()))
    accesses.set(server.id, lines.slice(-mostAccesses))
  }

  /** The container itself, on the machine that the Pod was given. */
  function locate(place: ContainerPlace, pod: Pod, previous: boolean): Inner<Found> {
    const name = pod.metadata.name
    const chosen = containerNamed(pod, place.container)
    if (!chosen.ok) return chosen
    const spec = chosen.value
    const node = pod.spec.nodeName
    if (!node) return badRequest(`pod ${name} does not have a host assigned`)
    const machine = view.machines.includes(node) ? view.machine(node) : undefined
    if (!machine?.powered || !view.linked(controlPlane, node)) {
      const at = `${machine?.address ?? node}:10250`
      const message = `Get "https://${at}/containerLogs/${pod.metadata.namespace}/${name}/${spec.name}": dial tcp ${at}: connect: no route to host`
      return { ok: false, code: 500, message }
    }
    const all = machineContents(machine)
      .containers.filter((one) => one.podUid === pod.metadata.uid && one.name === spec.name)
      .sort((a, b) => b.attempt - a.attempt)
    const [container] = previous ? all.slice(1) : all
    if (container && (container.startedAtMs !== undefined || container.state !== 'created'))
      return { ok: true, value: { pod, spec, machine, container } }
    if (previous)
      return badRequest(`previous terminated container "${spec.name}" in pod "${name}" not found`)
    return badRequest(notStarted(pod, spec.name))
  }

  function find(place: ContainerPlace, previous = false): Inner<Found> {
    const pod = view
      .objects('pods')
      .find(({ metadata }) => metadata.namespace === place.namespace && metadata.name === place.pod)
    if (pod) return locate(place, pod, previous)
    return { ok: false, code: 404, reason: 'NotFound', message: `pods "${place.pod}" not found` }
  }

  function running(place: ContainerPlace): Inner<Found> {
    const found = find(place)
    if (!found.ok || found.value.container.state === 'running') return found
    const { spec } = found.value
    const message = `unable to upgrade connection: container not found ("${spec.name}")`
    return { ok: false, code: 500, reason: 'InternalError', message }
  }

  return {
    logs(place, previous) {
      const found = find(place, previous)
      if (!found.ok) return found
      const lines = outputOf(found.value)
      return { ok: true, value: { lines, running: found.value.container.state === 'running' } }
    },
    exec(place, words, stdin) {
      const found = running(place)
      if (!found.ok) return found
      const { machine, container } = found.value
      const own = shellOf(found.value).world.files
      const files = changed.over(container.id, own)
      const before = new Map(files)
      const shell = new Shell(worldOf(found.value, files))
      const [word = ''] = words
      const hasShell = basename(wordsOf(invocationOf(found.value))[0] ?? '') !== 'pause'
      if (!hasShell || !shell.knows(word)) return noExecutable(word)
      shell.run(words, stdin)
      changeFiles(machine, container.id, view.now(), changed.note(container.id, before, files))
      return { ok: true, value: shell.ran() }
    },
    awaitsInput(place) {
      const found = running(place)
      return found.ok && awaitsInput(invocationOf(found.value))
    },
    endInput(place, exitCode) {
      const found = running(place)
      if (!found.ok || !awaitsInput(invocationOf(found.value))) return
      endInput(found.value.machine, found.value.container.id, view.now(), exitCode)
    },
    forward(place, port, request) {
      const found = running(place)
      if (!found.ok) return found
      const { pod, machine } = found.value
      const address = pod.status?.podIP ?? ''
      const [method = 'GET', path = '/'] = request.split(/[ \r\n]/)
      const agent = /^user-agent: *(.*)$/im.exec(request)?.[1]?.trim() ?? '-'
      const from = { machine: machine.name, address: '127.0.0.1' }
      const met = network.request(address, port, path, { machine: machine.name, address })
      note(met, { host: address, port, path, method, agent }, from.address)
      if (met.type !== 'answered' || met.status === undefined) return refusedPort(pod, port)
      const { server, body } = pageOf(serverAt(met)?.executable ?? '', met.status)
      const title = met.status === 200 ? 'OK' : 'Not Found'
      const head = `HTTP/1.1 ${met.status} ${title}\r\nServer: ${server}\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
      return { ok: true, value: head + (method === 'HEAD' ? '' : body) }
    },
    onMachine(named, words) {
      const name = named ?? controlPlane
      if (!view.machines.includes(name) || !view.machine(name).powered)
        return {
          ok: false,
          code: 404,
          message: `connect to host ${name} port 22: No route to host`,
        }
      const { address } = view.machine(name)
      const shell = new Shell({
        hostname: name,
        address,
        env: new Map([['HOME', '/root']]),
        files: new Map(),
        startMs: view.now(),
        untilMs: Number.POSITIVE_INFINITY,
        lacks: [],
        fetch: (program, given) => fetchWith(lineFrom({ machine: name, address }), program, given),
        terminate: () => {},
      })
      shell.run(words)
      return { ok: true, value: shell.ran() }
    },
  }
}

const mostAccesses = 1000

/** @returns the container that is meant: the only one, the one that is named, or the marked one */
function containerNamed({ metadata, spec }: Pod, wanted: string | undefined): Inner<Container> {
  const all = [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
  const named = all.find(({ name }) => name === wanted)
  if (named) return { ok: true, value: named }
  if (wanted) return badRequest(`container ${wanted} is not valid for pod ${metadata.name}`)
  const [only, other] = spec.containers ?? []
  if (only && !other && !spec.initContainers?.length) return { ok: true, value: only }
  const names = (spec.containers ?? []).map(({ name }) => name).join(' ')
  const init = (spec.initContainers ?? []).map(({ name }) => name).join(' ')
  const more = init ? ` or one of the init containers: [${init}]` : ''
  return badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${names}]${more}`,
  )
}

function notStarted({ metadata, status }: Pod, container: string): string {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  const reason = statuses.find(({ name }) => name === container)?.state?.waiting?.reason
  const why = (reason && waitingFor[reason]) || reason || 'ContainerCreating'
  return `container "${container}" in pod "${metadata.name}" is waiting to start: ${why}`
}

const waitingFor: Readonly<Record<string, string>> = {
  ErrImagePull: 'trying and failing to pull image',
  ImagePullBackOff: 'trying and failing to pull image',
  InvalidImageName: "image can't be pulled",
  ErrImageNeverPull: "image can't be pulled",
}

function badRequest(message: string): Refusal {
  return { ok: false, code: 400, reason: 'BadRequest', message }
}

function noExecutable(word: string): Refusal {
  const message = `error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${word}": executable file not found in $PATH`
  return { ok: false, code: 500, reason: 'InternalError', message }
}

function refusedPort({ metadata }: Pod, port: number): Refusal {
  const message = `failed to connect to localhost:${port} inside namespace "${metadata.uid}": connect: connection refused`
  return { ok: false, code: 500, reason: 'InternalError', message }
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
