/**
 * kubelet — makes the Pods of its node true: sees which are bound to it, has the container runtime
 * start and stop containers, and reports what became of it. Also registers the node and keeps its
 * heartbeat.
 *
 * *Upstream:* `pkg/kubelet/kubelet.go`
 * *Leaves out:* static Pods, volumes, life-cycle hooks, eviction under pressure, resizing,
 * ephemeral containers, garbage collection of images, logs and exec; what its other files leave
 * out.
 */
import type { Pod } from '../api/core.ts'
import { keyOf } from '../api/meta.ts'
import type { Change } from '../client/informer.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'
import { rejectionOf } from './admission.ts'
import { createImageManager } from './image-manager.ts'
import { createNodeAgent } from './node-agent.ts'
import { podCidrOf } from './node-status.ts'
import { createPleg } from './pleg.ts'
import { collectGarbage, isSameRuntime, look, nothing, runningContainers } from './pod-runtime.ts'
import { PodWorker, type WorkerTools } from './pod-worker.ts'
import { createProber } from './prober.ts'
import { BackOff } from './restart-back-off.ts'
import { connectRuntime } from './runtime-connection.ts'
import { createStatusManager } from './status-manager.ts'

export const kubelet: ComponentDefinition = {
  name: 'kubelet',
  runsOn: 'every-node',
  watches: ['pods', 'nodes'],
  writes: ['nodes', 'nodes/status', 'pods', 'pods/status', 'leases', 'events'],
  withoutIt: {
    ja:
      'そのノードの心拍が止まり、約 50 秒後に NotReady になります。コンテナは動き続けますが、' +
      '新しい Pod は始まらず、消された Pod は Terminating のままです。' +
      '最初からいなければ、ノードは登録もされません。',
    en:
      'Its node’s heartbeat stops, and after about 50 s the node is NotReady. Containers run on, ' +
      'but new Pods do not start there and deleted Pods stay Terminating. If it was never there, ' +
      'the node is not even registered.',
  },
  start: startKubelet,
}

