/**
 * Namespaces.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/registry/core/namespace/strategy.go`
 */
import { isDns1123Label } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { validateFinalizers, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

const nameLabel = 'kubernetes.io/metadata.name'

export const namespaces: ResourceDefinition<'namespaces'> = {
  resource: 'namespaces',
  kind: 'Namespace',
  group: '',
  version: 'v1',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  etcdPrefix: '/registry/namespaces',
  schema: schemaOf('Namespace'),
  subresources: ['status', 'finalize'],
  unconditionalUpdate: true,
  defaults: (namespace) => {
    const { name, labels } = namespace.metadata
    if (!name) return namespace
    return {
      ...namespace,
      metadata: { ...namespace.metadata, labels: { ...labels, [nameLabel]: name } },
    }
  },
  prepareForCreate: (namespace) => {
    const finalizers = namespace.spec?.finalizers ?? []
    const all = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes']
    return { ...namespace, spec: { finalizers: all }, status: { phase: 'Active' } }
  },
  validate: (namespace) => [
    ...validateMetadata(namespace, false, isDns1123Label),
    ...validateFinalizers('spec.finalizers', namespace.spec?.finalizers ?? []),
  ],
  prepareForUpdate: (next, old) => ({
    ...withStatusOf(next, old),
    ...(old.spec ? { spec: old.spec } : {}),
  }),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: validateMetadataUpdate,
}
