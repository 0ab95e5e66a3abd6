/**
 * What a scene says and what was run for it, in one language, as data of its own: fetched when the
 * scene comes into sight, so that a chapter with many scenes stays small.
 */
import type { APIRoute } from 'astro'
import { readFollowApply, readTakeAway } from '../../book/scenes.ts'
import { inLanguage } from '../../components/in-language.ts'
import { languages } from '../../language.ts'
import { storiesOf } from '../../widgets/follow-apply/stories.ts'

export function getStaticPaths() {
  const follow = readFollowApply()
  const { title, lead, rounds } = follow
  const scenes = [
    { id: 'follow-apply', data: { scene: { title, lead, rounds }, stories: storiesOf(follow) } },
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
