/**
 * Kinds that the API server keeps for those who ask, and that no part of this cluster acts upon.
 */
import type { KubernetesObject } from './meta.ts'

export type KeptName =
  | 'clusterrolebindings'
  | 'clusterroles'
  | 'endpoints'
  | 'ingressclasses'
  | 'ingresses'
  | 'limitranges'
  | 'networkpolicies'
  | 'podtemplates'
  | 'replicationcontrollers'
  | 'resourcequotas'
  | 'rolebindings'
  | 'roles'

/** Its fields are known to its schema only. */
export type KeptObject = KubernetesObject & Readonly<Record<string, unknown>>
