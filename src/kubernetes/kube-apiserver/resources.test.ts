import { describe, expect, it } from 'vitest'
import type { Deployment } from '../api/apps.ts'
import type { Pod, Service } from '../api/core.ts'
import { testApiServer } from './api-server-for-tests.ts'
import { decode } from './decode.ts'
import { isStatus } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { resourceOfKind, resources } from './resources.ts'

type Json = Readonly<Record<string, unknown>>

const container = { name: 'c', image: 'nginx:1.27' }
const labels = { app: 'x' }
const spec = {
  replicas: 0,
  selector: { matchLabels: labels },
  template: { metadata: { labels }, spec: { containers: [container] } },
}
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' }
const ending = { spec: { restartPolicy: 'Never', containers: [container] } }
const samples: { readonly [K in keyof typeof resources]: Json } = {
  pods: { spec: { containers: [{ ...container, livenessProbe: { tcpSocket: { port: 80 } } }] } },
  nodes: { status: { capacity: { cpu: '2' } } },
  services: { spec: { type: 'LoadBalancer', sessionAffinity: 'ClientIP', ports: [{ port: 80 }] } },
  namespaces: {},
  events: { involvedObject: { namespace: 'default' }, reason: 'R', message: 'M' },
  deployments: { spec },
  replicasets: { spec },
  endpointslices: { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{}] },
  leases: { spec: { holderIdentity: 'me' } },
  configmaps: { data: { key: 'value' } },
  secrets: { stringData: { password: '秘密' } },
  serviceaccounts: {},
  priorityclasses: { value: 10 },
  daemonsets: { spec: { selector: spec.selector, template: spec.template } },
  statefulsets: { spec },
  controllerrevisions: { data: {}, revision: 1 },
  jobs: { spec: { template: ending } },
  cronjobs: { spec: { schedule: '@daily', jobTemplate: { spec: { template: ending } } } },
  poddisruptionbudgets: { spec: { minAvailable: '50%', selector: spec.selector } },
  horizontalpodautoscalers: {
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      behavior: {},
    },
  },
  endpoints: { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] },
  persistentvolumes: {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/d' },
    },
  },
  persistentvolumeclaims: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  replicationcontrollers: { spec: { selector: labels, template: spec.template } },
  resourcequotas: { spec: { hard: { pods: 5 } } },
  limitranges: { spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } },
  podtemplates: { template: spec.template },
  roles: { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] },
  rolebindings: { roleRef, subjects: [{ kind: 'User', name: 'u' }] },
  clusterroles: { rules: [] },
  clusterrolebindings: { roleRef },
  ingresses: { spec: { rules: [{ host: 'a.example' }] } },
  ingressclasses: { spec: { controller: 'example.com/one' } },
  networkpolicies: { spec: { podSelector: {}, egress: [] } },
  storageclasses: { provisioner: 'example.com/disk' },
}

describe('every kind', () => {
  for (const definition of Object.values(resources) as ResourceDefinition[]) {
    const { resource, kind, group, version, namespaced } = definition
    const apiVersion = group ? `${group}/${version}` : version
    const body = { apiVersion, kind, metadata: { name: 'x' }, ...samples[resource] }
    const at = { resource, ...(namespaced ? { namespace: 'default' } : {}) }

    it(`${resource}: is found by its kind`, () =>
      expect(resourceOfKind(apiVersion, kind)).toBe(resource))

    it(`${resource}: defaults twice are defaults once`, () => {
      const decoded = decode(definition.schema, body)
      const object = ('object' in decoded ? decoded.object : {}) as never
      const once = definition.defaults(object)
      expect(definition.defaults(once)).toEqual(once)
    })

    it(`${resource}: what is read can be written back, and nothing moves`, () => {
      const { ask } = testApiServer()
      const created = ask({ ...at, verb: 'create', body })
      expect(created.code, JSON.stringify(created.body)).toBe(201)
      const again = ask({ ...at, verb: 'update', name: 'x', body: created.body })
      expect(again.code, JSON.stringify(again.body)).toBe(200)
      expect(again.body).toBe(created.body)
      const patched = ask({ ...at, verb: 'patch', name: 'x', body: {} })
      expect(patched.body).toBe(created.body)
    })
  }

  it('is unknown by any other name', () => {
    expect(resourceOfKind('apps/v1', 'Pod')).toBeUndefined()
    expect(resourceOfKind('v1', 'toString')).toBeUndefined()
  })
})

