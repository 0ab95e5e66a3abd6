/**
 * The house rules of `src/README.md` as a test: which room may know which, what may never stand
 * where, how long a file may be. A rule that hinders is changed there and here, not worked around.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** What each room may import, itself aside. `type:` means types only. */
const engine = ['simulation', 'kubernetes', 'manifests', 'kubectl', 'lab', 'grading']
const judges = [...engine, 'quizzes', 'progress']
const rooms: Record<string, readonly string[]> = {
  simulation: [],
  kubernetes: ['simulation'],
  docker: ['simulation'],
  manifests: engine.slice(0, 2),
  kubectl: engine.slice(0, 3),
  lab: engine.slice(0, 4),
  grading: engine.slice(0, 5),
  quizzes: [],
  progress: [],
  rest: ['simulation', 'kubernetes'],
  book: ['type:lab', 'type:grading', 'type:quizzes'],
  commands: [...judges, 'rest', 'book'],
  widgets: [...judges, 'docker', 'type:book'],
  components: [...judges, 'docker', 'widgets', 'book'],
  layouts: [...judges, 'widgets', 'book', 'components'],
  pages: [...judges, 'widgets', 'book', 'components', 'layouts'],
}

/** Files beside the rooms, and who may not import them. */
const shared = ['language.ts', 'inline-text.ts']
const withoutShared = ['simulation', 'kubernetes', 'docker']

/** Packages by who may import them. Node's own modules count as one package. */
const packages: Record<string, (file: string) => boolean> = {
  'js-yaml': (file) => inRoom(file, 'manifests', 'book', 'commands'),
  'astro/zod': (file) => inRoom(file, 'book') || file === 'content.config.ts',
  zod: () => false,
  'astro:content': (file) => inRoom(file, 'book', 'pages') || file === 'content.config.ts',
  'astro/loaders': (file) => file === 'content.config.ts',
  'astro:components': (file) => inRoom(file, 'components', 'layouts', 'pages'),
  preact: (file) => inRoom(file, 'widgets'),
  '@preact/signals': (file) => inRoom(file, 'widgets'),
  'monaco-editor': (file) => file.startsWith('widgets/editor/'),
  fflate: (file) => inRoom(file, 'commands'),
  pagefind: (file) => inRoom(file, 'commands'),
  budoux: (file) => inRoom(file, 'components'),
  'ts-fsrs': (file) => file === 'progress/review.ts',
  'node:': (file) => inRoom(file, 'book', 'commands'),
  '@playwright/test': (file) => inRoom(file, 'commands'),
  /** Types of routes. */
  astro: (file) => inRoom(file, 'pages'),
  /** Astro's own bundler, and so always there: measures sizes, takes types out of the worker. */
  vite: (file) =>
    file.startsWith('commands/bench') || file === 'commands/offline/write-service-worker.ts',
}

/** Words that would let the world into the engine, or the engine out of it. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'Date.now: the clock is the simulation’s'],
  [/\bnew Date\(\s*\)/, 'new Date(): the clock is the simulation’s'],
  [/\bMath\.random\b/, 'Math.random: chance is seeded'],
  // Calls of the world's timers, not methods that happen to have such a name.
  [
    /(?<![.#\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\((?![^)]*\)\s*:)/,
    'a timer of the outer world',
  ],
  [/\basync\b|\bawait\b/, 'async: calls are instant, news is late'],
  [/\bPromise\b/, 'Promise: calls are instant, news is late'],
  [/\bconsole\./, 'console: what happens goes into the trace'],
  [/\b(?:document|window|navigator|localStorage|globalThis)\b(?=\s*[.[])/, 'the browser'],
  [/\bperformance\.now\b/, 'performance.now: the clock is the simulation’s'],
]

/** Files that may be longer than the limit, each with its reason. */
const lineLimit = 400
const longFiles: Record<string, string> = {
  'rest/protobuf-table.ts': 'a table of field numbers: data, read by one short file',
}

