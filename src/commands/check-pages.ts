/**
 * Checks the types in `.astro` files, which `tsc` alone cannot read.
 *
 * An Astro file is TypeScript between fences and JSX below them. Each one is written out as `.tsx`,
 * line for line, so what `tsc` reports about line 12 is line 12 of the file; scripts become files
 * of their own. *Leaves out:* what JSX does not know. Elements are closed (`<br />`), and comments
 * stand in braces.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve('.cache', 'pages')

const configuration = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    // A page finds its neighbours as if it stood in src.
    rootDirs: ['./src', '../../src'],
    typeRoots: ['../../node_modules/@types'],
  },
  include: ['./src', '../../src/env.d.ts', '../../node_modules/astro/env.d.ts'],
  exclude: [],
}

rmSync(folder, { recursive: true, force: true })
const pages = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.astro'))
  .map((name) => path.join('src', name))
for (const page of pages) writeOut(page)
writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(configuration, undefined, 2))

const compiler = path.resolve('node_modules', 'typescript', 'bin', 'tsc')
const check = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
  encoding: 'utf8',
})
// Reported as what they are: lines of the Astro files. Files that they import are tsc's own business.
const errors = check.stdout
  .split(/\n(?=\S)/)
  .filter((error) => error.startsWith('.cache/pages/'))
  .map((error) => error.replace(/^\.cache\/pages\/(.*?\.astro)\.(?:tsx|script\.ts)/, '$1'))
for (const error of errors) console.error(error.trimEnd())
if (check.status !== 0 && check.stdout.trim() === '') console.error(check.stderr)
const broken = errors.length > 0 || (check.status !== 0 && check.stdout.trim() === '')
console.log(`${pages.length} Astro files, ${errors.length} type errors`)
process.exitCode = broken ? 1 : 0

function writeOut(page: string): void {
  const source = readFileSync(page, 'utf8')
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source)
  if (!parts) throw new Error(`${page}: no frontmatter between fences`)
  const [, code = '', markup = ''] = parts
  const target = path.join(folder, page)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(`${target}.tsx`, asTsx(code, markup))
  const script = scriptOf(source)
  if (script) writeFileSync(`${target}.script.ts`, `${script}\nexport {}\n`)
}

function asTsx(code: string, markup: string): string {
  const body = markup
    .replace(/<!doctype html>/i, '')
    .replace(/<script>[\s\S]*?<\/script>/g, (script) => script.replace(/[^\n]+/g, ''))
  const head = '/** @jsxImportSource astro */'
  const props = propsOf(code)
  const foot = [
    `declare const Astro: Readonly<import('astro').AstroGlobal<${props}>>`,
    `export default (_props: ${props}): unknown => Astro`,
  ]
  return [head, code, 'void (<>', `${body}</>)`, ...foot, ''].join('\n')
}

/** The type of `Astro.props`: declared, or what `getStaticPaths` hands over. */
function propsOf(code: string): string {
  if (/\binterface Props\b|\btype Props\b/.test(code)) return 'Props'
  if (/\bgetStaticPaths\b/.test(code)) {
    return `import('astro').InferGetStaticPropsType<typeof getStaticPaths>`
  }
  return 'Record<string, never>'
}

/** The page's own script, at the lines where it stands. */
function scriptOf(source: string): string | undefined {
  const found = /<script>([\s\S]*?)<\/script>/.exec(source)
  if (!found) return undefined
  return source.slice(0, found.index).replace(/[^\n]+/g, '') + found[1]
}