describe('generation', () => {
  const { ask } = testApiServer()
  const at = { resource: 'deployments', namespace: 'default', name: 'x' } as const
  const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec }
  const generation = (patch: Json, subresource?: 'status') => {
    const { body } = ask({
      ...at,
      verb: 'patch',
      body: patch,
      ...(subresource ? { subresource } : {}),
    })
    return isStatus(body) ? body.message : (body as Deployment).metadata.generation
  }

  it('begins at 1 and follows the desired state, annotations included', () => {
    ask({ resource: 'deployments', namespace: 'default', verb: 'create', body })
    expect(generation({ metadata: { labels: { a: 'b' } } })).toBe(1)
    expect(generation({ spec: { replicas: 2 } })).toBe(2)
    expect(generation({ spec: { replicas: 2 } })).toBe(2)
    expect(generation({ metadata: { annotations: { a: 'b' } } })).toBe(3)
  })

  it('does not follow the status, and neither write reaches into the other', () => {
    expect(generation({ status: { replicas: 7 } })).toBe(3)
    expect(
      generation(
        { status: { replicas: 7 }, spec: { replicas: 9 }, metadata: { labels: null } },
        'status',
      ),
    ).toBe(3)
    const { metadata, spec, status } = ask({ ...at, verb: 'get' }).body as Deployment
    expect(spec.replicas).toBe(2)
    expect(status?.replicas).toBe(7)
    expect(metadata.labels).toEqual({ a: 'b' })
  })
})

describe('pods', () => {
  const { graceSeconds } = resources.pods
  const pod = (fields: Json) =>
    ({ spec: { nodeName: 'n', ...fields }, status: {} }) as unknown as Pod

  it('get the grace they ask for, the deleter’s word first', () => {
    expect(graceSeconds?.(pod({ terminationGracePeriodSeconds: 5 }))).toBe(5)
    expect(graceSeconds?.(pod({ terminationGracePeriodSeconds: 5 }), 2)).toBe(2)
    expect(graceSeconds?.(pod({}))).toBe(30)
    expect(graceSeconds?.(pod({}), -1)).toBe(1)
  })

  it('get none where nothing runs', () => {
    expect(graceSeconds?.(pod({ nodeName: undefined }), 30)).toBe(0)
    const done = { ...pod({}), status: { phase: 'Succeeded' } } as Pod
    expect(graceSeconds?.(done)).toBe(0)
  })

  it('have their class by what they ask for, limits counting as requests', () => {
    const limits = { cpu: '1', memory: '1Gi' }
    const { status } = resources.pods.prepareForCreate({
      metadata: { name: 'x' },
      spec: { containers: [{ ...container, resources: { limits } }] },
    } as unknown as Pod)
    expect(status).toEqual({ phase: 'Pending', qosClass: 'Guaranteed' })
  })
})

describe('services', () => {
  const { ask } = testApiServer()
  const at = { resource: 'services', namespace: 'default' } as const
  const body = (spec: Json) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'x' },
    spec,
  })

  it('keep what they were given, and let go of what a new type has no use for', () => {
    const first = ask({
      ...at,
      verb: 'create',
      body: body({ type: 'NodePort', ports: [{ port: 80 }] }),
    }).body as Service
    const same = ask({
      ...at,
      verb: 'update',
      name: 'x',
      body: body({ type: 'NodePort', ports: [{ port: 80 }] }),
    }).body as Service
    expect(same.spec).toEqual(first.spec)
    const plain = ask({ ...at, verb: 'patch', name: 'x', body: { spec: { type: 'ClusterIP' } } })
      .body as Service
    expect(plain.spec.clusterIP).toBe(first.spec.clusterIP)
    expect(plain.spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }])
    expect(plain.spec).not.toHaveProperty('externalTrafficPolicy')
  })
})
