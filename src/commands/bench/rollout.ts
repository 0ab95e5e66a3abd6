/**
 * One measured roll-out, in a process of its own: so many nodes, so many Pods in Deployments of a
 * thousand. Prints a line of JSON; `clusters.ts` starts it and reads that.
 *
 * The best of the given number of rounds counts: what a compiler warming up costs is no property
 * of the cluster.
 */
import { type Cluster, createCluster } from '../../kubernetes/cluster.ts'
import { fullDistribution } from '../../kubernetes/components.ts'
import type { MachineSpec } from '../../kubernetes/infrastructure/machine.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import type { Request } from '../../kubernetes/kube-apiserver/request.ts'

export interface Rollout {
  /** CPU of all threads from the first apply to the last Pod Ready. */
  readonly cpuMs: number
  readonly wallMs: number
  /** CPU of a change of image, until all Pods are new ones; only where asked for. */
  readonly updateMs?: number
  /** What the cluster's memory has grown by for each Pod: to be believed of a first round only. */
  readonly bytesPerPod: number
  readonly virtualMs: number
}

const replicasEach = 1_000
const [nodes = 0, pods = 0, rounds = 1, update = 0] = process.argv.slice(2).map(Number)

let best: Rollout | undefined
for (let round = 0; round < rounds; round++) {
  const measured = rollOut()
  if (!best || measured.cpuMs < best.cpuMs) best = measured
}
console.log(JSON.stringify(best))

function rollOut(): Rollout {
  const machine = (name: string, role: MachineSpec['role']): MachineSpec => ({
    name,
    role,
    cpuMilli: 64_000,
    memoryBytes: 256 * 1024 ** 3,
    maxPods: 110,
  })
  const workers = Array.from({ length: nodes }, (_, index) => machine(`node-${index}`, 'worker'))
  const machines = [machine('control-plane', 'control-plane'), ...workers]
  const cluster = createCluster({ distribution: fullDistribution, seed: 1, machines })
  pass(cluster, 60_000)
  const emptyBytes = usedBytes()
  const started = begin(cluster)
  for (let first = 0; first < pods; first += replicasEach)
    ask(cluster, 'create', deployment(`web-${first}`, Math.min(replicasEach, pods - first)))
  until(cluster, () => count(cluster, 'readyReplicas') === pods)
  const { cpuMs, wallMs, virtualMs } = started()
  const bytesPerPod = Math.round((usedBytes() - emptyBytes) / pods)
  if (!update) return { cpuMs, wallMs, virtualMs, bytesPerPod }
  const updating = begin(cluster)
  ask(cluster, 'update', deployment('web-0', Math.min(replicasEach, pods), 'nginx:1.16.1'))
  until(cluster, () => isUpdated(cluster))
  return { cpuMs, wallMs, virtualMs, bytesPerPod, updateMs: updating().cpuMs }
}

function begin(cluster: Cluster) {
  const [cpu, wall, virtual] = [process.cpuUsage(), performance.now(), cluster.simulation.now]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return {
      cpuMs: Math.round((user + system) / 1000),
      wallMs: Math.round(performance.now() - wall),
      virtualMs: cluster.simulation.now - virtual,
    }
  }
}

/** An hour of virtual time is more than any roll-out takes. */
function until(cluster: Cluster, isDone: () => boolean): void {
  for (let second = 0; second < 3_600; second++) {
    if (isDone()) return
    pass(cluster, 1_000)
  }
  throw new Error('the roll-out does not come to an end')
}

function pass(cluster: Cluster, ms: number): void {
  cluster.simulation.advance(ms, Number.POSITIVE_INFINITY)
}

function count(cluster: Cluster, field: 'readyReplicas' | 'updatedReplicas'): number {
  return cluster.objects('deployments').reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0)
}

function isUpdated(cluster: Cluster): boolean {
  return cluster
    .objects('deployments')
    .every(
      ({ metadata, spec, status }) =>
        status?.observedGeneration === metadata.generation &&
        status?.updatedReplicas === spec.replicas &&
        status?.readyReplicas === spec.replicas &&
        status?.replicas === spec.replicas,
    )
}

function usedBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function ask(cluster: Cluster, verb: Request['verb'], body: ReturnType<typeof deployment>): void {
  const { name } = body.metadata
  const { code, body: answer } = cluster.request({
    user: adminUser,
    verb,
    resource: 'deployments',
    namespace: 'default',
    ...(verb === 'create' ? {} : { name }),
    body,
    cause: { by: 'learner' },
  })
  if (code >= 300) throw new Error(JSON.stringify(answer))
}

function deployment(name: string, replicas: number, image = 'nginx:1.14.2') {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
    },
  }
}
