/**
 * The same seed gives the same history, byte for byte; another seed another order of news, other
 * names, and the same end.
 */
import { describe, expect, it } from 'vitest'
import type { Cluster } from './cluster.ts'
import {
  create,
  deployment,
  deploymentNamed,
  minutes,
  podsOf,
  readyPods,
  service,
  testCluster,
} from './cluster-for-tests.ts'

/** Deploy, lose a node, get it back: eleven minutes. */
function story(seed: number): Cluster {
  const cluster = testCluster({ seed })
  create(cluster, 'deployments', deployment({ replicas: 5 }))
  create(cluster, 'services', service())
  cluster.simulation.advance(minutes(1))
  const [pod] = podsOf(cluster)
  const node = pod?.spec.nodeName ?? ''
  cluster.powerOff(node)
  cluster.simulation.advance(minutes(7))
  cluster.powerOn(node)
  cluster.simulation.advance(minutes(3))
  return cluster
}

const historyOf = (cluster: Cluster) => JSON.stringify(cluster.simulation.trace.since(0))
const bytesOf = (cluster: Cluster) => JSON.stringify([...cluster.snapshot().objects.values()])

describe('determinism', () => {
  it('one seed, one history', () => {
    const first = story(5)
    const second = story(5)
    expect(historyOf(second)).toBe(historyOf(first))
    expect(bytesOf(second)).toBe(bytesOf(first))
    expect(second.simulation.steps).toBe(first.simulation.steps)
  })

  it.each([1, 2, 3, 4, 5, 6])('any order of news, the same end (seed %i)', (seed) => {
    const cluster = story(seed)
    expect(readyPods(cluster)).toHaveLength(5)
    expect(podsOf(cluster)).toHaveLength(5)
    expect(deploymentNamed(cluster)?.status).toMatchObject({ readyReplicas: 5, replicas: 5 })
    expect(cluster.objects('nodes').flatMap(({ spec }) => spec.taints ?? [])).toHaveLength(1)
  })

  it('another seed, another history', () => {
    expect(historyOf(story(1))).not.toBe(historyOf(story(2)))
  })
})
