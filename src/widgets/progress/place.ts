/** Where the reader stopped: remembered while a chapter is read, offered on the home page. */
import type { Progress } from '../../progress/progress.ts'

const setting = 'place'
const settledMs = 1_000

export interface PlaceInBook {
  readonly chapter: string
  readonly section: string
}

export function placeFrom(text: string | undefined): PlaceInBook | undefined {
  const [, chapter, section] = /^([a-z0-9-]+)#([a-z0-9.-]+)$/.exec(text ?? '') ?? []
  return chapter !== undefined && section !== undefined ? { chapter, section } : undefined
}

/** The place one reads is the last one whose head has passed the upper third of the window. */
export function lastPassed(places: Iterable<HTMLElement>): HTMLElement | undefined {
  const line = innerHeight / 3
  return [...places].filter((place) => place.getBoundingClientRect().top < line).at(-1)
}

export function rememberPlace(page: Document, progress: Progress): void {
  const chapter = page.querySelector<HTMLElement>('[data-chapter]')?.dataset['chapter']
  if (chapter === undefined) return
  const remember = () => {
    const section = lastPassed(page.querySelectorAll<HTMLElement>('.section'))?.id
    if (section !== undefined) progress.saveSetting(setting, `${chapter}#${section}`)
  }
  let timer: number | undefined
  const rememberSoon = () => {
    clearTimeout(timer)
    timer = window.setTimeout(remember, settledMs)
  }
  window.addEventListener('scroll', rememberSoon, { passive: true })
  // Before the progress itself is written for the last time.
  window.addEventListener('pagehide', remember, { capture: true })
}

/**
 * Back in a chapter, at its top: marks the entry of the contents list where the reader stopped,
 * and leads there from the head.
 */
export function continueHere(page: Document, progress: Progress): void {
  const chapter = page.querySelector<HTMLElement>('[data-chapter]')?.dataset['chapter']
  const place = placeFrom(progress.setting(setting))
  if (!place || place.chapter !== chapter || location.hash !== '') return
  const entry = page.querySelector<HTMLElement>(`[data-contents] [data-section="${place.section}"]`)
  const title = entry?.querySelector('.phrases')?.textContent?.trim()
  if (!entry || !title) return
  entry.dataset['continue'] = 'here'
  const link = page.querySelector<HTMLAnchorElement>('[data-continue]:not(li)')
  if (!link) return
  link.href = `#${place.section}`
  link.append(title)
  link.hidden = false
}

/** Fills the line on the home page, if there is a place and the book still has it. */
export function offerPlace(page: Document, progress: Progress): void {
  const line = page.querySelector<HTMLElement>('[data-resume]')
  const link = line?.querySelector<HTMLAnchorElement>('[data-resume-link]')
  const place = placeFrom(progress.setting(setting))
  if (!line || !link || !place) return
  const chapter = page.querySelector(`[data-chapter="${place.chapter}"]`)
  const entry = chapter?.querySelector(`[data-section="${place.section}"] a`)
  if (!(entry instanceof HTMLAnchorElement)) return
  const title = entry.querySelector(':scope > span:last-child')?.textContent
  const number = chapter?.querySelector('.kicker')?.textContent
  link.href = entry.href
  link.textContent = [number, title].filter(Boolean).join(' ')
  line.hidden = false
}
