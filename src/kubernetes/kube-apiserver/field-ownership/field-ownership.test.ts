import { describe, expect, it } from 'vitest'
import type { KubernetesObject } from '../../api/meta.ts'
import { type TestApiServer, testApiServer } from '../api-server-for-tests.ts'
import type { Request, RequestOptions, Response, Status } from '../request.ts'

type Body = Readonly<Record<string, unknown>>

const map = (data: object, metadata: object = {}): Body => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', ...metadata },
  data,
})

const deployment = (spec: object, container: object = {}): Body => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ...container }] },
    },
  },
})

class Desk {
  readonly server: TestApiServer = testApiServer('ns')

  ask(verb: Request['verb'], body: Body | readonly unknown[], options: RequestOptions): Response {
    const object = body as { readonly kind?: string; readonly metadata?: { readonly name: string } }
    return this.server.ask({
      verb,
      resource: object.kind === 'Deployment' ? 'deployments' : 'configmaps',
      namespace: 'ns',
      ...(verb === 'create' ? {} : { name: object.metadata?.name ?? 'c' }),
      body,
      options: { showManagedFields: true, ...options },
    })
  }

  apply(body: Body, fieldManager = 'kubectl', options: RequestOptions = {}): Response {
    return this.ask('patch', body, { patchType: 'apply', fieldManager, ...options })
  }
}

const managed = ({ body }: Response) => (body as KubernetesObject).metadata.managedFields
const dataOf = ({ body }: Response) => (body as unknown as { data?: Body }).data
const specOf = ({ body }: Response) => (body as { spec: Body }).spec
const time = '2026-01-01T00:00:00Z'
const entry = (manager: string, operation: string, fieldsV1: object, apiVersion = 'v1') => ({
  manager,
  operation,
  apiVersion,
  time,
  fieldsType: 'FieldsV1',
  fieldsV1,
})

