/**
 * Restart anyone at rest and nothing moves; restart anyone in the middle of work and the end is
 * the same. This is what "level-triggered" and "no memory that matters" mean.
 */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../simulation/random.ts'
import type { Cluster } from './cluster.ts'
import {
  create,
  deployment,
  deploymentNamed,
  minutes,
  patch,
  podsOf,
  readyPods,
  seconds,
  service,
  testCluster,
} from './cluster-for-tests.ts'
import { components } from './components.ts'

/** Everything but heartbeats and Events, with its revision. */
function declaredState(cluster: Cluster): readonly string[] {
  const seen: string[] = []
  for (const [key, object] of cluster.snapshot().objects) {
    if (key.startsWith('leases/') || key.startsWith('events/')) continue
    // A kubelet that has just started may report its node once more; nothing else may move.
    if (key.startsWith('nodes/')) continue
    seen.push(`${key} ${object.metadata.resourceVersion}`)
  }
  return seen
}

function running(cluster: Cluster): readonly string[] {
  return cluster
    .snapshot()
    .machines.flatMap(({ containers }) => containers.map(({ id, state }) => `${id} ${state}`))
    .sort()
}

describe.each(components)('restarting $name', ({ name }) => {
  it('moves nothing at rest', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    create(cluster, 'services', service())
    cluster.simulation.advance(minutes(1))
    const before = declaredState(cluster)
    const containers = running(cluster)
    cluster.stop(name)
    cluster.simulation.advance(seconds(2))
    cluster.start(name)
    cluster.simulation.advance(minutes(2))
    expect(declaredState(cluster)).toEqual(before)
    expect(running(cluster)).toEqual(containers)
  })
})

describe('restarting in the middle of work', () => {
  const seed = Number(process.env['SEED'] ?? 11)
  const random = createRandom(`rest test ${seed}`)
  const moments = Array.from({ length: 12 }, (_, index) => ({
    index,
    name: random.pick(components).name,
    afterMs: random.integer(0, 4_000),
    downMs: random.integer(50, 5_000),
  }))

  it.each(moments)(`$name after $afterMs ms for $downMs ms (SEED=${seed})`, (moment) => {
    const cluster = testCluster({ seed: `${seed}/${moment.index}` })
    create(cluster, 'services', service())
    create(cluster, 'deployments', deployment({ replicas: 4 }))
    cluster.simulation.advance(moment.afterMs)
    cluster.stop(moment.name)
    cluster.simulation.advance(moment.downMs)
    cluster.start(moment.name)
    cluster.simulation.advance(minutes(3))
    expect(podsOf(cluster)).toHaveLength(4)
    expect(readyPods(cluster)).toHaveLength(4)

    patch(cluster, 'deployments', 'web', rollTo('nginx:1.16.1'))
    cluster.simulation.advance(moment.afterMs)
    cluster.stop(moment.name)
    cluster.simulation.advance(moment.downMs)
    cluster.start(moment.name)
    cluster.simulation.advance(minutes(4))
    const images = podsOf(cluster).map(({ spec }) => spec.containers[0]?.image)
    expect(images).toEqual(Array(4).fill('nginx:1.16.1'))
    expect(deploymentNamed(cluster)?.status).toMatchObject({
      readyReplicas: 4,
      updatedReplicas: 4,
      replicas: 4,
    })
  })
})

function rollTo(image: string): unknown {
  const container = { name: 'main', image, ports: [{ containerPort: 80 }] }
  return { spec: { template: { spec: { containers: [container] } } } }
}
