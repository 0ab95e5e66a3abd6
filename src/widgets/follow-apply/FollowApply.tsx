/**
 * Follow one apply: predict, then walk from the request to the last status. Each step lights the
 * figures' own nodes and edges, says who did what, and shows the fields that it changed. The stories
 * were run when the page was built; here one only turns their pages.
 */
import './follow-apply.css'
import { useMemo, useState } from 'preact/hooks'
import type { FollowApplyRound, FollowApplyScene } from '../../book/scenes.ts'
import type { ApplyStep, ApplyStory } from '../../lab/apply-story.ts'
import type { Language } from '../../language.ts'
import { FetchedScene } from '../stage/FetchedScene.tsx'
import { LiveFigure } from '../stage/LiveFigure.tsx'
import { Predict } from '../stage/Predict.tsx'
import { RoundEnd, StageScene, type Turn } from '../stage/StageScene.tsx'
import { StepBar } from '../stage/StepBar.tsx'
import { usePrediction } from '../stage/use-prediction.ts'
import { Fields } from './Fields.tsx'
import { architectureLights, controlPlaneLights, stageOf } from './lights.ts'
import { spanText, tellStep, whoOf } from './tell-step.ts'
import { followTexts } from './texts.ts'

/** What is fetched. */
interface Told {
  readonly scene: Pick<FollowApplyScene, 'title' | 'lead' | 'rounds'>
  /** By round id. */
  readonly stories: Readonly<Record<string, ApplyStory>>
}

interface Props {
  readonly address: string
  readonly language: Language
}

export function FollowApply({ address, language }: Props) {
  return (
    <FetchedScene<Told> address={address} language={language}>
      {({ scene, stories }) => (
        <StageScene
          name="follow-apply"
          scene={scene}
          texts={followTexts[language]}
          language={language}
        >
          {(round, turn) => {
            const story = stories[round.id]
            return (
              story && (
                <Walk
                  key={turn.attempt}
                  round={round}
                  turn={turn}
                  story={story}
                  language={language}
                />
              )
            )
          }}
        </StageScene>
      )}
    </FetchedScene>
  )
}

interface WalkProps {
  readonly round: FollowApplyRound
  readonly turn: Turn
  readonly story: ApplyStory
  readonly language: Language
}

function Walk({ round, turn, story, language }: WalkProps) {
  const texts = followTexts[language]
  const [chosen, choose] = usePrediction(`follow-apply/${round.id}`, round.choices, turn)
  const [at, setAt] = useState(0)
  const { steps, said } = story
  const step = steps[at - 1]
  const isDone = at === steps.length
  const whole = useMemo(() => architectureLights(steps, at), [steps, at])
  const within = useMemo(() => controlPlaneLights(step), [step])
  return (
    <div class="stage-round" data-phase={isDone ? 'done' : chosen ? 'ready' : 'predict'}>
      <Predict
        question={round.question}
        choices={round.choices}
        language={language}
        chosen={chosen}
        onChoose={choose}
        revealed={isDone}
      />
      <StepBar
        at={at}
        of={steps.length}
        open={chosen !== undefined}
        onGo={setAt}
        texts={texts}
        time={spanText(step?.at ?? 0)[language]}
      />
      <div class="follow-now" aria-live="polite">
        {step ? (
          <Now step={step} said={said} language={language} />
        ) : (
          <p class="stage-hint">{chosen ? texts.ready : texts.predictFirst}</p>
        )}
      </div>
      <div class="follow-figures" data-stage={stageOf(step)}>
        <LiveFigure figure="architecture" lights={whole} />
        <LiveFigure figure="control-plane" lights={within} />
      </div>
      <Way steps={steps.slice(0, at)} language={language} />
      {isDone && <RoundEnd notice={round.notice} texts={texts} turn={turn} language={language} />}
    </div>
  )
}

/** The step itself: who, what, why, and the fields. */
function Now({
  step,
  said,
  language,
}: {
  readonly step: ApplyStep
  readonly said: string
  readonly language: Language
}) {
  const texts = followTexts[language]
  const { kind, object, revision, trigger, call, fields = [] } = step
  const isAnswer = kind === 'stored' || kind === 'unchanged'
  return (
    <>
      <p class="follow-who">
        <b>{whoOf(step).name[language]}</b>
        {trigger !== undefined && <small>{texts.why(trigger)}</small>}
      </p>
      <p>
        {call && <code>{call}</code>} {tellStep(step)[language]}
      </p>
      {isAnswer && <samp>{said}</samp>}
      {object && (
        <p class="follow-object">
          <b>{object.kind}</b> {object.name}
          {kind === 'write' && revision !== undefined && <small>{texts.wrote(revision)}</small>}
        </p>
      )}
      {fields.length > 0 && <Fields fields={fields} isAdded={kind === 'checked'} texts={texts} />}
    </>
  )
}

/** What has been walked so far; folded, because the step itself stands above. */
function Way({
  steps,
  language,
}: {
  readonly steps: readonly ApplyStep[]
  readonly language: Language
}) {
  const texts = followTexts[language]
  return (
    <details class="follow-way">
      <summary>{texts.steps}</summary>
      <ol>
        {steps.map((step, index) => (
          <li key={`${index}-${step.kind}`}>
            <time>{spanText(step.at)[language]}</time>
            <span>
              <b>{whoOf(step).name[language]}</b> {step.call && <code>{step.call}</code>}{' '}
              {tellStep(step)[language]}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
