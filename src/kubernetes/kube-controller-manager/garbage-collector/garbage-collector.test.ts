import { describe, expect, it } from 'vitest'
import type { KubernetesObject } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import type { Cluster } from '../../cluster.ts'
import {
  ask,
  create,
  deployment,
  podsOf,
  readyPods,
  remove,
  service,
  testCluster,
} from '../../cluster-for-tests.ts'

function withDeployment(seed: number = 1): Cluster {
  const cluster = testCluster({ seed })
  create(cluster, 'deployments', deployment())
  cluster.simulation.settle()
  expect(readyPods(cluster)).toHaveLength(3)
  return cluster
}

function removeWith(cluster: Cluster, propagationPolicy: 'Foreground' | 'Orphan'): void {
  const place = { resource: 'deployments', namespace: 'default', name: 'web' } as const
  const response = ask(cluster, { verb: 'delete', ...place, options: { propagationPolicy } })
  expect(response.code).toBe(200)
}

const count = (cluster: Cluster, resource: ResourceName) => cluster.objects(resource).length

describe('garbage-collector', () => {
  it('deletes the ReplicaSets and Pods of a deleted Deployment', () => {
    const cluster = withDeployment()
    remove(cluster, 'deployments', 'web')
    expect(count(cluster, 'deployments')).toBe(0)
    expect(count(cluster, 'replicasets')).toBe(1)
    cluster.simulation.settle()
    expect(count(cluster, 'replicasets')).toBe(0)
    expect(podsOf(cluster)).toHaveLength(0)
  })

  it('deletes the slices of a deleted Service', () => {
    const cluster = withDeployment()
    create(cluster, 'services', service())
    cluster.simulation.settle()
    const before = count(cluster, 'endpointslices')
    remove(cluster, 'services', 'web')
    cluster.simulation.settle()
    expect(count(cluster, 'endpointslices')).toBe(before - 1)
  })

  it('lets the owner go last when told to go in the foreground', () => {
    const cluster = withDeployment()
    removeWith(cluster, 'Foreground')
    let sawPodsGoFirst = false
    while (count(cluster, 'deployments') > 0) {
      expect(cluster.simulation.atRest).toBe(false)
      cluster.simulation.step()
      if (podsOf(cluster).length === 0 && count(cluster, 'deployments') > 0) sawPodsGoFirst = true
    }
    expect(sawPodsGoFirst).toBe(true)
    expect(count(cluster, 'replicasets')).toBe(0)
    expect(podsOf(cluster)).toHaveLength(0)
  })

  it('leaves dependents behind when told to, and a new owner may adopt them', () => {
    for (let seed = 0; seed < 10; seed++) {
      const cluster = withDeployment(seed)
      const names = podsOf(cluster).map(({ metadata }) => metadata.name)
      removeWith(cluster, 'Orphan')
      cluster.simulation.settle()
      expect(count(cluster, 'deployments')).toBe(0)
      expect(cluster.objects('replicasets')[0]?.metadata.ownerReferences).toBeUndefined()
      expect(podsOf(cluster).map(({ metadata }) => metadata.name)).toEqual(names)
      create(cluster, 'deployments', deployment())
      cluster.simulation.settle()
      expect(count(cluster, 'replicasets')).toBe(1)
      expect(podsOf(cluster).map(({ metadata }) => metadata.name)).toEqual(names)
    }
  })

  it('believes uids, not names', () => {
    const cluster = withDeployment()
    const old = podsOf(cluster).map(({ metadata }) => metadata.uid)
    remove(cluster, 'deployments', 'web')
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    const [owner] = cluster.objects('deployments')
    for (const { metadata } of cluster.objects('replicasets'))
      expect(metadata.ownerReferences?.[0]?.uid).toBe(owner?.metadata.uid)
    expect(readyPods(cluster)).toHaveLength(3)
    expect(podsOf(cluster).filter(({ metadata }) => old.includes(metadata.uid))).toEqual([])
  })

  it('clears away what lost its owner while nobody watched', () => {
    const cluster = withDeployment()
    cluster.stop('garbage-collector')
    remove(cluster, 'deployments', 'web')
    cluster.simulation.settle()
    expect(podsOf(cluster)).toHaveLength(3)
    cluster.start('garbage-collector')
    cluster.simulation.settle()
    expect(podsOf(cluster)).toHaveLength(0)
  })

  const pod = (owner: KubernetesObject, uid: string, namespace = 'default') => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'stray',
      namespace,
      ownerReferences: [
        { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid },
      ],
    },
    spec: { containers: [{ name: 'main', image: 'nginx:1.14.2' }] },
  })
  const stray = (cluster: Cluster) =>
    cluster.objects('pods').find(({ metadata }) => metadata.name === 'stray')

  it('deletes what names an owner that never was, but leaves unknown kinds alone', () => {
    const cluster = withDeployment()
    const [owner] = cluster.objects('replicasets')
    if (!owner) return expect.fail('there is a ReplicaSet')
    create(cluster, 'pods', pod(owner, 'no-such-uid'))
    cluster.simulation.settle()
    expect(stray(cluster)).toBeUndefined()
    const unknown = { ...owner, apiVersion: 'example.com/v1', kind: 'Widget' }
    create(cluster, 'pods', pod(unknown as never, 'some-uid'))
    cluster.simulation.settle()
    expect(stray(cluster)).toBeDefined()
  })

  it('does not accept an owner in another namespace', () => {
    const cluster = withDeployment()
    const [owner] = cluster.objects('replicasets')
    if (!owner) return expect.fail('there is a ReplicaSet')
    const namespace = 'kube-system'
    const body = pod(owner, owner.metadata.uid, namespace)
    expect(ask(cluster, { verb: 'create', resource: 'pods', namespace, body }).code).toBe(201)
    cluster.simulation.settle()
    expect(stray(cluster)).toBeUndefined()
    const event = cluster
      .objects('events')
      .find(({ reason }) => reason === 'OwnerRefInvalidNamespace')
    expect(event?.message).toBe(
      `ownerRef [apps/v1/ReplicaSet, namespace: kube-system, name: ${owner.metadata.name}, ` +
        `uid: ${owner.metadata.uid}] does not exist in namespace "kube-system"`,
    )
  })
})
