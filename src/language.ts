/** The two languages of the book. Japanese is written first; English is its equal. */
export type Language = 'ja' | 'en'

/** A text in both languages. */
export interface Bilingual {
  readonly ja: string
  readonly en: string
}

export const languages: readonly Language[] = ['ja', 'en']
