/**
 * Who asks. Nobody has to prove anything here: who says nothing is the administrator, who names
 * somebody else is them, and a token that was made here says whose it is.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/filters/{authentication,impersonation}.go`
 * *Leaves out:* certificates, signatures of tokens.
 */
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import { accountIn } from './token.ts'

export interface Person {
  readonly name: string
  readonly groups: readonly string[]
  readonly uid?: string
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export const administrator: Person = {
  name: adminUser,
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
}

/** Undefined where a token is none of ours, or has run out. */
export function personOf({ headers }: Request, now: number): Person | undefined {
  const named = headers.get('impersonate-user')
  if (named)
    return { ...personNamed(named, listIn(headers.get('impersonate-group'))), ...more(headers) }
  const [, token] = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '') ?? []
  return token === undefined ? administrator : personWithToken(token, now)
}

export function personWithToken(token: string, now: number): Person | undefined {
  const account = accountIn(token, now)
  return account && personNamed(`system:serviceaccount:${account.namespace}:${account.name}`, [])
}

/** With the groups that follow from the name. */
function personNamed(name: string, groups: readonly string[]): Person {
  if (name === adminUser && groups.length === 0) return administrator
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? []
  const accounts = namespace
    ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
    : []
  const known = name === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated'
  const own = groups.length > 0 ? groups : accounts
  return { name, groups: own.includes(known) ? own : [...own, known] }
}

function more(headers: Headers): Pick<Person, 'uid' | 'extra'> {
  const uid = headers.get('impersonate-uid')
  const prefix = 'impersonate-extra-'
  const extra = [...headers]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [decoded(name.slice(prefix.length)), listIn(value)] as const)
  return {
    ...(uid ? { uid } : {}),
    ...(extra.length > 0 ? { extra: Object.fromEntries(extra) } : {}),
  }
}

function listIn(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
