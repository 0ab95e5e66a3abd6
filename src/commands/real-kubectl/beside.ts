/**
 * A table of command lines, played by the real kubectl in a real shell and by the page's own, each
 * with a cluster of the same seed; and what each of them said.
 *
 * Besides command lines a table has `wait N`, `power-off NODE`, `power-on NODE`, `stop COMPONENT`,
 * `start COMPONENT`, files between `@file NAME` and `@end`; `$ …` for a line that does not begin with
 * kubectl, `N: …` where N seconds pass meanwhile, and `s/old/new/ …` for what becomes of the text that
 * `edit` offers.
 */
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { readScenario } from '../../book/labs.ts'
import type { Desk, Session } from '../../kubectl/command.ts'
import { startLine } from '../../kubectl/kubectl.ts'
import { clientDistribution } from '../../kubernetes/client-distribution.ts'
import type { ComponentName } from '../../kubernetes/component.ts'
import { fullDistribution } from '../../kubernetes/components.ts'
import type { Distribution } from '../../kubernetes/distribution.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import { kubernetesVersion } from '../../kubernetes/version.ts'
import { openInside } from '../../lab/inside/open-inside.ts'
import { type RunningCluster, serveCluster } from '../serve-cluster.ts'

export interface Said {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface Row {
  readonly line: string
  readonly real: Said
  readonly ours: Said
}

interface Asked {
  readonly line: string
  readonly seconds: number
  readonly edit?: readonly [string, string]
}

const serve = (distribution: Distribution) =>
  serveCluster({
    scenario: readScenario('three-nodes'),
    seed: 1,
    port: 0,
    speed: 0,
    distribution,
  })

async function minorOf(kubectl: string): Promise<string> {
  const asked = await promisify(execFile)(kubectl, ['version', '--client', '--output=json'])
  return JSON.parse(asked.stdout).clientVersion.minor
}

/** An older client asks for older versions of kinds, and words what it says in another way. */
function exitCodeOf({ exitCode }: Said): Said {
  return { stdout: '', stderr: '', exitCode }
}

/** The rows of a table that were answered otherwise. */
export async function playBeside(kubectl: string, table: string): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'arubeki-real-'))
  const isSame = (await minorOf(kubectl)) === /\.(\d+)\./.exec(kubernetesVersion)?.[1]
  const shown = isSame ? comparable : exitCodeOf
  const clusters = [
    await serve(isSame ? fullDistribution : clientDistribution),
    await serve(fullDistribution),
  ] as const
  const [real, ours] = clusters
  const shell = openShell(folder, kubectl, real)
  const page = openPage(ours)
  const rows: Row[] = []
  try {
    const lines = table.split('\n')
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? ''
      const file = /^@file (\S+)$/.exec(line)?.[1]
      if (file !== undefined) {
        const end = lines.indexOf('@end', at)
        const text = `${lines.slice(at + 1, end).join('\n')}\n`
        shell.write(file, text)
        page.session.files.set(file, text)
        at = end
      } else if (line !== '' && !line.startsWith('#') && !happened(clusters, line)) {
        const asked = askedIn(line)
        const theirs = await shell.run(asked)
        rows.push({ line, real: shown(theirs, folder), ours: shown(page.run(asked), folder) })
      }
    }
  } finally {
    await Promise.all(clusters.map((cluster) => cluster.close()))
    rmSync(folder, { recursive: true, force: true })
  }
  return rows.filter((row) => JSON.stringify(row.real) !== JSON.stringify(row.ours))
}

