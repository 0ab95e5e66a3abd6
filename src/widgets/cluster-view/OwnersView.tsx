/** Who declared: workloads, what they made, and what of it is not as the goal has it. */
import type { GoalMarks } from '../../grading/goal-marks.ts'
import { GoalBadge } from './GoalBadge.tsx'
import type { OwnerBox } from './owners.ts'
import type { Scene } from './scene.ts'
import type { SceneTexts } from './texts.ts'

interface Props {
  readonly texts: SceneTexts
  readonly goal: GoalMarks | undefined
}

export function Owners({ scene, texts, goal }: Props & { readonly scene: Scene }) {
  return (
    <ul class="owners" aria-label={texts.owners}>
      {scene.owners.map((owner) => (
        <li key={owner.uid}>
          <Owner owner={owner} texts={texts} goal={goal} />
        </li>
      ))}
      {goal?.missing.map((object) => (
        <li key={object}>
          <span class="owner owner-missing">
            {object} {texts.notThere}
          </span>
        </li>
      ))}
      {goal?.counts.map((count) => (
        <li key={count.object}>
          <span class="owner owner-missing">
            {count.object} <GoalBadge difference={count} texts={texts} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A workload, and behind it what it made. */
function Owner({ owner, texts, goal }: Props & { readonly owner: OwnerBox }) {
  const { uid, kind, name, count, children } = owner
  const differences = goal?.fields.get(uid) ?? []
  return (
    <>
      <span class="owner" data-wrong={differences.length > 0 || undefined}>
        <b>{kind}</b> <span class="owner-name">{name}</span>
        {count && (
          <span class="owner-count">
            {' '}
            {count.ready}/{count.desired}
          </span>
        )}
        {differences.map((difference) => (
          <GoalBadge key={difference.path} difference={difference} texts={texts} />
        ))}
      </span>
      {children.map((child) => (
        <Owner key={child.uid} owner={child} texts={texts} goal={goal} />
      ))}
    </>
  )
}
