/**
 * A node loses power: who does what, in which order, and when. The times and the order are those of
 * a recording of a real cluster; only latencies that nobody fixes may differ.
 */
import { describe, expect, it } from 'vitest'
import { conditionOf } from '../api/conditions.ts'
import type { Node, Pod } from '../api/core.ts'
import type { Cluster } from '../cluster.ts'
import {
  create,
  deployment,
  nodeIsReady,
  podsOf,
  readyPods,
  seconds,
  service,
  testCluster,
} from '../cluster-for-tests.ts'
import { eventTexts, stateOf, type Write, writesUntilRest } from './writes-for-tests.ts'

interface Failure {
  readonly cluster: Cluster
  readonly node: string
  readonly lost: Pod
  readonly writes: readonly Write[]
}

/** Three replicas at rest; `waitMs` later the node of the first loses power. */
function failNode(seed: number, waitMs: number): Failure {
  const cluster = testCluster({ seed })
  create(cluster, 'deployments', deployment())
  create(cluster, 'services', service())
  expect(cluster.simulation.settle()).toBe('settled')
  cluster.simulation.advance(waitMs)
  const [lost] = podsOf(cluster)
  if (!lost?.spec.nodeName) throw new Error('a Pod without a node')
  const node = lost.spec.nodeName
  cluster.powerOff(node)
  return { cluster, node, lost, writes: writesUntilRest(cluster) }
}

const taintKeys = ({ spec }: Node) =>
  (spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)
const readyOf = (object: Node | Pod | undefined) =>
  conditionOf<{ readonly type: string; readonly status: 'True' | 'False' | 'Unknown' }>(
    object?.status?.conditions,
    'Ready',
  )?.status

/** One line for each write that the chapter tells of. */
function stepOf({ node, lost }: Failure, write: Write): string | undefined {
  const { by, key, change } = write
  if (key === `nodes/${node}`) {
    const { now, before } = stateOf<Node>(write)
    if (readyOf(now) !== readyOf(before)) return `${by}: node Ready ${readyOf(now)}`
    const added = taintKeys(now).filter((taint) => !before || !taintKeys(before).includes(taint))
    return added.length > 0 ? `${by}: node taint ${added.join()}` : undefined
  }
  if (!key.startsWith('pods/')) return undefined
  const { now, before } = stateOf<Pod>(write)
  if (now.metadata.uid === lost.metadata.uid) {
    if (readyOf(now) !== readyOf(before)) return `${by}: lost Pod Ready ${readyOf(now)}`
    if (now.metadata.deletionTimestamp && !before?.metadata.deletionTimestamp)
      return `${by}: lost Pod deleted`
    return conditionOf(now.status?.conditions, 'DisruptionTarget') && `${by}: DisruptionTarget`
  }
  if (change.previous === undefined) return `${by}: new Pod created`
  if (now.spec.nodeName && !before?.spec.nodeName) return `${by}: new Pod bound`
  return readyOf(now) === 'True' ? `${by.replace(/@.*/, '')}: new Pod Ready` : undefined
}

const expected = [
  'node-lifecycle-controller: node Ready Unknown',
  'node-lifecycle-controller: lost Pod Ready False',
  'node-lifecycle-controller: node taint node.kubernetes.io/unreachable:NoSchedule',
  'node-lifecycle-controller: node taint node.kubernetes.io/unreachable:NoExecute',
  'taint-eviction-controller: DisruptionTarget',
  'taint-eviction-controller: lost Pod deleted',
  'replicaset-controller: new Pod created',
  'kube-scheduler: new Pod bound',
  'kubelet: new Pod Ready',
]

describe('the dead node', () => {
  for (let seed = 1; seed <= 8; seed++)
    it(`is noticed, emptied and replaced in the order of the recording (seed ${seed})`, () => {
      const failure = failNode(seed, seed * 1_337)
      const steps = failure.writes.flatMap((write) => {
        const step = stepOf(failure, write)
        return step ? [{ step, atMs: write.atMs }] : []
      })
      expect(steps.map(({ step }) => step)).toEqual(expected)

      const at = (step: string) =>
        steps.find((candidate) => candidate.step.includes(step))?.atMs ?? Number.NaN
      // 50 s after the last beat that was seen: the beat is up to 10 s old, and a look every 5 s.
      const noticed = at('Ready Unknown')
      expect(noticed).toBeGreaterThanOrEqual(seconds(40))
      expect(noticed).toBeLessThanOrEqual(seconds(55) + 100)
      expect(at('lost Pod Ready False') - noticed).toBeLessThan(seconds(1))
      expect(at('NoExecute') - noticed).toBeLessThan(seconds(10))
      const evicted = at('lost Pod deleted')
      expect(evicted - at('NoExecute')).toBeGreaterThanOrEqual(seconds(300))
      expect(evicted - at('NoExecute')).toBeLessThan(seconds(300) + 100)
      expect(at('new Pod bound') - evicted).toBeLessThan(seconds(1))
      expect(at('new Pod Ready')).toBeLessThan(seconds(362))
    })

  it('comes to rest only when it is over: the old Pod Terminating, three Pods ready', () => {
    const { cluster, node, lost } = failNode(3, 0)
    expect(cluster.simulation.atRest).toBe(true)
    expect(nodeIsReady(cluster, node)).toBe(false)
    expect(readyPods(cluster)).toHaveLength(3)
    const old = podsOf(cluster).find(({ metadata }) => metadata.uid === lost.metadata.uid)
    expect(old?.metadata.deletionTimestamp).toBeDefined()
    expect(old?.status?.phase).toBe('Running')
    expect(old?.status?.containerStatuses?.[0]?.ready).toBe(true)
    const conditions = old?.status?.conditions ?? []
    expect(conditionOf(conditions, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    })
    cluster.simulation.advance(seconds(3600))
    expect(podsOf(cluster).some(({ metadata }) => metadata.uid === lost.metadata.uid)).toBe(true)
  })

  it('is told of in the words of upstream', () => {
    const { node, lost, writes } = failNode(5, 4_321)
    expect(eventTexts(writes, 'node-controller')).toEqual([
      `NodeNotReady: Node ${node} status is now: NodeNotReady`,
      'NodeNotReady: Node is not ready',
    ])
    expect(eventTexts(writes, 'taint-eviction-controller')).toEqual([
      `TaintManagerEviction: Marking for deletion Pod default/${lost.metadata.name}`,
    ])
  })

  it('is noticed by nobody in the first 40 seconds', () => {
    const { writes } = failNode(2, 0)
    const early = writes.filter(({ atMs }) => atMs < seconds(40))
    // The other kubelets go on as ever: leases, and lists of images.
    expect(early.filter(({ by }) => !by.startsWith('kubelet@'))).toEqual([])
  })
})

