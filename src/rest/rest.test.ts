import { describe, expect, it } from 'vitest'
import { createLab, type Lab } from '../lab/lab.ts'
import { scenario } from './cluster-for-tests.ts'
import { createRest } from './rest.ts'

const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
const json = { 'content-type': 'application/json' }
const deployments = '/apis/apps/v1/namespaces/default/deployments'
const deployment = {
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.14.2' }] },
    },
  },
}

function open() {
  const lab: Lab = createLab({ scenario, seed: 1 })
  const rest = createRest(lab.backend)
  const ask = (path: string, init: RequestInit = {}) =>
    rest(new Request(`http://cluster${path}`, init))
  const send = (method: string, path: string, body: unknown, type = 'application/json') =>
    ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': type } })
  const read = async (path: string, accept?: string) =>
    (await ask(path, accept ? { headers: { accept } } : {})).json()
  return { lab, ask, send, read }
}

describe('objects over HTTP', () => {
  it('gives a token to accounts that are there', async () => {
    const { send } = open()
    const address = '/api/v1/namespaces/default/serviceaccounts'
    const given = await send('POST', `${address}/default/token`, { spec: {} })
    expect(given.status).toBe(201)
    const { status } = await given.json()
    const claims = JSON.parse(atob(status.token.split('.')[1]))
    expect(claims.sub).toBe('system:serviceaccount:default:default')
    expect((await send('POST', `${address}/nobody/token`, {})).status).toBe(404)
    const short = { spec: { expirationSeconds: 10 } }
    expect((await send('POST', `${address}/default/token`, short)).status).toBe(400)
  })

  it('creates, reads, patches, scales and deletes; the address fills what the body leaves open', async () => {
    const { lab, ask, send, read } = open()
    const created = await send('POST', deployments, deployment)
    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default', generation: 1 },
    })
    lab.settle()
    const patch = { spec: { replicas: 3 } }
    const merge = 'application/merge-patch+json'
    expect((await send('PATCH', `${deployments}/web`, patch, merge)).status).toBe(200)
    const scaled = await send('PATCH', `${deployments}/web/scale`, { spec: { replicas: 1 } }, merge)
    expect(await scaled.json()).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 1 },
      status: { replicas: 2, selector: 'app=web' },
    })
    lab.settle()
    const pods = await read('/api/v1/namespaces/default/pods?labelSelector=app%20in%20(web)')
    expect(pods.items).toHaveLength(1)
    expect(pods.items[0]).not.toHaveProperty('kind')
    expect((await ask(`${deployments}/web`, { method: 'DELETE' })).status).toBe(200)
    expect(await read(`${deployments}/web`)).toMatchObject({ code: 404, reason: 'NotFound' })
  })

  it('gives a list in pages of one revision', async () => {
    const { lab, send, read } = open()
    await send('POST', deployments, { ...deployment, spec: { ...deployment.spec, replicas: 3 } })
    lab.settle()
    const first = await read('/api/v1/pods?limit=2')
    expect(first.items).toHaveLength(2)
    expect(first.metadata.remainingItemCount).toBe(1)
    await send('PATCH', `${deployments}/web/scale`, { spec: { replicas: 0 } })
    lab.settle()
    const token = encodeURIComponent(first.metadata.continue)
    const second = await read(`/api/v1/pods?limit=2&continue=${token}`)
    expect(second.items).toHaveLength(1)
    expect(second.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion })
    expect(await read('/api/v1/pods?continue=nonsense!')).toMatchObject({ code: 400 })
    expect(await read('/api/v1/pods?resourceVersion=99999')).toMatchObject({ code: 504 })
  })

  it('shows a table of what kubectl prints', async () => {
    const { read } = open()
    const table = await read('/api/v1/nodes', tableType)
    const names = table.columnDefinitions.map(({ name }: { name: string }) => name)
    expect(names.slice(0, 6)).toEqual(['Name', 'Status', 'Roles', 'Age', 'Version', 'Internal-IP'])
    expect(table.rows[1].cells.slice(0, 3)).toEqual(['node-1', 'Ready', '<none>'])
    expect(table.rows[1].object.kind).toBe('PartialObjectMetadata')
  })

  it('watches: what exists, the end of that, then the news', async () => {
    const { ask, send } = open()
    const query = 'watch=1&sendInitialEvents=T&allowWatchBookmarks=true'
    const { body } = await ask(`/apis/apps/v1/deployments?${query}`)
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const next = async () => JSON.parse(new TextDecoder().decode((await reader.read()).value))
    const bookmark = await next()
    expect(bookmark.type).toBe('BOOKMARK')
    expect(bookmark.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
    await send('POST', deployments, deployment)
    expect(await next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'web' } } })
    await reader.cancel()
  })
})

