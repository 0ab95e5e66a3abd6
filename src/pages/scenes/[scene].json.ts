/**
 * What a scene says and what was run for it, in one language, as data of its own: fetched when the
 * scene comes into sight, so that a chapter with many scenes stays small.
 */
import type { APIRoute } from 'astro'
import { readFollowApply, readInsideNode, readPackets, readTakeAway } from '../../book/scenes.ts'
import { inLanguage } from '../../components/in-language.ts'
import { type Bilingual, languages } from '../../language.ts'
import { storiesOf } from '../../widgets/follow-apply/stories.ts'
import { nodeStoriesOf } from '../../widgets/node-scene/stories.ts'
import { serviceStoriesOf } from '../../widgets/packets/stories.ts'

/** Of what its file says, what the reader is shown. */
function shown<Round>({
  title,
  lead,
  rounds,
}: {
  title: Bilingual
  lead: Bilingual
  rounds: Round
}) {
  return { title, lead, rounds }
}

export function getStaticPaths() {
  const follow = readFollowApply()
  const inside = readInsideNode()
  const packets = readPackets()
  const { node, client } = packets
  const scenes = [
    { id: 'follow-apply', data: { scene: shown(follow), stories: storiesOf(follow) } },
    { id: 'inside-node', data: { scene: shown(inside), stories: nodeStoriesOf(inside) } },
    {
      id: 'packets',
      data: { scene: { ...shown(packets), node, client }, stories: serviceStoriesOf(packets) },
    },
    ...readTakeAway().map((scene) => ({ id: scene.id, data: scene })),
  ]
  return scenes.flatMap(({ id, data }) =>
    languages.map((language) => ({
      params: { scene: `${id}.${language}` },
      props: { data: inLanguage(data, language) },
    })),
  )
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['data']))
