/** What only the cluster for real clients has, asked over HTTP. */
import { describe, expect, it } from 'vitest'
import { core, crd, crds, crontabs, open } from './cluster-for-tests.ts'

describe('kinds that somebody defines', () => {
  it('are served, checked, filled in and printed, and go with their definition', async () => {
    const { lab, send, read } = open()
    expect((await send('POST', crds, crd)).code).toBe(201)
    lab.settle()
    const { status } = await read(`${crds}/crontabs.example.com`)
    expect(status.conditions.map(({ type }: { type: string }) => type)).toContain('Established')
    expect((await read('/apis/example.com/v1')).resources[0]).toMatchObject({ name: 'crontabs' })

    const wrong = { metadata: { name: 'a' }, spec: { cron: 'x', replicas: 0, more: 1 } }
    const strict = await send('POST', `${crontabs}?fieldValidation=Strict`, wrong)
    expect(strict.body.message).toContain('unknown field "spec.more"')
    const refused = await send('POST', crontabs, wrong)
    expect(refused.code).toBe(422)
    expect(refused.body.details.causes.map(({ field }: { field: string }) => field)).toEqual([
      'spec.cron',
      'spec.replicas',
    ])
    const made = await send('POST', crontabs, { ...wrong, spec: { cron: '* *' } })
    expect(made.body).toMatchObject({ spec: { cron: '* *', replicas: 2 } })
    const table = await read(crontabs, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
    expect(table.rows[0].cells).toEqual(['a', '* *'])

    const merge = { 'content-type': 'application/merge-patch+json' }
    const both = { spec: { replicas: 3 }, status: { done: true } }
    const patched = await send('PATCH', `${crontabs}/a`, both, merge)
    expect(patched.body.metadata.generation).toBe(2)
    expect(patched.body.status).toBeUndefined()
    const done = await send('PATCH', `${crontabs}/a/status`, both, merge)
    expect(done.body).toMatchObject({ metadata: { generation: 2 }, status: { done: true } })
    const strategic = { 'content-type': 'application/strategic-merge-patch+json' }
    expect((await send('PATCH', `${crontabs}/a`, both, strategic)).code).toBe(415)

    await send('DELETE', `${crds}/crontabs.example.com`)
    lab.settle()
    expect((await read(`${crds}/crontabs.example.com`)).code).toBe(404)
    await send('POST', crds, crd)
    lab.settle()
    expect((await read(crontabs)).items).toEqual([])
  })

  it('are not taken with a name that is not theirs', async () => {
    const { send } = open()
    const { code, body } = await send('POST', crds, { ...crd, metadata: { name: 'other' } })
    expect(code).toBe(422)
    expect(body.details.causes[0].field).toBe('metadata.name')
  })

  it('are not taken with a schema that is none', async () => {
    const { send } = open()
    const [version] = crd.spec.versions
    const refused = async (spec: unknown) => {
      const openAPIV3Schema = { type: 'object', properties: { spec } }
      const versions = [{ ...version, schema: { openAPIV3Schema } }]
      const { code, body } = await send('POST', crds, { ...crd, spec: { ...crd.spec, versions } })
      return [code, body.details?.causes?.[0].field.replace(/^.*\[spec\]/, '')]
    }
    expect(await refused(null)).toEqual([422, ''])
    expect(await refused({})).toEqual([422, '.type'])
    expect(await refused({ type: 'string', enum: 'a' })).toEqual([422, '.enum'])
    expect(await refused({ type: 'object', properties: { a: 1 } })).toEqual([422, '.properties[a]'])
    expect(await refused({ type: 'array' })).toEqual([422, '.items'])
  })

  it('end with their namespace', async () => {
    const { lab, send, read } = open()
    await send('POST', crds, crd)
    await send('POST', '/api/v1/namespaces', { metadata: { name: 'lab' } })
    lab.settle()
    const inLab = crontabs.replace('default', 'lab')
    await send('POST', inLab, { metadata: { name: 'a' }, spec: { cron: '* *' } })
    await send('DELETE', '/api/v1/namespaces/lab')
    lab.settle()
    expect((await read(inLab)).items).toEqual([])
  })
})

describe('roles', () => {
  const jane = { 'impersonate-user': 'jane' }
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default'

  it('let people do what they say, where they say it', async () => {
    const { send, read } = open()
    const no = await read(`${core}/pods`, jane)
    expect(no.message).toBe(
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    )
    const binding = {
      metadata: { name: 'b' },
      subjects: [{ kind: 'User', name: 'jane' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    }
    await send('POST', `${rbac}/rolebindings`, binding)
    expect((await read(`${core}/pods`, jane)).kind).toBe('PodList')
    expect((await read(`${core}/secrets`, jane)).code).toBe(403)
    expect((await read('/api/v1/pods', jane)).message).toContain('at the cluster scope')
    expect((await send('DELETE', `${core}/pods/x`, undefined, jane)).code).toBe(403)
    const review = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    const may = async (verb: string) => {
      const wanted = { verb, resource: 'pods', group: '', namespace: 'default' }
      const { body } = await send('POST', review, { spec: { resourceAttributes: wanted } }, jane)
      return body.status.allowed
    }
    expect([await may('list'), await may('delete')]).toEqual([true, false])
  })

  it('know accounts by the tokens that were made here', async () => {
    const { send, read } = open()
    const { body } = await send('POST', `${core}/serviceaccounts/default/token`, { spec: {} })
    const bearer = { authorization: `Bearer ${body.status.token}` }
    expect((await read(`${core}/pods`, bearer)).message).toContain(
      'User "system:serviceaccount:default:default" cannot list',
    )
    expect((await read(`${core}/pods`, { authorization: 'Bearer other' })).code).toBe(401)
  })
})

describe('what a namespace may have', () => {
  const pod = (name: string, resources = {}) => ({
    metadata: { name },
    spec: { containers: [{ name: 'c', image: 'nginx', resources }] },
  })

  it('is filled in and bounded by limit ranges', async () => {
    const { send } = open()
    const limits = [{ type: 'Container', defaultRequest: { cpu: '100m' }, max: { cpu: '1' } }]
    await send('POST', `${core}/limitranges`, { metadata: { name: 'l' }, spec: { limits } })
    const { body } = await send('POST', `${core}/pods`, pod('a'))
    expect(body.spec.containers[0].resources).toEqual({
      limits: { cpu: '1' },
      requests: { cpu: '100m' },
    })
    expect(body.metadata.annotations['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu request for container c; cpu limit for container c',
    )
    const large = await send('POST', `${core}/pods`, pod('b', { limits: { cpu: '2' } }))
    expect(large.body.message).toBe(
      'pods "b" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
    )
  })

  it('is counted and bounded by quotas', async () => {
    const { lab, send, read } = open()
    const hard = { pods: '5', 'requests.cpu': '1' }
    await send('POST', `${core}/resourcequotas`, { metadata: { name: 'q' }, spec: { hard } })
    const some = { requests: { cpu: '600m' } }
    expect((await send('POST', `${core}/pods`, pod('a', some))).code).toBe(201)
    const { body } = await send('POST', `${core}/pods`, pod('b', some))
    expect(body.message).toBe(
      'pods "b" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1',
    )
    const vague = await send('POST', `${core}/pods`, pod('c'))
    expect(vague.body.message).toContain('must specify requests.cpu for: c')
    lab.settle()
    const quota = await read(`${core}/resourcequotas/q`)
    expect(quota.status).toEqual({ hard, used: { pods: '1', 'requests.cpu': '600m' } })
  })
})

describe('the same objects in another version', () => {
  it('an autoscaler in its first version, with its percentage', async () => {
    const { send, read } = open()
    const first = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers'
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 70,
    }
    const made = await send('POST', first, { metadata: { name: 'web' }, spec })
    expect(made.body).toMatchObject({ apiVersion: 'autoscaling/v1', spec })
    const second = await read(`${first.replace('v1', 'v2')}/web`)
    expect(second.spec.metrics[0].resource.target.averageUtilization).toBe(70)
    const merge = { 'content-type': 'application/merge-patch+json' }
    const patch = { spec: { targetCPUUtilizationPercentage: 50 } }
    expect((await send('PATCH', `${first}/web`, patch, merge)).body.spec).toMatchObject(patch.spec)
  })

  it('events, by their newer names of fields', async () => {
    const { read } = open()
    const list = await read(
      '/apis/events.k8s.io/v1/namespaces/default/events?fieldSelector=regarding.name%3Dnode-1,reason%3DStarting',
    )
    expect(list.apiVersion).toBe('events.k8s.io/v1')
    expect(list.items).toHaveLength(1)
    expect(list.items[0]).toMatchObject({ regarding: { name: 'node-1' }, reason: 'Starting' })
    expect(list.items[0].note).toBe('Starting kubelet.')
  })
})

describe('the server itself', () => {
  it('says how it is', async () => {
    const { ask } = open()
    const text = async (path: string) => (await ask(path)).text()
    expect(await text('/livez')).toBe('ok')
    expect(await text('/readyz?verbose')).toMatch(/^\[\+]ping ok\n[\s\S]*readyz check passed\n$/)
    expect(await text('/readyz/etcd')).toBe('ok')
    expect((await ask('/readyz/nothing')).status).toBe(404)
    expect(await text('/metrics')).toContain(
      'apiserver_resource_objects{group="",resource="nodes"} 2',
    )
    const { lab, ask: other } = open()
    lab.act({ type: 'stop', component: 'etcd' })
    expect(await (await other('/readyz?verbose')).text()).toContain('[-]etcd failed')
  })

  it('says of itself in OpenAPI v2 no more than that it is there, in both forms', async () => {
    const { ask, read } = open()
    expect(await read('/openapi/v2')).toMatchObject({ swagger: '2.0', paths: {} })
    const accept = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'
    const answer = await ask('/openapi/v2', { headers: { accept } })
    expect(answer.headers.get('content-type')).not.toContain('@')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 5)]).toEqual([10, 3, ...new TextEncoder().encode('2.0')])
    expect([...bytes.subarray(-2)]).toEqual([66, 0])
  })

  it('selects by the fields that each kind can be selected by', async () => {
    const { read } = open()
    const names = async (path: string, selector: string) => {
      const list = await read(`${path}?fieldSelector=${encodeURIComponent(selector)}`)
      return list.items?.length ?? list.message
    }
    expect(await names(`${core}/services`, 'spec.clusterIP=10.96.0.1,spec.type=ClusterIP')).toBe(1)
    expect(await names(`${core}/secrets`, 'type=Opaque')).toBe(0)
    expect(await names(`${core}/events`, 'source=kubelet,reason=NodeReady')).toBe(2)
    expect(await names(`${core}/events`, 'involvedObject.apiVersion=v1,reason=NodeReady')).toBe(2)
    expect(await names(`${core}/services`, 'spec.ports=80')).toContain('not supported')
  })

  it('says what is wrong with a stream to who did not ask for one', async () => {
    const { lab, send, read } = open()
    const spec = { containers: [{ name: 'c', image: 'nginx:1.27' }] }
    await send('POST', `${core}/pods`, { metadata: { name: 'w' }, spec })
    lab.settle()
    expect((await read(`${core}/pods/w/exec?container=x&command=ls`)).message).toContain(
      'container x is not valid for pod w',
    )
    expect((await read(`${core}/pods/w/exec?command=ls`)).message).toBe('Upgrade request required')
    expect((await read(`${core}/pods/none/portforward`)).code).toBe(404)
  })

  it('speaks YAML with those who ask for it, and watches on the oldest paths', async () => {
    const { ask } = open()
    const accept = { accept: 'application/yaml' }
    const made = await ask(`${core}/configmaps`, {
      method: 'POST',
      body: '{"metadata":{"name":"y"}}',
      headers: { ...accept, 'content-type': 'application/yaml' },
    })
    expect(made.headers.get('content-type')).toBe('application/yaml')
    expect(await made.text()).toMatch(/^yaml: /)
    const watch = await ask(`/api/v1/watch/namespaces/default/configmaps/y?timeoutSeconds=1`)
    const reader = (watch.body as ReadableStream<Uint8Array>).getReader()
    const event = JSON.parse(new TextDecoder().decode((await reader.read()).value))
    expect(event).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'y' } } })
    await reader.cancel()
  })

  it('asks Pods and Services in the client’s place', async () => {
    const { lab, ask, send } = open()
    const labels = { app: 'w' }
    const spec = { containers: [{ name: 'c', image: 'nginx:1.27' }] }
    await send('POST', `${core}/pods`, { metadata: { name: 'w', labels }, spec })
    const ports = [{ port: 80 }]
    await send('POST', `${core}/services`, {
      metadata: { name: 's' },
      spec: { selector: labels, ports },
    })
    lab.settle()
    for (const path of [`${core}/pods/w/proxy/`, `${core}/services/s:80/proxy/`]) {
      const answer = await ask(path)
      expect([path, answer.status, await answer.text()]).toEqual([
        path,
        200,
        expect.stringContaining('nginx'),
      ])
    }
    expect((await ask(`${core}/services/nobody/proxy/`)).status).toBe(404)
  })
})
