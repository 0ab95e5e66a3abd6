/**
 * Pods without a priority class get priority 0 and may preempt lower ones.
 *
 * *Upstream:* `plugin/pkg/admission/priority/admission.go`
 * *Leaves out:* PriorityClass objects other than the two built-in ones.
 */
import type { Pod } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { forbidden } from '../status.ts'

const builtIn: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit(object, { request }) {
    if (request.resource !== 'pods' || request.verb !== 'create') return object
    const pod = object as Pod
    const className = pod.spec.priorityClassName
    const value = className ? builtIn[className] : 0
    if (value === undefined)
      return forbidden(
        '',
        'pods',
        pod.metadata.name,
        `no PriorityClass with name ${className} was found`,
      )
    if (pod.spec.priority !== undefined && pod.spec.priority !== value) {
      const why =
        `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; ` +
        `priority admission controller computed ${value} from the given PriorityClass name`
      return forbidden('', 'pods', pod.metadata.name, why)
    }
    return {
      ...pod,
      spec: { preemptionPolicy: 'PreemptLowerPriority', ...pod.spec, priority: value },
    }
  },
}
