/** What is and what should be: `replicas 3 → 5`. */
import type { Difference } from '../../grading/difference.ts'
import type { SceneTexts } from './texts.ts'

export function GoalBadge({
  difference: { path, actual, goal },
  texts,
}: {
  readonly difference: Difference
  readonly texts: SceneTexts
}) {
  const field = path === 'count' ? '' : `${path.slice(path.lastIndexOf('.') + 1)} `
  return (
    <span class="goal-badge">
      <span aria-hidden="true">≠ </span>
      <span class="visually-hidden"> {texts.goal}: </span>
      {field}
      {actual} → {goal}
    </span>
  )
}