describe('what there is', () => {
  it('is told in both forms of discovery', async () => {
    const { read } = open()
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    const core = await read('/api', accept)
    const pods = core.items[0].versions[0].resources.find(
      ({ resource }: { resource: string }) => resource === 'pods',
    )
    expect(pods).toMatchObject({ scope: 'Namespaced', shortNames: ['po'] })
    expect(await read('/apis/apps/v1')).toMatchObject({ kind: 'APIResourceList' })
    expect(await read('/version')).toMatchObject({ major: '1', minor: '35' })
  })

  it('has paths to patch and schemas to explain', async () => {
    const { read } = open()
    const { paths } = await read('/openapi/v3')
    expect(Object.keys(paths)).toContain('apis/apps/v1')
    const apps = await read('/openapi/v3/apis/apps/v1?hash=x')
    const { patch } = apps.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']
    expect(patch['x-kubernetes-group-version-kind']).toMatchObject({ kind: 'Deployment' })
    expect(apps.components.schemas['io.k8s.api.DeploymentSpec'].properties.replicas).toEqual({
      type: 'integer',
      format: 'int32',
    })
  })
})

describe('bad requests', () => {
  it.each<[string, number, string, RequestInit?]>([
    ['an unknown kind', 404, '/apis/apps/v1/gizmos'],
    ['a method without a meaning', 405, '/api/v1/pods', { method: 'PUT', body: '{}' }],
    ['an answer nobody can give', 406, '/api/v1/pods', { headers: { accept: 'image/png' } }],
    ['a body that is no JSON', 400, deployments, { method: 'POST', body: '{', headers: json }],
    ['no body', 400, deployments, { method: 'POST' }],
    ['a body that is no object', 400, deployments, { method: 'POST', body: '[1]', headers: json }],
    [
      'a body of another kind of text',
      415,
      deployments,
      { method: 'POST', body: 'a: b', headers: { 'content-type': 'application/yaml' } },
    ],
    ['too large a body', 413, deployments, { method: 'POST', body: `"${'x'.repeat(4e6)}"` }],
    ['a selector nobody can read', 400, '/api/v1/pods?labelSelector=a=b=c'],
    ['a field that cannot be selected by', 400, '/api/v1/pods?fieldSelector=spec.x=1'],
    ['a dry run of some other sort', 400, `${deployments}?dryRun=Some`, { method: 'POST' }],
  ])('%s: %i', async (_, code, path, init) => {
    const { ask } = open()
    const response = await ask(path, init)
    expect(response.status).toBe(code)
    const status = await response.json()
    expect(status).toMatchObject({ kind: 'Status', status: 'Failure', code })
    expect(status.message).not.toBe('')
  })

  it.each(['/nothing', '/apis/gizmos.example/v1/gizmos', '/api/v1/pods/%ff'])(
    '%s is no page',
    async (path) => {
      const { ask } = open()
      const response = await ask(path)
      expect(response.status).toBe(404)
      expect(await response.text()).toBe('404 page not found\n')
    },
  )

  it('are the network’s own where the API server is away', async () => {
    const { lab, ask } = open()
    lab.act({ type: 'stop', component: 'kube-apiserver' })
    expect((await ask('/api/v1/pods')).type).toBe('error')
  })
})
