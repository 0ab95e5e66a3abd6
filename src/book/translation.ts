/**
 * Whether a translation is behind. Japanese comes first; `translation.yaml` beside a chapter keeps the hash
 * of the Japanese prose that the English was last brought in line with (`npm run translated`).
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseContentYaml } from './content-yaml.ts'

export function translationFile(folder: string): string {
  return path.join(folder, 'translation.yaml')
}

/** The hash of a chapter's Japanese prose: its words, not its tags, figures or line breaks. */
export function proseHash(folder: string): string {
  const source = readFileSync(path.join(folder, 'ja.mdx'), 'utf8')
  const words = source
    .replace(/<[A-Z/][^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return createHash('sha256').update(words).digest('hex').slice(0, 12)
}

/** True if the Japanese has been changed since; a chapter that keeps no hash makes no claim. */
export function isTranslationBehind(folder: string): boolean {
  const file = translationFile(folder)
  if (!existsSync(file)) return false
  const kept = parseContentYaml(readFileSync(file, 'utf8'), file) as { readonly ja?: unknown }
  return kept?.ja !== proseHash(folder)
}
