import { describe, expect, test } from 'vitest'
import type { Event, Pod } from '../../api/core.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import type { Cluster } from '../../cluster.ts'
import {
  ask,
  create,
  minutes,
  patch,
  remove,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { keeper } from '../kinds-for-tests.ts'

type Json = Readonly<Record<string, unknown>>

const claim = (name: string, spec: Json = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
})
const volume = (name: string, spec: Json = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    hostPath: { path: '/mnt/data' },
    ...spec,
  },
})
const user = (name: string, claimName: string, spec: Json = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx:1.14.2',
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    ...spec,
  },
})
const claimNamed = (cluster: Cluster, name: string) =>
  cluster.objects('persistentvolumeclaims').find(({ metadata }) => metadata.name === name)
const volumeNamed = (cluster: Cluster, name: string) =>
  cluster.objects('persistentvolumes').find(({ metadata }) => metadata.name === name)
const podNamed = (cluster: Cluster, name: string): Pod | undefined =>
  cluster.objects('pods').find(({ metadata }) => metadata.name === name)
const eventsOf = (cluster: Cluster, name: string) =>
  (cluster.objects('events') as readonly Event[])
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason, message }) => `${reason}: ${message}`)
const withoutDefaultClass = (cluster: Cluster) => {
  const options = { verb: 'delete', resource: 'storageclasses', name: 'standard' } as const
  expect(ask(cluster, options).code).toBe(200)
  cluster.simulation.advance(1000)
}
const wait = (cluster: Cluster, count: number) => void cluster.simulation.advance(seconds(count))

describe('a claim of the default class', () => {
  test('waits for its first user; then gets a volume on the node that was chosen', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumeclaims', claim('data'))
    wait(cluster, 5)
    expect(claimNamed(cluster, 'data')).toMatchObject({
      metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
      spec: { storageClassName: 'standard' },
      status: { phase: 'Pending' },
    })
    expect(eventsOf(cluster, 'data')).toEqual([
      'WaitForFirstConsumer: waiting for first consumer to be created before binding',
    ])
    create(cluster, 'pods', user('web', 'data'))
    wait(cluster, 12)
    const pod = podNamed(cluster, 'web')
    expect(pod?.status?.phase).toBe('Running')
    const bound = claimNamed(cluster, 'data')
    const name = `pvc-${bound?.metadata.uid}`
    expect(bound).toMatchObject({
      spec: { volumeName: name },
      status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] },
    })
    expect(volumeNamed(cluster, name)).toMatchObject({
      spec: {
        claimRef: { name: 'data', uid: bound?.metadata.uid },
        persistentVolumeReclaimPolicy: 'Delete',
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ values: [pod?.spec.nodeName] }] }],
          },
        },
      },
      status: { phase: 'Bound' },
    })
    expect(eventsOf(cluster, 'data').slice(-2)).toEqual([
      'Provisioning: External provisioner is provisioning volume for claim "default/data"',
      `ProvisioningSucceeded: Successfully provisioned volume ${name}`,
    ])
  })

  test('holds its Pod to the node of its volume', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumeclaims', claim('data'))
    create(cluster, 'pods', user('web', 'data'))
    wait(cluster, 20)
    const node = podNamed(cluster, 'web')?.spec.nodeName ?? ''
    remove(cluster, 'pods', 'web')
    patch(cluster, 'nodes', node, { spec: { unschedulable: true } })
    wait(cluster, 5)
    create(cluster, 'pods', user('again', 'data'))
    wait(cluster, 5)
    expect(eventsOf(cluster, 'again')).toEqual([
      'FailedScheduling: 0/4 nodes are available: 1 node(s) had untolerated ' +
        'taint(s), 1 node(s) were unschedulable, ' +
        "2 node(s) didn't match PersistentVolume's node affinity. no new claims to " +
        'deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.',
    ])
    patch(cluster, 'nodes', node, { spec: { unschedulable: false } })
    wait(cluster, 20)
    expect(podNamed(cluster, 'again')?.spec.nodeName).toBe(node)
  })

  test('goes when no Pod uses it any more, and its volume with it', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumeclaims', claim('data'))
    create(cluster, 'pods', user('web', 'data'))
    wait(cluster, 20)
    remove(cluster, 'persistentvolumeclaims', 'data')
    wait(cluster, 20)
    expect(claimNamed(cluster, 'data')?.metadata.deletionTimestamp).toBeDefined()
    remove(cluster, 'pods', 'web')
    wait(cluster, 20)
    expect(claimNamed(cluster, 'data')).toBeUndefined()
    expect(cluster.objects('persistentvolumes')).toEqual([])
  })

  test('that many nodes are to write gets none: the Pod waits without a word', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumeclaims', claim('data', { accessModes: ['ReadWriteMany'] }))
    create(cluster, 'pods', user('web', 'data'))
    wait(cluster, 20)
    expect(eventsOf(cluster, 'web')).toEqual([])
    expect(eventsOf(cluster, 'data')).toContain(
      'ProvisioningFailed: failed to provision volume with StorageClass "standard": ' +
        'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
    )
  })
})

