/** The runs behind the scene: each round's apply, on a cluster of its own. */
import type { FollowApplyScene } from '../../book/scenes.ts'
import { type ApplyStory, applyStory } from '../../lab/apply-story.ts'

export function storiesOf({
  scenario,
  seed,
  file,
  manifest,
  rounds,
}: FollowApplyScene): Readonly<Record<string, ApplyStory>> {
  const asking = (replicas: number) => manifest.replace(/replicas: \d+/, `replicas: ${replicas}`)
  return Object.fromEntries(
    rounds.map(({ id, before, replicas }) => [
      id,
      applyStory({
        scenario,
        seed,
        file,
        before: before === undefined ? undefined : asking(before),
        manifest: asking(replicas),
      }),
    ]),
  )
}
