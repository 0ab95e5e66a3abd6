/**
 * Programs nobody here wrote, against a cluster behind a socket: helm where `ARUBEKI_HELM` names
 * one or several (with commas between), and the client library where `npm install` was run in
 * `e2e/client-node`.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readScenario } from '../book/labs.ts'
import { type RunningCluster, serveCluster } from './serve-cluster.ts'

const helms = (process.env['ARUBEKI_HELM'] ?? '').split(',').filter(Boolean)
const session = path.resolve('e2e', 'client-node', 'session.mjs')
const hasLibrary = existsSync(path.join(path.dirname(session), 'node_modules'))
const say = (text: string) => process.stdout.write(`${text}\n`)
if (helms.length === 0) say('ARUBEKI_HELM names no helm: the real one was not run.')
if (!hasLibrary) say('Nothing is installed in e2e/client-node: the client library was not run.')

const template = `apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}-config }
data: { replicas: {{ .Values.replicas | quote }} }
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec: { selector: { app: {{ .Release.Name }} }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec: { containers: [{ name: web, image: nginx:1.27 }] }
`

let cluster: RunningCluster
const folder = mkdtempSync(path.join(tmpdir(), 'arubeki-clients-'))
const chart = path.join(folder, 'chart')

beforeAll(async () => {
  // Clients wait for Pods to be ready, and need not wait long.
  const scenario = readScenario('three-nodes')
  cluster = await serveCluster({ scenario, seed: 1, port: 0, speed: 20 })
  const server = `clusters: [{name: a, cluster: {server: '${cluster.url}'}}]`
  const rest = 'contexts: [{name: a, context: {cluster: a, user: ""}}]\ncurrent-context: a'
  writeFileSync(path.join(folder, 'config'), `apiVersion: v1\nkind: Config\n${server}\n${rest}\n`)
  mkdirSync(path.join(chart, 'templates'), { recursive: true })
  writeFileSync(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: small\nversion: 0.1.0\n')
  writeFileSync(path.join(chart, 'values.yaml'), 'replicas: 2\n')
  writeFileSync(path.join(chart, 'templates', 'all.yaml'), template)
})
afterAll(async () => {
  await cluster.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The server lives in this very process: whoever waits for a client must let it answer. */
async function run(program: string, ...words: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    KUBECONFIG: path.join(folder, 'config'),
    KUBECACHEDIR: path.join(folder, 'cache'),
    HELM_CACHE_HOME: path.join(folder, 'helm-cache'),
    HELM_CONFIG_HOME: path.join(folder, 'helm-config'),
    HELM_DATA_HOME: path.join(folder, 'helm-data'),
  }
  const { stdout } = await promisify(execFile)(program, words, { env, timeout: 60_000 })
  return stdout.trim()
}

const read = async (address: string) => (await fetch(`${cluster.url}${address}`)).json()
const deployments = '/apis/apps/v1/namespaces/default/deployments'

it('takes what helm sends: an apply that creates, and the same again', async () => {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } })
  const headers = { 'content-type': 'application/apply-patch+yaml' }
  const query = 'fieldManager=helm&fieldValidation=Strict&force=false'
  const address = `${cluster.url}/api/v1/namespaces/default/configmaps/applied?${query}`
  const apply = () => fetch(address, { method: 'PATCH', headers, body })
  const first = await apply()
  const second = await apply()
  expect([first.status, second.status]).toEqual([201, 200])
  // Its clock runs, and times are moved at the door; what is stored is told by its version.
  const [made, again] = [await first.json(), await second.json()]
  expect(again.metadata.resourceVersion).toBe(made.metadata.resourceVersion)
  expect(again.metadata.managedFields[0].manager).toBe('helm')
})

it.each(helms)(
  '%s installs, upgrades, rolls back and uninstalls',
  {
    timeout: 180_000,
  },
  async (helm) => {
    const wait = ['--wait', '--timeout', '50s']
    const replicas = async () => {
      const { spec, status } = await read(`${deployments}/web`)
      return [spec.replicas, status.readyReplicas]
    }
    const revisions = async () =>
      JSON.parse(await run(helm, 'history', 'web', '-o', 'json')).map(
        ({ status, description }: Record<string, string>) => `${status}: ${description}`,
      )
    expect(await run(helm, 'install', 'web', chart, ...wait)).toContain('STATUS: deployed')
    expect(await replicas()).toEqual([2, 2])
    expect(await run(helm, 'list', '-q')).toBe('web')
    expect(await run(helm, 'upgrade', 'web', chart, '--set', 'replicas=3', ...wait)).toContain(
      'has been upgraded',
    )
    expect(await replicas()).toEqual([3, 3])
    expect(await run(helm, 'get', 'values', 'web', '-o', 'json')).toBe('{"replicas":3}')
    expect(await run(helm, 'get', 'manifest', 'web')).toContain('data: { replicas: "3" }')
    expect(await run(helm, 'status', 'web')).toContain('REVISION: 2')
    expect(await run(helm, 'rollback', 'web', '1', ...wait)).toContain('Rollback was a success')
    expect(await replicas()).toEqual([2, 2])
    expect(await revisions()).toEqual([
      'superseded: Install complete',
      'superseded: Upgrade complete',
      'deployed: Rollback to 1',
    ])
    expect(await run(helm, 'uninstall', 'web', ...wait)).toBe('release "web" uninstalled')
    expect(await run(helm, 'list', '-q')).toBe('')
    expect((await read(deployments)).items).toEqual([])
    expect((await read('/api/v1/namespaces/default/secrets')).items).toEqual([])
  },
)

if (hasLibrary)
  it('the client library lists, watches, creates, patches, applies, reads logs and runs commands', {
    timeout: 60_000,
  }, async () => {
    expect(JSON.parse(await run(process.execPath, session, cluster.url))).toMatchObject({
      nodes: ['control-plane', 'node-1', 'node-2', 'node-3'],
      created: 2,
      ranFirst: 2,
      patched: 3,
      ranThen: 3,
      log: expect.stringContaining('/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty'),
      said: 'hi\n',
      managers: ['kube-controller-manager', 'kubernetes-client-javascript', 'session'],
      refused: 404,
    })
  })
