/** Questions that are asked by creating something that is never stored. */
export interface ReviewKind {
  readonly group: string
  readonly version: 'v1'
  readonly kind: string
  readonly resource: string
}

export const reviewKinds: readonly ReviewKind[] = [
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectAccessReview',
    resource: 'selfsubjectaccessreviews',
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectRulesReview',
    resource: 'selfsubjectrulesreviews',
  },
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectReview',
    resource: 'selfsubjectreviews',
  },
]
