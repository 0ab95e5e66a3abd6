import { expect, it } from 'vitest'
import { ask, create, remove, seconds, testCluster } from '../../cluster-for-tests.ts'

it('makes `default` in every namespace, and makes it again', () => {
  const cluster = testCluster({ workers: 1 })
  const accountOf = (namespace: string) =>
    cluster
      .objects('serviceaccounts')
      .find(({ metadata }) => metadata.name === 'default' && metadata.namespace === namespace)
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } }
  ask(cluster, { verb: 'create', resource: 'namespaces', body })
  expect(accountOf('lab')).toBeUndefined()
  cluster.simulation.advance(seconds(1))
  expect(accountOf('lab')).toBeDefined()
  const before = accountOf('default')
  remove(cluster, 'serviceaccounts', 'default')
  const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
  const refused = ask(cluster, {
    verb: 'create',
    resource: 'pods',
    namespace: 'default',
    body: { apiVersion: 'v1', kind: 'Pod', ...pod },
  })
  expect(refused.code).toBe(403)
  cluster.simulation.advance(seconds(1))
  expect(accountOf('default')?.metadata.uid).not.toBe(before?.metadata.uid)
  create(cluster, 'pods', { apiVersion: 'v1', kind: 'Pod', ...pod })
})
