/**
 * Knows where the reader is: marks the section in the contents list, shows how much of the text is
 * behind, and lets the link to the other language lead to the same place, since both languages
 * share their ids.
 */
export function followPlace(page: Document): void {
  const places = [...page.querySelectorAll<HTMLElement>('[data-place]')]
  const entries = [...page.querySelectorAll<HTMLElement>('[data-contents] [data-section]')]
  const text = page.querySelector('article')
  const bar = page.querySelector<HTMLElement>('[data-read]')
  const languageLinks = [...page.querySelectorAll<HTMLAnchorElement>('a[data-keep-place]')]

  const follow = () => {
    // The place one reads is the last one whose head has passed the upper third of the window.
    const line = window.innerHeight / 3
    const passed = places.filter((place) => place.getBoundingClientRect().top < line)
    const place = passed.at(-1)
    if (text && bar) {
      const { top, height } = text.getBoundingClientRect()
      const read = Math.min(1, Math.max(0, -top / Math.max(1, height - window.innerHeight)))
      bar.style.setProperty('--read', read.toFixed(3))
    }
    for (const link of languageLinks) link.hash = place?.id ?? ''
    const section = place?.closest<HTMLElement>('.section')?.id
    for (const entry of entries) {
      const anchor = entry.querySelector('a')
      if (entry.dataset['section'] === section) anchor?.setAttribute('aria-current', 'true')
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
  follow()

  const contents = page.querySelector<HTMLElement>('[data-contents]')
  contents?.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) contents.hidePopover()
  })
}
