/**
 * The same roll-out in `@ngrok/webernetes`, for comparison: its three nodes, one Deployment. It
 * lives by the outer clock, so it is waited for; its CPU is what counts. Prints a line of JSON.
 */
import { pathToFileURL } from 'node:url'

interface OtherDeployment {
  readonly status?: { readonly readyReplicas?: number }
}

interface OtherCluster {
  init(): Promise<void>
  registerImage(image: unknown): void
  apply(objects: readonly unknown[]): Promise<unknown>
  readonly api: {
    readonly appsv1: {
      readNamespacedDeployment(of: { name: string; namespace: string }): Promise<OtherDeployment>
    }
  }
}

interface OtherModule {
  readonly Cluster: new () => OtherCluster
  readonly BaseImage: new (...of: never[]) => object
}

const [entry = '', ...numbers] = process.argv.slice(2)
const [replicas = 10, patienceMs = 120_000] = numbers.map(Number)
const { Cluster, BaseImage }: OtherModule = await import(pathToFileURL(entry).href)

class Idle extends BaseImage {
  static readonly imageName = 'idle'
  static readonly imageVersion = '1.0'
  readonly defaultCommand = ['serve']

  async exec(context: { waitUntilKilled(): Promise<number> }): Promise<number> {
    return await context.waitUntilKilled()
  }
}

const cluster = new Cluster()
cluster.registerImage(Idle)
await cluster.init()
const cpu = process.cpuUsage()
const started = performance.now()
const labels = { app: 'web' }
await cluster.apply([
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'idle:1.0' }] },
      },
    },
  },
])
let ready = 0
while (ready < replicas && performance.now() - started < patienceMs) {
  await new Promise((resolve) => setTimeout(resolve, 100))
  const name = { name: 'web', namespace: 'default' }
  ready = (await cluster.api.appsv1.readNamespacedDeployment(name)).status?.readyReplicas ?? 0
}
const { user, system } = process.cpuUsage(cpu)
const wallMs = Math.round(performance.now() - started)
console.log(JSON.stringify({ cpuMs: Math.round((user + system) / 1000), wallMs, ready }))
process.exit(0)