/** How many command lines a table has. */
export function rowsOf(table: string): number {
  const lines = table.replace(/^@file [\s\S]*?^@end$/gm, '').split('\n')
  const others = /^(?:#|$|wait |power-|(?:stop|start) )/
  return lines.filter((line) => !others.test(line)).length
}

function happened(clusters: readonly RunningCluster[], line: string): boolean {
  const [, verb = '', word = ''] = /^(wait|power-off|power-on|stop|start) (\S+)$/.exec(line) ?? []
  for (const { lab } of clusters) {
    if (verb === 'wait') lab.advance(Number(word) * 1000)
    if (verb === 'power-off' || verb === 'power-on') lab.act({ type: verb, machine: word })
    if (verb === 'stop' || verb === 'start')
      lab.act({ type: verb, component: word as ComponentName })
  }
  return verb !== ''
}

function askedIn(text: string): Asked {
  const [, seconds = '0', rest = ''] = /^(?:(\d+): )?(.*)$/.exec(text) ?? []
  const [, old, next, edited] = /^s\/([^/]*)\/([^/]*)\/ (.*)$/.exec(rest) ?? []
  const own = edited ?? rest
  const line = own.startsWith('$ ') ? own.slice(2) : `kubectl ${own}`
  return {
    line,
    seconds: Number(seconds),
    ...(old === undefined || next === undefined ? {} : { edit: [old, next] as const }),
  }
}

const patienceMs = 15_000
/** So long a client may take to ask before the cluster's clock goes on. */
const settleMs = 900

function openShell(folder: string, kubectl: string, { url, lab }: RunningCluster) {
  const [cwd, bin, config] = ['work', 'bin', 'config'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const name of [cwd, bin]) mkdirSync(name)
  symlinkSync(kubectl, path.join(bin, 'kubectl'))
  writeFileSync(config, kubeconfig(url))
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    KUBECONFIG: config,
    KUBECACHEDIR: path.join(folder, 'cache'),
  }

  async function run({ line, seconds, edit }: Asked): Promise<Said> {
    const editor = edit ? { KUBE_EDITOR: `sed -i -E 's/${edit[0]}/${edit[1]}/'` } : {}
    const child = spawn('bash', ['-c', line], {
      env: { ...env, ...editor },
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr, isOver] = ['', '', false]
    child.stdout.on('data', (data) => {
      stdout += data
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    const ended = new Promise<number>((resolve) => {
      child.on('close', (code) => {
        isOver = true
        resolve(code ?? 130)
      })
    })
    const until = (ms: number) =>
      Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ms))])
    if (seconds > 0) await until(settleMs)
    for (let second = 0; second < seconds; second++) {
      lab.advance(1000)
      if (!isOver) await until(120)
    }
    await until(seconds > 0 ? 2_000 : patienceMs)
    const wasOver = isOver
    if (!wasOver && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    const exitCode = await ended
    return { stdout, stderr, exitCode: wasOver ? exitCode : 130 }
  }

  return {
    run,
    write(file: string, text: string) {
      const place = path.join(cwd, file)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, text)
    },
  }
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

function openPage({ lab }: RunningCluster) {
  const session: Session = { context: 'arubeki', namespace: 'default', files: new Map() }
  const asked = { user: adminUser, cause: { by: 'kubectl' } }
  const desk: Desk = {
    send: (request) => lab.backend.handle({ ...request, ...asked }),
    watch: (request, sink) => lab.backend.watch({ ...request, ...asked }, sink),
    now: () => lab.backend.now,
    inside: openInside(lab.view),
  }
  return {
    session,
    run({ line, seconds, edit }: Asked): Said {
      let running = startLine(desk, session, line)
      if (edit && running.offer) {
        const edited = running.offer.text.replace(new RegExp(edit[0], 'gm'), edit[1])
        running = startLine(desk, session, line, { edited })
      }
      let result = running.poll()
      for (let second = 0; second < seconds; second++) {
        lab.advance(1000)
        if (result === 'waiting') result = running.poll()
      }
      return result === 'waiting' ? running.interrupt() : result
    },
  }
}

/** What may differ: moments, how long ago they were, and the blanks behind them; where the server is. */
function comparable({ stdout, stderr, exitCode }: Said, folder: string): Said {
  const text = (given: string) =>
    given
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, 'TIME')
      .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, 'TIME')
      .replace(/http:\/\/127\.0\.0\.1:\d+|https:\/\/10\.0\.0\.11:6443/g, 'SERVER')
      .replaceAll(path.join(folder, 'config'), '~/.kube/config')
      .replace(
        /(?<![\w-])(?:\d+[dhms])+\b(?! *max)( +|$)/gm,
        (_, blank) => `AGE${blank ? ' ' : ''}`,
      )
      .replace(/ over (?:\d+[dhms])+\) */g, ' over AGE) ')
      .replace(/\b(AGE|LAST SEEN|Age|DURATION|FIRST SEEN|LAST SCHEDULE) +/g, '$1 ')
      .replace(/---- +----/g, '---- ----')
  return { stdout: inEventOrder(text(stdout)), stderr: text(stderr), exitCode }
}

/** Events of the same moment stand in any order. */
function inEventOrder(text: string): string {
  const isEvent = (line: string) => /\b(?:Normal|Warning) /.test(line)
  const lines = text.split('\n')
  const sorted = lines.filter(isEvent).sort()
  return lines.map((line) => (isEvent(line) ? sorted.shift() : line)).join('\n')
}
