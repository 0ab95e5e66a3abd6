/** The tags of a chapter's prose: what the author put where. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../language.ts'

export interface Tag {
  /** `Question`, `Term`, … */
  readonly name: string
  /** What it asks for: the id in its one attribute; empty where it has none. */
  readonly of: string
}

/** Code and comments may show a tag without meaning it. */
const shownOnly = /^(`{3,}|~{3,})[\s\S]*?^\1|`[^`\n]+`|\{\/\*[\s\S]*?\*\/\}/gm

/** The tags of an MDX source that bring something in, in order; a note brings in its own text. */
export function tagsIn(source: string): readonly Tag[] {
  const tags = source.replace(shownOnly, '').matchAll(/<([A-Z]\w*)(?:\s+\w+="([^"]*)"|\s*\/>)/g)
  return Array.from(tags, ([, name = '', of = '']) => ({ name, of }))
}

/** The tags of a chapter's prose; none if it has not been written. */
export function tagsOf(folder: string, language: Language): readonly Tag[] {
  const file = path.join(folder, `${language}.mdx`)
  return existsSync(file) ? tagsIn(readFileSync(file, 'utf8')) : []
}

/** Ids of the questions and exercises that stand in a section, in order. */
export function tasksIn(tags: readonly Tag[], section: string): readonly string[] {
  const start = tags.findIndex(({ name, of }) => name === 'Section' && of === section)
  if (start < 0) return []
  const rest = tags.slice(start + 1)
  const end = rest.findIndex(({ name }) => name === 'Section')
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .filter(({ name }) => name === 'Question' || name === 'Lab')
    .map(({ of }) => of)
}
