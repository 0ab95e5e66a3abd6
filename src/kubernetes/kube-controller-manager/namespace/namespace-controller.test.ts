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

it('says what is left, and what holds it', () => {
  const cluster = testCluster({ workers: 1 })
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } }
  ask(cluster, { verb: 'create', resource: 'namespaces', body: namespace })
  const at = { resource: 'configmaps', namespace: 'lab' } as const
  for (const name of ['a', 'b'])
    ask(cluster, {
      verb: 'create',
      ...at,
      body: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, finalizers: ['example.com/hold'] },
      },
    })
  ask(cluster, { verb: 'delete', resource: 'namespaces', name: 'lab' })
  cluster.simulation.advance(seconds(5))
  const lab = cluster.objects('namespaces').find(({ metadata }) => metadata.name === 'lab')
  // A namespace waits for its content, and not for a time to be up.
  expect(lab?.metadata.deletionGracePeriodSeconds).toBeUndefined()
  expect(
    lab?.status?.conditions?.map(({ type, status, reason, message }) =>
      [type, status, reason, message].join(' | '),
    ),
  ).toEqual([
    'NamespaceDeletionDiscoveryFailure | False | ResourcesDiscovered | All resources successfully discovered',
    'NamespaceDeletionGroupVersionParsingFailure | False | ParsedGroupVersions | All legacy kube types successfully parsed',
    'NamespaceDeletionContentFailure | False | ContentDeleted | All content successfully deleted, may be waiting on finalization',
    'NamespaceContentRemaining | True | SomeResourcesRemain | Some resources are remaining: configmaps. has 2 resource instances',
    'NamespaceFinalizersRemaining | True | SomeFinalizersRemain | Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances',
  ])
})
