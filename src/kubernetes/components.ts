/**
 * All components, in the order in which a cluster starts them. Leaving one out is what an ablation
 * does: `createCluster({ components: without('kube-scheduler') })`.
 */
import { basicClients } from './basic-components.ts'
import type { ComponentDefinition, ComponentName } from './component.ts'
import { type Distribution, distributionOf, leavingOut } from './distribution.ts'
import { fieldOwnership } from './kube-apiserver/field-ownership/field-ownership.ts'
import { resources } from './kube-apiserver/resources.ts'
import { cronJobController } from './kube-controller-manager/cronjob/cronjob-controller.ts'
import { daemonSetController } from './kube-controller-manager/daemonset/daemonset-controller.ts'
import { disruptionController } from './kube-controller-manager/disruption/disruption-controller.ts'
import { horizontalPodAutoscaler } from './kube-controller-manager/horizontal-pod-autoscaler/horizontal-pod-autoscaler.ts'
import { jobController } from './kube-controller-manager/job/job-controller.ts'
import { statefulSetController } from './kube-controller-manager/statefulset/statefulset-controller.ts'
import { createHooks } from './kubelet/hooks.ts'
import { kubeletWith } from './kubelet/kubelet.ts'

const fullKubelet = kubeletWith({ hooks: createHooks })

/** All but etcd and the API server. */
export const fullClients: readonly ComponentDefinition[] = [
  ...basicClients.map((client) => (client.name === 'kubelet' ? fullKubelet : client)),
  daemonSetController,
  statefulSetController,
  jobController,
  cronJobController,
  disruptionController,
  horizontalPodAutoscaler,
]

export const fullDistribution: Distribution = distributionOf(resources, fullClients, fieldOwnership)

export const { components } = fullDistribution

export function without(...names: readonly ComponentName[]): readonly ComponentDefinition[] {
  return leavingOut(components, names)
}

export function componentNamed(name: ComponentName): ComponentDefinition {
  const found = components.find((definition) => definition.name === name)
  if (!found) throw new RangeError(`there is no component ${name}`)
  return found
}
