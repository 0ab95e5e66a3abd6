/**
 * ServiceAccounts: the names under which Pods run.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateServiceAccount
 * *Leaves out:* the token subresource; nothing in a Pod asks the API server anything here.
 */
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { validateMetadata, validateMetadataUpdate } from '../validation.ts'

export const serviceaccounts: ResourceDefinition<'serviceaccounts'> = {
  resource: 'serviceaccounts',
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  etcdPrefix: '/registry/serviceaccounts',
  schema: schemaOf('ServiceAccount'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (account) => account,
  prepareForCreate: (account) => account,
  validate: (account) => validateMetadata(account, true, isDns1123Subdomain),
  prepareForUpdate: (next) => next,
  validateUpdate: validateMetadataUpdate,
}
