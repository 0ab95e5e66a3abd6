/**
 * A session that began with the basic cluster may go on with the full one, because on basic kinds
 * both do the same, byte for byte, through every fault.
 */
import { expect, it } from 'vitest'
import { createRandom } from '../simulation/random.ts'
import { basicDistribution, beyondBasic } from './basic-components.ts'
import type { Cluster } from './cluster.ts'
import { create, deployment, minutes, podsOf, service, testCluster } from './cluster-for-tests.ts'
import { fullDistribution } from './components.ts'
import type { Distribution } from './distribution.ts'
import { adminUser } from './kube-apiserver/authorization.ts'

const roofs = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const

function session(distribution: Distribution, seed: number): Cluster {
  const cluster = testCluster({ seed, distribution })
  const random = createRandom(`session ${seed}`)
  create(cluster, 'deployments', deployment({ replicas: random.integer(1, 6) }))
  create(cluster, 'services', service())
  cluster.simulation.advance(random.integer(1, 40) * 1000)
  for (let round = 0; round < 4; round++) {
    const component = random.pick(roofs)
    const node = random.pick(['node-1', 'node-2', 'node-3'])
    cluster.stop(component)
    cluster.powerOff(node)
    cluster.simulation.advance(random.integer(1, 400) * 1000)
    cluster.start(component)
    cluster.powerOn(node)
    cluster.simulation.advance(random.integer(1, 20) * 500)
    const [pod] = podsOf(cluster)
    if (pod) {
      const { namespace = '', name } = pod.metadata
      const cause = { by: 'test' }
      cluster.request({ user: adminUser, cause, verb: 'delete', resource: 'pods', namespace, name })
      cluster.crash(podsOf(cluster).at(-1)?.metadata.uid ?? '')
    }
    cluster.simulation.advance(minutes(1))
  }
  return cluster
}

const bytesOf = (cluster: Cluster) => {
  const { objects, machines, revision } = cluster.snapshot()
  const changes = Array.from({ length: revision }, (_, at) => cluster.history().changeAt(at + 1))
  // Beside the values, where no component looks, the full one notes whose field is whose.
  const withoutNotes = (key: string, value: unknown) => (key === 'note' ? undefined : value)
  return JSON.stringify([[...objects], machines, changes], withoutNotes)
}

it.each([1, 2, 3, Date.now() % 100_000])('basic and full do the same (seed %i)', (seed) => {
  expect(bytesOf(session(fullDistribution, seed))).toBe(bytesOf(session(basicDistribution, seed)))
})

it('every kind that the basic cluster does not know at all is one to fetch the full one for', () => {
  const kinds = Object.entries(fullDistribution.resources).flatMap(([resource, { kind }]) =>
    resource in basicDistribution.resources ? [] : [kind],
  )
  expect(kinds.filter((kind) => !beyondBasic.includes(kind))).toEqual([])
})

it('the basic cluster lists what it knows by name only, and takes nothing of it', () => {
  const cluster = testCluster({ distribution: basicDistribution })
  const ask = { user: adminUser, cause: { by: 'test' }, namespace: 'default', resource: 'jobs' }
  expect(cluster.request({ ...ask, resource: 'jobs', verb: 'list' }).body).toMatchObject({
    kind: 'JobList',
    items: [],
  })
  const body = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' } }
  expect(cluster.request({ ...ask, resource: 'jobs', verb: 'create', body }).code).toBe(404)
})