describe('server-side apply', () => {
  it('creates, and owns what the manifest names and no defaults', () => {
    const answer = new Desk().apply(deployment({ replicas: 3 }))
    expect(answer.code).toBe(201)
    expect(managed(answer)).toEqual([
      entry(
        'kubectl',
        'Apply',
        {
          'f:spec': {
            'f:replicas': {},
            'f:selector': {},
            'f:template': {
              'f:metadata': { 'f:labels': { 'f:app': {} } },
              'f:spec': {
                'f:containers': {
                  'k:{"name":"nginx"}': { '.': {}, 'f:image': {}, 'f:name': {} },
                },
              },
            },
          },
        },
        'apps/v1',
      ),
    ])
  })

  it('shares a value, and refuses to change what another owns', () => {
    const desk = new Desk()
    desk.apply(map({ a: '1', b: '2' }))
    const shared = desk.apply(map({ a: '1', b: '2' }), 'other')
    expect(shared.code).toBe(200)
    // Who only agrees has changed nothing yet, and so has no time.
    expect(managed(shared)?.map(({ manager, time }) => [manager, time])).toEqual([
      ['other', undefined],
      ['kubectl', time],
    ])
    const refused = desk.apply(map({ a: '9', b: '2' }), 'other').body as Status
    const message = 'Apply failed with 1 conflict: conflict with "kubectl": .data.a'
    expect(refused).toMatchObject({ code: 409, reason: 'Conflict', message })
    expect(refused.details).toEqual({
      causes: [
        { reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.data.a' },
      ],
    })
    const forced = desk.apply(map({ a: '9', b: '2' }), 'other', { force: true })
    expect(dataOf(forced)).toEqual({ a: '9', b: '2' })
    expect(managed(forced)).toEqual([
      entry('kubectl', 'Apply', { 'f:data': { 'f:b': {} } }),
      entry('other', 'Apply', { 'f:data': { 'f:a': {}, 'f:b': {} } }),
    ])
  })

  it('lists many conflicts by manager', () => {
    const desk = new Desk()
    desk.apply(map({ a: '1' }), 'zoe')
    desk.apply(map({ b: '1' }), 'ann')
    const { message } = desk.apply(map({ a: '2', b: '2' })).body as Status
    expect(message).toBe(
      'Apply failed with 2 conflicts: conflicts with "ann":\n- .data.b\nconflicts with "zoe":\n- .data.a',
    )
  })

  it('says of updates by which version they came', () => {
    const desk = new Desk()
    desk.ask('create', deployment({ replicas: 3 }), { fieldManager: 'kubectl-create' })
    const { message } = desk.apply(deployment({ replicas: 3 }, { image: 'nginx:1.28' }))
      .body as Status
    expect(message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-create" using apps/v1: ' +
        '.spec.template.spec.containers[name="nginx"].image',
    )
  })

  it('takes away what is no longer applied and nobody else owns', () => {
    const desk = new Desk()
    desk.apply(map({ a: '1', b: '2' }, { labels: { x: 'y' } }))
    desk.apply(map({ b: '2' }), 'other')
    const less = desk.apply(map({}))
    expect(dataOf(less)).toEqual({ b: '2' })
    expect((less.body as KubernetesObject).metadata.labels).toBeUndefined()
    expect(managed(less)?.map(({ manager }) => manager)).toEqual(['other', 'kubectl'])
  })

  it('gives up a field that then gets its default again', () => {
    const desk = new Desk()
    desk.apply(deployment({ replicas: 3 }))
    expect(specOf(desk.apply(deployment({})))['replicas']).toBe(1)
  })

  it('leaves a field to whoever shares it', () => {
    const desk = new Desk()
    desk.apply(deployment({ replicas: 3 }))
    desk.apply(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { replicas: 3 },
      },
      'autoscaler',
    )
    expect(specOf(desk.apply(deployment({})))['replicas']).toBe(3)
  })

  it('merges lists item by item, in the manifest’s order, and keeps what others added', () => {
    const desk = new Desk()
    const ports = (...list: readonly object[]) => deployment({}, { ports: list })
    desk.apply(ports({ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }))
    const sidecar = { name: 'log', image: 'busybox:1.36' }
    const patch = { spec: { template: { spec: { containers: [sidecar] } } } }
    desk.ask(
      'patch',
      { kind: 'Deployment', metadata: { name: 'web' }, ...patch },
      { fieldManager: 'kubectl-patch' },
    )
    const next = desk.apply(ports({ containerPort: 80, name: 'http' }))
    const { template } = specOf(next) as { template: { spec: { containers: Body[] } } }
    const { containers } = template.spec
    expect(containers.map(({ name }) => name).sort()).toEqual(['log', 'nginx'])
    const nginx = containers.find(({ name }) => name === 'nginx')
    expect(nginx?.['ports']).toEqual([{ name: 'http', containerPort: 80, protocol: 'TCP' }])
  })

  it('changes nothing the second time', () => {
    const desk = new Desk()
    const first = desk.apply(deployment({ replicas: 3 }))
    expect(desk.apply(deployment({ replicas: 3 })).body).toEqual(first.body)
  })

  it('rehearses', () => {
    const desk = new Desk()
    const dry = desk.apply(map({ a: '1' }), 'kubectl', { dryRun: true })
    expect(dry.code).toBe(201)
    expect(managed(dry)).toEqual([entry('kubectl', 'Apply', { 'f:data': { 'f:a': {} } })])
    expect(desk.ask('get', map({}), {}).code).toBe(404)
  })

  it.each<[string, Body, RequestOptions, number, string]>([
    [
      'no manager',
      map({}),
      { fieldManager: '' },
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'another version',
      { ...map({}), apiVersion: 'v2' },
      {},
      400,
      'Incorrect version specified in apply patch. Specified patch version: v2, expected: v1',
    ],
    [
      'another kind',
      { ...map({}), kind: 'Secret' },
      {},
      500,
      'failed to create typed patch object (ns/c; /v1, Kind=Secret): no corresponding type for /v1, Kind=Secret',
    ],
    [
      'an unknown field',
      { ...map({}), spec: {} },
      {},
      500,
      'failed to create typed patch object (ns/c; /v1, Kind=ConfigMap): .spec: field not declared in schema',
    ],
    [
      'a wrong type',
      deployment({ replicas: 'three' }),
      {},
      500,
      'failed to create typed patch object (ns/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
    ],
    [
      'owners in the manifest',
      map({}, { managedFields: [{ manager: 'me' }] }),
      {},
      400,
      'metadata.managedFields must be nil',
    ],
    [
      'an old version',
      map({ a: '2' }, { resourceVersion: '1' }),
      {},
      409,
      'Operation cannot be fulfilled on configmaps "c": the object has been modified; please apply your changes to the latest version and try again',
    ],
  ])('refuses %s', (_, body, options, code, message) => {
    const desk = new Desk()
    desk.apply(map({ a: '1' }))
    desk.apply(deployment({}))
    expect(desk.apply(body, 'kubectl', options).body).toMatchObject({ code, message })
  })
})

