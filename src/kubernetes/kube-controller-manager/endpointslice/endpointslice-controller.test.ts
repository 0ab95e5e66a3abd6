import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../api/discovery.ts'
import type { Cluster } from '../../cluster.ts'
import {
  create,
  deployment,
  patch,
  podsOf,
  remove,
  service,
  testCluster,
} from '../../cluster-for-tests.ts'

const slicesOf = (cluster: Cluster, name = 'web') =>
  cluster
    .objects('endpointslices')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)

const endpointsOf = (cluster: Cluster): readonly Endpoint[] =>
  slicesOf(cluster).flatMap(({ endpoints }) => endpoints)

function withService(): Cluster {
  const cluster = testCluster()
  create(cluster, 'services', service())
  create(cluster, 'deployments', deployment())
  cluster.simulation.settle()
  return cluster
}

describe('endpointslice-controller', () => {
  it('keeps one slice from the first moment on, named after the Service', () => {
    const cluster = testCluster()
    create(cluster, 'services', service())
    cluster.simulation.settle()
    const [empty] = slicesOf(cluster)
    expect(empty?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(empty?.endpoints).toEqual([])
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    expect(slicesOf(cluster).map(({ metadata }) => metadata.name)).toEqual([empty?.metadata.name])
    expect(endpointsOf(cluster)).toHaveLength(3)
    expect(slicesOf(cluster)[0]?.ports).toEqual([{ name: '', port: 80, protocol: 'TCP' }])
  })

  it('takes a Pod out of traffic the moment it is told to stop', () => {
    const cluster = withService()
    const [pod] = podsOf(cluster)
    remove(cluster, 'pods', pod?.metadata.name ?? '')
    cluster.simulation.advance(60)
    const endpoint = endpointsOf(cluster).find(
      ({ targetRef }) => targetRef?.uid === pod?.metadata.uid,
    )
    expect(endpoint?.conditions).toEqual({ ready: false, serving: true, terminating: true })
    cluster.simulation.settle()
    expect(endpointsOf(cluster)).toHaveLength(3)
    expect(endpointsOf(cluster).every(({ conditions }) => conditions?.ready)).toBe(true)
  })

  it('writes nothing when started again at rest', () => {
    const cluster = withService()
    const before = slicesOf(cluster)[0]?.metadata.resourceVersion
    cluster.stop('endpointslice-controller')
    cluster.start('endpointslice-controller')
    cluster.simulation.settle()
    cluster.simulation.advance(5_000)
    expect(slicesOf(cluster)[0]?.metadata.resourceVersion).toBe(before)
  })

  it('mends a slice that somebody changed or deleted', () => {
    const cluster = withService()
    const name = slicesOf(cluster)[0]?.metadata.name ?? ''
    patch(cluster, 'endpointslices', name, { endpoints: [{ addresses: ['10.0.0.1'] }] })
    cluster.simulation.settle()
    expect(endpointsOf(cluster)).toHaveLength(3)
    remove(cluster, 'endpointslices', name)
    cluster.simulation.settle()
    expect(endpointsOf(cluster)).toHaveLength(3)
  })

  it('follows a change of the selector', () => {
    const cluster = withService()
    patch(cluster, 'services', 'web', { spec: { selector: { app: 'nobody' } } })
    cluster.simulation.settle()
    expect(endpointsOf(cluster)).toEqual([])
    expect(slicesOf(cluster)).toHaveLength(1)
  })

  it('does not write slices for a Service without a selector', () => {
    const cluster = testCluster()
    const spec = { ports: [{ port: 80 }] }
    create(cluster, 'services', { ...(service('manual') as object), spec })
    cluster.simulation.settle()
    expect(slicesOf(cluster, 'manual')).toEqual([])
  })
})
