import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/apps.ts'
import { isConditionTrue } from '../../api/conditions.ts'
import { controllerOf } from '../../api/owner-references.ts'
import type { Cluster } from '../../cluster.ts'
import {
  create,
  deployment,
  patch,
  podsOf,
  readyPods,
  remove,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import type { ComponentDefinition } from '../../component.ts'
import { components } from '../../components.ts'
import { createApiServer } from '../../kube-apiserver/api-server.ts'
import { createAuthorizer } from '../../kube-apiserver/authorization.ts'
import { resources } from '../../kube-apiserver/resources.ts'
import { eventTexts, writesUntilRest } from '../writes-for-tests.ts'

function replicaSetIn(cluster: Cluster): ReplicaSet {
  const [replicaSet] = cluster.objects('replicasets')
  if (!replicaSet) throw new Error('there is no ReplicaSet')
  return replicaSet
}

function settled(replicas = 3, seed = 1): Cluster {
  const cluster = testCluster({ seed })
  create(cluster, 'deployments', deployment({ replicas }))
  expect(cluster.simulation.settle()).toBe('settled')
  return cluster
}

const uids = (cluster: Cluster) => readyPods(cluster).map(({ metadata }) => metadata.uid)

describe('replicaset-controller', () => {
  for (let seed = 1; seed <= 5; seed++)
    it(`makes as many Pods as are wanted, however late the news is (seed ${seed})`, () => {
      const cluster = testCluster({ seed, workers: 4, cpuMilli: 64_000 })
      create(cluster, 'deployments', deployment({ replicas: 60 }))
      const created = writesUntilRest(cluster).filter(
        ({ key, change }) => key.startsWith('pods/') && change.previous === undefined,
      )
      expect(created).toHaveLength(60)
      expect(readyPods(cluster)).toHaveLength(60)
    })

  for (let seed = 1; seed <= 5; seed++)
    it(`needs no memory: restarted in the midst, it ends the same (seed ${seed})`, () => {
      const cluster = testCluster({ seed, cpuMilli: 64_000 })
      create(cluster, 'deployments', deployment({ replicas: 20 }))
      for (let restart = 0; restart < 6; restart++) {
        cluster.simulation.advance(7 + seed * 3)
        cluster.stop('replicaset-controller')
        cluster.start('replicaset-controller')
      }
      expect(cluster.simulation.settle()).toBe('settled')
      expect(readyPods(cluster)).toHaveLength(20)
      expect(podsOf(cluster)).toHaveLength(20)
    })

  it('replaces a deleted Pod at once, without waiting for its end', () => {
    const cluster = settled()
    const [victim] = podsOf(cluster)
    remove(cluster, 'pods', victim?.metadata.name ?? '')
    cluster.simulation.advance(100)
    expect(podsOf(cluster)).toHaveLength(4)
    const writes = writesUntilRest(cluster)
    expect(uids(cluster)).toHaveLength(3)
    expect(uids(cluster)).not.toContain(victim?.metadata.uid)
    expect(eventTexts(writes, 'replicaset-controller')).toEqual([])
  })

  it('lets a relabelled Pod go and replaces it; labelled back, there is one too many', () => {
    const cluster = settled()
    // Ages are compared by powers of two: only much older is older.
    cluster.simulation.advance(600_000)
    const before = uids(cluster)
    const { name = '', uid = '' } = podsOf(cluster)[0]?.metadata ?? {}
    patch(cluster, 'pods', name, { metadata: { labels: { app: 'debug' } } })
    expect(cluster.simulation.settle()).toBe('settled')
    const [released] = podsOf(cluster, 'debug')
    expect(released && controllerOf(released)).toBeUndefined()
    expect(uids(cluster)).toHaveLength(3)

    patch(cluster, 'pods', name, { metadata: { labels: { app: 'web' } } })
    expect(cluster.simulation.settle()).toBe('settled')
    expect(uids(cluster)).toHaveLength(3)
    // The newest goes: it has been ready for the shortest time.
    expect(uids(cluster).sort()).toEqual([...before].sort())
    expect(before).toContain(uid)
  })

  it('counts a Pod as available after minReadySeconds, though no news tells', () => {
    const cluster = testCluster()
    const body = deployment() as { readonly spec: object }
    create(cluster, 'deployments', { ...body, spec: { ...body.spec, minReadySeconds: 20 } })
    cluster.simulation.advance(seconds(15))
    expect(replicaSetIn(cluster).status).toMatchObject({ readyReplicas: 3 })
    expect(replicaSetIn(cluster).status?.availableReplicas).toBeUndefined()
    expect(cluster.simulation.settle()).toBe('settled')
    expect(replicaSetIn(cluster).status?.availableReplicas).toBe(3)
  })

  it('says why it cannot create Pods, tries less and less often, and recovers', () => {
    const cluster = testCluster({ components: withoutPodRights() })
    create(cluster, 'deployments', deployment())
    cluster.simulation.advance(seconds(30))
    const text = 'pods is forbidden: User "system:replicaset-controller" cannot create resource'
    const { conditions } = replicaSetIn(cluster).status ?? {}
    expect(isConditionTrue(conditions, 'ReplicaFailure')).toBe(true)
    expect(conditions?.[0]).toMatchObject({ reason: 'FailedCreate' })
    expect(conditions?.[0]?.message).toContain(text)
    const event = cluster.objects('events').find(({ reason }) => reason === 'FailedCreate')
    expect(event?.message).toContain(`Error creating: ${text}`)
    expect(event?.count).toBeGreaterThan(5)
    expect(event?.count).toBeLessThan(20)
    const { status } = cluster.objects('deployments')[0] ?? {}
    expect(isConditionTrue(status?.conditions, 'ReplicaFailure')).toBe(true)
  })
})

/** The API server refuses what the controller does not declare. */
function withoutPodRights(): readonly ComponentDefinition[] {
  const changed = components.map((definition) =>
    definition.name === 'replicaset-controller'
      ? { ...definition, writes: definition.writes.filter((right) => right !== 'pods') }
      : definition,
  )
  return changed.map((definition) =>
    definition.name === 'kube-apiserver'
      ? createApiServer(createAuthorizer(changed), resources)
      : definition,
  )
}
