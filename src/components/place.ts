/**
 * Knows where the reader is: marks the section in the contents list, shows how much of the text is
 * behind, and lets the link to the other language lead to the same place, since both languages
 * share their ids.
 */
import { lastPassed } from '../widgets/progress/place.ts'
import { areAllLaidOut } from './pieces.ts'

export function followPlace(page: Document): void {
  const sections = [...page.querySelectorAll<HTMLElement>('.section')]
  const entries = [...page.querySelectorAll<HTMLElement>('[data-contents] [data-section]')]
  const text = page.querySelector('article')
  const bar = page.querySelector<HTMLElement>('[data-read]')
  const languageLinks = [...page.querySelectorAll<HTMLAnchorElement>('a[data-keep-place]')]

  const follow = () => {
    const here = lastPassed(sections)
    // To ask where something is would have it laid out, before its turn (`pieces.ts`).
    const isWhole = areAllLaidOut(page)
    const places = isWhole ? here?.querySelectorAll<HTMLElement>('[data-place]') : undefined
    const place = lastPassed(places ?? []) ?? here
    if (text && bar) {
      const { top, height } = text.getBoundingClientRect()
      const read = Math.min(1, Math.max(0, -top / Math.max(1, height - window.innerHeight)))
      bar.style.setProperty('--read', read.toFixed(3))
    }
    for (const link of languageLinks) link.hash = place?.id ?? ''
    for (const entry of entries) {
      const anchor = entry.querySelector('a')
      if (entry.dataset['section'] === here?.id) anchor?.setAttribute('aria-current', 'true')
      else anchor?.removeAttribute('aria-current')
    }
  }

  let asked = false
  const followSoon = () => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      follow()
    })
  }
  addEventListener('scroll', followSoon, { passive: true })
  addEventListener('resize', followSoon, { passive: true })
  // At its beginning, a page says already what there is to say.
  if (window.scrollY > 0) follow()

  const contents = page.querySelector<HTMLElement>('[data-contents]')
  contents?.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) contents.hidePopover()
  })
}