describe('the node that returns', () => {
  it('in time, keeps its Pods: the eviction is taken back', () => {
    const { cluster, node, lost } = failUntilNoticed(4)
    cluster.powerOn(node)
    const writes = writesUntilRest(cluster)
    expect(eventTexts(writes, 'taint-eviction-controller')).toEqual([
      `TaintManagerEviction: Cancelling deletion of Pod default/${lost.metadata.name}`,
    ])
    expect(nodeIsReady(cluster, node)).toBe(true)
    const uids = readyPods(cluster).map(({ metadata }) => metadata.uid)
    expect(uids).toHaveLength(3)
    expect(uids).toContain(lost.metadata.uid)
    const taints = cluster
      .objects('nodes')
      .map(({ metadata, spec }) => [metadata.name, spec.taints])
    expect(Object.fromEntries(taints)[node]).toBeUndefined()
  })

  it('too late, finds its Pods replaced and lets them go', () => {
    const { cluster, node, lost } = failNode(6, 0)
    cluster.powerOn(node)
    expect(cluster.simulation.settle()).toBe('settled')
    expect(nodeIsReady(cluster, node)).toBe(true)
    expect(readyPods(cluster)).toHaveLength(3)
    expect(podsOf(cluster).map(({ metadata }) => metadata.uid)).not.toContain(lost.metadata.uid)
  })

  function failUntilNoticed(seed: number) {
    const cluster = testCluster({ seed })
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    const [lost] = podsOf(cluster)
    const node = lost?.spec.nodeName ?? ''
    cluster.powerOff(node)
    cluster.simulation.advance(seconds(120))
    expect(nodeIsReady(cluster, node)).toBe(false)
    return { cluster, node, lost: lost as Pod }
  }
})

describe('many dead nodes', () => {
  it('are tainted one by one, ten seconds apart', () => {
    const cluster = testCluster({ workers: 8 })
    for (const name of ['node-1', 'node-2']) cluster.powerOff(name)
    const writes = writesUntilRest(cluster, seconds(90))
    const tainted = writes.filter((write) => {
      const { now, before } = stateOf<Node>(write)
      const has = (node: Node) => taintKeys(node).some((taint) => taint.endsWith('NoExecute'))
      return write.key.startsWith('nodes/') && has(now) && before && !has(before)
    })
    expect(tainted).toHaveLength(2)
    expect((tainted[1]?.atMs ?? 0) - (tainted[0]?.atMs ?? 0)).toBeCloseTo(seconds(10), -2)
  })

  it('stop the evictions where they are more than half of a small zone', () => {
    const cluster = testCluster({ workers: 4 })
    create(cluster, 'deployments', deployment({ replicas: 4 }))
    cluster.simulation.settle()
    for (const name of ['node-1', 'node-2', 'node-3']) cluster.powerOff(name)
    cluster.simulation.advance(seconds(900))
    const noExecute = cluster
      .objects('nodes')
      .filter((node) => taintKeys(node).some((taint) => taint.endsWith('NoExecute')))
    expect(noExecute).toHaveLength(0)
    expect(podsOf(cluster)).toHaveLength(4)
  })
})

describe('a control plane that was away', () => {
  for (const component of ['kube-apiserver', 'etcd', 'kube-controller-manager'] as const)
    it(`does not take its own silence for the nodes' (${component})`, () => {
      const cluster = testCluster()
      create(cluster, 'deployments', deployment())
      cluster.simulation.settle()
      cluster.stop(component)
      cluster.simulation.advance(seconds(300))
      cluster.start(component)
      const writes = writesUntilRest(cluster)
      cluster.simulation.advance(seconds(120))
      expect(eventTexts(writes).filter((text) => text.startsWith('NodeNotReady'))).toEqual([])
      for (const { metadata } of cluster.objects('nodes'))
        expect(nodeIsReady(cluster, metadata.name), metadata.name).toBe(true)
      expect(readyPods(cluster)).toHaveLength(3)
    })

  it('finds the node that died in the meantime, 50 s after its return', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    const node = podsOf(cluster)[0]?.spec.nodeName ?? ''
    cluster.stop('kube-apiserver')
    cluster.powerOff(node)
    cluster.simulation.advance(seconds(300))
    cluster.start('kube-apiserver')
    cluster.simulation.advance(seconds(45))
    expect(nodeIsReady(cluster, node)).toBe(true)
    expect(cluster.simulation.settle()).toBe('settled')
    expect(nodeIsReady(cluster, node)).toBe(false)
    expect(readyPods(cluster)).toHaveLength(3)
  })
})
