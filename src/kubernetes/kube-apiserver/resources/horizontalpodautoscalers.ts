/**
 * HorizontalPodAutoscalers: as many replicas as the load asks for.
 *
 * *Upstream:* `pkg/apis/autoscaling/v2/defaults.go`, `pkg/apis/autoscaling/validation/validation.go`
 * *Leaves out:* the older version `autoscaling/v1`.
 */
import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricTarget,
  ScalingBehavior,
  ScalingRules,
} from '../../api/autoscaling.ts'
import { milliValueOf } from '../../api/quantity.ts'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts'
import { isDns1123Subdomain, isPathSegment } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { checked, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

type Spec = HorizontalPodAutoscaler['spec']

const byCpu: MetricSpec = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
}

export const horizontalpodautoscalers: ResourceDefinition<'horizontalpodautoscalers'> = {
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  version: 'v2',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  namespaced: true,
  etcdPrefix: '/registry/horizontalpodautoscalers',
  schema: anySchemaOf('HorizontalPodAutoscaler'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: (autoscaler) => {
    const { spec } = autoscaler
    return {
      ...autoscaler,
      spec: {
        ...spec,
        minReplicas: spec?.minReplicas ?? 1,
        metrics: spec?.metrics?.length ? spec.metrics : [byCpu],
        ...(spec?.behavior ? { behavior: defaultBehavior(spec.behavior) } : {}),
      },
    }
  },
  prepareForCreate: (autoscaler) => ({
    ...autoscaler,
    status: { desiredReplicas: 0, currentMetrics: null },
  }),
  validate: (autoscaler) => [
    ...validateMetadata(autoscaler, true, isDns1123Subdomain),
    ...validateSpec(autoscaler.spec),
  ],
  prepareForUpdate: withStatusOf,
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...validateSpec(next.spec)],
}

/** Who sets one side gets the defaults of both. */
function defaultBehavior({ scaleUp, scaleDown }: ScalingBehavior): ScalingBehavior {
  return {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
      ...scaleUp,
    },
    scaleDown: {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      ...scaleDown,
    },
  }
}

function validateSpec(spec: Spec): FieldError[] {
  const { minReplicas = 1, maxReplicas, scaleTargetRef, metrics = [], behavior } = spec
  const errors: FieldError[] = []
  if (minReplicas < 1) {
    const text = 'must be greater than or equal to 1'
    errors.push(invalidValue('spec.minReplicas', minReplicas, text))
  }
  if (maxReplicas < 1)
    errors.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than 0'))
  if (maxReplicas < minReplicas) {
    const text = 'must be greater than or equal to `minReplicas`'
    errors.push(invalidValue('spec.maxReplicas', maxReplicas, text))
  }
  for (const key of ['kind', 'name'] as const)
    if (scaleTargetRef?.[key])
      errors.push(...checked(`spec.scaleTargetRef.${key}`, scaleTargetRef[key], isPathSegment))
    else errors.push(required(`spec.scaleTargetRef.${key}`))
  const { apiVersion = '', kind } = scaleTargetRef ?? {}
  if (!apiVersion.includes('/') && kind !== 'ReplicationController') {
    const text = 'apiVersion must specify API group'
    errors.push(invalidValue('spec.scaleTargetRef.apiVersion', apiVersion, text))
  }
  return [
    ...errors,
    ...metrics.flatMap((metric, index) => validateMetric(`spec.metrics[${index}]`, metric)),
    ...(['scaleUp', 'scaleDown'] as const).flatMap((side) =>
      behavior?.[side] ? validateRules(`spec.behavior.${side}`, behavior[side]) : [],
    ),
  ]
}

const sources: Readonly<Record<string, keyof MetricSpec>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
}

