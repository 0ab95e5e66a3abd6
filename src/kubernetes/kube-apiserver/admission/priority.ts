/**
 * Turns the name of a priority class into a number; without a name, the class that is the default
 * for all, or else 0. Of such defaults there may be one.
 *
 * *Upstream:* `plugin/pkg/admission/priority/admission.go`
 */
import type { Pod } from '../../api/core.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import type { PriorityClass } from '../../api/scheduling.ts'
import type { AdmissionContext, AdmissionPlugin } from '../admission.ts'
import type { Status } from '../request.ts'
import { forbidden } from '../status.ts'

const lowering = 'PreemptLowerPriority'

export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit(object, context) {
    const { resource, verb } = context.request
    if (resource === 'priorityclasses') return admitClass(object as PriorityClass, context)
    return resource === 'pods' && verb === 'create' ? admitPod(object as Pod, context) : object
  },
}

function admitPod(pod: Pod, context: AdmissionContext): KubernetesObject | Status {
  const { spec, metadata } = pod
  const refuse = (why: string) => forbidden('', 'pods', metadata.name, why)
  const priorityClass = spec.priorityClassName
    ? (context.lookUp('priorityclasses', undefined, spec.priorityClassName) as
        | PriorityClass
        | undefined)
    : defaultClass(context)
  if (spec.priorityClassName && !priorityClass)
    return refuse(`no PriorityClass with name ${spec.priorityClassName} was found`)
  const { value = 0, preemptionPolicy = lowering } = priorityClass ?? {}
  const computed = (given: unknown, own: unknown, kind: string, name: string) =>
    `the ${kind} value of ${name} (${given}) must not be provided in pod spec; ` +
    `priority admission controller computed ${own} from the given PriorityClass name`
  if (spec.priority !== undefined && spec.priority !== value)
    return refuse(computed(spec.priority, value, 'integer', 'priority'))
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy)
    return refuse(computed(spec.preemptionPolicy, preemptionPolicy, 'string', 'PreemptionPolicy'))
  return {
    ...pod,
    spec: {
      preemptionPolicy,
      ...spec,
      ...(priorityClass ? { priorityClassName: priorityClass.metadata.name } : {}),
      priority: value,
    },
  } as Pod
}

/** Of several that call themselves the default, which a race can bring about, the lowest. */
function defaultClass({ list }: AdmissionContext): PriorityClass | undefined {
  const classes = list('priorityclasses') as readonly PriorityClass[]
  return classes.filter(({ globalDefault }) => globalDefault).sort((a, b) => a.value - b.value)[0]
}

function admitClass(own: PriorityClass, context: AdmissionContext): KubernetesObject | Status {
  if (!own.globalDefault) return own
  const other = defaultClass(context)
  if (!other || other.metadata.name === own.metadata.name) return own
  const why =
    `PriorityClass ${other.metadata.name} is already marked as default. ` +
    'Only one default can exist'
  return forbidden('scheduling.k8s.io', 'priorityclasses', own.metadata.name, why)
}
