/**
 * Kinds that the API server keeps for those who ask, and that no part of this cluster acts upon.
 */
import type { KubernetesObject } from './meta.ts'

export const keptInNamespaces = [
  'endpoints',
  'ingresses',
  'limitranges',
  'networkpolicies',
  'persistentvolumeclaims',
  'podtemplates',
  'replicationcontrollers',
  'resourcequotas',
  'rolebindings',
  'roles',
] as const

export type KeptName =
  | (typeof keptInNamespaces)[number]
  | 'clusterrolebindings'
  | 'clusterroles'
  | 'ingressclasses'
  | 'persistentvolumes'
  | 'storageclasses'

/** Its fields are known to its schema only. */
export type KeptObject = KubernetesObject & Readonly<Record<string, unknown>>
