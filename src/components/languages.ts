/** The two languages as routes: Japanese at the root, English under `en`. */
import { type Language, languages } from '../language.ts'

export const languageNames: Record<Language, string> = { ja: '日本語', en: 'English' }

export function otherLanguage(language: Language): Language {
  return language === 'ja' ? 'en' : 'ja'
}

/** The `[...language]` segment of an address: nothing, or `en`. */
export function languageParam(language: Language): string | undefined {
  return language === 'ja' ? undefined : language
}

/** The static paths of a page that exists once in each language; Astro wants a list of its own. */
export function languagePaths() {
  return languages.map((language) => ({
    params: { language: languageParam(language) },
    props: { language },
  }))
}
