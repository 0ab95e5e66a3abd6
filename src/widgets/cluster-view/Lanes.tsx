/** The four lanes, always the same four: desired, actual, difference, action. */

import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from './narration.ts'
import type { Difference, Scene } from './scene.ts'
import { type SceneTexts, sceneTexts } from './texts.ts'

interface Props {
  readonly scene: Scene
  readonly latest: Moment | undefined
  readonly language: Language
}

export function Lanes({ scene, latest, language }: Props) {
  const texts = sceneTexts[language]
  const { difference, completions } = scene
  const toGo = completions ? Math.max(0, completions.desired - completions.done) : 0
  const differs = difference.missing > 0 || difference.extra > 0 || toGo > 0
  return (
    <dl class="lanes">
      <div data-lane="desired">
        <dt>{texts.desired}</dt>
        <dd>{desiredText(scene, texts)}</dd>
      </div>
      <div data-lane="actual">
        <dt>{texts.actual}</dt>
        <dd>{actualText(scene, texts)}</dd>
      </div>
      <div data-lane="difference" data-differs={differs}>
        <dt>{texts.difference}</dt>
        <dd>{differenceText(scene.difference, toGo, texts)}</dd>
      </div>
      <div data-lane="action">
        <dt>{texts.action}</dt>
        <dd>{latest ? narrate(latest)[language] : texts.quiet}</dd>
      </div>
    </dl>
  )
}

/** Pods that are to stay, and work that is to be done; of what nobody asked for, nothing is said. */
function desiredText({ desired, completions, owners }: Scene, texts: SceneTexts): string {
  const staying = owners.some(({ kind }) => kind !== 'Job' && kind !== 'CronJob')
  const asked = [
    ...(desired > 0 || staying ? [texts.declared(desired)] : []),
    ...(completions ? [texts.completions(completions.desired)] : []),
  ]
  if (asked.length > 0) return asked.join(texts.and)
  return owners.length > 0 ? texts.onSchedule : texts.nothingDeclared
}

function actualText({ desired, ready, completions }: Scene, texts: SceneTexts): string {
  const only = completions && desired === 0 && ready === 0
  return [
    ...(only ? [] : [texts.ready(ready)]),
    ...(completions ? [texts.done(completions.done)] : []),
  ].join(texts.and)
}

function differenceText({ missing, extra }: Difference, toGo: number, texts: SceneTexts): string {
  const gaps = [
    ...(missing > 0 ? [texts.missing(missing)] : extra > 0 ? [texts.extra(extra)] : []),
    ...(toGo > 0 ? [texts.toGo(toGo)] : []),
  ]
  return gaps.join(texts.and) || texts.none
}
