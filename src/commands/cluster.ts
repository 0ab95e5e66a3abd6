/**
 * `npm run cluster`: serves the book's cluster to real kubectl, helm and client libraries on this
 * machine, and writes the kubeconfig that leads to it.
 *
 * `-- [--port 0] [--nodes 3] [--speed 1] [--seed 1] [--kubeconfig FILE] [--scenario NAME]`
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readScenario } from '../book/labs.ts'
import type { Scenario } from '../lab/scenario.ts'
import { serveCluster } from './serve-cluster.ts'

const most = { nodes: 5000, speed: 1000 }

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    nodes: { type: 'string' },
    speed: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    kubeconfig: { type: 'string', default: path.join('.cache', 'kubeconfig') },
    scenario: { type: 'string', default: 'three-nodes' },
  },
})

const port = numberOf('port', values.port, 0, 65_535)
const speed = numberOf('speed', values.speed, 0, most.speed)
const seed = numberOf('seed', values.seed, 0, Number.MAX_SAFE_INTEGER)
const running = await serveCluster({ scenario: scenarioOf(), seed, port, speed })

const kubeconfig = path.resolve(values.kubeconfig)
mkdirSync(path.dirname(kubeconfig), { recursive: true })
writeFileSync(kubeconfig, kubeconfigOf(running.url), { mode: 0o600 })
console.log(`クラスタが動いています。 / The cluster is running: ${running.url}`)
console.log(`\n  export KUBECONFIG=${kubeconfig}\n`)
console.log('止めるには Ctrl+C を押します。 / Press Ctrl+C to stop.')

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, async () => {
    await running.close()
    process.exit(0)
  })

function scenarioOf(): Scenario {
  const scenario = readScenario(values.scenario)
  if (values.nodes === undefined) return scenario
  const nodes = numberOf('nodes', values.nodes, 1, most.nodes)
  const [first] = scenario.machines.filter(({ role }) => role === 'worker')
  if (!first) fail(`${values.scenario} のクラスタにはワーカーがありません`, 'there is no worker')
  const workers = Array.from({ length: nodes }, (_, index) => ({
    ...first,
    name: `node-${index + 1}`,
  }))
  const others = scenario.machines.filter(({ role }) => role !== 'worker')
  return { ...scenario, machines: [...others, ...workers] }
}

function numberOf(name: string, text: string, least: number, greatest: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value >= least && value <= greatest)
    return name === 'speed' ? value : Math.round(value)
  return fail(
    `--${name} は ${least} から ${greatest} までの数です（いまは ${text}）。`,
    `--${name} is a number from ${least} to ${greatest}; this is ${text}.`,
  )
}

function kubeconfigOf(server: string): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    // Some libraries refuse plain HTTP unless told that certificates do not matter here.
    clusters: [{ name: 'arubeki', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'kubernetes-admin', user: {} }],
    contexts: [
      {
        name: 'kubernetes-admin@arubeki',
        context: { cluster: 'arubeki', user: 'kubernetes-admin', namespace: 'default' },
      },
    ],
    'current-context': 'kubernetes-admin@arubeki',
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

function fail(japanese: string, english: string): never {
  console.error(`${japanese}\n${english}`)
  process.exit(1)
}
