/** The HTML of every page is well formed and keeps its promises: ids, labels, headings; its policy is strict. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import {
  elementsIn,
  type HtmlElement,
  isElement,
  parseHtml,
} from '../src/commands/html/parse-html.ts'

const pages = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.html'))
  .sort()

/** Attributes that name other elements by their ids. */
const references = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'popovertarget']
/** What may not stand within what. */
const interactive = new Set(['a', 'button', 'select', 'textarea', 'label', 'summary'])
const blocks = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'dl',
  'section',
  'h1',
  'h2',
  'h3',
  'h4',
  'pre',
  'table',
  'figure',
])
const phrasing = new Set([
  'p',
  'span',
  'h1',
  'h2',
  'h3',
  'h4',
  'button',
  'a',
  'label',
  'summary',
  'dt',
])

for (const page of pages) {
  test(`${page} is well formed`, () => {
    const { root, problems } = parseHtml(readFileSync(path.join('dist', page), 'utf8'))
    expect(problems).toEqual([])
    expect(problemsOf(root)).toEqual([])
  })

  test(`${page} allows what it needs, and nothing more`, () => {
    const html = readFileSync(path.join('dist', page), 'utf8')
    const { root } = parseHtml(html)
    const policy = policyOf(root)
    // What stands above a policy is not governed by it.
    expect(html.indexOf('content-security-policy')).toBeLessThan(html.indexOf('<script'))
    expect(policy['default-src']).toEqual(["'self'"])
    expect(policy['object-src']).toEqual(["'none'"])
    expect(policy['script-src']?.filter((each) => /unsafe|https?:|\*/.test(each))).toEqual([])
    const handlers: string[] = []
    for (const { tag, attributes, children } of elementsIn(root)) {
      for (const name of attributes.keys())
        if (/^on[a-z]+$/.test(name)) handlers.push(`<${tag} ${name}>`)
      const type = attributes.get('type') ?? 'module'
      if (tag !== 'script' || attributes.has('src') || !/module|javascript/.test(type)) continue
      const hash = createHash('sha256')
        .update(String(children[0] ?? ''))
        .digest('base64')
      expect(policy['script-src']).toContain(`'sha256-${hash}'`)
    }
    expect(handlers).toEqual([])
    const styles = policy['style-src']?.includes("'unsafe-inline'") === true
    expect(styles).toBe(/\sstyle="|class="editor\b|<style\b|client="only"/.test(html))
  })
}

/** The page's own policy, by directive. */
function policyOf(root: HtmlElement): Readonly<Record<string, readonly string[]>> {
  const meta = [...elementsIn(root)].find(
    ({ attributes }) => attributes.get('http-equiv') === 'content-security-policy',
  )
  const directives = (meta?.attributes.get('content') ?? '').split(';').map((each) => each.trim())
  return Object.fromEntries(
    directives.filter(Boolean).map((each) => {
      const [name = '', ...sources] = each.split(/\s+/)
      return [name, sources]
    }),
  )
}

function problemsOf(root: HtmlElement): string[] {
  const problems: string[] = []
  const all = [...shown(root)]
  const ids = new Set<string>()
  const say = (element: HtmlElement, what: string) =>
    problems.push(`line ${element.line}: <${element.tag}> ${what}`)
  for (const element of all) {
    const id = element.attributes.get('id')
    if (id !== undefined && (id === '' || ids.has(id) || /\s/.test(id)))
      say(element, `has the id "${id}"`)
    if (id !== undefined) ids.add(id)
  }
  for (const element of all) {
    const { tag, attributes } = element
    for (const name of references) {
      const wanted = attributes.get(name)?.split(/\s+/) ?? []
      for (const id of wanted) if (!ids.has(id)) say(element, `names "${id}" in ${name}`)
    }
    if (tag === 'img' && !attributes.has('alt')) say(element, 'has no alt')
    if (tag === 'button' && !attributes.has('type')) say(element, 'has no type')
    if (tag === 'a' && attributes.get('href') === '') say(element, 'leads nowhere')
    for (const inner of elementsIn(element)) {
      if (
        interactive.has(tag) &&
        tag !== 'label' &&
        tag !== 'summary' &&
        interactive.has(inner.tag)
      )
        say(inner, `stands within <${tag}>`)
      if (phrasing.has(tag) && blocks.has(inner.tag) && tag !== 'a')
        say(inner, `stands within <${tag}>`)
    }
  }
  const headings = all.filter(({ tag }) => /^h[1-6]$/.test(tag))
  if (headings.filter(({ tag }) => tag === 'h1').length !== 1) problems.push('one h1 is wanted')
  if (!all.some(({ tag }) => tag === 'main')) problems.push('a main part is wanted')
  return problems
}

/** What a template holds is not part of the page until a script says so. */
function* shown(node: HtmlElement): Generator<HtmlElement> {
  for (const child of node.children) {
    if (!isElement(child)) continue
    yield child
    if (child.tag !== 'template' && child.tag !== 'noscript') yield* shown(child)
  }
}
