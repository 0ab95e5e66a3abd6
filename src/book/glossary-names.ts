/** The names of the glossary's words, for those who read what learners write. */
import type { Bilingual, Language } from '../language.ts'

interface NamedTerm {
  readonly id: string
  readonly term: Bilingual
  readonly also?: Partial<Record<Language, readonly string[] | undefined>> | undefined
  readonly heard?: readonly string[] | undefined
}

/** By id, each name once: the term in both languages, other names, and how it is written besides. */
export function glossaryNames(
  glossary: readonly NamedTerm[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    glossary.map(({ id, term, also = {}, heard = [] }) => {
      const others = Object.values(also).flatMap((names) => names ?? [])
      return [id, [...new Set([term.en, term.ja, ...others, ...heard])]]
    }),
  )
}
