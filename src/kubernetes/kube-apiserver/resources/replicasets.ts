/**
 * ReplicaSets.
 *
 * *Upstream:* `pkg/apis/apps/v1/defaults.go`, `pkg/apis/apps/validation/validation.go`,
 * `pkg/registry/apps/replicaset/strategy.go`
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { FieldError } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { immutable, nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { defaultTemplate } from './pods/defaults.ts'
import { validateSelectorAndTemplate } from './pods/template.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

export const replicasets: ResourceDefinition<'replicasets'> = {
  resource: 'replicasets',
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  singular: 'replicaset',
  shortNames: ['rs'],
  namespaced: true,
  etcdPrefix: '/registry/replicasets',
  schema: schemaOf('ReplicaSet'),
  subresources: ['status', 'scale'],
  unconditionalUpdate: true,
  defaults: (replicaSet) => ({
    ...replicaSet,
    spec: {
      replicas: 1,
      ...replicaSet.spec,
      template: defaultTemplate(replicaSet.spec?.template),
    },
  }),
  prepareForCreate: (replicaSet) => withFirstGeneration({ ...replicaSet, status: { replicas: 0 } }),
  validate: (replicaSet) => [
    ...validateMetadata(replicaSet, true, isDns1123Subdomain),
    ...validateSpec(replicaSet.spec),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next.spec),
    ...immutable('spec.selector', next.spec.selector, old.spec.selector),
  ],
}

function validateSpec(spec: ReplicaSet['spec']): FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectorAndTemplate(spec),
  ]
}
