/**
 * Objects of the core group that others refer to and nothing runs: ConfigMap, Secret,
 * ServiceAccount.
 *
 * *Upstream:* `staging/src/k8s.io/api/core/v1/types.go`
 */
import type { KubernetesObject, Labels } from './meta.ts'

export interface ConfigMap extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'ConfigMap'
  readonly immutable?: boolean
  readonly data?: Labels
  /** Base64. */
  readonly binaryData?: Labels
}

export interface Secret extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Secret'
  readonly immutable?: boolean
  /** Base64. */
  readonly data?: Labels
  /** Plain text, written and never read: the server puts it into `data`. */
  readonly stringData?: Labels
  readonly type?: string
}

export interface ServiceAccount extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'ServiceAccount'
  readonly automountServiceAccountToken?: boolean
}
