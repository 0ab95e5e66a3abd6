/**
 * Questions about oneself: may I, what may I, who am I. They are asked by POST and not stored.
 *
 * *Upstream:* `pkg/registry/authorization`, `pkg/registry/authentication`
 * *Leaves out:* reviews about somebody else, conditions on fields.
 */
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'

export interface Review {
  readonly apiVersion: string
  readonly kind: string
  readonly resource: string
  /** The answer to what was asked. */
  status(spec: Record<string, unknown>, user: string): object
}

const authorization = 'authorization.k8s.io/v1'

export const reviews: readonly Review[] = [
  {
    apiVersion: authorization,
    kind: 'SelfSubjectAccessReview',
    resource: 'selfsubjectaccessreviews',
    status: (_, user) => ({ allowed: user === adminUser }),
  },
  {
    apiVersion: authorization,
    kind: 'SelfSubjectRulesReview',
    resource: 'selfsubjectrulesreviews',
    status: (_, user) => {
      const all = user === adminUser
      return {
        resourceRules: all ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [],
        nonResourceRules: all ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : [],
        incomplete: false,
      }
    },
  },
  {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
    resource: 'selfsubjectreviews',
    status: (_, user) => ({
      userInfo: {
        username: user,
        groups: [...(user === adminUser ? ['kubeadm:cluster-admins'] : []), 'system:authenticated'],
      },
    }),
  },
]

export function reviewAt(group: string, version: string, resource: string): Review | undefined {
  return reviews.find(
    (review) => review.apiVersion === `${group}/${version}` && review.resource === resource,
  )
}