/** Folders of `kubernetes` that are not components: what components share. */
const commonGround = ['api', 'client', 'infrastructure']
/** The two wires that are not the API, as in life; both are dialled. */
const wires: Record<string, readonly string[]> = {
  'kube-apiserver': ['etcd'],
  kubelet: ['container-runtime'],
}

interface Source {
  /** Below `src`, with slashes: `lab/lab.ts`. */
  readonly file: string
  readonly text: string
  /** The text without comments, strings emptied of what is not an import. */
  readonly code: string
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[]
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:ts|tsx|astro|mjs)$/.test(name))
  .map((name) => read(name.split(path.sep).join('/')))
const shipped = sources.filter(({ file }) => !isTest(file))

test('the scan reads imports of every form', () => {
  const { imports } = scan(
    'lab/x.ts',
    [
      "import type { A } from './a.ts'",
      "import {\n  b,\n} from './b.ts'",
      "import './c.css'",
      "const d = await import('./d.ts')",
      "// import { e } from './e.ts'",
      "export { f } from './f.ts'",
    ].join('\n'),
  )
  expect(imports.map(({ from, typeOnly }) => `${from}${typeOnly ? ' (type)' : ''}`).sort()).toEqual(
    ['./a.ts (type)', './b.ts', './c.css', './d.ts', './f.ts'],
  )
})

test('every file stands in a room that the plan knows', () => {
  const unknown = sources
    .filter(({ file }) => file.includes('/') && !(roomOf(file) in rooms))
    .map(({ file }) => file)
  expect(unknown).toEqual([])
})

test('rooms import only what stands to their left', () => {
  const wrong = shipped.flatMap(({ file, imports }) =>
    imports
      .filter(({ from, typeOnly }) => !mayImport(file, from, typeOnly))
      .map(({ from }) => `${file} → ${from}`),
  )
  expect(wrong).toEqual([])
})

test('relative imports say the file’s whole name', () => {
  const wrong = sources.flatMap(({ file, imports }) =>
    imports
      .filter(
        ({ from }) =>
          from.startsWith('.') && !/\.(?:tsx?|astro|css|mjs|json)(?:\?\w+)?$/.test(from),
      )
      .map(({ from }) => `${file} → ${from}`),
  )
  expect(wrong).toEqual([])
})

test('packages stay in the rooms that need them', () => {
  const wrong = shipped.flatMap(({ file, imports }) =>
    imports
      .filter(({ from }) => !from.startsWith('.') && !mayUsePackage(file, from))
      .map(({ from }) => `${file} → ${from}`),
  )
  expect(wrong).toEqual([])
})

test('nothing of the outer world is named in the engine', () => {
  const wrong = shipped
    .filter(({ file }) => inRoom(file, 'simulation', 'kubernetes', 'docker'))
    .flatMap(({ file, code }) =>
      banned.filter(([word]) => word.test(code)).map(([, reason]) => `${file}: ${reason}`),
    )
  expect(wrong).toEqual([])
})

test('the simulation has never heard of Kubernetes', () => {
  const wrong = shipped
    .filter(({ file, code }) => inRoom(file, 'simulation') && /\b(?:Pod|kube\w*)\b/i.test(code))
    .map(({ file }) => file)
  expect(wrong).toEqual([])
})

test('components of the cluster know each other only through the API', () => {
  const wrong = shipped.flatMap(({ file, imports }) => {
    const own = componentOf(file)
    if (own === undefined || commonGround.includes(own)) return []
    return imports
      .filter(({ from, typeOnly }) => {
        const other = from.startsWith('.') ? componentOf(targetOf(file, from)) : undefined
        return other !== undefined && other !== own && !mayDial(own, other, typeOnly)
      })
      .map(({ from }) => `${file} → ${from}`)
  })
  expect(wrong).toEqual([])
})

test('the reader’s storage is touched in two files only', () => {
  const wrong = shipped
    .filter(({ code }) => /\b(?:localStorage|sessionStorage|indexedDB)\b/.test(code))
    .map(({ file }) => file)
    .filter((file) => file !== 'progress/storage.ts' && file !== 'progress/theme.ts')
  expect(wrong).toEqual([])
})

