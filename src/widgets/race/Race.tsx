/** The race of section 1: one shop run by commands and by a declaration, round by round. */
import '../cluster-view/cluster-view.css'
import './race.css'
import type { RaceRound, RaceScene } from '../../book/scenes.ts'
import type { Language } from '../../language.ts'
import { sceneOf } from '../cluster-view/scene.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { Predict } from '../stage/Predict.tsx'
import { StageClock } from '../stage/StageClock.tsx'
import { RoundEnd, StageScene, type Turn } from '../stage/StageScene.tsx'
import { LeftSide } from './LeftSide.tsx'
import { RightSide } from './RightSide.tsx'
import { type RaceTexts, raceTexts } from './texts.ts'
import { type RaceControls, type RaceState, useRace } from './use-race.ts'

interface Props {
  readonly scene: RaceScene
  readonly language: Language
}

export function Race({ scene, language }: Props) {
  const texts = raceTexts[language]
  return (
    <StageScene
      name="race"
      scene={scene}
      texts={texts}
      language={language}
      below={
        <details class="stage-fair">
          <summary>{texts.fair}</summary>
          {scene.fairness.map((line) => (
            <p key={line[language]}>
              <InlineMarks text={line[language]} />
            </p>
          ))}
        </details>
      }
    >
      {(round, turn) => (
        <Round key={turn.attempt} scene={scene} round={round} turn={turn} language={language} />
      )}
    </StageScene>
  )
}

interface RoundProps extends Props {
  readonly round: RaceRound
  readonly turn: Turn
}

function Round({ scene, round, turn, language }: RoundProps) {
  const texts = raceTexts[language]
  const [state, controls] = useRace(scene, round, turn)
  const { engine, phase, chosen, left, right } = state
  if (engine.phase === 'failed')
    return (
      <p role="alert">
        {texts.failed}{' '}
        <button type="button" class="button" onClick={turn.again}>
          {texts.reopen}
        </button>
      </p>
    )
  if (!engine.snapshot) return <p role="status">{texts.opening}</p>
  return (
    <div class="stage-round" data-phase={phase}>
      {phase === 'closed' || phase === 'opening' ? (
        <p class="stage-hint">{texts.openFirst}</p>
      ) : (
        <Predict
          question={round.question}
          choices={round.choices}
          language={language}
          chosen={chosen}
          onChoose={controls.choose}
          revealed={phase === 'done'}
        />
      )}
      <Bar round={round} state={state} controls={controls} language={language} />
      <p class="visually-hidden" role="status">
        {texts.counts(left, right)}
      </p>
      <div class="race-sides">
        <LeftSide
          scene={scene}
          restart={round.restart}
          state={state}
          controls={controls}
          texts={texts}
        />
        <RightSide
          scene={scene}
          state={state}
          controls={controls}
          texts={texts}
          language={language}
        />
      </div>
      {phase === 'done' && (
        <RoundEnd notice={round.notice} texts={texts} turn={turn} language={language} />
      )}
      <Twin state={state} texts={texts} />
    </div>
  )
}

/** The clock of both sides, the fault, and the hands on the clock. */
function Bar({
  round,
  state,
  controls,
  language,
}: {
  readonly round: RaceRound
  readonly state: RaceState
  readonly controls: RaceControls
  readonly language: Language
}) {
  const texts = raceTexts[language]
  const { engine, phase, faultAt } = state
  const moving = faultAt !== undefined || phase === 'opening'
  return (
    <div class="stage-bar">
      {(phase === 'predict' || phase === 'ready') && (
        <button
          type="button"
          class="button"
          data-weight={phase === 'ready' ? 'main' : undefined}
          aria-disabled={phase === 'predict'}
          title={phase === 'predict' ? texts.predictFirst : undefined}
          onClick={phase === 'ready' ? controls.befall : undefined}
        >
          {round.act[language]}
        </button>
      )}
      {moving && (
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
      <p class="stage-counts" aria-hidden="true">
        <span>
          {texts.short.left} <b>{state.left}</b>
        </span>
        <span>
          {texts.short.right} <b>{state.right}</b>
        </span>
      </p>
      <StageClock
        since={faultAt === undefined ? texts.sinceOpening : texts.sinceFault}
        ms={engine.time - (faultAt ?? 0)}
        note={texts.clockNote}
        picture={engine.picture}
        language={language}
      />
    </div>
  )
}

/** The same once more, as a table. */
function Twin({ state, texts }: { readonly state: RaceState; readonly texts: RaceTexts }) {
  const { docker, engine } = state
  if (!engine.snapshot) return null
  const rows = [
    ...docker.hosts.map(({ name, powered, containers }) => ({
      side: texts.left,
      name,
      powered,
      holds: containers.map((container) => `${container.name} ${container.state}`),
    })),
    ...sceneOf(engine.snapshot).nodes.map(({ name, powered, pods }) => ({
      side: texts.right,
      name,
      powered,
      holds: pods.map((pod) => `${pod.name} ${pod.status}`),
    })),
  ]
  return (
    <details class="stage-twin">
      <summary>{texts.table}</summary>
      <table>
        <caption>{texts.tableCaption}</caption>
        <thead>
          <tr>
            {Object.values(texts.columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ side, name, powered, holds }) => (
            <tr key={name}>
              <td>{side}</td>
              <th scope="row">{name}</th>
              <td>{powered ? texts.on : texts.off}</td>
              <td>{holds.join(', ') || texts.nothing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
