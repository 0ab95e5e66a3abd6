/**
 * ControllerRevisions: templates as they were, kept by DaemonSets and StatefulSets.
 *
 * *Upstream:* `pkg/apis/apps/validation/validation.go` ValidateControllerRevision
 */
import type { ControllerRevision } from '../../api/apps.ts'
import { type FieldError, required } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { immutable, nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'

export const controllerrevisions: ResourceDefinition<'controllerrevisions'> = {
  resource: 'controllerrevisions',
  kind: 'ControllerRevision',
  group: 'apps',
  version: 'v1',
  singular: 'controllerrevision',
  shortNames: [],
  namespaced: true,
  etcdPrefix: '/registry/controllerrevisions',
  schema: anySchemaOf('ControllerRevision'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (revision) => revision,
  prepareForCreate: (revision) => revision,
  validate: (revision) => [
    ...validateMetadata(revision, true, isDns1123Subdomain),
    ...validateContent(revision),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateContent(next),
    ...immutable('data', next.data, old.data),
  ],
}

function validateContent({ data, revision }: ControllerRevision): FieldError[] {
  return [
    ...(data === undefined ? [required('data', 'data is mandatory')] : []),
    ...nonNegative('revision', revision),
  ]
}
