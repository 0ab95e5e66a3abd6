/**
 * The basic cluster: the components that a Deployment, its Pods and its Service live by, in the
 * order in which a cluster starts them.
 */
import type { ComponentDefinition, KindName } from './component.ts'
import { containerRuntime } from './container-runtime/container-runtime.ts'
import { type Distribution, distributionOf, kindsOf } from './distribution.ts'
import { basicResources } from './kube-apiserver/basic-resources.ts'
import { controllerManager } from './kube-controller-manager/controller-manager.ts'
import { deploymentController } from './kube-controller-manager/deployment/deployment-controller.ts'
import { endpointSliceController } from './kube-controller-manager/endpointslice/endpointslice-controller.ts'
import { garbageCollectorOf } from './kube-controller-manager/garbage-collector/garbage-collector.ts'
import { namespaceControllerOf } from './kube-controller-manager/namespace/namespace-controller.ts'
import { nodeLifecycleController } from './kube-controller-manager/node-lifecycle/node-lifecycle-controller.ts'
import { podGarbageCollector } from './kube-controller-manager/pod-garbage-collector/pod-garbage-collector.ts'
import { replicaSetController } from './kube-controller-manager/replicaset/replicaset-controller.ts'
import { serviceAccountController } from './kube-controller-manager/serviceaccount/serviceaccount-controller.ts'
import { taintEvictionController } from './kube-controller-manager/taint-eviction/taint-eviction-controller.ts'
import { kubeProxy } from './kube-proxy/kube-proxy.ts'
import { kubeScheduler } from './kube-scheduler/scheduler.ts'
import { kubelet } from './kubelet/kubelet.ts'

/** @param kinds all that are served: two of the controllers look after every kind there is */
export const basicClients = (kinds: readonly KindName[]): readonly ComponentDefinition[] => [
  containerRuntime,
  kubelet,
  kubeProxy,
  kubeScheduler,
  controllerManager,
  deploymentController,
  replicaSetController,
  nodeLifecycleController,
  taintEvictionController,
  endpointSliceController,
  garbageCollectorOf(kinds),
  podGarbageCollector,
  serviceAccountController,
  namespaceControllerOf(kinds),
]

/**
 * What only the full cluster acts upon, by the words a manifest or an action has for it: a session
 * that comes to one of these goes on with the full one.
 */
export const beyondBasic: readonly string[] = [
  'postStart',
  'preStop',
  'persistentVolumeClaim',
  'ephemeral',
  // Evictions: a disk that is full, and the program that takes all the memory there is.
  'full-disk',
  'arubeki/hungry',
  // Kinds that the basic cluster does not even know by name.
  ...['Endpoints', 'LimitRange', 'PodTemplate', 'ReplicationController', 'ResourceQuota'],
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  ...['Ingress', 'IngressClass', 'NetworkPolicy'],
  ...['PersistentVolume', 'PersistentVolumeClaim', 'StorageClass'],
]

export const basicDistribution: Distribution = distributionOf(
  basicResources,
  basicClients(kindsOf(basicResources)),
)
