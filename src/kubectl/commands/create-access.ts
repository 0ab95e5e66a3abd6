/**
 * `kubectl create role`, `rolebinding` and those of the whole cluster: who may do what.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_{role,rolebinding,clusterrole,clusterrolebinding}.go`
 * *Leaves out:* `--aggregation-rule`.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Bilingual } from '../../language.ts'
import type { Call, Command } from '../command.ts'
import { namespaceOf } from '../command.ts'
import { Failure } from '../failure.ts'
import type { FlagTable } from '../flags.ts'
import { findKind } from '../kinds.ts'
import { head, make, makingFlags, onlyName, servedKind } from './create.ts'

const rbac = 'rbac.authorization.k8s.io'

interface Recipe {
  readonly resource: string
  readonly usage: string
  readonly says: Bilingual
  readonly example: string
  readonly flags: FlagTable
  readonly failure?: string
  body(call: Call): Json
}

const ruleFlags: FlagTable = { verb: 'list', resource: 'list', 'resource-name': 'list' }
const clusterRuleFlags: FlagTable = { ...ruleFlags, 'non-resource-url': 'list' }
const bindingFlags: FlagTable = {
  role: 'text',
  clusterrole: 'text',
  user: 'list',
  group: 'list',
  serviceaccount: 'list',
}

const recipes: readonly Recipe[] = [
  {
    resource: 'role',
    usage: 'NAME --verb=VERB --resource=TYPE',
    says: { ja: 'Roleを作ります。', en: 'Create a Role.' },
    example: 'kubectl create role reader --verb=get,list --resource=pods',
    flags: ruleFlags,
    body: rulesBody,
  },
  {
    resource: 'clusterrole',
    usage: 'NAME --verb=VERB --resource=TYPE',
    says: { ja: 'ClusterRoleを作ります。', en: 'Create a ClusterRole.' },
    example: 'kubectl create clusterrole reader --verb=get,list --resource=nodes',
    flags: clusterRuleFlags,
    body: rulesBody,
  },
  {
    resource: 'rolebinding',
    usage: 'NAME (--role=NAME | --clusterrole=NAME) [--user=NAME]',
    says: { ja: 'RoleBindingを作ります。', en: 'Create a RoleBinding.' },
    example: 'kubectl create rolebinding readers --role=reader --user=ann',
    flags: bindingFlags,
    failure: 'failed to create rolebinding:',
    body: bindingBody,
  },
  {
    resource: 'clusterrolebinding',
    usage: 'NAME --clusterrole=NAME [--user=NAME]',
    says: { ja: 'ClusterRoleBindingを作ります。', en: 'Create a ClusterRoleBinding.' },
    example: 'kubectl create clusterrolebinding readers --clusterrole=reader --group=all',
    flags: bindingFlags,
    failure: 'failed to create clusterrolebinding:',
    body: bindingBody,
  },
]

export const createAccess: readonly Command[] = recipes.map((recipe) => ({
  name: `create ${recipe.resource}`,
  usage: recipe.usage,
  says: recipe.says,
  examples: [recipe.example],
  flags: { ...makingFlags, ...recipe.flags },
  takes: 'nothing',
  run(call) {
    const name = onlyName(call, `create ${recipe.resource}`)
    const kind = servedKind(recipe.resource)
    const object = { ...head(kind, name, call), ...recipe.body(call) }
    make(call, kind, object, recipe.failure ? { failure: recipe.failure } : {})
    return 0
  },
}))

/** One rule for each group whose kinds are named. */
const knownVerbs = new Set(
  'get list watch create update patch delete deletecollection use bind escalate impersonate proxy *'.split(
    ' ',
  ),
)

function rulesBody({ flags, complain }: Call): Json {
  const verbs = flags.list('verb')
  if (verbs.length === 0) throw new Failure('error: at least one verb must be specified')
  for (const verb of verbs)
    if (!knownVerbs.has(verb)) complain(`Warning: '${verb}' is not a standard resource verb`)
  const urls = flags.list('non-resource-url')
  if (urls.length > 0) return { rules: [{ verbs, nonResourceURLs: urls }] }
  const types = flags.list('resource')
  if (types.length === 0) throw new Failure('error: at least one resource must be specified')
  const byGroup = new Map<string, string[]>()
  for (const type of types) {
    const [word = '', subresource] = type.split('/')
    const kind = findKind(word)
    if (!kind && word !== '*')
      throw new Failure(`the server doesn't have a resource type "${word}"`)
    const name = `${kind?.resource ?? word}${subresource ? `/${subresource}` : ''}`
    const group = kind?.group ?? ''
    byGroup.set(group, [...(byGroup.get(group) ?? []), name])
  }
  const names = flags.list('resource-name')
  const rules = [...byGroup].map(([group, resources]) => ({
    verbs,
    apiGroups: [group],
    resources,
    ...(names.length > 0 ? { resourceNames: names } : {}),
  }))
  return { rules }
}

function bindingBody(call: Call): Json {
  const { flags } = call
  const [role, clusterRole] = [flags.text('role'), flags.text('clusterrole')]
  if ((role === undefined) === (clusterRole === undefined))
    throw new Failure('error: exactly one of clusterrole or role must be specified')
  const of = (kind: string, names: readonly string[]) =>
    names.map((name) => ({ kind, apiGroup: rbac, name }))
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace = '', name] = text.split(':')
    if (!namespace || !name) throw new Failure('error: serviceaccount must be <namespace>:<name>')
    return { kind: 'ServiceAccount', namespace: namespace || namespaceOf(call), name }
  })
  const subjects = [
    ...of('User', flags.list('user')),
    ...of('Group', flags.list('group')),
    ...accounts,
  ]
  return {
    ...(subjects.length > 0 ? { subjects } : {}),
    roleRef: {
      apiGroup: rbac,
      kind: role === undefined ? 'ClusterRole' : 'Role',
      name: role ?? clusterRole,
    },
  }
}
