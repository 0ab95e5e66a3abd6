/**
 * container-runtime — containerd or CRI-O: makes sandboxes and containers, pulls images, and knows
 * nothing of Kubernetes but the interface it answers.
 *
 * *Upstream:* `github.com/containerd/containerd` internal/cri, `github.com/cri-o/cri-o` server
 * *Leaves out:* see `cri.ts`; image garbage collection, cgroups, pulling layers in parallel.
 */
import type { ComponentDefinition, Host } from '../component.ts'
import { addAddress, removeAddress } from '../infrastructure/sockets.ts'
import { timing } from '../timing.ts'
import { createContainers } from './containers.ts'
import type { ContainerRuntime, PodFilter, PodSandbox } from './cri.ts'
import { createImages } from './images.ts'
import type { PodRecords } from './machine-contents.ts'
import { allocateAddress } from './pod-network.ts'
import { createContext, podRecords, type RuntimeContext, recordsOf } from './runtime-context.ts'

export const containerRuntime: ComponentDefinition = {
  name: 'container-runtime',
  runsOn: 'every-node',
  watches: [],
  writes: [],
  withoutIt: {
    ja:
      '動いているコンテナはそのまま動き続けますが、そのノードではコンテナを始めることも止めることも' +
      'できません。30 秒後に kubelet がノードを NotReady（container runtime is down）と報告します。',
    en:
      'Running containers run on, but on that node none can be started or stopped. After 30 s the ' +
      'kubelet reports its node NotReady (container runtime is down).',
  },
  start: startRuntime,
}

const versions = { containerd: '2.1.5', 'cri-o': '1.35.0' } as const

function startRuntime(host: Host): void {
  const context = createContext(host)
  const { disk, memory } = context
  const kind = host.machine.runtime ?? 'containerd'
  const images = createImages(context, kind)
  const containers = createContainers(context, images)
  recover(context)
  containers.resume()

  const runtime: ContainerRuntime = {
    version: () => ({ name: kind, version: versions[kind] }),
    status: () =>
      disk.podCidr === undefined
        ? {
            networkProblem:
              'NetworkReady=false reason:NetworkPluginNotReady ' +
              'message:Network plugin returns error: cni plugin not initialized',
          }
        : {},
    updateRuntimeConfig({ podCidr }) {
      disk.podCidr = podCidr
    },
    runPodSandbox(config, reply) {
      const delayMs = host.random.integer(timing.sandboxStartMs.from, timing.sandboxStartMs.to)
      context.later(delayMs, `run sandbox of ${config.name}`, reply, () => {
        const ip = allocateAddress(disk)
        if (ip === undefined) return { ok: false, error: noAddress }
        const sandbox: PodSandbox = {
          id: context.newId(),
          podUid: config.uid,
          podName: config.name,
          podNamespace: config.namespace,
          attempt: config.attempt,
          state: 'ready',
          ip,
          createdAtMs: host.clock.now,
        }
        addAddress(host.machine, ip)
        memory.pausing.add(sandbox.id)
        recordsOf(context, config.uid).sandboxes.set(sandbox.id, sandbox)
        disk.podOf.set(sandbox.id, config.uid)
        host.trace('cri', { call: 'RunPodSandbox', pod: config.name, id: sandbox.id, ip })
        context.changed(config.uid)
        return { ok: true, value: sandbox }
      })
    },
    podSandboxStatus(id) {
      const sandbox = podRecords(context, id)?.sandboxes.get(id)
      host.trace('cri', { call: 'PodSandboxStatus', pod: sandbox?.podName, id, ip: sandbox?.ip })
      return sandbox
    },
    stopPodSandbox(id) {
      const records = podRecords(context, id)
      const sandbox = records?.sandboxes.get(id)
      if (sandbox?.state !== 'ready') return
      for (const container of records?.containers.values() ?? [])
        if (container.sandboxId === id) containers.kill(container.id)
      memory.pausing.delete(id)
      removeAddress(host.machine, sandbox.ip)
      records?.sandboxes.set(id, { ...sandbox, state: 'not-ready' })
      host.trace('cri', { call: 'StopPodSandbox', pod: sandbox.podName, id })
      context.changed(sandbox.podUid)
    },
    removePodSandbox(id) {
      runtime.stopPodSandbox(id)
      const records = podRecords(context, id)
      const uid = disk.podOf.get(id)
      if (!records || uid === undefined) return
      for (const container of [...records.containers.values()])
        if (container.sandboxId === id) containers.remove(container.id)
      const pod = records.sandboxes.get(id)?.podName
      records.sandboxes.delete(id)
      disk.podOf.delete(id)
      if (records.sandboxes.size === 0) disk.pods.delete(uid)
      host.trace('cri', { call: 'RemovePodSandbox', pod, id })
    },
    listPodSandboxes: (filter) => listed(context, filter, ({ sandboxes }) => sandboxes.values()),
    listContainers: (filter) => listed(context, filter, ({ containers }) => containers.values()),
    imageStatus(image) {
      const found = images.status(image)
      host.trace('cri', { call: 'ImageStatus', image, found: found !== undefined })
      return found
    },
    listImages: () => [...disk.images.values()],
    removeImage(name) {
      disk.images.delete(name)
      host.trace('cri', { call: 'RemoveImage', image: name })
    },
    pullImage: images.pull,
    createContainer: containers.create,
    startContainer: containers.start,
    stopContainer: containers.stop,
    removeContainer(id) {
      const container = podRecords(context, id)?.containers.get(id)
      if (!container) return
      containers.remove(id)
      host.trace('cri', { call: 'RemoveContainer', container: container.name, id })
    },
    memoryUse: containers.memoryUse,
    execSync: containers.exec,
    onChange(listener) {
      context.listeners.add(listener)
      return () => context.listeners.delete(listener)
    },
  }
  host.listen('container-runtime', runtime)
}

const noAddress =
  'rpc error: code = Unknown desc = failed to setup network for sandbox: ' +
  'plugin type="host-local" failed (add): no IP addresses available in the range'

/** After a power cut: what the disk says was running has lost its process. */
function recover({ host, disk, memory }: RuntimeContext): void {
  for (const records of disk.pods.values()) {
    for (const sandbox of records.sandboxes.values())
      if (sandbox.state === 'ready' && !memory.pausing.has(sandbox.id))
        records.sandboxes.set(sandbox.id, { ...sandbox, state: 'not-ready' })
    for (const container of records.containers.values())
      if (container.state === 'running' && !memory.tasks.has(container.id))
        records.containers.set(container.id, {
          ...container,
          state: 'exited',
          finishedAtMs: host.clock.now,
          exitCode: 255,
          reason: 'Unknown',
        })
  }
}

function listed<T>(
  { disk }: RuntimeContext,
  filter: PodFilter | undefined,
  pick: (records: PodRecords) => Iterable<T>,
): readonly T[] {
  if (!filter) return [...disk.pods.values()].flatMap((records) => [...pick(records)])
  const records = disk.pods.get(filter.podUid)
  return records ? [...pick(records)] : []
}
