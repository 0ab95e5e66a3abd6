/**
 * Pods.
 *
 * *Upstream:* `pkg/registry/core/pod/strategy.go`, `pkg/apis/core/validation/validation.go`
 * *Leaves out:* eviction, resize, ephemeral containers, logs and exec.
 */
import type { Pod, PodCondition } from '../../api/core.ts'
import { podQosClass } from '../../api/pod-qos.ts'
import { type FieldError, forbiddenField } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { defaultPod } from './pods/defaults.ts'
import { validatePodSpec } from './pods/spec.ts'
import { validatePodChange } from './pods/update.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

const defaultGraceSeconds = 30

const gated: PodCondition = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
}

export const pods: ResourceDefinition<'pods'> = {
  resource: 'pods',
  kind: 'Pod',
  group: '',
  version: 'v1',
  singular: 'pod',
  shortNames: ['po'],
  namespaced: true,
  etcdPrefix: '/registry/pods',
  schema: schemaOf('Pod'),
  subresources: ['status', 'binding', 'eviction'],
  unconditionalUpdate: true,
  defaults: defaultPod,
  prepareForCreate,
  validate: (pod) => [
    ...validateMetadata(pod, true, isDns1123Subdomain),
    ...validatePodSpec('spec', pod.spec, true),
    ...validateNew(pod),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old, ['ownerReferences']),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validatePodSpec('spec', next.spec, true),
    ...validatePodChange(next, old),
  ],
  graceSeconds({ spec, status }, requested) {
    // Nothing runs where no kubelet was told to run it, or where all has ended.
    const { phase } = status ?? {}
    if (!spec.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0
    const grace = requested ?? spec.terminationGracePeriodSeconds ?? defaultGraceSeconds
    return grace < 0 ? 1 : grace
  },
}

function prepareForCreate(sent: Pod): Pod {
  // The class depends on requests that defaulting copies from limits.
  const { spec } = defaultPod(sent)
  const grace = spec.terminationGracePeriodSeconds ?? defaultGraceSeconds
  const isGated = (spec.schedulingGates ?? []).length > 0
  return withFirstGeneration({
    ...sent,
    spec: grace < 0 ? { ...spec, terminationGracePeriodSeconds: 1 } : spec,
    status: {
      phase: 'Pending',
      ...(isGated ? { conditions: [gated] } : {}),
      qosClass: podQosClass(spec),
    },
  })
}

/** What a Pod can only get later. */
function validateNew({ spec }: Pod): FieldError[] {
  const { ephemeralContainers } = spec as { readonly ephemeralContainers?: unknown }
  const isGated = (spec.schedulingGates ?? []).length > 0
  const text = 'cannot be set until all schedulingGates have been cleared'
  return [
    ...(ephemeralContainers
      ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]
      : []),
    ...(spec.nodeName && isGated ? [forbiddenField('spec.nodeName', text)] : []),
  ]
}
