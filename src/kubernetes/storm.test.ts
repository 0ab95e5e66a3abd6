/**
 * Random actions and faults. All along, invariants hold; after the last fault is mended, the
 * cluster reaches what was declared. A failing run prints its seed: `SEED=… npx vitest storm`.
 */
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../simulation/random.ts'
import { controllerOf } from './api/owner-references.ts'
import { milliValueOf } from './api/quantity.ts'
import type { Cluster } from './cluster.ts'
import {
  ask,
  create,
  deployment,
  deploymentNamed,
  minutes,
  podsOf,
  readyPods,
  service,
  testCluster,
} from './cluster-for-tests.ts'
import { components } from './components.ts'

const runs = Number(process.env['RUNS'] ?? 12)
const firstSeed = Number(process.env['SEED'] ?? Math.floor(Date.now() / 1000) % 1_000_000)
const seeds = process.env['SEED']
  ? [firstSeed]
  : Array.from({ length: runs }, (_, i) => firstSeed + i)

interface Wanted {
  replicas: number
  readonly off: Set<string>
  readonly stopped: Set<string>
  readonly cut: Set<string>
}

describe('storm', () => {
  it.each(seeds)('SEED=%i', (seed) => {
    const random = createRandom(`storm ${seed}`)
    const cluster = testCluster({ seed, cpuMilli: 1_000 })
    const wanted: Wanted = { replicas: 3, off: new Set(), stopped: new Set(), cut: new Set() }
    create(cluster, 'services', service())
    create(cluster, 'deployments', deployment({ cpu: '100m' }))
    const guard = invariants(cluster)
    for (let round = 0; round < 14; round++) {
      disturb(cluster, random, wanted)
      for (let slice = 0; slice < 20; slice++) {
        cluster.simulation.advance(random.integer(1, 8_000))
        guard()
      }
    }
    mendAll(cluster, wanted)
    cluster.simulation.advance(minutes(25))
    guard()
    expect(deploymentNamed(cluster)?.status?.readyReplicas ?? 0).toBe(wanted.replicas)
    expect(readyPods(cluster)).toHaveLength(wanted.replicas)
    expect(podsOf(cluster)).toHaveLength(wanted.replicas)
    statusEqualsTruth(cluster)
  })
})

function disturb(cluster: Cluster, random: Random, wanted: Wanted): void {
  const workers = cluster.machineNames.filter((name) => name !== 'control-plane')
  const worker = random.pick(workers)
  switch (random.integer(0, 8)) {
    case 0:
    case 1: {
      wanted.replicas = change(cluster, 'replicas', random.integer(0, 8)) ?? wanted.replicas
      break
    }
    case 2:
      change(cluster, 'image', random.pick(['nginx:1.14.2', 'nginx:1.16.1', 'nginx:1.27']))
      break
    case 3: {
      const pods = podsOf(cluster)
      if (pods.length === 0) break
      const { name } = random.pick(pods).metadata
      ask(cluster, { verb: 'delete', resource: 'pods', namespace: 'default', name })
      break
    }
    case 4: {
      const pods = podsOf(cluster)
      if (pods.length > 0) cluster.crash(random.pick(pods).metadata.uid)
      break
    }
    case 5:
      if (wanted.off.delete(worker)) cluster.powerOn(worker)
      else if (wanted.off.size < 2) {
        wanted.off.add(worker)
        cluster.powerOff(worker)
      }
      break
    case 6:
      if (wanted.cut.delete(worker)) cluster.mend(worker, 'control-plane')
      else {
        wanted.cut.add(worker)
        cluster.cut(worker, 'control-plane')
      }
      break
    default: {
      const { name } = random.pick(components)
      if (wanted.stopped.delete(name)) cluster.start(name)
      else {
        wanted.stopped.add(name)
        cluster.stop(name)
      }
    }
  }
}

/** @returns the value, if the API server took it. */
function change<T extends number | string>(
  cluster: Cluster,
  what: 'replicas' | 'image',
  value: T,
): T | undefined {
  const container = { name: 'main', image: value }
  const body =
    what === 'replicas'
      ? { spec: { replicas: value } }
      : { spec: { template: { spec: { containers: [container] } } } }
  const response = ask(cluster, {
    verb: 'patch',
    resource: 'deployments',
    namespace: 'default',
    name: 'web',
    body,
    options: { patchType: 'strategic' },
  })
  return response.code === 200 ? value : undefined
}

function mendAll(cluster: Cluster, wanted: Wanted): void {
  for (const { name } of components) if (wanted.stopped.has(name)) cluster.start(name)
  for (const machine of wanted.off) cluster.powerOn(machine)
  for (const machine of wanted.cut) cluster.mend(machine, 'control-plane')
}

/** What must hold at every moment, whatever happens. */
function invariants(cluster: Cluster): () => void {
  let revision = 0
  return () => {
    const { revision: now } = cluster.history()
    expect(now).toBeGreaterThanOrEqual(revision)
    revision = now
    const pods = cluster.objects('pods')
    const bound = pods.filter(({ spec }) => spec.nodeName)

    const addresses = bound
      .filter(({ status }) => status?.podIP && status.phase === 'Running')
      .map(({ status }) => status?.podIP)
    expect(new Set(addresses).size, 'an address twice').toBe(addresses.length)

    const load = new Map<string, number>()
    for (const { spec, status } of bound) {
      if (status?.phase === 'Succeeded' || status?.phase === 'Failed') continue
      const cpu = milliValueOf(spec.containers[0]?.resources?.requests?.['cpu'])
      load.set(spec.nodeName ?? '', (load.get(spec.nodeName ?? '') ?? 0) + cpu)
    }
    for (const [node, milli] of load) expect(milli, `${node} over-committed`).toBeLessThan(1_001)

    const uids = new Set(pods.map(({ metadata }) => metadata.uid))
    expect(uids.size, 'a uid twice').toBe(pods.length)
    for (const pod of pods) {
      const owners = (pod.metadata.ownerReferences ?? []).filter(({ controller }) => controller)
      expect(owners.length, 'two controllers').toBeLessThan(2)
    }
    for (const set of cluster.objects('replicasets')) {
      const active = pods.filter(
        (pod) =>
          controllerOf(pod)?.uid === set.metadata.uid &&
          !pod.metadata.deletionTimestamp &&
          pod.status?.phase !== 'Failed' &&
          pod.status?.phase !== 'Succeeded',
      )
      // Never more than was ever asked of it: 8, and a surge of at most 2.
      expect(active.length, 'a ReplicaSet made too many').toBeLessThanOrEqual(10)
    }
  }
}

/** At rest, what the API says is what runs. */
function statusEqualsTruth(cluster: Cluster): void {
  const truth = cluster
    .snapshot()
    .machines.flatMap(({ name, containers, sandboxes }) =>
      containers
        .filter(({ state, name: container }) => state === 'running' && container === 'main')
        .map(({ sandboxId }) => {
          const sandbox = sandboxes.find(({ id }) => id === sandboxId)
          return `${sandbox?.podName} on ${name}`
        }),
    )
    .sort()
  const said = podsOf(cluster)
    .map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`)
    .sort()
  expect(truth).toEqual(said)
}
