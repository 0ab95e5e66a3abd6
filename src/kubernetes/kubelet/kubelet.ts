/**
 * kubelet — makes the Pods of its node true: sees which are bound to it, has the container runtime
 * start and stop containers, and reports what became of it. Also registers the node and keeps its
 * heartbeat.
 *
 * *Upstream:* `pkg/kubelet/kubelet.go`
 * *Leaves out:* static Pods, resizing, ephemeral containers, logs and exec; what its other files
 * leave out. The basic cluster's kubelet is without some `KubeletParts`.
 */
import type { Pod } from '../api/core.ts'
import { keyOf } from '../api/meta.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'
import type { Eviction, EvictionTools, Pressure } from './eviction.ts'
import type { Hooks } from './hooks.ts'
import { createImageManager } from './image-manager.ts'
import { createNodeAgent, type NodeAgent } from './node-agent.ts'
import { podCidrOf } from './node-status.ts'
import { endOrphansSoon } from './orphans.ts'
import { createPleg } from './pleg.ts'
import { PodWorkers } from './pod-workers.ts'
import { createProber } from './prober.ts'
import { BackOff } from './restart-back-off.ts'
import { connectRuntime, type RuntimeConnection } from './runtime-connection.ts'
import { createStatusManager } from './status-manager.ts'
import type { ClaimCheck } from './volumes.ts'

/** What only the full cluster's kubelet can do. */
export interface KubeletParts {
  readonly hooks?: (host: Host, connection: RuntimeConnection) => Hooks
  readonly claimProblem?: ClaimCheck
  readonly eviction?: (host: Host, tools: EvictionTools) => Eviction
  readonly refusalUnder?: (pressure: Pressure, pod: Pod) => string | undefined
  /** What the parts look at beyond what the basic kubelet does. */
  readonly watches?: ComponentDefinition['watches']
}

const basic: ComponentDefinition = {
  name: 'kubelet',
  runsOn: 'every-node',
  watches: ['pods', 'nodes', 'configmaps', 'secrets'],
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
}

export function kubeletWith(parts: KubeletParts): ComponentDefinition {
  const { watches = [] } = parts
  return {
    ...basic,
    watches: [...basic.watches, ...watches],
    start: (host) => startKubelet(host, parts),
  }
}

export const kubelet = kubeletWith({})

function startKubelet(host: Host, parts: KubeletParts): void {
  const { machine } = host
  const pods = host.informer('pods', { fieldSelector: { 'spec.nodeName': machine.name } })
  const loop = host.controlLoop({ name: 'kubelet', reconcile: (key) => workers.advance(key) })
  const wake = (key: string) => loop.add(key)
  let isAlive = true
  host.onStop(() => {
    isAlive = false
  })

  let podCidr: string | undefined
  const connection = connectRuntime(host, {
    podChanged: (uid) => pleg.expect(uid),
    connected(runtime) {
      if (podCidr !== undefined) runtime.updateRuntimeConfig({ podCidr })
      workers.runtimeIsBack()
    },
    problemChanged: () => node.update(),
  })
  const images = createImageManager(host, connection)
  const statuses = createStatusManager(host, pods)
  const prober = createProber(host, connection, (pod) => wake(keyOf(pod)))
  const pleg = createPleg(host, (uids) => workers.lookAt(uids))
  const restarts = new BackOff(timing.restartBackOffBaseMs, timing.restartBackOffMaxMs)
  const workers: PodWorkers = new PodWorkers({
    host,
    connection,
    images,
    statuses,
    prober,
    restarts,
    hooks: parts.hooks?.(host, connection),
    claimProblem: parts.claimProblem,
    isAlive: () => isAlive,
    wake,
    wakeAfter: (key, delayMs) => loop.addAfter(key, delayMs),
    pressedBy: (pod) =>
      parts.refusalUnder
        ? parts.refusalUnder(pressure(), pod)
        : machine.diskFull
          ? 'The node had condition: [DiskPressure]. '
          : undefined,
    expectLook: (uid) => pleg.expect(uid),
  })
  const node: NodeAgent = createNodeAgent(host, {
    facts: () => ({ ...factsOf(connection), pressure: pressure() }),
    registered({ spec }) {
      podCidr = spec.podCIDR ?? podCidrOf(machine)
      connection.current()?.updateRuntimeConfig({ podCidr })
    },
    beat: () => statuses.retry(),
  })

  const eviction = parts.eviction?.(host, {
    connection,
    activePods: () => workers.active(),
    evict: (pod, message) => workers.evict(pod, message),
    changed: () => node.update(),
  })
  function pressure(): Pressure {
    return eviction?.pressure() ?? { memory: false, disk: machine.diskFull }
  }

  pods.onChange((change) => workers.podChanged(change))
  endOrphansSoon(host, connection, () => pods.synced && workers)
}

function factsOf(connection: RuntimeConnection) {
  const runtime = connection.current()
  const version = runtime?.version()
  return {
    problem: connection.problem(),
    runtimeVersion: version ? `${version.name}://${version.version}` : '',
    images: runtime?.listImages() ?? [],
  }
}
