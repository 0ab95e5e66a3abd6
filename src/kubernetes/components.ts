/**
 * All components, in the order in which a cluster starts them. Leaving one out is what an ablation
 * does: `createCluster({ components: without('kube-scheduler') })`.
 */
import { basicClients } from './basic-components.ts'
import type { ComponentDefinition, ComponentName } from './component.ts'
import { type Distribution, distributionOf, kindsOf, leavingOut } from './distribution.ts'
import { fieldOwnership } from './kube-apiserver/field-ownership/field-ownership.ts'
import { resources } from './kube-apiserver/resources.ts'
import { cronJobController } from './kube-controller-manager/cronjob/cronjob-controller.ts'
import { daemonSetController } from './kube-controller-manager/daemonset/daemonset-controller.ts'
import { disruptionController } from './kube-controller-manager/disruption/disruption-controller.ts'
import { horizontalPodAutoscaler } from './kube-controller-manager/horizontal-pod-autoscaler/horizontal-pod-autoscaler.ts'
import { jobController } from './kube-controller-manager/job/job-controller.ts'
import { persistentVolumeBinder } from './kube-controller-manager/persistentvolume/persistentvolume-binder.ts'
import { statefulSetController } from './kube-controller-manager/statefulset/statefulset-controller.ts'
import { kubeSchedulerWith } from './kube-scheduler/scheduler.ts'
import { createVolumeBinder } from './kube-scheduler/volume-binder.ts'
import { createEviction, refusalUnder } from './kubelet/eviction.ts'
import { createHooks } from './kubelet/hooks.ts'
import { kubeletWith } from './kubelet/kubelet.ts'
import { unmountableClaim } from './kubelet/volumes.ts'
import { localPathProvisioner } from './local-path-provisioner/local-path-provisioner.ts'

/** Those of the basic cluster that can do more here. */
const fuller: Partial<Record<ComponentName, ComponentDefinition>> = {
  kubelet: kubeletWith({
    hooks: createHooks,
    claimProblem: unmountableClaim,
    eviction: createEviction,
    refusalUnder,
    watches: ['persistentvolumeclaims', 'persistentvolumes'],
  }),
  'kube-scheduler': kubeSchedulerWith(
    { volumes: createVolumeBinder },
    {
      watches: ['persistentvolumeclaims', 'persistentvolumes', 'storageclasses'],
      writes: ['persistentvolumeclaims', 'persistentvolumes'],
    },
  ),
}

/** All but etcd and the API server. */
export const fullClients: readonly ComponentDefinition[] = [
  ...basicClients(kindsOf(resources)).map((client) => fuller[client.name] ?? client),
  daemonSetController,
  statefulSetController,
  jobController,
  cronJobController,
  disruptionController,
  horizontalPodAutoscaler,
  persistentVolumeBinder,
  localPathProvisioner,
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
