/** The four lanes, always the same four: desired, actual, difference, action. */

import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from './narration.ts'
import type { Scene } from './scene.ts'
import { sceneTexts } from './texts.ts'

interface Props {
  readonly scene: Scene
  readonly latest: Moment | undefined
  readonly language: Language
}

export function Lanes({ scene, latest, language }: Props) {
  const texts = sceneTexts[language]
  const { desired, ready, difference, owners } = scene
  const declared = owners.length > 0 || desired > 0
  const differs = difference.missing > 0 || difference.extra > 0
  const gap =
    difference.missing > 0
      ? texts.missing(difference.missing)
      : difference.extra > 0
        ? texts.extra(difference.extra)
        : texts.none
  return (
    <dl class="lanes">
      <div data-lane="desired">
        <dt>{texts.desired}</dt>
        <dd>{declared ? texts.declared(desired) : texts.nothingDeclared}</dd>
      </div>
      <div data-lane="actual">
        <dt>{texts.actual}</dt>
        <dd>{texts.ready(ready)}</dd>
      </div>
      <div data-lane="difference" data-differs={differs}>
        <dt>{texts.difference}</dt>
        <dd>{gap}</dd>
      </div>
      <div data-lane="action">
        <dt>{texts.action}</dt>
        <dd>{latest ? narrate(latest)[language] : texts.quiet}</dd>
      </div>
    </dl>
  )
}
