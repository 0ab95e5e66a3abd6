/**
 * What a page hands to its widgets, in its own language only. Content stands in both languages; a page needs
 * one, and half the bytes.
 */
import type { Language } from '../language.ts'

/** The same value, every bilingual text in it without the other language. */
export function inLanguage<Value>(value: Value, language: Language): Value {
  return keep(value, language) as Value
}

function keep(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((each) => keep(each, language))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (isBilingual(value)) return { [language]: value[language] }
  return Object.fromEntries(entries.map(([key, each]) => [key, keep(each, language)]))
}

function isBilingual(value: object): value is Readonly<Record<Language, string>> {
  const { ja, en } = value as { readonly ja?: unknown; readonly en?: unknown }
  return typeof ja === 'string' && typeof en === 'string' && Object.keys(value).length === 2
}
