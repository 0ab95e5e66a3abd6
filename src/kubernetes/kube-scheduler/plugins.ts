/**
 * The plugins of the default profile, in the order in which they are asked.
 *
 * *Upstream:* `pkg/scheduler/apis/config/v1/default_plugins.go`
 * DefaultPreemption, which comes after them, is `preemption.ts`.
 * *Leaves out:* VolumeRestrictions, NodeVolumeLimits, VolumeBinding, VolumeZone (there are no
 * volumes that bind a Pod to a place), DynamicResources.
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
