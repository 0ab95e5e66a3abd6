/**
 * Take one away: predict, switch a component of the figure off, do something, watch what still
 * works, switch it on, watch it heal; and say in the end what its job is.
 */
import '../cluster-view/cluster-view.css'
import './take-away.css'
import type { TakeAwayRound, TakeAwayScene } from '../../book/scenes.ts'
import type { Language } from '../../language.ts'
import { durationText } from '../lab/clock-text.ts'
import { FetchedScene } from '../stage/FetchedScene.tsx'
import { LiveFigure } from '../stage/LiveFigure.tsx'
import { Predict } from '../stage/Predict.tsx'
import { StageClock } from '../stage/StageClock.tsx'
import { RoundEnd, StageScene, type Turn } from '../stage/StageScene.tsx'
import { usePrediction } from '../stage/use-prediction.ts'
import { isAway } from './acts.ts'
import { ClusterSide } from './ClusterSide.tsx'
import { Log } from './Log.tsx'
import { lightsOf } from './lights.ts'
import { actTexts, nameOf, takeAwayTexts } from './texts.ts'
import { type TakeAwayControls, type TakeAwayState, useTakeAway } from './use-take-away.ts'

interface Props {
  readonly scene: TakeAwayScene
  readonly language: Language
}

export function TakeAway({
  address,
  language,
}: Pick<Props, 'language'> & { readonly address: string }) {
  return (
    <FetchedScene<TakeAwayScene> address={address} language={language}>
      {(scene) => (
        <StageScene
          name="take-away"
          scene={scene}
          texts={takeAwayTexts[language]}
          language={language}
        >
          {(round, turn) => (
            <Round key={turn.attempt} scene={scene} round={round} turn={turn} language={language} />
          )}
        </StageScene>
      )}
    </FetchedScene>
  )
}

interface RoundProps extends Props {
  readonly round: TakeAwayRound
  readonly turn: Turn
}

function Round({ scene, round, turn, language }: RoundProps) {
  const texts = takeAwayTexts[language]
  const [state, controls] = useTakeAway(scene, round, turn)
  const { engine, chosen, revealed, done, log } = state
  if (engine.phase === 'failed')
    return (
      <p role="alert">
        {texts.failed}{' '}
        <button type="button" class="button" onClick={turn.again}>
          {texts.reopen}
        </button>
      </p>
    )
  if (engine.phase === 'opening' || !engine.snapshot) return <p role="status">{texts.opening}</p>
  return (
    <div class="stage-round" data-phase={done ? 'done' : chosen ? 'ready' : 'predict'}>
      <Predict
        question={round.question}
        choices={round.choices}
        language={language}
        chosen={chosen}
        onChoose={controls.choose}
        revealed={revealed}
      />
      <Bar round={round} state={state} controls={controls} language={language} />
      <div class="take-away-sides">
        <section class="take-away-parts" aria-label={texts.parts}>
          <LiveFigure
            figure={scene.figure}
            lights={lightsOf(scene, engine.snapshot, engine.moments.at(-1))}
          />
          <Switches
            scene={scene}
            round={round}
            state={state}
            controls={controls}
            language={language}
          />
        </section>
        <div class="take-away-cluster">
          <ClusterSide
            snapshot={engine.snapshot}
            latest={engine.moments.at(-1)}
            onAct={done ? controls.act : undefined}
            language={language}
          />
          <Log entries={log} language={language} />
        </div>
      </div>
      {done && <Role scene={scene} round={round} turn={turn} language={language} />}
      {done && <RoundEnd notice={round.notice} texts={texts} turn={turn} language={language} />}
      {done && <Palette controls={controls} language={language} />}
    </div>
  )
}

/** What comes next, by hand; while one waits, the hands on the clock. */
function Bar({
  round,
  state,
  controls,
  language,
}: {
  readonly round: TakeAwayRound
  readonly state: TakeAwayState
  readonly controls: TakeAwayControls
  readonly language: Language
}) {
  const texts = takeAwayTexts[language]
  const { engine, stage, waiting, chosen, stoppedAt, done } = state
  const name = nameOf(round.component, language)
  const next =
    stage === undefined
      ? ''
      : typeof stage === 'number'
        ? texts.wait(durationText(stage)[language])
        : stage === 'stop' || stage === 'start'
          ? texts[stage](name)
          : actTexts[language][stage].does
  return (
    <div class="stage-bar">
      {!waiting && !done && (
        <button
          type="button"
          class="button"
          data-weight={chosen ? 'main' : undefined}
          aria-disabled={!chosen}
          title={chosen ? undefined : texts.predictFirst}
          onClick={controls.go}
        >
          {next}
        </button>
      )}
      {waiting && (
        <>
          <button
            type="button"
            class="button"
            onClick={engine.running ? controls.pause : controls.play}
          >
            {engine.running ? texts.pause : texts.play}
          </button>
          <button type="button" class="button" onClick={controls.step}>
            {texts.step}
          </button>
        </>
      )}
      <StageClock
        since={stoppedAt === undefined ? texts.opened : texts.since}
        ms={engine.time - (stoppedAt ?? 0)}
        note={texts.clockNote}
        picture={engine.picture}
        language={language}
      />
    </div>
  )
}

/** The components of the figure, each with its switch; before the end only one of them moves. */
function Switches({
  scene,
  round,
  state,
  controls,
  language,
}: Omit<RoundProps, 'turn'> & {
  readonly state: TakeAwayState
  readonly controls: TakeAwayControls
}) {
  const texts = takeAwayTexts[language]
  const { engine, done, stage, chosen } = state
  if (!engine.snapshot) return null
  const { snapshot } = engine
  return (
    <ul class="part-switches">
      {scene.rounds.map(({ component, name }) => {
        const away = isAway(scene, component, snapshot)
        const isNext =
          component === round.component &&
          chosen !== undefined &&
          (stage === 'stop' || stage === 'start')
        const mayMove = done || isNext
        return (
          <li key={component}>
            <button
              type="button"
              role="switch"
              aria-checked={!away}
              aria-disabled={!mayMove}
              data-next={isNext || undefined}
              onClick={() =>
                done ? controls.toggle(component, away) : isNext ? controls.go() : undefined
              }
            >
              <span>{name[language]}</span> <b>{away ? texts.off : texts.on}</b>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** What its job is, in one sentence. */
function Role({ scene, round, turn, language }: RoundProps) {
  const texts = takeAwayTexts[language]
  const [chosen, choose] = usePrediction(`${scene.id}/${round.id}/role`, round.role, turn)
  const question = texts.role(nameOf(round.component, language))
  return (
    <Predict
      words={{ predict: texts.check, commit: texts.answer, as: texts.right, other: texts.wrong }}
      question={{ ja: question, en: question }}
      choices={round.role}
      language={language}
      chosen={chosen}
      onChoose={choose}
      revealed={chosen !== undefined}
    />
  )
}

const acts = ['scale', 'delete-pod', 'crash', 'power-off', 'request'] as const

function Palette({
  controls,
  language,
}: {
  readonly controls: TakeAwayControls
  readonly language: Language
}) {
  return (
    <div class="take-away-free">
      <p class="stage-hint">{takeAwayTexts[language].free}</p>
      <p class="stage-actions">
        {acts.map((act) => (
          <button key={act} type="button" class="button" onClick={() => controls.do(act)}>
            {actTexts[language][act].does}
          </button>
        ))}
      </p>
    </div>
  )
}
