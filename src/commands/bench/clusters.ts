/**
 * Figures of whole clusters: how long a roll-out takes, what a Pod costs in a small cluster and in
 * the largest that Kubernetes promises, and how another simulator fares beside it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import type { Rollout } from './rollout.ts'

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | '/s' | 'kB' | 's' | '‰' | 'bytes' | '×' | 'tasks' | 'frames/s' | 'Pods'
  /** Absent where there is none. */
  readonly budget?: number
}

const here = import.meta.dirname
const otherFolder = path.resolve('e2e', 'webernetes')

export async function clusterFigures({ large }: { large: boolean }): Promise<readonly Figure[]> {
  const thousand = rollOut({ nodes: 100, pods: 1_000, rounds: 5, update: true })
  // Where one cluster has gone before, its memory is freed at a moment nobody knows.
  const weighed = rollOut({ nodes: 100, pods: 1_000, rounds: 1 })
  const figures: Figure[] = [
    { name: 'rollout-1000', value: thousand.cpuMs, unit: 'ms', budget: 1_000 },
    { name: 'rolling-update-1000', value: thousand.updateMs ?? 0, unit: 'ms' },
    { name: 'bytes-per-pod-1000', value: weighed.bytesPerPod, unit: 'bytes' },
    ...(await compared()),
  ]
  if (!large) return figures
  const many = rollOut({ nodes: 1_000, pods: 30_000, rounds: 1 })
  const most = rollOut({ nodes: 5_000, pods: 150_000, rounds: 1 })
  const costOfMost = most.cpuMs / 150_000 / (thousand.cpuMs / 1_000)
  return [
    ...figures,
    { name: 'rollout-30000', value: many.wallMs / 1000, unit: 's', budget: 30 },
    { name: 'rollout-150000', value: most.wallMs / 1000, unit: 's', budget: 300 },
    { name: 'cost-per-pod-150000', value: costOfMost, unit: '×', budget: 2 },
    { name: 'bytes-per-pod-150000', value: most.bytesPerPod, unit: 'bytes' },
  ]
}

interface Size {
  readonly nodes: number
  readonly pods: number
  readonly rounds: number
  readonly update?: boolean
}

/**
 * In a process of its own, so that no run inherits another's memory. The large ones get more room for
 * what lives briefly: by itself Node gives as little as a page would have.
 */
function rollOut({ nodes, pods, rounds, update = false }: Size): Rollout {
  const size = [nodes, pods, rounds, Number(update)].map(String)
  const room = nodes < 1_000 ? [] : ['--max-semi-space-size=64']
  const flags = ['--expose-gc', '--max-old-space-size=24000', ...room]
  return run([...flags, path.join(here, 'rollout.ts'), ...size])
}

/** The same Deployment here and there, as a ratio of the CPU it takes. */
async function compared(): Promise<readonly Figure[]> {
  if (!isInstalled()) return []
  const directory = mkdtempSync(path.join(tmpdir(), 'arubeki-other-'))
  try {
    const entry = await bundleOf(directory)
    return [10, 100, 1_000].map((replicas) => {
      const program = path.join(here, 'other-rollout.ts')
      const other: { cpuMs: number; ready: number } = run([program, entry, String(replicas)])
      if (other.ready < replicas)
        console.error(`webernetes got no further than ${other.ready} of ${replicas} Pods`)
      const nodes = Math.max(3, Math.ceil(replicas / 10))
      const ours = rollOut({ nodes, pods: replicas, rounds: 1 })
      return { name: `webernetes-${replicas}`, value: other.cpuMs / ours.cpuMs, unit: '×' }
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Its files leave out the ends of names, which no Node reads: bundled, they are one file. */
async function bundleOf(directory: string): Promise<string> {
  const entry = path.join(otherFolder, 'node_modules/@ngrok/webernetes/dist/index.js')
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: directory, rollupOptions: { output: { format: 'es' } } },
  })
  return path.join(directory, 'index.js')
}

function isInstalled(): boolean {
  if (existsSync(path.join(otherFolder, 'node_modules'))) return true
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: otherFolder,
    shell: process.platform === 'win32',
  })
  if (status !== 0) console.error('webernetes could not be installed: it is not compared.')
  return status === 0
}

function run<T>(args: readonly string[]): T {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const line = stdout.trim().split('\n').at(-1)
  if (status !== 0 || !line) throw new Error(stderr.slice(-2_000))
  return JSON.parse(line)
}