function startKubelet(host: Host): void {
  const { machine, clock } = host
  const pods = host.informer('pods', { fieldSelector: { 'spec.nodeName': machine.name } })
  const loop = host.controlLoop({ name: 'kubelet', reconcile })
  const workers = new Map<string, PodWorker>()
  /** Pods of the same name that follow one another, oldest first. */
  const workersByKey = new Map<string, Set<PodWorker>>()
  let isAlive = true
  let podCidr: string | undefined
  host.onStop(() => {
    isAlive = false
  })

  const connection = connectRuntime(host, {
    podChanged: (uid) => pleg.expect(uid),
    connected(runtime) {
      if (podCidr !== undefined) runtime.updateRuntimeConfig({ podCidr })
      lookAtAll()
      for (const worker of workers.values()) worker.runtimeIsBack()
    },
    problemChanged: () => node.update(),
  })
  const images = createImageManager(host, connection)
  const statuses = createStatusManager(host, pods)
  const prober = createProber(host, connection, (pod) => loop.add(keyOf(pod)))
  const pleg = createPleg(host, lookAt)
  const node = createNodeAgent(host, {
    facts() {
      const runtime = connection.current()
      const { name, version } = runtime?.version() ?? { name: '', version: '' }
      return {
        problem: connection.problem(),
        runtimeVersion: name ? `${name}://${version}` : '',
        images: runtime?.listImages() ?? [],
      }
    },
    registered({ spec }) {
      podCidr = spec.podCIDR ?? podCidrOf(machine)
      connection.current()?.updateRuntimeConfig({ podCidr })
    },
    beat: () => statuses.retry(),
  })
  const tools: WorkerTools = {
    host,
    connection,
    images,
    statuses,
    prober,
    restarts: new BackOff(timing.restartBackOffBaseMs, timing.restartBackOffMaxMs),
    isAlive: () => isAlive,
    wake: (key) => loop.add(key),
    expectLook: (uid) => pleg.expect(uid),
    gone: forget,
  }

  pods.onChange(podChanged)
  housekeepSoon()

  function podChanged({ type, object, old }: Change<Pod>): void {
    const { uid } = object.metadata
    if (old && old.metadata.uid !== uid) markRemoved(old.metadata.uid)
    if (type === 'deleted') return markRemoved(uid)
    const known = workers.get(uid)
    if (known) {
      const isNews = !old || asksForMore(old, object)
      known.pod = object
      statuses.compare(object)
      if (isNews) loop.add(known.key)
      return
    }
    const worker = new PodWorker(object, tools)
    const runtime = connection.current()
    if (runtime) worker.seen = look(runtime, uid)
    workers.set(uid, worker)
    const sameName = workersByKey.get(worker.key) ?? new Set()
    workersByKey.set(worker.key, sameName.add(worker))
    const { from, to } = timing.podSyncMs
    loop.addAfter(worker.key, host.random.integer(from, to))
    if (isNew(worker)) admit(worker)
  }

  function markRemoved(uid: string): void {
    const worker = workers.get(uid)
    if (!worker) return
    worker.isRemoved = true
    loop.add(worker.key)
  }

  function reconcile(key: string): void {
    for (const worker of [...(workersByKey.get(key) ?? [])]) worker.advance()
  }

  function admit(worker: PodWorker): void {
    const others = [...workers.values()]
      .filter((other) => other !== worker && other.state === 'syncing')
      .map(({ pod }) => pod)
    const rejection = rejectionOf(worker.pod, others, machine)
    if (rejection) worker.reject(rejection.reason, rejection.message)
  }

  function lookAt(uids: readonly string[]): void {
    const runtime = connection.current()
    if (!runtime) return
    for (const uid of uids) {
      const worker = workers.get(uid)
      if (!worker) continue
      let seen = look(runtime, uid)
      if (collectGarbage(runtime, seen)) seen = look(runtime, uid)
      worker.observe(seen, !isSameRuntime(seen, worker.seen))
    }
  }

  function lookAtAll(): void {
    lookAt([...workers.keys()])
  }

  function forget(worker: PodWorker): void {
    const { uid, key } = worker
    workers.delete(uid)
    const sameName = workersByKey.get(key)
    sameName?.delete(worker)
    if (sameName?.size === 0) workersByKey.delete(key)
    statuses.forget(uid)
    prober.forget(uid)
    images.forget(uid)
    tools.restarts.forget(`${uid}_`)
  }

  /** Once it knows its Pods, the kubelet ends what runs for Pods that are no more. */
  function housekeepSoon(): void {
    clock.afterInBackground(timing.housekeepingMs, 'look for orphans', () => {
      const runtime = connection.current()
      if (!pods.synced || !runtime) return housekeepSoon()
      const orphans = runtime.listPodSandboxes().filter(({ podUid }) => !workers.has(podUid))
      for (const uid of new Set(orphans.map(({ podUid }) => podUid))) endOrphan(uid)
    })
  }

  function endOrphan(podUid: string): void {
    const runtime = connection.current()
    const seen = runtime ? look(runtime, podUid) : nothing
    const running = runningContainers(seen)
    if (running.length === 0) {
      for (const { id } of seen.sandboxes) runtime?.removePodSandbox(id)
      return
    }
    let left = running.length
    for (const { id } of running)
      runtime?.stopContainer(id, orphanGraceMs, () => {
        if (--left === 0 && isAlive) endOrphan(podUid)
      })
  }
}

const orphanGraceMs = 2000

/** More than a status changed: the spec (and with it the generation), or how the Pod is to end. */
function asksForMore({ metadata: old }: Pod, { metadata }: Pod): boolean {
  return (
    old.generation !== metadata.generation ||
    old.deletionTimestamp !== metadata.deletionTimestamp ||
    old.deletionGracePeriodSeconds !== metadata.deletionGracePeriodSeconds
  )
}

/** Bound to this node just now: no kubelet has said anything of it yet. */
function isNew({ pod, seen }: PodWorker): boolean {
  return pod.status?.startTime === undefined && seen.sandboxes.length === 0
}
