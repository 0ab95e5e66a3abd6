/** Makers of books and documentation, each with the least it needs to carry one chapter, as they come. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PlainChapter } from './chapter.ts'

export interface Carrier {
  readonly name: string
  /** The package whose version is told. */
  readonly package: string
  /** What is run in the folder, from the packages of this folder. */
  readonly build: readonly [file: string, ...words: string[]]
  readonly output: string
  /** Where the chapter is, below the built site. */
  readonly page: string
  /** Where files lie that are served as they are. */
  readonly pictures: string
  /** Everything else it reads, by path. */
  files(chapter: PlainChapter): Readonly<Record<string, string>>
}

const book = 'あるべき姿'

export const carriers: readonly Carrier[] = [
  {
    name: 'Starlight',
    package: '@astrojs/starlight',
    build: ['astro/bin/astro.mjs', 'build'],
    output: 'dist',
    page: 'chapter/',
    pictures: 'public/figures',
    files: ({ title, markdown }) => ({
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight'\n" +
        "import { defineConfig } from 'astro/config'\n" +
        `const options = { title: '${book}', locales: { root: { label: '日本語', lang: 'ja' } } }\n` +
        'export default defineConfig({ integrations: [starlight(options)] })\n',
      'src/content.config.ts':
        "import { docsLoader } from '@astrojs/starlight/loaders'\n" +
        "import { docsSchema } from '@astrojs/starlight/schema'\n" +
        "import { defineCollection } from 'astro:content'\n" +
        'export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }\n',
      'src/content/docs/index.md': `---\ntitle: ${book}\n---\n\n[${title}](/chapter/)\n`,
      'src/content/docs/chapter.md': `---\ntitle: ${title}\n---\n\n${markdown}`,
    }),
  },
  {
    name: 'VitePress',
    package: 'vitepress',
    build: ['vitepress/bin/vitepress.js', 'build'],
    output: '.vitepress/dist',
    page: 'chapter.html',
    pictures: 'public/figures',
    files: ({ title, markdown }) => ({
      '.vitepress/config.mjs':
        "const sidebar = [{ text: 'book', items: [{ text: 'chapter', link: '/chapter' }] }]\n" +
        `export default { lang: 'ja', title: '${book}', themeConfig: { sidebar } }\n`,
      'index.md': `[${title}](/chapter)\n`,
      'chapter.md': `# ${title}\n\n${markdown}`,
    }),
  },
  {
    name: 'Docusaurus',
    package: '@docusaurus/core',
    build: ['@docusaurus/core/bin/docusaurus.mjs', 'build'],
    output: 'build',
    page: 'chapter/',
    pictures: 'static/figures',
    files: ({ title, markdown }) => ({
      'package.json': '{ "name": "book", "private": true }\n',
      'docusaurus.config.js':
        "const docs = { routeBasePath: '/' }\n" +
        `module.exports = { title: '${book}', url: 'https://example.org', baseUrl: '/',\n` +
        "  trailingSlash: true, i18n: { defaultLocale: 'ja', locales: ['ja'] },\n" +
        "  markdown: { format: 'detect' },\n" +
        "  presets: [['classic', { docs, blog: false }]] }\n",
      'docs/index.md': `---\nslug: /\n---\n\n# ${book}\n\n[${title}](/chapter/)\n`,
      'docs/chapter.md': `# ${title}\n\n${markdown}`,
    }),
  },
  {
    name: 'HonKit',
    package: 'honkit',
    build: ['honkit/bin/honkit.js', 'build'],
    output: '_book',
    page: 'chapter.html',
    pictures: 'figures',
    files: ({ title, markdown }) => ({
      'book.json': `{ "title": "${book}", "language": "ja" }\n`,
      'README.md': `# ${book}\n`,
      'SUMMARY.md': `# ${book}\n\n* [${book}](README.md)\n* [${title}](chapter.md)\n`,
      'chapter.md': `# ${title}\n\n${markdown}`,
    }),
  },
]

/** Writes the book for a maker and has it built, unless it was built from the same; says where the site is. */
export function carry(carrier: Carrier, chapter: PlainChapter): string {
  const folder = path.resolve(import.meta.dirname, 'built', carrier.name.toLowerCase())
  const output = path.join(folder, carrier.output)
  const stamp = path.join(folder, 'carried.json')
  const from = JSON.stringify([versionOf(carrier), carrier.files(chapter), [...chapter.figures]])
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === from) return output
  rmSync(folder, { recursive: true, force: true })
  const write = (file: string, text: string) => {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  for (const [file, text] of Object.entries(carrier.files(chapter))) write(file, text)
  for (const [name, svg] of chapter.figures) write(path.join(carrier.pictures, name), svg)
  const [program, ...words] = carrier.build
  const file = path.resolve(import.meta.dirname, 'node_modules', program)
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', CI: '1' },
  })
  if (status !== 0) throw new Error(`${carrier.name} did not build:\n${stdout}\n${stderr}`)
  writeFileSync(stamp, from)
  return output
}

export function versionOf(carrier: Carrier): string {
  const file = path.join(import.meta.dirname, 'node_modules', carrier.package, 'package.json')
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version)
}
