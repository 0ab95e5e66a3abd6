import { describe, expect, it } from 'vitest'
import {
  create,
  minutes,
  patch,
  podsOf,
  readyPods,
  remove,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { keeper } from '../kinds-for-tests.ts'

function started(spec: Readonly<Record<string, unknown>>) {
  const cluster = testCluster({ workers: 2 })
  create(cluster, 'statefulsets', keeper('StatefulSet', 'db', { serviceName: 'db', ...spec }))
  const names = () => podsOf(cluster, 'db').map(({ metadata }) => metadata.name)
  return { cluster, names }
}

describe('statefulset-controller', () => {
  it('makes its Pods one after the other and takes them away in the reverse order', () => {
    const { cluster, names } = started({ replicas: 3 })
    for (let step = 0; step < 300 && names().length < 3; step++) {
      cluster.simulation.advance(100)
      const ready = readyPods(cluster, 'db').length
      expect(names().length).toBeLessThanOrEqual(ready + 1)
    }
    cluster.simulation.advance(seconds(20))
    expect(names()).toEqual(['db-0', 'db-1', 'db-2'])
    expect(podsOf(cluster, 'db')[1]?.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' })
    expect(cluster.objects('statefulsets')[0]?.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    })
    patch(cluster, 'statefulsets', 'db', { spec: { replicas: 1 } })
    cluster.simulation.advance(seconds(30))
    expect(names()).toEqual(['db-0'])
    const said = cluster.objects('events').map(({ message }) => message)
    expect(said).toContain('Create Pod db-2 in StatefulSet db successful')
    expect(said).toContain('Delete Pod db-1 in StatefulSet db successful')
  })

  it('makes all at once where the policy is Parallel', () => {
    const { cluster, names } = started({ replicas: 3, podManagementPolicy: 'Parallel' })
    cluster.simulation.advance(100)
    expect(names()).toEqual(['db-0', 'db-1', 'db-2'])
  })

  it('makes a lost Pod again under its name, once the old one is gone', () => {
    const { cluster, names } = started({ replicas: 2 })
    cluster.simulation.advance(seconds(30))
    const before = podsOf(cluster, 'db')[0]?.metadata.uid
    remove(cluster, 'pods', 'db-0')
    cluster.simulation.advance(seconds(30))
    expect(names()).toEqual(['db-0', 'db-1'])
    expect(podsOf(cluster, 'db')[0]?.metadata.uid).not.toBe(before)
  })

  it('rolls from the highest down to the partition', () => {
    const { cluster } = started({
      replicas: 3,
      updateStrategy: { rollingUpdate: { partition: 2 } },
    })
    cluster.simulation.advance(minutes(1))
    const images = () => podsOf(cluster, 'db').map(({ spec }) => spec.containers[0]?.image)
    const containers = [{ name: 'main', image: 'nginx:1.16.1' }]
    patch(cluster, 'statefulsets', 'db', { spec: { template: { spec: { containers } } } })
    cluster.simulation.advance(minutes(1))
    expect(images()).toEqual(['nginx:1.27', 'nginx:1.27', 'nginx:1.16.1'])
    remove(cluster, 'pods', 'db-0')
    cluster.simulation.advance(minutes(1))
    expect(images()).toEqual(['nginx:1.27', 'nginx:1.27', 'nginx:1.16.1'])
    const updateStrategy = { rollingUpdate: { partition: 0 } }
    patch(cluster, 'statefulsets', 'db', { spec: { updateStrategy } })
    cluster.simulation.advance(minutes(2))
    expect(images()).toEqual(['nginx:1.16.1', 'nginx:1.16.1', 'nginx:1.16.1'])
    const { currentRevision, updateRevision } = cluster.objects('statefulsets')[0]?.status ?? {}
    expect(currentRevision).toBe(updateRevision)
  })

  it('does not replace the Pod of a node that has gone silent', () => {
    const { cluster, names } = started({ replicas: 1 })
    cluster.simulation.advance(seconds(30))
    cluster.powerOff(podsOf(cluster, 'db')[0]?.spec.nodeName ?? '')
    cluster.simulation.advance(minutes(10))
    expect(names()).toEqual(['db-0'])
    expect(podsOf(cluster, 'db')[0]?.metadata.deletionTimestamp).toBeDefined()
  })
})