describe('a claim without a class', () => {
  test('that finds no volume says so, and its Pod is not scheduled', () => {
    const cluster = testCluster()
    withoutDefaultClass(cluster)
    create(cluster, 'persistentvolumeclaims', claim('data'))
    create(cluster, 'pods', user('web', 'data'))
    create(cluster, 'pods', user('lost', 'nope'))
    wait(cluster, 5)
    expect(eventsOf(cluster, 'data')).toEqual([
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ])
    expect(eventsOf(cluster, 'web')).toEqual([
      'FailedScheduling: 0/4 nodes are available: pod has unbound immediate ' +
        'PersistentVolumeClaims. not found',
    ])
    expect(eventsOf(cluster, 'lost')).toEqual([
      'FailedScheduling: 0/4 nodes are available: persistentvolumeclaim "nope" not found. not found',
    ])
    create(cluster, 'persistentvolumes', volume('disk'))
    wait(cluster, 20)
    expect(podNamed(cluster, 'web')?.status?.phase).toBe('Running')
    expect(claimNamed(cluster, 'data')).toMatchObject({
      spec: { volumeName: 'disk' },
      status: { phase: 'Bound' },
    })
  })

  test('gets the smallest volume that fits; one that is released is kept, and kept back', () => {
    const cluster = testCluster()
    const none = { storageClassName: '' }
    create(cluster, 'persistentvolumes', volume('large', { capacity: { storage: '9Gi' } }))
    create(cluster, 'persistentvolumes', volume('small', { capacity: { storage: '500Mi' } }))
    create(cluster, 'persistentvolumes', volume('right', { capacity: { storage: '2Gi' } }))
    create(cluster, 'persistentvolumes', volume('other', { storageClassName: 'fast' }))
    wait(cluster, 1)
    expect(volumeNamed(cluster, 'right')?.status?.phase).toBe('Available')
    create(cluster, 'persistentvolumeclaims', claim('data', none))
    wait(cluster, 2)
    expect(claimNamed(cluster, 'data')).toMatchObject({
      spec: { volumeName: 'right' },
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    })
    remove(cluster, 'persistentvolumeclaims', 'data')
    wait(cluster, 2)
    expect(volumeNamed(cluster, 'right')?.status?.phase).toBe('Released')
    create(cluster, 'persistentvolumeclaims', claim('next', none))
    wait(cluster, 2)
    expect(claimNamed(cluster, 'next')?.spec.volumeName).toBe('large')
  })

  test('a volume of the administrator cannot be removed from a directory of the node', () => {
    const cluster = testCluster()
    const deleted = { persistentVolumeReclaimPolicy: 'Delete' }
    create(cluster, 'persistentvolumes', volume('disk', deleted))
    const scratch = { ...deleted, hostPath: { path: '/tmp/x' }, storageClassName: 'tmp' }
    create(cluster, 'persistentvolumes', volume('scratch', scratch))
    for (const name of ['', 'tmp'])
      create(cluster, 'persistentvolumeclaims', claim(`c${name}`, { storageClassName: name }))
    wait(cluster, 3)
    for (const name of ['c', 'ctmp']) remove(cluster, 'persistentvolumeclaims', name)
    wait(cluster, 3)
    expect(volumeNamed(cluster, 'disk')?.status?.phase).toBe('Failed')
    expect(eventsOf(cluster, 'disk')).toEqual([
      'VolumeFailedDelete: host_path deleter only supports /tmp/.+ but received provided /mnt/data',
    ])
    expect(volumeNamed(cluster, 'scratch')).toBeUndefined()
  })

  test('a bound volume that is deleted waits for its claim; a claim whose volume is torn away is lost', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumes', volume('disk'))
    create(cluster, 'persistentvolumeclaims', claim('data', { storageClassName: '' }))
    wait(cluster, 3)
    const name = { resource: 'persistentvolumes', name: 'disk' } as const
    expect(ask(cluster, { verb: 'delete', ...name }).code).toBe(200)
    wait(cluster, 3)
    expect(volumeNamed(cluster, 'disk')?.status?.phase).toBe('Bound')
    const body = { metadata: { finalizers: null } }
    ask(cluster, { verb: 'patch', ...name, body, options: { patchType: 'merge' } })
    wait(cluster, 3)
    expect(claimNamed(cluster, 'data')?.status?.phase).toBe('Lost')
    expect(eventsOf(cluster, 'data').at(-1)).toMatch(
      /^ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!/,
    )
  })

  test('a Pod that names its node is told by its kubelet', () => {
    const cluster = testCluster()
    create(cluster, 'persistentvolumeclaims', claim('data', { storageClassName: '' }))
    create(cluster, 'pods', user('web', 'data', { nodeName: 'node-1' }))
    wait(cluster, 5)
    expect(eventsOf(cluster, 'web')).toEqual([
      'FailedMount: Unable to attach or mount volumes: unmounted volumes=[data], unattached ' +
        'volumes=[], failed to process volumes=[data]: error processing PVC default/data: PVC is not bound',
    ])
  })
})

