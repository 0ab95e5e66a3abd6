/**
 * What is there before anybody asks: the four namespaces and the two priority classes, which the API
 * server makes itself on an empty store, the service account `default` of each namespace, and the class
 * of storage that whoever makes a small cluster puts into it, as kind does.
 *
 * *Upstream:* `pkg/controlplane/controller/systemnamespaces`,
 * `pkg/registry/scheduling/rest/storage_scheduling.go`
 * *Leaves out:* the Service `kubernetes`, whose endpoints are the API servers' own addresses.
 * Upstream, the first service accounts too come from their controller, some moments later; a
 * cluster that a reader meets has those moments behind it.
 */
import type { KubernetesObject, ObjectMeta } from '../api/meta.ts'
import { systemPriorityClasses } from '../api/scheduling.ts'
import { timeOf } from '../api/time.ts'
import { ApiError } from '../client/client.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import { basicResources } from './basic-resources.ts'
import type { ResourceDefinition } from './resource.ts'
import { etcdKey, read, write } from './storage.ts'

const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

export function createBootstrap(host: Host): void {
  try {
    for (const [resource, object] of firstObjects()) {
      const etcd = host.dial('etcd')
      const { name = '', namespace } = object.metadata
      const key = etcdKey(
        basicResources[resource] as unknown as ResourceDefinition,
        namespace,
        name,
      )
      if (read(etcd, key)) continue
      const metadata: ObjectMeta = {
        ...object.metadata,
        name,
        uid: `00000000-0000-4000-8000-${host.random.text(12, '0123456789abcdef')}`,
        resourceVersion: '',
        creationTimestamp: timeOf(host.clock.now),
      }
      const also = key === lastKey ? [storageClassMadeAt(metadata.creationTimestamp)] : []
      write(etcd, key, { ...object, metadata }, 0, { by: host.identity }, { also })
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const again = () => createBootstrap(host)
    host.clock.afterInBackground(timing.relistBaseMs, 'create the first objects again', again)
  }
}

type First = Omit<KubernetesObject, 'metadata'> & { readonly metadata: Partial<ObjectMeta> }

const [[lastClass = ''] = []] = systemPriorityClasses.slice(-1)
const lastKey = etcdKey(basicResources.priorityclasses, undefined, lastClass)

function storageClassMadeAt(creationTimestamp: string): readonly [string, KubernetesObject] {
  const name = 'standard'
  const object = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      uid: '00000000-0000-4000-8000-0000000057d0',
      resourceVersion: '',
      creationTimestamp,
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'rancher.io/local-path',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
  return [etcdKey(basicResources.storageclasses, undefined, name), object]
}

function firstObjects(): readonly (readonly [keyof typeof basicResources, First])[] {
  return [
    ...systemNamespaces.map((name) => {
      const metadata = { name, labels: { 'kubernetes.io/metadata.name': name } }
      const rest = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }
      return ['namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata, ...rest }] as const
    }),
    ...systemNamespaces.map((namespace) => {
      const metadata = { name: 'default', namespace }
      return ['serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata }] as const
    }),
    ...systemPriorityClasses.map(([name, value, description]) => {
      const apiVersion = 'scheduling.k8s.io/v1'
      const metadata = { name, generation: 1 }
      const rest = { value, description, preemptionPolicy: 'PreemptLowerPriority' }
      return ['priorityclasses', { apiVersion, kind: 'PriorityClass', metadata, ...rest }] as const
    }),
  ]
}
