import { expect, it } from 'vitest'
import { ask, deployment, seconds, testCluster } from '../../cluster-for-tests.ts'

it('empties a namespace that is being deleted, and then lets it go', () => {
  const cluster = testCluster({ workers: 1 })
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } }
  ask(cluster, { verb: 'create', resource: 'namespaces', body })
  cluster.simulation.advance(seconds(1))
  const at = { resource: 'deployments', namespace: 'lab' } as const
  expect(ask(cluster, { verb: 'create', ...at, body: deployment() }).code).toBe(201)
  cluster.simulation.advance(seconds(20))
  const inside = () =>
    [...cluster.snapshot().objects.values()].filter(({ metadata }) => metadata.namespace === 'lab')
  expect(inside().length).toBeGreaterThan(5)
  expect(ask(cluster, { verb: 'delete', resource: 'namespaces', name: 'lab' }).code).toBe(200)
  const lab = () => cluster.objects('namespaces').find(({ metadata }) => metadata.name === 'lab')
  expect(lab()?.status?.phase).toBe('Terminating')
  const late = ask(cluster, { verb: 'create', ...at, body: deployment({ name: 'late' }) })
  expect(late.body).toMatchObject({
    message:
      'deployments.apps "late" is forbidden: unable to create new content in namespace lab because it is being terminated',
  })
  cluster.simulation.advance(seconds(60))
  expect(inside()).toEqual([])
  expect(lab()).toBeUndefined()
  const refused = ask(cluster, { verb: 'delete', resource: 'namespaces', name: 'default' })
  expect(refused.code).toBe(403)
})
