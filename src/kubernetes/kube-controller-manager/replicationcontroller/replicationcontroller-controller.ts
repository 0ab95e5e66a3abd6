/**
 * replicationcontroller-controller — the ReplicaSet's elder: the same control, with plain labels for
 * a selector. It is read as a ReplicaSet and handed to the same loop.
 *
 * *Upstream:* `pkg/controller/replication` (replication_controller.go, conversion.go)
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import type { KeptObject } from '../../api/kept.ts'
import type { Labels } from '../../api/meta.ts'
import type { Client } from '../../client/client.ts'
import type { Change, Informer } from '../../client/informer.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { keepReplicas } from '../replicaset/replicaset-controller.ts'

export const replicationControllerController: ComponentDefinition = {
  name: 'replicationcontroller-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['replicationcontrollers', 'pods'],
  writes: ['pods', 'replicationcontrollers/status', 'events'],
  withoutIt: {
    ja: 'ReplicationController はあるのに Pod が作られません。',
    en: 'ReplicationControllers exist, but no Pods appear.',
  },
  start: (host) => keepReplicas(convertingHost(host), 'ReplicationController'),
}

const read = new WeakMap<KeptObject, ReplicaSet>()

function asReplicaSet(controller: KeptObject): ReplicaSet {
  const known = read.get(controller)
  if (known) return known
  const spec = controller['spec'] as { readonly selector?: Labels }
  const selector = { matchLabels: spec.selector ?? {} }
  const replicaSet = { ...controller, spec: { ...spec, selector } } as unknown as ReplicaSet
  read.set(controller, replicaSet)
  return replicaSet
}

/** Where the loop asks for ReplicaSets, it gets ReplicationControllers. */
function convertingHost(host: Host): Host {
  const client: Client = {
    ...host.client,
    get: ((resource: 'pods' | 'replicasets', key: string) =>
      resource === 'replicasets'
        ? asReplicaSet(host.client.get('replicationcontrollers', key))
        : host.client.get(resource, key)) as Client['get'],
    modify: ((
      resource: 'pods' | 'replicasets',
      key: string,
      change: (current: never) => unknown,
      subresource?: 'status',
    ) => {
      if (resource === 'pods')
        return host.client.modify(resource, key, change as (pod: Pod) => Pod, subresource)
      const next = (current: KeptObject): KeptObject => {
        const changed = change(asReplicaSet(current) as never) as ReplicaSet
        const { terminatingReplicas: _, ...status } = changed.status ?? { replicas: 0 }
        return { ...current, status }
      }
      return host.client.modify('replicationcontrollers', key, next, subresource)
    }) as Client['modify'],
  }
  const informer = ((resource, options) =>
    resource === 'replicasets'
      ? convertingInformer(host.informer('replicationcontrollers'))
      : host.informer(resource, options)) as Host['informer']
  return { ...host, client, informer }
}

function convertingInformer(
  controllers: Informer<'replicationcontrollers'>,
): Informer<'replicasets'> {
  const all = (found: readonly KeptObject[]) => found.map(asReplicaSet)
  return {
    get synced() {
      return controllers.synced
    },
    get(key) {
      const found = controllers.get(key)
      return found && asReplicaSet(found)
    },
    list: () => all(controllers.list()),
    byController: (uid) => all(controllers.byController(uid)),
    byNode: (name) => all(controllers.byNode(name)),
    inNamespace: (namespace) => all(controllers.inNamespace(namespace)),
    onChange: (handler) =>
      controllers.onChange(({ object, old, ...rest }) => {
        const change: Change<ReplicaSet> = { ...rest, object: asReplicaSet(object) }
        handler(old ? { ...change, old: asReplicaSet(old) } : change)
      }),
  }
}
