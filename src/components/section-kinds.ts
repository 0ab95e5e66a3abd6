/** What one does in a section, in the words of the page. */
import type { SectionKind } from '../book/book.ts'
import type { Bilingual } from '../language.ts'

export const sectionKindWords: Record<SectionKind, Bilingual> = {
  see: { ja: '見る', en: 'See' },
  do: { ja: '動かす', en: 'Do' },
  check: { ja: '確かめる', en: 'Check' },
  summary: { ja: 'まとめ', en: 'Summary' },
}

/** The name of the kind as the book always writes it, in both languages. */
export const sectionKindNames: Record<SectionKind, string> = {
  see: 'See',
  do: 'Do',
  check: 'Check',
  summary: '',
}
