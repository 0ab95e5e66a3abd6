/**
 * Deployments.
 *
 * *Upstream:* `pkg/apis/apps/v1/defaults.go`, `pkg/apis/apps/validation/validation.go`,
 * `pkg/registry/apps/deployment/strategy.go`
 */

import type { Deployment } from '../../api/apps.ts'
import { isEqual } from '../../api/equality.ts'
import { type FieldError, forbiddenField, invalidValue, notSupported } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { immutable, nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { atMostAll, countOrPercent, isNone } from './int-or-percent.ts'
import { defaultTemplate } from './pods/defaults.ts'
import { validateSelectorAndTemplate } from './pods/template.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

type Strategy = NonNullable<Deployment['spec']['strategy']>

export const deployments: ResourceDefinition<'deployments'> = {
  resource: 'deployments',
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  singular: 'deployment',
  shortNames: ['deploy'],
  namespaced: true,
  etcdPrefix: '/registry/deployments',
  schema: schemaOf('Deployment'),
  subresources: ['status', 'scale'],
  unconditionalUpdate: true,
  defaults: (deployment) => ({
    ...deployment,
    spec: {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...deployment.spec,
      template: defaultTemplate(deployment.spec?.template),
      strategy: defaultStrategy(deployment.spec?.strategy),
    },
  }),
  prepareForCreate: (deployment) => withFirstGeneration({ ...deployment, status: {} }),
  validate: (deployment) => [
    ...validateMetadata(deployment, true, isDns1123Subdomain),
    ...validateSpec(deployment.spec),
  ],
  // The revision of a Deployment is an annotation, so that annotations are desired state here.
  prepareForUpdate: (next, old) => {
    const annotations = isEqual(next.metadata.annotations ?? {}, old.metadata.annotations ?? {})
    return withNextGeneration(withStatusOf(next, old), old, !annotations || !hasSameSpec(next, old))
  },
  prepareForStatusUpdate: (next, old) => statusWrite(next, old, ['labels']),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next.spec),
    ...immutable('spec.selector', next.spec.selector, old.spec.selector),
  ],
}

function defaultStrategy(strategy: Strategy = {}): Strategy {
  const type = strategy.type || 'RollingUpdate'
  if (type !== 'RollingUpdate') return { ...strategy, type }
  const rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...strategy.rollingUpdate }
  return { ...strategy, type, rollingUpdate }
}

function validateSpec(spec: Deployment['spec']): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec
  const field = 'spec.progressDeadlineSeconds'
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec),
    ...validateStrategy(spec.strategy ?? {}),
    ...nonNegative('spec.minReadySeconds', minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative(field, deadline),
    ...(deadline !== undefined && deadline <= minReadySeconds
      ? [invalidValue(field, deadline, 'must be greater than minReadySeconds')]
      : []),
  ]
}

function validateStrategy({ type, rollingUpdate }: Strategy): FieldError[] {
  const field = 'spec.strategy'
  if (type === 'Recreate') {
    const text = "may not be specified when strategy `type` is 'Recreate'"
    return rollingUpdate ? [forbiddenField(`${field}.rollingUpdate`, text)] : []
  }
  if (type !== 'RollingUpdate') {
    // Upstream prints its inner struct, whose fields have no JSON names.
    const { maxUnavailable: MaxUnavailable = 0, maxSurge: MaxSurge = 0 } = rollingUpdate ?? {}
    const value = { Type: type, RollingUpdate: rollingUpdate ? { MaxUnavailable, MaxSurge } : null }
    return [notSupported(field, value, ['Recreate', 'RollingUpdate'])]
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {}
  const unavailable = `${field}.rollingUpdate.maxUnavailable`
  const errors = [
    ...countOrPercent(unavailable, maxUnavailable),
    ...countOrPercent(`${field}.rollingUpdate.maxSurge`, maxSurge),
  ]
  if (isNone(maxUnavailable) && isNone(maxSurge))
    errors.push(invalidValue(unavailable, maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  return [...errors, ...atMostAll(unavailable, maxUnavailable)]
}
