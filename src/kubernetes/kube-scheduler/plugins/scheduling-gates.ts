/**
 * SchedulingGates — a Pod that still has gates is not tried. The API server says so in the Pod's
 * condition when the Pod is created.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/schedulinggates/scheduling_gates.go`
 */
import type { Plugin } from '../framework.ts'

export const schedulingGates: Plugin = {
  name: 'SchedulingGates',
  preEnqueue(pod) {
    const gates = pod.spec.schedulingGates ?? []
    if (gates.length === 0) return undefined
    return `waiting for scheduling gates: [${gates.map(({ name }) => name).join(' ')}]`
  },
}
