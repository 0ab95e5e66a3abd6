import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { readScenario } from '../book/labs.ts'
import { type RunningCluster, serveCluster } from './serve-cluster.ts'

let cluster: RunningCluster

beforeAll(async () => {
  // Time stands still, so that nothing happens but what a test asks for.
  cluster = await serveCluster({
    scenario: readScenario('three-nodes'),
    seed: 1,
    port: 0,
    speed: 0,
  })
})
afterAll(() => cluster.close())

async function post(address: string): Promise<number> {
  return (await fetch(`${cluster.url}${address}`, { method: 'POST' })).status
}

/** Bytes as they are, and the first line of the answer. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(cluster.url).port), '127.0.0.1', () =>
      socket.write(bytes),
    )
    socket.on('data', (chunk) => {
      answer += chunk
      socket.destroy()
    })
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''))
    socket.on('error', reject)
  })
}

describe('a cluster behind a socket', () => {
  it('answers what clients ask first', async () => {
    expect(await (await fetch(`${cluster.url}/version`)).json()).toMatchObject({ minor: '35' })
    expect(await (await fetch(`${cluster.url}/readyz`)).text()).toBe('ok')
  })

  it('sends the head of a watch before there is any news', async () => {
    const ended = new AbortController()
    const watch = await fetch(`${cluster.url}/api/v1/pods?watch=true&resourceVersion=0`, {
      signal: ended.signal,
    })
    expect(watch.headers.get('content-type')).toBe('application/json;stream=watch')
    ended.abort()
  })

  it('lets hands pull plugs, cut wires, stop components and wait', async () => {
    expect(await post('/simulation/machines/node-1/power-off')).toBe(200)
    expect(await post('/simulation/links/node-2/control-plane/cut')).toBe(200)
    expect(await post('/simulation/components/kube-proxy@node-3/stop')).toBe(200)
    expect(await post('/simulation/advance?seconds=60')).toBe(200)
    const nodes = await (await fetch(`${cluster.url}/api/v1/nodes`)).json()
    const ready = nodes.items.map(
      ({ status }: { status: { conditions: { type: string; status: string }[] } }) =>
        status.conditions.find(({ type }) => type === 'Ready')?.status,
    )
    expect(ready).toEqual(['True', 'Unknown', 'Unknown', 'True'])
  })

  it.each([
    '/simulation/machines/node-9/power-off',
    '/simulation/machines/node-1/kick',
    '/simulation/components/gizmo/stop',
    '/simulation/links/node-1/nowhere/cut',
    '/simulation/',
  ])('says what %s cannot mean', async (address) => {
    expect(await post(address)).toBe(404)
  })

  it('refuses pages of the web and names it does not know', async () => {
    const page = await fetch(`${cluster.url}/version`, {
      headers: { origin: 'https://example.com' },
    })
    expect(page.status).toBe(403)
    expect(await raw('GET /version HTTP/1.1\r\nHost: rebound.example:80\r\n\r\n')).toContain('403')
  })

  it('runs a command over a WebSocket, and says how it ended', async () => {
    await fetch(`${cluster.url}/api/v1/namespaces/default/pods`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        metadata: { name: 'box' },
        spec: { nodeName: 'node-3', containers: [{ name: 'box', image: 'nginx' }] },
      }),
    })
    await post('/simulation/advance?seconds=30')
    const query = 'command=sh&command=-c&command=hostname;exit%203&stdout=1&stderr=1'
    const address = `${cluster.url.replace('http', 'ws')}/api/v1/namespaces/default/pods/box/exec?${query}`
    const socket = new WebSocket(address, ['v5.channel.k8s.io'])
    socket.binaryType = 'arraybuffer'
    const said: string[] = []
    socket.onmessage = ({ data }) => said.push(Buffer.from(data).toString())
    await new Promise((resolve) => {
      socket.onclose = resolve
    })
    expect(said[0]).toBe('\u0001box\n')
    expect(JSON.parse((said[1] ?? '').slice(1))).toMatchObject({
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    })
    const log = await fetch(`${cluster.url}/api/v1/namespaces/default/pods/box/log?tailLines=1`)
    expect(await log.text()).toContain('start worker processes')
  })

  it('lives through what is no HTTP', async () => {
    expect(await raw('hello\r\n\r\n')).toContain('400')
    expect(await raw('GET /api/v1/pods\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toContain('400')
    expect((await fetch(`${cluster.url}/livez`)).status).toBe(200)
  })
})

test('closes though somebody still has a shell open in a Pod', async () => {
  const own = await serveCluster({
    scenario: readScenario('three-pods'),
    seed: 1,
    port: 0,
    speed: 0,
  })
  const pods = await (await fetch(`${own.url}/api/v1/namespaces/default/pods`)).json()
  const { name } = pods.items[0].metadata
  const query = 'command=cat&stdin=1&stdout=1'
  const address = `${own.url.replace('http', 'ws')}/api/v1/namespaces/default/pods/${name}/exec?${query}`
  const socket = new WebSocket(address, ['v5.channel.k8s.io'])
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  const ended = new Promise((resolve) => {
    socket.onclose = resolve
  })
  expect(socket.readyState).toBe(WebSocket.OPEN)
  await own.close()
  await ended
})

const kubectl = process.env['ARUBEKI_KUBECTL']
if (kubectl)
  test('the real kubectl applies, scales and deletes', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arubeki-kubectl-'))
    const config = path.join(folder, 'config')
    const server = `clusters: [{name: a, cluster: {server: '${cluster.url}'}}]`
    const rest = 'contexts: [{name: a, context: {cluster: a, user: ""}}]\ncurrent-context: a'
    writeFileSync(config, `apiVersion: v1\nkind: Config\n${server}\n${rest}\n`)
    const env = { ...process.env, KUBECONFIG: config, KUBECACHEDIR: path.join(folder, 'cache') }
    // The server lives in this very process: whoever waits for kubectl must let it answer.
    const run = async (...words: string[]) => {
      const { stdout } = await promisify(execFile)(kubectl, words, { env, timeout: 20_000 })
      return stdout.trim()
    }
    try {
      expect(await run('create', 'deployment', 'web', '--image=nginx', '--replicas=2')).toBe(
        'deployment.apps/web created',
      )
      expect(await run('scale', 'deployment/web', '--replicas=3')).toBe(
        'deployment.apps/web scaled',
      )
      expect(await run('get', 'deployment', 'web', '-o', 'jsonpath={.spec.replicas}')).toBe('3')
      expect(await run('delete', 'deployment', 'web', '--wait=false')).toContain('deleted')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
else process.stdout.write('ARUBEKI_KUBECTL names no kubectl: the real one was not run.\n')
