/**
 * What an API server serves beyond its table of kinds, and what it asks of objects beyond the usual.
 * A server may have extensions or not; labs have none.
 */
import type { Etcd } from '../etcd/etcd.ts'
import type { AdmissionPlugin } from './admission.ts'
import type { ResourceDefinition } from './resource.ts'

export interface Extensions {
  /** The kind behind a name that the table does not have: some are there always, some are made. */
  find(etcd: Pick<Etcd, 'get'>, resource: string): ResourceDefinition | undefined
  /** After all other plugins, in this order. */
  readonly admission: readonly AdmissionPlugin[]
}
