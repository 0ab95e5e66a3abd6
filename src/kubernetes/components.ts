/**
 * All components, in the order in which a cluster starts them. Leaving one out is what an ablation
 * does: `createCluster({ components: without('kube-scheduler') })`.
 */
import type { ComponentDefinition, ComponentName } from './component.ts'
import { containerRuntime } from './container-runtime/container-runtime.ts'
import { etcd } from './etcd/etcd.ts'
import { createApiServer } from './kube-apiserver/api-server.ts'
import { createAuthorizer } from './kube-apiserver/authorization.ts'
import { controllerManager } from './kube-controller-manager/controller-manager.ts'
import { cronJobController } from './kube-controller-manager/cronjob/cronjob-controller.ts'
import { daemonSetController } from './kube-controller-manager/daemonset/daemonset-controller.ts'
import { deploymentController } from './kube-controller-manager/deployment/deployment-controller.ts'
import { disruptionController } from './kube-controller-manager/disruption/disruption-controller.ts'
import { endpointSliceController } from './kube-controller-manager/endpointslice/endpointslice-controller.ts'
import { garbageCollector } from './kube-controller-manager/garbage-collector/garbage-collector.ts'
import { horizontalPodAutoscaler } from './kube-controller-manager/horizontal-pod-autoscaler/horizontal-pod-autoscaler.ts'
import { jobController } from './kube-controller-manager/job/job-controller.ts'
import { namespaceController } from './kube-controller-manager/namespace/namespace-controller.ts'
import { nodeLifecycleController } from './kube-controller-manager/node-lifecycle/node-lifecycle-controller.ts'
import { podGarbageCollector } from './kube-controller-manager/pod-garbage-collector/pod-garbage-collector.ts'
import { replicaSetController } from './kube-controller-manager/replicaset/replicaset-controller.ts'
import { serviceAccountController } from './kube-controller-manager/serviceaccount/serviceaccount-controller.ts'
import { statefulSetController } from './kube-controller-manager/statefulset/statefulset-controller.ts'
import { taintEvictionController } from './kube-controller-manager/taint-eviction/taint-eviction-controller.ts'
import { kubeProxy } from './kube-proxy/kube-proxy.ts'
import { kubeScheduler } from './kube-scheduler/scheduler.ts'
import { kubelet } from './kubelet/kubelet.ts'

const clients: readonly ComponentDefinition[] = [
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
  garbageCollector,
  podGarbageCollector,
  serviceAccountController,
  daemonSetController,
  statefulSetController,
  jobController,
  cronJobController,
  disruptionController,
  namespaceController,
  horizontalPodAutoscaler,
]

/** The API server knows the declarations of all others: they are its clients' rights. */
export const components: readonly ComponentDefinition[] = [
  etcd,
  createApiServer(createAuthorizer(clients)),
  ...clients,
]

export function without(...names: readonly ComponentName[]): readonly ComponentDefinition[] {
  return components.filter(
    ({ name, partOf }) => !names.includes(name) && !(partOf && names.includes(partOf)),
  )
}

export function componentNamed(name: ComponentName): ComponentDefinition {
  const found = components.find((definition) => definition.name === name)
  if (!found) throw new RangeError(`there is no component ${name}`)
  return found
}
