/**
 * What a program with `@kubernetes/client-node` does, against the server named on the command line:
 * list, create, watch by an informer, patch, read a log, run a command, delete. Prints what it saw as
 * JSON.
 */
import { Writable } from 'node:stream'
import {
  AppsV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node'

const [server = ''] = process.argv.slice(2)
const config = new KubeConfig()
config.loadFromOptions({
  // Over plain HTTP the library speaks only to who says that this is meant.
  clusters: [{ name: 'a', server, skipTLSVerify: true }],
  users: [{ name: 'a' }],
  contexts: [{ name: 'a', cluster: 'a', user: 'a' }],
  currentContext: 'a',
})
const core = config.makeApiClient(CoreV1Api)
const apps = config.makeApiClient(AppsV1Api)
const namespace = 'default'
const deployment = {
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
    },
  },
}

const running = new Set()
const list = () => core.listNamespacedPod({ namespace })
const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, list)
const note = (pod) => {
  if (pod.status?.phase === 'Running') running.add(pod.metadata?.name)
}
informer.on('add', note)
informer.on('update', note)

/** Until as many Pods run as wanted; time passes in the cluster because somebody says so. */
async function run(wanted) {
  for (let tries = 0; running.size < wanted && tries < 100; tries++) {
    await fetch(`${server}/simulation/advance?seconds=1`, { method: 'POST' })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return running.size
}

const nodes = (await core.listNode()).items.map(({ metadata }) => metadata?.name)
await informer.start()
const created = await apps.createNamespacedDeployment({ namespace, body: deployment })
const ranFirst = await run(2)
const patched = await apps.patchNamespacedDeployment(
  { name: 'web', namespace, body: { spec: { replicas: 3 } } },
  setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
)
const ranThen = await run(3)
const [pod = ''] = running
const log = await core
  .readNamespacedPodLog({ name: pod, namespace })
  .then((text) => text.split('\n', 1)[0])
  .catch(({ code }) => code)
const said = await new Promise((resolve, reject) => {
  let text = ''
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  new Exec(config)
    .exec(namespace, pod, 'web', ['echo', 'hi'], stdout, null, null, false, () => resolve(text))
    .catch(reject)
})
const applied = await apps.patchNamespacedDeployment(
  {
    name: 'web',
    namespace,
    fieldManager: 'session',
    force: true,
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', labels: { a: 'b' } },
    },
  },
  setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
)
await informer.stop()
await apps.deleteNamespacedDeployment({ name: 'web', namespace })
const refused = await apps
  .readNamespacedDeployment({ name: 'web', namespace })
  .then(() => 'still there')
  .catch(({ code }) => code)
console.log(
  JSON.stringify({
    nodes,
    created: created.spec?.replicas,
    ranFirst,
    patched: patched.spec?.replicas,
    ranThen,
    log,
    said,
    managers: applied.metadata?.managedFields?.map(({ manager }) => manager).sort(),
    refused,
  }),
)
process.exit(0)
