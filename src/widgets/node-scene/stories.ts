/** The runs behind the scene: what happens to the Pod in each round, once for each container runtime. */
import type { InsideNodeScene } from '../../book/scenes.ts'
import { type NodeStory, nodeStory, type RuntimeKind } from '../../lab/node-story.ts'

/** By round id, one for each runtime. */
export type NodeStories = Readonly<Record<string, Readonly<Record<RuntimeKind, NodeStory>>>>

export function nodeStoriesOf({
  scenario,
  seeds,
  manifest,
  pod,
  rounds,
}: InsideNodeScene): NodeStories {
  return Object.fromEntries(
    rounds.map(({ id, incident }) => {
      const under = (runtime: RuntimeKind) =>
        nodeStory({ scenario, runtime, seed: seeds[runtime], manifest, pod, incident })
      return [id, { containerd: under('containerd'), 'cri-o': under('cri-o') }]
    }),
  )
}