describe('what may be written', () => {
  const refusal = (resource: ResourceName, body: Json) => {
    const response = ask(testCluster({ bootMs: 1000 }), {
      verb: 'create',
      resource,
      namespace: 'default',
      body,
    })
    return (response.body as { message?: string }).message
  }

  test('a claim says how it is to be used, and how much it needs', () => {
    expect(
      refusal('persistentvolumeclaims', claim('data', { accessModes: [], resources: {} })),
    ).toBe(
      'PersistentVolumeClaim "data" is invalid: [spec.accessModes: Required value: at least 1 ' +
        'access mode is required, spec.resources[storage]: Required value]',
    )
    expect(refusal('persistentvolumeclaims', claim('data', { accessModes: ['RWO'] }))).toBe(
      'PersistentVolumeClaim "data" is invalid: spec.accessModes: Unsupported value: "RWO": ' +
        'supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    )
  })

  test('a volume is on something, and on one thing', () => {
    expect(refusal('persistentvolumes', volume('v', { hostPath: undefined }))).toBe(
      'PersistentVolume "v" is invalid: spec: Required value: must specify a volume type',
    )
    expect(refusal('persistentvolumes', volume('v', { nfs: { server: 's', path: '/' } }))).toBe(
      'PersistentVolume "v" is invalid: spec.nfs: Forbidden: may not specify more than 1 volume type',
    )
  })

  test('a claim does not change', () => {
    const cluster = testCluster({ bootMs: 1000 })
    create(cluster, 'persistentvolumeclaims', claim('data'))
    const response = ask(cluster, {
      verb: 'patch',
      resource: 'persistentvolumeclaims',
      namespace: 'default',
      name: 'data',
      body: { spec: { accessModes: ['ReadOnlyMany'] } },
      options: { patchType: 'merge' },
    })
    expect((response.body as { message?: string }).message).toMatch(
      /spec: Forbidden: spec is immutable after creation except resources\.requests and volumeAttributesClassName for bound claims$/,
    )
  })
})

describe('the claims of a StatefulSet', () => {
  const database = (spec: Json = {}) =>
    keeper('StatefulSet', 'db', {
      replicas: 2,
      serviceName: 'db',
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
      ...spec,
    })
  const names = (cluster: Cluster) =>
    cluster.objects('persistentvolumeclaims').map(({ metadata }) => metadata.name)

  test('one for each Pod, made before it, and there when the Pod comes back', () => {
    const cluster = testCluster()
    create(cluster, 'statefulsets', database())
    cluster.simulation.advance(minutes(1))
    expect(names(cluster)).toEqual(['data-db-0', 'data-db-1'])
    expect(podNamed(cluster, 'db-1')?.status?.phase).toBe('Running')
    expect(podNamed(cluster, 'db-1')?.spec.volumes).toContainEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'data-db-1' },
    })
    expect(eventsOf(cluster, 'db').slice(0, 2)).toEqual([
      'SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'SuccessfulCreate: Create Pod db-0 in StatefulSet db successful',
    ])
    const node = podNamed(cluster, 'db-0')?.spec.nodeName
    remove(cluster, 'pods', 'db-0')
    cluster.simulation.advance(minutes(1))
    expect(podNamed(cluster, 'db-0')?.spec.nodeName).toBe(node)
    patch(cluster, 'statefulsets', 'db', { spec: { replicas: 1 } })
    cluster.simulation.advance(minutes(1))
    expect(names(cluster)).toEqual(['data-db-0', 'data-db-1'])
    remove(cluster, 'statefulsets', 'db')
    cluster.simulation.advance(minutes(1))
    expect(names(cluster)).toEqual(['data-db-0', 'data-db-1'])
  })

  test('that are not to be kept go with the Pod, or with the set', () => {
    const cluster = testCluster()
    const policy = { whenScaled: 'Delete', whenDeleted: 'Delete' }
    create(cluster, 'statefulsets', database({ persistentVolumeClaimRetentionPolicy: policy }))
    cluster.simulation.advance(minutes(1))
    patch(cluster, 'statefulsets', 'db', { spec: { replicas: 1 } })
    cluster.simulation.advance(minutes(1))
    expect(names(cluster)).toEqual(['data-db-0'])
    expect(claimNamed(cluster, 'data-db-0')?.metadata.ownerReferences).toMatchObject([
      { kind: 'StatefulSet', name: 'db', controller: true },
    ])
    remove(cluster, 'statefulsets', 'db')
    cluster.simulation.advance(minutes(1))
    expect(names(cluster)).toEqual([])
    expect(cluster.objects('persistentvolumes')).toEqual([])
  })
})
