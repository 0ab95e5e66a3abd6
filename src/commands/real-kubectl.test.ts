/**
 * The real kubectl beside the page's own, each with a cluster of the same seed, command for command:
 * the same exit code, and the same text but for times and for where the server is. A kubectl of
 * another version words many things otherwise: of that one the exit codes are compared.
 *
 * `ARUBEKI_KUBECTL=/path/to/kubectl npm test -- real-kubectl`
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readScenario } from '../book/labs.ts'
import type { Desk, Session } from '../kubectl/command.ts'
import { runLine } from '../kubectl/kubectl.ts'
import { readLine } from '../kubectl/words.ts'
import { clientDistribution } from '../kubernetes/client-distribution.ts'
import { fullDistribution } from '../kubernetes/components.ts'
import type { Distribution } from '../kubernetes/distribution.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import { kubernetesVersion } from '../kubernetes/version.ts'
import { openInside } from '../lab/inside/open-inside.ts'
import { type RunningCluster, serveCluster } from './serve-cluster.ts'

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {app: d}}
spec:
  replicas: 1
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec: {containers: [{name: c, image: nginx:1.27}]}
`
/** A line each; `wait N` lets N seconds pass in both clusters. */
const commands = readFileSync('src/commands/real-kubectl.commands.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

interface Said {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

const scenario = readScenario('three-nodes')
const serve = (distribution: Distribution) =>
  serveCluster({ scenario, seed: 1, port: 0, speed: 0, distribution })

function wordsOf(line: string): readonly string[] {
  const read = readLine(line)
  if ('problem' in read) throw new Error(read.problem.en)
  return read.commands[0] ?? []
}

function kubeconfig(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'arubeki', cluster: { server } }],
    users: [{ name: 'kubernetes-admin', user: {} }],
    contexts: [{ name: 'arubeki', context: { cluster: 'arubeki', user: 'kubernetes-admin' } }],
    'current-context': 'arubeki',
  })
}

/** What may differ: moments, how long ago they were, and with them the width of columns. */
function comparable({ stdout, stderr, exitCode }: Said): Said {
  const text = (given: string) =>
    given
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, 'TIME')
      .replace(/\b(?:\d+[dhms])+\b/g, 'AGE')
      .replace(/[ \t]+/g, ' ')
      .replace(/-{2,}/g, '--')
  return { stdout: text(stdout), stderr: text(stderr), exitCode }
}

function exitCodeOf({ exitCode }: Said): Said {
  return { stdout: '', stderr: '', exitCode }
}

async function minorOf(binary: string): Promise<string> {
  const asked = await promisify(execFile)(binary, ['version', '--client', '--output=json'])
  return JSON.parse(asked.stdout).clientVersion.minor
}

function deskOf({ lab }: RunningCluster): Desk {
  const asked = { user: adminUser, cause: { by: 'kubectl' } }
  return {
    send: (request) => lab.backend.handle({ ...request, ...asked }),
    watch: (request, sink) => lab.backend.watch({ ...request, ...asked }, sink),
    now: () => lab.backend.now,
    inside: openInside(lab.view),
  }
}

const kubectl = process.env['ARUBEKI_KUBECTL']
if (kubectl)
  test('the page says what the real kubectl says', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arubeki-real-'))
    // Under its own name, by which it speaks of itself.
    const binary = path.join(folder, 'kubectl')
    symlinkSync(path.resolve(kubectl), binary)
    const isSame = (await minorOf(binary)) === /\.(\d+)\./.exec(kubernetesVersion)?.[1]
    // The cluster that the page has; older clients ask for older versions of kinds.
    const real = await serve(isSame ? fullDistribution : clientDistribution)
    const ours = await serve(fullDistribution)
    const config = path.join(folder, 'config')
    writeFileSync(config, kubeconfig(real.url))
    writeFileSync(path.join(folder, 'd.yaml'), manifest)
    const env = { ...process.env, KUBECONFIG: config, KUBECACHEDIR: path.join(folder, 'cache') }
    const files = new Map([['d.yaml', manifest]])
    const session: Session = { context: 'arubeki', namespace: 'default', files }
    const desk = deskOf(ours)
    const different: unknown[] = []
    try {
      for (const line of commands) {
        const seconds = /^wait (\d+)$/.exec(line)?.[1]
        if (seconds) {
          for (const { lab } of [real, ours]) lab.advance(Number(seconds) * 1000)
          continue
        }
        const theirs = await promisify(execFile)(binary, [...wordsOf(line)], {
          env,
          cwd: folder,
          timeout: 20_000,
        }).then(
          ({ stdout, stderr }) => ({ stdout: `${stdout}`, stderr: `${stderr}`, exitCode: 0 }),
          ({ stdout = '', stderr = '', code = 1 }) => ({ stdout, stderr, exitCode: code }),
        )
        const shown = isSame ? comparable : exitCodeOf
        const own = shown(runLine(desk, session, `kubectl ${line}`))
        const wanted = shown(theirs)
        if (JSON.stringify(own) !== JSON.stringify(wanted)) different.push({ line, own, wanted })
      }
    } finally {
      await Promise.all([real.close(), ours.close()])
      rmSync(folder, { recursive: true, force: true })
    }
    expect(different).toEqual([])
  })
else
  process.stdout.write(
    'ARUBEKI_KUBECTL names no kubectl: nothing was compared with the real one.\n',
  )

test('the table is broad', () => {
  expect(commands.filter((line) => !line.startsWith('wait ')).length).toBeGreaterThan(150)
})
