/**
 * The words all kinds share. Objects are plain, frozen data; absent means unset, as on the wire.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go`
 */

/** RFC 3339, whole seconds: `2026-01-01T00:00:00Z`. */
export type Time = string
/** RFC 3339 with microseconds. */
export type MicroTime = string
/** Decimal text of an etcd revision. */
export type ResourceVersion = string
/** `500m`, `128Mi`. */
export type Quantity = string | number
export type IntOrString = number | string
export type Labels = Readonly<Record<string, string>>

export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

/** Who owns which fields; worked out when asked for, never kept in etcd as such. */
export interface ManagedFieldsEntry {
  readonly manager?: string
  readonly operation?: string
  readonly apiVersion?: string
  readonly time?: Time
  readonly fieldsType?: string
  readonly fieldsV1?: object
  readonly subresource?: string
}

export interface ObjectMeta {
  readonly name: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid: string
  readonly resourceVersion: ResourceVersion
  readonly generation?: number
  readonly creationTimestamp: Time
  readonly deletionTimestamp?: Time
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: Labels
  readonly annotations?: Labels
  readonly ownerReferences?: readonly OwnerReference[]
  readonly finalizers?: readonly string[]
  readonly managedFields?: readonly ManagedFieldsEntry[]
}

export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
  readonly spec?: unknown
  readonly status?: unknown
}

/** What a client sends to create an object: the server fills in the rest of the metadata. */
export type Draft<T extends KubernetesObject> = Omit<T, 'metadata'> & {
  readonly metadata: Partial<ObjectMeta>
}

export interface LabelSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

export interface LabelSelector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly LabelSelectorRequirement[]
}

/** The fields all conditions have; kinds add `lastUpdateTime`, `lastProbeTime`, … */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: Time
}

/** One object in etcd: `pods/default/web-1`, `nodes//node-1`. */
export type ObjectKey = string

/** `namespace/name`, or `/name` for cluster-scoped objects: the key on a work queue. */
export function keyOf(object: { readonly metadata: Partial<ObjectMeta> }): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`
}

export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/')
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) }
}
