import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { controllerOf } from '../../api/owner-references.ts'
import type { Cluster } from '../../cluster.ts'
import {
  ask,
  create,
  deployment,
  deploymentNamed,
  patch,
  podsOf,
  readyPods,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { eventTexts, isEvent, stateOf, type Write, writesUntilRest } from '../writes-for-tests.ts'
import { historyAnnotation, revisionAnnotation } from './revisions.ts'

function apply(cluster: Cluster, spec: object = {}): readonly Write[] {
  const body = deployment() as { readonly spec: object }
  create(cluster, 'deployments', { ...body, spec: { ...body.spec, ...spec } })
  return writesUntilRest(cluster)
}

/** What `kubectl set image` sends, but for the container's image. */
function setVersion(cluster: Cluster, version: string): void {
  const template = { metadata: { annotations: { version } } }
  patch(cluster, 'deployments', 'web', { spec: { template } })
}

const scaled = (writes: readonly Write[]) =>
  eventTexts(writes, 'deployment-controller').map((text) =>
    text.replace(/^ScalingReplicaSet: Scaled (\w+) replica set .* from/, '$1'),
  )
const revisions = (cluster: Cluster) =>
  cluster
    .objects('replicasets')
    .map(({ metadata, spec }) => [metadata.annotations?.[revisionAnnotation], spec.replicas])
    .sort()
const web = (cluster: Cluster) => deploymentNamed(cluster) as Deployment
const progress = (cluster: Cluster) => conditionOf(web(cluster).status?.conditions, 'Progressing')

describe('a first rollout', () => {
  const cluster = testCluster()
  const writes = apply(cluster)
  const [replicaSet] = cluster.objects('replicasets') as [ReplicaSet]
  const { name } = replicaSet.metadata

  it('writes what upstream writes, in its order', () => {
    const own = writes.filter((write) => write.by === 'deployment-controller' && !isEvent(write))
    const statuses = own.slice(1).map((write) => {
      const { conditions = [], ...counts } = stateOf<Deployment>(write).now.status ?? {}
      return [counts, conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`)]
    })
    expect(own[0]?.key).toBe(`replicasets/default/${name}`)
    expect(statuses.slice(0, 3)).toEqual([
      [{}, ['Progressing=True NewReplicaSetCreated']],
      [
        { observedGeneration: 1, unavailableReplicas: 3, terminatingReplicas: 0 },
        ['Progressing=True NewReplicaSetCreated', 'Available=False MinimumReplicasUnavailable'],
      ],
      [
        {
          observedGeneration: 1,
          replicas: 3,
          updatedReplicas: 3,
          unavailableReplicas: 3,
          terminatingReplicas: 0,
        },
        ['Available=False MinimumReplicasUnavailable', 'Progressing=True ReplicaSetUpdated'],
      ],
    ])
    expect(statuses.at(-1)).toEqual([
      {
        observedGeneration: 1,
        replicas: 3,
        updatedReplicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        terminatingReplicas: 0,
      },
      ['Available=True MinimumReplicasAvailable', 'Progressing=True NewReplicaSetAvailable'],
    ])
  })

  it('names and marks the ReplicaSet', () => {
    const hash = replicaSet.metadata.labels?.['pod-template-hash'] ?? ''
    expect(name).toBe(`web-${hash}`)
    expect(hash).toMatch(/^[456789bcdf]{1,10}$/)
    expect(replicaSet.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      [revisionAnnotation]: '1',
    })
    expect(replicaSet.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash })
    expect(replicaSet.spec.template.metadata?.labels).toEqual(replicaSet.spec.selector.matchLabels)
    expect(controllerOf(replicaSet)).toMatchObject({ kind: 'Deployment', name: 'web' })
    expect(web(cluster).metadata.annotations?.[revisionAnnotation]).toBe('1')
    expect(web(cluster).metadata.generation).toBe(1)
    expect(scaled(writes)).toEqual(['up 0 to 3'])
  })
})

describe('a rolling update', () => {
  it('goes up one and down one, without waiting for Pods that are terminating', () => {
    const cluster = testCluster()
    apply(cluster)
    setVersion(cluster, '2')
    const writes = writesUntilRest(cluster)
    expect(scaled(writes)).toEqual([
      'up 0 to 1',
      'down 3 to 2',
      'up 1 to 2',
      'down 2 to 1',
      'up 2 to 3',
      'down 1 to 0',
    ])
    expect(revisions(cluster)).toEqual([
      ['1', 0],
      ['2', 3],
    ])
    expect(web(cluster).status).toMatchObject({ updatedReplicas: 3, availableReplicas: 3 })
    expect(progress(cluster)).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' })
  })

  for (let seed = 1; seed <= 6; seed++)
    it(`never has fewer Pods than promised, nor more than the surge allows (seed ${seed})`, () => {
      const cluster = testCluster({ cpuMilli: 16_000, seed })
      apply(cluster, { replicas: 10 })
      setVersion(cluster, '2')
      let revision = 0
      while (!cluster.simulation.atRest) {
        cluster.simulation.step()
        if (cluster.history().revision === revision) continue
        revision = cluster.history().revision
        expect(readyPods(cluster).length).toBeGreaterThanOrEqual(8)
        const staying = podsOf(cluster).filter(({ metadata }) => !metadata.deletionTimestamp)
        expect(staying.length).toBeLessThanOrEqual(13)
      }
      expect(podsOf(cluster)).toHaveLength(10)
      expect(revisions(cluster)).toEqual([
        ['1', 0],
        ['2', 10],
      ])
    })

  it('goes back to an earlier template as to a new revision', () => {
    const cluster = testCluster()
    apply(cluster)
    setVersion(cluster, '2')
    writesUntilRest(cluster)
    patch(cluster, 'deployments', 'web', {
      spec: { template: { metadata: { annotations: null } } },
    })
    const writes = writesUntilRest(cluster)
    expect(scaled(writes)[0]).toBe('up 0 to 1')
    expect(revisions(cluster)).toEqual([
      ['2', 0],
      ['3', 3],
    ])
    const back = cluster.objects('replicasets').find(({ spec }) => spec.replicas === 3)
    expect(back?.metadata.annotations?.[historyAnnotation]).toBe('1')
  })

  it('gives up after its deadline, but only says so', () => {
    const cluster = testCluster()
    apply(cluster, { progressDeadlineSeconds: 60 })
    patch(cluster, 'deployments', 'web', {
      spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:no-such-tag' }] } } },
    })
    cluster.simulation.advance(seconds(50))
    expect(progress(cluster)).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' })
    cluster.simulation.advance(seconds(20))
    const failing = cluster.objects('replicasets').find(({ spec }) => spec.replicas === 1)
    expect(progress(cluster)).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${failing?.metadata.name}" has timed out progressing.`,
    })
    expect(readyPods(cluster)).toHaveLength(3)
  })

  it('keeps as many old ReplicaSets as it is told to', () => {
    const cluster = testCluster()
    apply(cluster, { revisionHistoryLimit: 1 })
    for (const version of ['2', '3', '4']) {
      setVersion(cluster, version)
      writesUntilRest(cluster)
    }
    expect(revisions(cluster)).toEqual([
      ['3', 0],
      ['4', 3],
    ])
  })

  it('scaled in the midst, grows old and new in proportion', () => {
    const cluster = testCluster({ cpuMilli: 16_000 })
    const rollingUpdate = { maxSurge: 3, maxUnavailable: 0 }
    apply(cluster, { replicas: 6, strategy: { type: 'RollingUpdate', rollingUpdate } })
    patch(cluster, 'deployments', 'web', {
      spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:no-such-tag' }] } } },
    })
    cluster.simulation.advance(seconds(10))
    expect(revisions(cluster).map(([, size]) => size)).toEqual([6, 3])
    patch(cluster, 'deployments', 'web', { spec: { replicas: 12 } })
    cluster.simulation.advance(seconds(10))
    expect(revisions(cluster).map(([, size]) => size)).toEqual([10, 5])
  })
})

describe('Recreate', () => {
  it('waits for the end of the last old Pod before the first new one comes', () => {
    const cluster = testCluster()
    apply(cluster, { strategy: { type: 'Recreate', rollingUpdate: null } })
    const old = new Set(podsOf(cluster).map(({ metadata }) => metadata.uid))
    setVersion(cluster, '2')
    const writes = writesUntilRest(cluster)
    expect(scaled(writes)).toEqual(['down 3 to 0', 'up 0 to 3'])
    const left = new Set(old)
    for (const { key, change } of writes.filter(({ key }) => key.startsWith('pods/'))) {
      const { metadata, status } = change.keyValue.value as ReturnType<typeof podsOf>[number]
      if (change.type === 'delete' || status?.phase === 'Succeeded' || status?.phase === 'Failed')
        left.delete(metadata.uid)
      if (change.previous === undefined) expect(left.size, key).toBe(0)
    }
    expect(readyPods(cluster)).toHaveLength(3)
  })
})

describe('Recreate begun in the middle of a rolling update', () => {
  it.each([400, 1200, 2800])('comes to its end (%i ms after it)', (afterMs) => {
    const cluster = testCluster()
    apply(cluster)
    setVersion(cluster, '2')
    cluster.simulation.advance(afterMs)
    patch(cluster, 'deployments', 'web', {
      spec: { strategy: { type: 'Recreate', rollingUpdate: null } },
    })
    writesUntilRest(cluster)
    expect(readyPods(cluster)).toHaveLength(3)
    expect(revisions(cluster).map(([, size]) => size)).toEqual([0, 3])
  })
})

describe('a paused Deployment', () => {
  it('takes note of a new template, scales, and rolls out only when it goes on', () => {
    const cluster = testCluster()
    apply(cluster)
    patch(cluster, 'deployments', 'web', { spec: { paused: true } })
    setVersion(cluster, '2')
    patch(cluster, 'deployments', 'web', { spec: { replicas: 4 } })
    expect(scaled(writesUntilRest(cluster))).toEqual(['up 3 to 4'])
    expect(progress(cluster)).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    })
    expect(revisions(cluster)).toEqual([['1', 4]])

    patch(cluster, 'deployments', 'web', { spec: { paused: false } })
    const writes = writesUntilRest(cluster)
    const reasons = writes
      .filter(({ key }) => key.startsWith('deployments/'))
      .map((write) => conditionOf(stateOf<Deployment>(write).now.status?.conditions, 'Progressing'))
    expect(reasons.map((condition) => condition?.reason)).toContain('DeploymentResumed')
    expect(revisions(cluster)).toEqual([
      ['1', 0],
      ['2', 4],
    ])
  })
})

