/**
 * Says plainly that one looks at the past, and asks before another future begins there: what would
 * be put aside is told, and that it can be had again.
 */
import { useEffect, useRef } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { LabControls, LabState, Past } from './lab-state.ts'
import { momentsUntil } from './stops.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly past: Past
  readonly state: LabState
  readonly controls: LabControls
  readonly language: Language
}

export function PastNotice({ past, state, controls, language }: Props) {
  const texts = labTexts[language]
  if (state.asking) return <Question {...{ past, state, controls, language }} />
  return (
    <div class="past-notice">
      <strong>{texts.past}</strong>
      <button type="button" onClick={controls.lookAtNow}>
        {texts.toNow}
      </button>
      <button type="button" onClick={controls.askToGoBack}>
        {texts.goBack}
      </button>
    </div>
  )
}

function Question({ past, state, controls, language }: Props) {
  const texts = labTexts[language]
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    root.current?.focus({ preventScroll: true })
    root.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const actions = state.recording?.actions.filter(({ at }) => at > past.at).length ?? 0
  const events = state.moments.length - momentsUntil(state.moments, past.at).length
  return (
    <div
      class="past-notice"
      role="alertdialog"
      aria-label={texts.goBack}
      aria-describedby="past-question"
      tabIndex={-1}
      ref={root}
      onKeyDown={(event) => event.key === 'Escape' && controls.stayHere()}
    >
      <span id="past-question">{texts.goBackAsks(actions, events)}</span>
      <button type="button" class="primary" onClick={controls.goBack}>
        {texts.goBackYes}
      </button>
      <button type="button" onClick={controls.stayHere}>
        {texts.goBackNo}
      </button>
    </div>
  )
}
