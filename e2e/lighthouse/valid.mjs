/** `npm install && npm run valid` in this folder: html-validate reads every page of the built site. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { FileSystemConfigLoader, formatterFactory, HtmlValidate } from 'html-validate'

const island = { flow: true, phrasing: true, transparent: true }
const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    extends: ['html-validate:standard'],
    elements: ['html5', { 'astro-island': island }],
    // The page for missing addresses keeps its other language in a template, which is not part of it.
    rules: { 'no-multiple-main': 'off' },
  }),
)

process.chdir(path.resolve(import.meta.dirname, '..', '..'))
const pages = readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.html'))
const report = await validator.validateMultipleFiles(pages.map((name) => path.join('dist', name)))
console.log(formatterFactory('text')(report.results))
console.log(`${pages.length} pages, ${report.errorCount} errors, ${report.warningCount} warnings`)
process.exitCode = report.valid ? 0 : 1