describe('whose ReplicaSet is it', () => {
  const namespace = 'default'

  it('orphaned, it is adopted by the next Deployment that selects it: no new Pod', () => {
    const cluster = testCluster()
    apply(cluster)
    const before = podsOf(cluster).map(({ metadata }) => metadata.uid)
    const options = { propagationPolicy: 'Orphan' } as const
    ask(cluster, { verb: 'delete', resource: 'deployments', namespace, name: 'web', options })
    cluster.simulation.settle()
    expect(cluster.objects('replicasets').map(controllerOf)).toEqual([undefined])

    const writes = apply(cluster)
    expect(scaled(writes)).toEqual([])
    expect(podsOf(cluster).map(({ metadata }) => metadata.uid)).toEqual(before)
    const [adopted] = cluster.objects('replicasets') as [ReplicaSet]
    expect(controllerOf(adopted)?.uid).toBe(web(cluster).metadata.uid)
  })

  it("a stranger's with the same name makes it count a collision and take another name", () => {
    const name = nameOfFirst(apply(testCluster()))
    const cluster = testCluster()
    const labels = { app: 'stranger' }
    create(cluster, 'replicasets', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      },
    })
    cluster.simulation.settle()
    const writes = apply(cluster)
    expect(nameOfFirst(writes)).not.toBe(name)
    expect(web(cluster).status?.collisionCount).toBe(1)
    expect(readyPods(cluster)).toHaveLength(3)
  })

  function nameOfFirst(writes: readonly Write[]): string {
    const created = writes.find(
      ({ key, change }) => key.startsWith('replicasets/') && !change.previous,
    )
    return created?.key.replace('replicasets/default/', '') ?? ''
  }
})

describe("the old API's rollback", () => {
  const askFor = (cluster: Cluster, revision: string) =>
    patch(cluster, 'deployments', 'web', {
      metadata: { annotations: { 'deprecated.deployment.rollback.to': revision } },
    })

  it('copies the template of the revision asked for, and clears the annotation', () => {
    const cluster = testCluster()
    apply(cluster)
    setVersion(cluster, '2')
    writesUntilRest(cluster)
    askFor(cluster, '0')
    const writes = writesUntilRest(cluster)
    expect(eventTexts(writes, 'deployment-controller')).toContain(
      'DeploymentRollback: Rolled back deployment "web" to revision 1',
    )
    expect(revisions(cluster)).toEqual([
      ['2', 0],
      ['3', 3],
    ])
    expect(Object.keys(web(cluster).metadata.annotations ?? {})).toEqual([revisionAnnotation])
  })

  it('says when there is no such revision', () => {
    const cluster = testCluster()
    apply(cluster)
    askFor(cluster, '7')
    expect(eventTexts(writesUntilRest(cluster), 'deployment-controller')).toEqual([
      'DeploymentRollbackRevisionNotFound: Unable to find the revision to rollback to.',
    ])
  })
})
