/** Virtual time, large, and what one can do with it. */

import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { durationText } from './clock-text.ts'
import { originOf } from './origin.ts'
import { type Speed, speeds } from './pace.ts'
import { Timeline } from './Timeline.tsx'
import { type LabTexts, labTexts } from './texts.ts'
import type { LabControls, LabState } from './use-lab.ts'

interface Props {
  readonly state: LabState
  readonly controls: LabControls
  readonly language: Language
  readonly onReset: () => void
  readonly onResetAll: () => void
}

export function Clock({ state, controls, language, onReset, onResetAll }: Props) {
  const texts = labTexts[language]
  const { playing, speed, moments, time, atRest } = state
  const origin = originOf(moments)
  const since = time - (origin?.at ?? 0)
  return (
    <div class="clock">
      <p class="clock-buttons">
        <button
          type="button"
          class="primary"
          aria-pressed={playing}
          onClick={playing ? controls.pause : controls.play}
        >
          {playing ? texts.pause : texts.play}
        </button>
        <button
          type="button"
          aria-disabled={atRest && !playing}
          onClick={atRest && !playing ? undefined : controls.step}
        >
          {texts.step}
        </button>
        <label>
          <span class="visually-hidden">{texts.speed}</span>
          <select
            value={speed}
            onChange={(event) => controls.setSpeed(event.currentTarget.value as Speed)}
          >
            {speeds.map((name) => (
              <option key={name} value={name}>
                {texts.speeds[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p class="clock-time">
        <small>{labelOf(origin, texts)}</small>
        <strong data-time={Math.round(since)}>{durationText(since)[language]}</strong>
        {atRest && !playing && <span class="clock-rest">{texts.rest}</span>}
      </p>
      <Timeline moments={moments} origin={origin} time={time} language={language} />
      <p class="clock-reset">
        <button type="button" class="quiet" onClick={onReset}>
          {texts.reset}
        </button>
        <button type="button" class="quiet" onClick={onResetAll}>
          {texts.resetFiles}
        </button>
      </p>
    </div>
  )
}

function labelOf(origin: Moment | undefined, texts: LabTexts): string {
  if (origin?.kind === 'power-off') return texts.sinceFault
  if (origin?.kind === 'crash') return texts.sinceCrash
  if (origin?.kind === 'deployment-applied') return texts.sinceApply
  return texts.sinceLab
}
