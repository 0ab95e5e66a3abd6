/**
 * All the API server knows of a kind: its names, its place in etcd, its fields, and what may be
 * written to it. `resources.ts` lists them.
 *
 * *Upstream:* the strategies in `pkg/registry`, `staging/src/k8s.io/apiserver/pkg/registry/rest`
 */
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import type { AdmissionPlugin } from './admission.ts'
import type { Decoded } from './decode.ts'
import type { FieldError } from './field-error.ts'
import type { Subresource } from './request.ts'
import type { StructSchema } from './schema.ts'

export interface ResourceDefinition<K extends ResourceName = ResourceName> {
  readonly resource: K
  /** Not served: known by name, so that it can be looked for in vain. */
  readonly nameOnly?: true
  readonly kind: string
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly namespaced: boolean
  /** Where the objects lie in etcd; not always named like the resource. */
  readonly etcdPrefix: string
  readonly schema: StructSchema
  readonly subresources: readonly Subresource[]
  /** An update that names no resourceVersion is let through. */
  readonly unconditionalUpdate: boolean
  /** How long after its last write an object goes by itself; absent where it stays. */
  readonly ttlSeconds?: number
  /** Reads a body in place of the decoder of structs, where the kind was made and not built in. */
  read?(body: unknown): Decoded
  /** A plugin for this kind alone, asked after those for all. */
  readonly admission?: AdmissionPlugin
  /** Fills in what was left open. Twice does nothing the second time. */
  defaults(object: ResourceTypes[K]): ResourceTypes[K]
  /** Clears what a create may not set, such as the status; sets what the server sets. */
  prepareForCreate(object: ResourceTypes[K]): ResourceTypes[K]
  validate(object: ResourceTypes[K]): readonly FieldError[]
  /** Keeps the status, counts up the generation where the desired state has changed. */
  prepareForUpdate(next: ResourceTypes[K], old: ResourceTypes[K]): ResourceTypes[K]
  /** For writes to `/status`: keeps everything else. */
  prepareForStatusUpdate?(next: ResourceTypes[K], old: ResourceTypes[K]): ResourceTypes[K]
  validateUpdate(next: ResourceTypes[K], old: ResourceTypes[K]): readonly FieldError[]
  /** A deletion that names no policy leaves behind what belongs to the object. */
  readonly orphansDependents?: true
  /** A finalizer that a deletion puts on the object: somebody has something to do before it goes. */
  readonly finalizer?: string
  /** Seconds between a delete and the end; where it is absent, an object is removed at once. */
  graceSeconds?(object: ResourceTypes[K], requested?: number): number
}
