/**
 * Ticks in the page: an element with `data-proven-by="check1@1 do1@2"` becomes `begun` or `done`
 * as its questions and exercises are proven, here or in another tab. Marks and words follow by
 * `styles/page.css`; a `data-tick-count` inside it shows how many. `data-begun-by` names what else is
 * evidence: it begins a tick, and completes none.
 */
import type { Progress } from '../../progress/progress.ts'

export interface Tally {
  readonly done: number
  readonly all: number
}

export type Tick = 'open' | 'begun' | 'done'

/** `provenBy` lists ids, each with the revision that it has now. */
export function tallyOf(provenBy: string, progress: Pick<Progress, 'isProven'>): Tally {
  const tasks = provenBy.split(' ').filter((task) => task !== '')
  const done = tasks.filter((task) => {
    const [id = '', revision = '1'] = task.split('@')
    return progress.isProven(id, Number(revision))
  })
  return { done: done.length, all: tasks.length }
}

export function tickOf({ done, all }: Tally, evidence = 0): Tick {
  if (done === 0) return evidence > 0 ? 'begun' : 'open'
  return done === all ? 'done' : 'begun'
}

export function followProgress(page: Document, progress: Progress): void {
  const elements = [...page.querySelectorAll<HTMLElement>('[data-proven-by]')]
  const show = () => {
    for (const element of elements) {
      const tally = tallyOf(element.dataset['provenBy'] ?? '', progress)
      const { done } = tallyOf(element.dataset['begunBy'] ?? '', progress)
      element.dataset['tick'] = tickOf(tally, done)
      const count = element.querySelector<HTMLElement>('[data-tick-count]')
      if (count) {
        count.hidden = tickOf(tally) !== 'begun'
        count.textContent = `${tally.done}/${tally.all}`
      }
    }
  }
  show()
  progress.onChange(show)
}
