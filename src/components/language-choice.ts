/**
 * The language a reader chose is remembered and never forced: where a page is in the other one, the link to
 * the chosen language is marked, and nothing moves.
 */
import type { Progress } from '../progress/progress.ts'

const setting = 'language'

export function rememberLanguage(page: Document, progress: Progress): void {
  const links = [...page.querySelectorAll<HTMLAnchorElement>('a[data-keep-place]')]
  const known = links.map(({ hreflang }) => hreflang).concat(page.documentElement.lang)
  const asked = navigator.languages.map((each) => each.slice(0, 2))
  const wanted = progress.setting(setting) ?? asked.find((each) => known.includes(each))
  for (const link of links) {
    if (link.hreflang === wanted) link.dataset['suggested'] = 'yes'
    link.addEventListener('click', () => progress.saveSetting(setting, link.hreflang))
  }
}
