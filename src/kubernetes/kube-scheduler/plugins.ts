/**
 * The plugins of the default profile, in the order in which they are asked.
 *
 * *Upstream:* `pkg/scheduler/apis/config/v1/default_plugins.go`
 * DefaultPreemption, which comes after them, is `preemption.ts`.
 * VolumeRestrictions and VolumeBinding, which the full cluster has after NodeResourcesFit, come from
 * `volume-binder.ts`.
 * *Leaves out:* NodeVolumeLimits, VolumeZone, DynamicResources.
 */
import type { Plugin } from './framework.ts'
import { imageLocality } from './plugins/image-locality.ts'
import { interPodAffinity } from './plugins/inter-pod-affinity.ts'
import { nodeAffinity } from './plugins/node-affinity.ts'
import { nodeName } from './plugins/node-name.ts'
import { nodePorts } from './plugins/node-ports.ts'
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.ts'
import { nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { nodeUnschedulable } from './plugins/node-unschedulable.ts'
import { podTopologySpread } from './plugins/pod-topology-spread.ts'
import { schedulingGates } from './plugins/scheduling-gates.ts'
import { taintToleration } from './plugins/taint-toleration.ts'

export const defaultPlugins: readonly Plugin[] = [
  schedulingGates,
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit(),
  podTopologySpread,
  interPodAffinity,
  nodeResourcesBalancedAllocation(),
  imageLocality,
]

/** With what looks at volumes, in its place. */
export function pluginsWith(volumePlugins: readonly Plugin[]): readonly Plugin[] {
  const place = defaultPlugins.findIndex(({ name }) => name === 'PodTopologySpread')
  return [...defaultPlugins.slice(0, place), ...volumePlugins, ...defaultPlugins.slice(place)]
}