describe('managed fields', () => {
  it('are those of a Go client after a create: defaults too, items of lists, no status', () => {
    const desk = new Desk()
    const created = desk.ask('create', deployment({}, { resources: { limits: { cpu: '1' } } }), {
      fieldManager: 'kubectl-create',
    })
    const [only] = managed(created) ?? []
    expect(only?.operation).toBe('Update')
    expect(only?.fieldsV1).toEqual({
      'f:spec': {
        'f:progressDeadlineSeconds': {},
        'f:replicas': {},
        'f:revisionHistoryLimit': {},
        'f:selector': {},
        'f:strategy': {
          'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} },
          'f:type': {},
        },
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"nginx"}': {
                '.': {},
                'f:image': {},
                'f:imagePullPolicy': {},
                'f:name': {},
                'f:resources': { '.': {}, 'f:limits': { '.': {}, 'f:cpu': {} } },
                'f:terminationMessagePath': {},
                'f:terminationMessagePolicy': {},
              },
            },
            'f:dnsPolicy': {},
            'f:restartPolicy': {},
            'f:schedulerName': {},
            'f:securityContext': {},
            'f:terminationGracePeriodSeconds': {},
          },
        },
      },
    })
  })

  it('follow scale, and are only shown to who asks', () => {
    const desk = new Desk()
    desk.apply(deployment({ replicas: 3 }))
    desk.server.ask({
      verb: 'patch',
      resource: 'deployments',
      subresource: 'scale',
      namespace: 'ns',
      name: 'web',
      body: { spec: { replicas: 5 } },
      options: { patchType: 'merge', fieldManager: 'kubectl' },
    })
    const seen = desk.ask('get', deployment({}), {})
    expect(managed(seen)?.at(-1)).toEqual({
      ...entry('kubectl', 'Update', { 'f:spec': { 'f:replicas': {} } }, 'apps/v1'),
      subresource: 'scale',
    })
    const { message } = desk.apply(deployment({ replicas: 3 })).body as Status
    expect(message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    )
    const plain = desk.ask('get', deployment({}), { showManagedFields: false })
    expect(managed(plain)).toBeUndefined()
  })

  it('count the times that are always written, set or not', () => {
    const desk = new Desk()
    desk.apply(deployment({}))
    const condition = { type: 'Available', status: 'True', lastUpdateTime: time }
    const answer = desk.server.ask({
      verb: 'patch',
      resource: 'deployments',
      subresource: 'status',
      namespace: 'ns',
      name: 'web',
      body: { status: { conditions: [condition] } },
      options: { patchType: 'merge', fieldManager: 'me', showManagedFields: true },
    })
    expect(managed(answer)?.at(-1)?.fieldsV1).toEqual({
      'f:status': {
        'f:conditions': {
          '.': {},
          'k:{"type":"Available"}': {
            '.': {},
            'f:lastTransitionTime': {},
            'f:lastUpdateTime': {},
            'f:status': {},
            'f:type': {},
          },
        },
      },
    })
  })

  it('can be written by hand, and done away with', () => {
    const desk = new Desk()
    const created = desk.ask('create', map({ a: '1' }), { fieldManager: 'kubectl-create' })
    const [first] = managed(created) ?? []
    const path = '/metadata/managedFields'
    const handed = desk.ask(
      'patch',
      [{ op: 'replace', path, value: [{ ...first, manager: 'me', operation: 'Apply' }] }],
      { patchType: 'json', fieldManager: 'kubectl-patch' },
    )
    expect(managed(handed)?.map(({ manager, operation }) => [manager, operation])).toEqual([
      ['me', 'Apply'],
    ])
    const metadata = { name: 'c', managedFields: [{}] }
    const cleared = desk.ask('patch', { metadata }, { patchType: 'merge' })
    expect(managed(cleared)).toBeUndefined()
    const { message } = desk.apply(map({ a: '2' })).body as Status
    expect(message).toContain('conflict with "before-first-apply" using v1: .data.a')
  })

  it('are not forgotten over many writes by many', () => {
    const desk = new Desk()
    desk.apply(map({ a: '1' }))
    for (let turn = 0; turn < 24; turn++)
      desk.ask(
        'patch',
        { metadata: { name: 'c' }, data: { [`k${turn}`]: 'x' } },
        { patchType: 'merge', fieldManager: `m${turn}` },
      )
    const managers = managed(desk.ask('get', map({}), {})) ?? []
    expect(managers[0]?.manager).toBe('kubectl')
    const updates = managers.filter(({ operation }) => operation === 'Update')
    expect(updates).toHaveLength(10)
    const ancient = updates.find(({ manager }) => manager === 'ancient-changes')
    const fields = ancient?.fieldsV1 as { readonly 'f:data': object } | undefined
    expect(Object.keys(fields?.['f:data'] ?? {})).toHaveLength(15)
  })
})