test('there are no default exports but where a tool asks for one, and no barrels', () => {
  const defaults = shipped
    .filter(({ file, code }) => /\.(?:ts|tsx)$/.test(file) && /^export default\b/m.test(code))
    .filter(({ file }) => file !== 'env.d.ts')
    .map(({ file }) => file)
  const barrels = shipped
    .filter(({ code }) => /^export (?:\*|\{[^}]*\}) from\b/m.test(code))
    .map(({ file }) => file)
  expect({ defaults, barrels }).toEqual({ defaults: [], barrels: [] })
})

describe('files are short enough to be read at once', () => {
  test(`no file has more than ${lineLimit} lines without a reason`, () => {
    const long = sources
      .filter(({ text }) => text.trimEnd().split('\n').length > lineLimit)
      .map(({ file }) => file)
      .filter((file) => !longFiles[file])
    expect(long).toEqual([])
  })

  test('the list of exceptions holds no file that is short', () => {
    const known = new Map(
      sources.map(({ file, text }) => [file, text.trimEnd().split('\n').length]),
    )
    const needless = Object.keys(longFiles).filter((file) => (known.get(file) ?? 0) <= lineLimit)
    expect(needless).toEqual([])
  })
})

test('names are kebab-case, and PascalCase for what is drawn', () => {
  const wrong = sources
    .map(({ file }) => file)
    .filter((file) => {
      const name = path.posix.basename(file)
      if (file.startsWith('pages/')) return false
      if (/\.(?:astro|tsx)$/.test(name) && /^[A-Z]/.test(name)) {
        return !/^[A-Z][A-Za-z0-9]*(?:\.test)?\.(?:astro|tsx)$/.test(name)
      }
      return !/^[a-z0-9]+(?:[-.][a-z0-9]+)*\.(?:ts|tsx|mjs)$/.test(name)
    })
  expect(wrong).toEqual([])
})

function read(file: string): Source {
  return scan(file, readFileSync(path.join('src', file), 'utf8'))
}

function scan(file: string, text: string): Source {
  const code = withoutComments(text)
  const imports = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"();]*?from\s+['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^\s*import\s+()['"]([^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*()['"]([^'"]+)['"]\s*\)(?!\.[A-Z])/g),
  ].map((match) => ({ from: match[2] ?? '', typeOnly: Boolean(match[1]) }))
  return { file, text, code, imports }
}

/** Comments may name what code may not. Addresses in strings keep their slashes. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1')
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|-for-tests\.ts$/.test(file)
}

function roomOf(file: string): string {
  return file.split('/', 1)[0] ?? ''
}

function inRoom(file: string, ...names: readonly string[]): boolean {
  return names.includes(roomOf(file))
}

/** The folder of `kubernetes` that a file belongs to, if it belongs to one. */
function componentOf(file: string): string | undefined {
  return /^kubernetes\/([^/]+)\//.exec(file)?.[1]
}

/** Whoever dials knows what it dials; both ends of a wire know the words spoken on it. */
function mayDial(own: string, other: string, typeOnly: boolean): boolean {
  if (commonGround.includes(other) || wires[own]?.includes(other)) return true
  return typeOnly && wires[other]?.includes(own) === true
}

function targetOf(file: string, from: string): string {
  return path.posix.join(path.posix.dirname(file), from)
}

function mayImport(file: string, from: string, typeOnly: boolean): boolean {
  if (!from.startsWith('.') || !file.includes('/')) return true
  const target = targetOf(file, from)
  if (shared.includes(target)) return !inRoom(file, ...withoutShared)
  const [own, other] = [roomOf(file), roomOf(target)]
  if (own === other || target.startsWith('styles/')) return true
  const allowed = rooms[own] ?? []
  return allowed.includes(other) || (typeOnly && allowed.includes(`type:${other}`))
}

function mayUsePackage(file: string, from: string): boolean {
  const rule = Object.entries(packages).find(
    ([name]) => from === name || from.startsWith(name.endsWith(':') ? name : `${name}/`),
  )
  return rule ? rule[1](file) : false
}