function validateMetric(field: string, metric: MetricSpec): FieldError[] {
  const { type } = metric
  const source = sources[type]
  if (!source) {
    const unknown = notSupported(`${field}.type`, type ?? '', Object.keys(sources))
    const missing = required(`${field}.type`, 'must specify a metric source type')
    // Upstream looks twice.
    return type ? [unknown, unknown] : [missing, unknown, unknown]
  }
  const others = Object.values(sources).filter((key) => key !== source && metric[key] !== undefined)
  const wrong = others.map((key) =>
    forbiddenField(`${field}.${key}`, 'must populate the given metric source only'),
  )
  if (!metric[source]) {
    const text = 'must populate information for the given metric source'
    return [...wrong, required(`${field}.${source}`, text)]
  }
  if (source !== 'resource' && source !== 'containerResource') return wrong
  const { name, target } = metric[source] ?? {}
  const at = `${field}.${source}`
  const { container } = metric.containerResource ?? {}
  return [
    ...wrong,
    ...(source === 'containerResource' && !container
      ? [required(`${at}.container`, 'must specify a container')]
      : []),
    ...(name ? [] : [required(`${at}.name`, 'must specify a resource name')]),
    ...validateTarget(`${at}.target`, target),
  ]
}

function validateTarget(field: string, target: MetricTarget | undefined): FieldError[] {
  const { type, averageUtilization: share, averageValue: amount } = target ?? {}
  const errors: FieldError[] = []
  if (!type) errors.push(required(`${field}.type`, 'must specify a metric target type'))
  if (!['Utilization', 'Value', 'AverageValue'].includes(type ?? '')) {
    const text = 'must be either Utilization, Value, or AverageValue'
    errors.push(invalidValue(`${field}.type`, type ?? '', text))
  }
  if (share !== undefined && share < 1)
    errors.push(invalidValue(`${field}.averageUtilization`, share, 'must be greater than 0'))
  if (amount !== undefined && milliValueOf(amount) <= 0)
    errors.push(invalidValue(`${field}.averageValue`, amount, 'must be positive'))
  if (share === undefined && amount === undefined) {
    const text = 'must set either a target raw value or a target utilization'
    errors.push(required(`${field}.averageUtilization`, text))
  }
  if (share !== undefined && amount !== undefined) {
    const text = 'may not set both a target raw value and a target utilization'
    errors.push(forbiddenField(`${field}.averageValue`, text))
  }
  return errors
}

const maxWindowSeconds = 3600
const maxPeriodSeconds = 1800

function validateRules(field: string, rules: ScalingRules): FieldError[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [] } = rules
  const errors: FieldError[] = []
  const at = `${field}.stabilizationWindowSeconds`
  if (window !== undefined && window < 0)
    errors.push(invalidValue(at, window, 'must be greater than or equal to zero'))
  if (window !== undefined && window > maxWindowSeconds)
    errors.push(invalidValue(at, window, `must be less than or equal to ${maxWindowSeconds}`))
  const choices = ['Disabled', 'Max', 'Min']
  if (selectPolicy !== undefined && !choices.includes(selectPolicy))
    errors.push(notSupported(`${field}.selectPolicy`, selectPolicy, choices))
  if (policies.length === 0)
    errors.push(required(`${field}.policies`, 'must specify at least one Policy'))
  for (const [index, { type, value, periodSeconds }] of policies.entries()) {
    const one = `${field}.policies[${index}]`
    if (type !== 'Pods' && type !== 'Percent')
      errors.push(notSupported(`${one}.type`, type, ['Percent', 'Pods']))
    if (value <= 0) errors.push(invalidValue(`${one}.value`, value, 'must be greater than zero'))
    if (periodSeconds <= 0)
      errors.push(invalidValue(`${one}.periodSeconds`, periodSeconds, 'must be greater than zero'))
    if (periodSeconds > maxPeriodSeconds) {
      const text = `must be less than or equal to ${maxPeriodSeconds}`
      errors.push(invalidValue(`${one}.periodSeconds`, periodSeconds, text))
    }
  }
  return errors
}
