/**
 * Questions about who may do what and who one is. They are asked by POST and not stored.
 *
 * *Upstream:* `pkg/registry/authorization`, `pkg/registry/authentication`
 * *Leaves out:* conditions on fields and labels.
 */

import type { ClockedServer } from './calendar.ts'
import { type Person, personWithToken } from './person.ts'
import { isAllowed, rulesOf, type Wish } from './rbac.ts'

type Fields = Readonly<Record<string, unknown>>

/** Who asks, of whom, and where. */
interface Asked {
  readonly server: ClockedServer
  readonly person: Person
  /** Of the address, for questions that lie in a namespace. */
  readonly namespace?: string | undefined
}

export interface Review {
  readonly apiVersion: string
  readonly kind: string
  readonly resource: string
  readonly namespaced?: true
  /** Only where the whole API is served. */
  readonly ofWhole?: true
  /** The answer to what was asked. */
  status(spec: Fields, asked: Asked): object
}

const authorization = 'authorization.k8s.io/v1'
const authentication = 'authentication.k8s.io/v1'

export const reviews: readonly Review[] = [
  {
    apiVersion: authorization,
    kind: 'SelfSubjectAccessReview',
    resource: 'selfsubjectaccessreviews',
    status: (spec, { server, person }) => ({ allowed: isAllowed(server, person, wishIn(spec)) }),
  },
  {
    apiVersion: authorization,
    kind: 'SubjectAccessReview',
    resource: 'subjectaccessreviews',
    ofWhole: true,
    status: (spec, { server }) => ({ allowed: isAllowed(server, personIn(spec), wishIn(spec)) }),
  },
  {
    apiVersion: authorization,
    kind: 'LocalSubjectAccessReview',
    resource: 'localsubjectaccessreviews',
    ofWhole: true,
    namespaced: true,
    status: (spec, { server, namespace }) => ({
      allowed: isAllowed(server, personIn(spec), { ...wishIn(spec), namespace } as Wish),
    }),
  },
  {
    apiVersion: authorization,
    kind: 'SelfSubjectRulesReview',
    resource: 'selfsubjectrulesreviews',
    status: (spec, { server, person }) => {
      const rules = rulesOf(server, person, textIn(spec, 'namespace'))
      return {
        resourceRules: rules.filter(({ resources }) => resources),
        nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs),
        incomplete: false,
      }
    },
  },
  {
    apiVersion: authentication,
    kind: 'SelfSubjectReview',
    resource: 'selfsubjectreviews',
    status: (_, { person }) => ({ userInfo: userInfoOf(person) }),
  },
  {
    apiVersion: authentication,
    kind: 'TokenReview',
    resource: 'tokenreviews',
    ofWhole: true,
    status: (spec, { server }) => {
      const person = personWithToken(textIn(spec, 'token') ?? '', server.now)
      if (!person) return { user: {}, error: 'invalid bearer token' }
      return { authenticated: true, user: userInfoOf(person) }
    },
  },
]

export function reviewAt(group: string, version: string, resource: string): Review | undefined {
  return reviews.find(
    (review) => review.apiVersion === `${group}/${version}` && review.resource === resource,
  )
}

function userInfoOf({ name, groups, uid, extra }: Person): object {
  return { username: name, ...(uid ? { uid } : {}), groups, ...(extra ? { extra } : {}) }
}

function personIn(spec: Fields): Person {
  const groups = Array.isArray(spec['groups']) ? spec['groups'].map(String) : []
  return { name: textIn(spec, 'user') ?? '', groups }
}

function wishIn(spec: Fields): Wish {
  const path = fieldsIn(spec, 'nonResourceAttributes')
  if (path) return { verb: textIn(path, 'verb') ?? '', path: textIn(path, 'path') ?? '' }
  const wanted = fieldsIn(spec, 'resourceAttributes') ?? {}
  return {
    verb: textIn(wanted, 'verb') ?? '',
    group: textIn(wanted, 'group') ?? '',
    resource: textIn(wanted, 'resource') ?? '',
    subresource: textIn(wanted, 'subresource'),
    namespace: textIn(wanted, 'namespace'),
    name: textIn(wanted, 'name'),
  }
}

function fieldsIn(fields: Fields, key: string): Fields | undefined {
  const value = fields[key]
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

function textIn(fields: Fields, key: string): string | undefined {
  const value = fields[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}
