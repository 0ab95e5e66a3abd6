/** Virtual time, large, and what one can do with it: let it run, go through it, go back in it. */
import './clock.css'
import type { Language } from '../../language.ts'
import { durationText } from './clock-text.ts'
import type { LabControls, LabState } from './lab-state.ts'
import { Others } from './Others.tsx'
import { originOf, sinceText } from './origin.ts'
import { PastNotice } from './PastNotice.tsx'
import { type Speed, speeds } from './pace.ts'
import { ShareButton } from './ShareButton.tsx'
import { momentsUntil, stopBefore } from './stops.ts'
import { Timeline } from './Timeline.tsx'
import { labTexts } from './texts.ts'

interface Props {
  readonly state: LabState
  readonly controls: LabControls
  readonly language: Language
  /** The address of the moment that is shown; nothing where it is offered elsewhere. */
  readonly hash?: (() => Promise<string>) | undefined
  readonly onReset: () => void
  readonly onResetAll: () => void
}

export function Clock({ state, controls, language, hash, onReset, onResetAll }: Props) {
  const texts = labTexts[language]
  const { playing, speed, moments, time, past } = state
  const shown = past?.at ?? time
  const origin = originOf(momentsUntil(moments, shown))
  const since = shown - (origin?.at ?? 0)
  const isResting = state.atRest && !playing && !past
  const isAtStart = stopBefore(moments, shown) === undefined
  return (
    <div class="clock" data-past={past !== undefined || undefined}>
      <p class="clock-buttons">
        <button
          type="button"
          aria-disabled={isAtStart}
          onClick={isAtStart ? undefined : controls.stepBack}
        >
          {texts.stepBack}
        </button>
        <button
          type="button"
          class="primary"
          aria-pressed={playing}
          onClick={playing ? controls.pause : controls.play}
        >
          {playing ? texts.pause : texts.play}
        </button>
        <button type="button" onClick={controls.step}>
          {isResting ? texts.quietStep : texts.step}
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
        <small>{sinceText(origin, texts)}</small>
        <strong data-time={Math.round(since)}>{durationText(since)[language]}</strong>
      </p>
      <div class="clock-state">
        {past ? (
          <PastNotice past={past} state={state} controls={controls} language={language} />
        ) : (
          isResting && (
            <p class="clock-rest">
              <span>{texts.rest}</span> {moments.length > 0 ? texts.restAgain : texts.restFresh}
            </p>
          )
        )}
      </div>
      <Timeline
        moments={moments}
        time={time}
        past={past?.at}
        language={language}
        onLook={controls.look}
        onNow={controls.lookAtNow}
      />
      <p class="clock-reset">
        {hash && <ShareButton language={language} hash={hash} />}
        <button type="button" class="quiet" onClick={onReset}>
          {texts.reset}
        </button>
        <button type="button" class="quiet" onClick={onResetAll}>
          {texts.resetFiles}
        </button>
        <Others others={state.others} language={language} onSwitch={controls.switchTo} />
      </p>
    </div>
  )
}
