/**
 * Builds the site into `dist/`, with all that is made from its pages, or finds that what is there is newer than everything it was built
 * from. What it was built from is remembered in `.cache/`, so that `dist/` holds the site alone.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadBook } from '../book/book.ts'
import { ContentError } from '../book/content-files.ts'
import { finishSite } from './finish-site.ts'

const sources = [
  'src',
  'content',
  'public',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]

export interface BuildOptions {
  /** The sub-path that the site will live under; `/` for none. */
  readonly base: string
  readonly directory: string
}

export interface BuildResult {
  readonly ok: boolean
  /** What the builder said; empty if nothing had to be built. */
  readonly output: string
}

/** Builds if a source changed since the last time, or if the site is not there. */
export async function buildIfStale(options: BuildOptions): Promise<BuildResult> {
  const stamp = stampOf(options)
  const built = existsSync(options.directory) && existsSync(stamp)
  if (built && readFileSync(stamp, 'utf8') === signature(options)) return { ok: true, output: '' }
  return buildSite(options)
}

export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  // What a writer got wrong is told at once and plainly, not out of the builder's depths.
  const mistakes = contentMistakes()
  if (mistakes) return { ok: false, output: mistakes }
  // Taken before the build: a file that changes meanwhile makes the site stale.
  const built = signature(options)
  const result = await runAstro(options)
  if (result.ok) {
    await finishSite(options)
    mkdirSync(path.dirname(stampOf(options)), { recursive: true })
    writeFileSync(stampOf(options), built)
  }
  return result
}

function contentMistakes(): string | undefined {
  try {
    loadBook()
    return undefined
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.message
  }
}

function stampOf({ directory }: BuildOptions): string {
  return path.resolve('.cache', `built-${path.basename(directory)}`)
}

/** The base, and how many sources there are and when the youngest of them changed. */
function signature({ base }: BuildOptions): string {
  const times = sources.flatMap(timesOf)
  return `${base} ${times.length} ${times.reduce((newest, time) => Math.max(newest, time), 0)}`
}

function timesOf(source: string): number[] {
  const found = statSync(source, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [found.mtimeMs]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .map((name) => statSync(path.join(source, name)).mtimeMs)
}

function runAstro({ base, directory }: BuildOptions): Promise<BuildResult> {
  const astro = path.resolve('node_modules', 'astro', 'bin', 'astro.mjs')
  const child = spawn(process.execPath, [astro, 'build'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ASTRO_TELEMETRY_DISABLED: '1',
      ARUBEKI_BASE: base,
      ARUBEKI_OUT: directory,
    },
  })
  let output = ''
  const listen = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const ok = code === 0
      // Where in the builder it happened helps nobody who writes.
      resolve({ ok, output: ok ? output : output.replace(/^ +(?:at |Stack trace:).*\n/gm, '') })
    }),
  )
}
