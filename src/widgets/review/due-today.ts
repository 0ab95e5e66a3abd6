/** The line on the home page that says how much waits in review; hidden while nothing does. */
import { dueCount } from '../../progress/due.ts'
import type { Progress } from '../../progress/progress.ts'

export function offerReview(page: Document, progress: Progress): void {
  const line = page.querySelector<HTMLElement>('[data-due]')
  const count = line?.querySelector<HTMLElement>('[data-due-count]')
  if (!line || !count) return
  const known = new Set((line.dataset['due'] ?? '').split(' '))
  const show = () => {
    const due = dueCount(progress, known, Date.now())
    count.textContent = String(due)
    line.hidden = due === 0
  }
  show()
  progress.onChange(show)
}
