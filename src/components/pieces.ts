/**
 * A long chapter is laid out in pieces. Drawn as a whole it would keep a phone busy for a second before it answers a
 * touch; so what is out of sight waits (`styles/prose.css`), and is laid out a few paragraphs at a time once the page
 * stands. In the end the page is what it would have been: a search, a link or a print meets nothing unfinished.
 * What is alive shows its still version until its turn (`styles/still.css`): a browser asks of every field of a page
 * whether it can be filled in, and has all that waits around it laid out for the answer.
 *
 * Whoever comes to a place of the page, by a link or by going back, or begins to act before all is done, gets the
 * whole at once, or the place would move.
 */

/**
 * Runs before the chapter is read. Where scripts are long in coming there is time enough: all is laid out then,
 * and the reader may begin to answer.
 */
export const beginInPieces =
  "if(!location.hash&&performance.getEntriesByType('navigation')[0]?.type==='navigate'){" +
  "const d=document.documentElement.dataset;d.pieces='';" +
  "setTimeout(()=>{if(d.pieces==='')delete d.pieces},1000)}"

/** About how much is laid out at once: in elements, with as much again for a paragraph's text. */
const enough = 45
const paragraph = 8

export function layOutPieces(page: Document): void {
  if (areAllLaidOut(page)) return
  page.documentElement.dataset['pieces'] = 'in turn'
  const waiting = [...page.querySelectorAll<HTMLElement>('.section > *')]
  const goOn = () => {
    let size = 0
    while (size < enough) {
      const piece = waiting.shift()
      if (!piece) return
      piece.dataset['laidOut'] = ''
      size += paragraph + piece.getElementsByTagName('*').length
    }
    // The frame first, which lays out what has been let go; then, when nobody wants anything, the next.
    requestAnimationFrame(() => whenIdle(goOn))
  }
  whenIdle(goOn)
  // Whoever begins to read, press or type is not to see things move: the rest at once, and what is in sight stays.
  const finish = () => {
    for (const act of acts) removeEventListener(act, finish, true)
    if (waiting.length > 0) keepingPlace(page, () => waiting.splice(0).forEach(mark))
  }
  const mark = (piece: HTMLElement) => {
    piece.dataset['laidOut'] = ''
  }
  for (const act of acts) addEventListener(act, finish, { capture: true, passive: true })
}

const acts = ['scroll', 'pointerdown', 'keydown', 'focusin', 'beforeprint'] as const

/** The piece that stands at the upper third of the window stands there afterwards. */
function keepingPlace(page: Document, change: () => void): void {
  const at = (piece: Element) => piece.getBoundingClientRect()
  const line = innerHeight / 3
  const here = [...page.querySelectorAll('.section > *')].find((piece) => at(piece).bottom > line)
  const before = here ? at(here).top : 0
  page.documentElement.style.overflowAnchor = 'none'
  change()
  if (here && scrollY > 0) scrollBy({ top: at(here).top - before, behavior: 'instant' })
  requestAnimationFrame(() => page.documentElement.style.removeProperty('overflow-anchor'))
}

/** The mark at the root stays: to take it away would have every style of the page reckoned anew. */
export function areAllLaidOut(page: Document): boolean {
  if (page.documentElement.dataset['pieces'] === undefined) return true
  return page.querySelector('.section > :not([data-laid-out])') === null
}

function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 150 })
  else setTimeout(act, 30)
}
