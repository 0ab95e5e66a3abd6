/** The runs behind the scene: what befalls the Service in each round, on a cluster of its own. */
import type { PacketsScene } from '../../book/scenes.ts'
import { type ServiceStory, serviceStory } from '../../lab/service-story.ts'

/** By round id. */
export type ServiceStories = Readonly<Record<string, ServiceStory>>

export function serviceStoriesOf({
  scenario,
  seed,
  service,
  client,
  node,
  rounds,
}: PacketsScene): ServiceStories {
  return Object.fromEntries(
    rounds.map(({ id, actions: incidents }) => [
      id,
      serviceStory({ scenario, seed, service, client, node, incidents }),
    ]),
  )
}
