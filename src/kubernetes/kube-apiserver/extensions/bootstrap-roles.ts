/**
 * The roles that every cluster has from the start, and who has them.
 *
 * *Upstream:* `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`
 * *Leaves out:* the roles of components, whose rights here are what they declare; of `admin`, `edit`
 * and `view` the kinds that the cluster does not serve.
 */

interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

const rbac = 'rbac.authorization.k8s.io'
const defaults = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }
const looking = ['get', 'list', 'watch']
const writing = ['create', 'delete', 'deletecollection', 'patch', 'update']

/** What people who use a namespace work with, by group. */
const workloads: readonly (readonly [string, readonly string[]])[] = [
  [
    '',
    [
      'configmaps',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'serviceaccounts',
      'services',
    ],
  ],
  [
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/rollback',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
  ],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['batch', ['cronjobs', 'jobs']],
  ['discovery.k8s.io', ['endpointslices']],
  ['networking.k8s.io', ['ingresses', 'networkpolicies']],
  ['policy', ['poddisruptionbudgets']],
]

/** Seen by all, written by nobody who only uses a namespace. */
const seen = [
  'bindings',
  'controllerrevisions',
  'limitranges',
  'namespaces',
  'namespaces/status',
  'pods/log',
  'pods/status',
  'replicationcontrollers/status',
  'resourcequotas',
  'resourcequotas/status',
]

const viewRules: readonly Rule[] = [
  ...workloads.map(([group, resources]) => ({ verbs: looking, apiGroups: [group], resources })),
  { verbs: looking, apiGroups: [''], resources: seen },
  { verbs: looking, apiGroups: ['apps'], resources: ['controllerrevisions'] },
]

const editRules: readonly Rule[] = [
  ...viewRules,
  ...workloads.map(([group, resources]) => ({
    verbs: writing,
    apiGroups: [group],
    resources: resources.filter(
      (resource) => resource !== 'endpoints' && resource !== 'endpointslices',
    ),
  })),
  { verbs: [...looking, ...writing], apiGroups: [''], resources: ['secrets'] },
  {
    verbs: ['get', 'list', 'watch', 'create'],
    apiGroups: [''],
    resources: ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'],
  },
  { verbs: ['create'], apiGroups: [''], resources: ['pods/eviction', 'serviceaccounts/token'] },
  { verbs: ['impersonate'], apiGroups: [''], resources: ['serviceaccounts'] },
]

const adminRules: readonly Rule[] = [
  ...editRules,
  {
    verbs: [...looking, ...writing],
    apiGroups: [rbac],
    resources: ['rolebindings', 'roles'],
  },
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['localsubjectaccessreviews'],
  },
]

const publicUrls = ['/healthz', '/livez', '/readyz', '/version', '/version/']
const discoveryUrls = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]

const selfReviews: readonly Rule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
]

const roles: readonly (readonly [string, readonly Rule[], Readonly<Record<string, string>>?])[] = [
  [
    'cluster-admin',
    [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ],
  ],
  ['admin', adminRules],
  ['edit', editRules, { [`${rbac}/aggregate-to-admin`]: 'true' }],
  ['view', viewRules, { [`${rbac}/aggregate-to-edit`]: 'true' }],
  ['system:basic-user', selfReviews],
  ['system:discovery', [{ verbs: ['get'], nonResourceURLs: discoveryUrls }]],
  ['system:public-info-viewer', [{ verbs: ['get'], nonResourceURLs: publicUrls }]],
]

export function bootstrapRoles(): readonly object[] {
  return roles.map(([name, rules, labels = {}]) => ({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name,
      labels: { ...defaults, ...labels },
      annotations: { [`${rbac}/autoupdate`]: 'true' },
    },
    ...(['admin', 'edit', 'view'].includes(name)
      ? {
          aggregationRule: {
            clusterRoleSelectors: [{ matchLabels: { [`${rbac}/aggregate-to-${name}`]: 'true' } }],
          },
        }
      : {}),
    rules,
  }))
}

const bindings: readonly (readonly [string, readonly string[], string?])[] = [
  ['cluster-admin', ['system:masters']],
  ['kubeadm:cluster-admins', ['kubeadm:cluster-admins'], 'cluster-admin'],
  ['system:basic-user', ['system:authenticated']],
  ['system:discovery', ['system:authenticated']],
  ['system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']],
]

export function bootstrapBindings(): readonly object[] {
  return bindings.map(([name, groups, role = name]) => ({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels: defaults, annotations: { [`${rbac}/autoupdate`]: 'true' } },
    subjects: groups.map((group) => ({ kind: 'Group', apiGroup: rbac, name: group })),
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  }))
}
