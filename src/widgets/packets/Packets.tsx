/**
 * The way of a packet: predict, let something happen, send connections through the rules of a
 * node's kernel and see which rule took each, and who answered.
 */
import './packets.css'
import { useState } from 'preact/hooks'
import type { PacketsRound, PacketsScene } from '../../book/scenes.ts'
import type { ServiceState, ServiceStory } from '../../lab/service-story.ts'
import type { Language } from '../../language.ts'
import { FetchedScene } from '../stage/FetchedScene.tsx'
import { Predict } from '../stage/Predict.tsx'
import { RoundEnd, StageScene, type Turn } from '../stage/StageScene.tsx'
import { usePrediction } from '../stage/use-prediction.ts'
import { Rules } from './Rules.tsx'
import { counted, type Journey, nothingSent, sendPacket, type Tally } from './send.ts'
import type { ServiceStories } from './stories.ts'
import { packetTexts } from './texts.ts'

/** What is fetched. */
export interface PacketsData {
  readonly scene: Pick<PacketsScene, 'title' | 'lead' | 'node' | 'client' | 'rounds'>
  readonly stories: ServiceStories
}

interface Props {
  readonly scene: PacketsData['scene']
  readonly language: Language
}

export function Packets({
  address,
  language,
}: Pick<Props, 'language'> & { readonly address: string }) {
  return (
    <FetchedScene<PacketsData> address={address} language={language}>
      {(data) => <Connections {...data} language={language} />}
    </FetchedScene>
  )
}

function Connections({ scene, stories, language }: PacketsData & Props) {
  const texts = packetTexts[language]
  return (
    <StageScene name="packets" scene={scene} texts={texts} language={language}>
      {(round, turn) => {
        const story = stories[round.id]
        return (
          story && (
            <Round
              key={turn.attempt}
              scene={scene}
              round={round}
              story={story}
              language={language}
              turn={turn}
            />
          )
        )
      }}
    </StageScene>
  )
}

interface RoundProps {
  readonly scene: Props['scene']
  readonly round: PacketsRound
  readonly story: ServiceStory
  readonly language: Language
  readonly turn: Turn
}

const enough = 100

function Round({ scene, round, story, language, turn }: RoundProps) {
  const texts = packetTexts[language]
  const [chosen, choose] = usePrediction(`packets/${round.id}`, round.choices, turn)
  const [happened, setHappened] = useState(round.act === undefined)
  const [asWritten, showAsWritten] = useState(false)
  const [{ tally, journey }, setSent] = useState<{ tally: Tally; journey: Journey | undefined }>({
    tally: nothingSent,
    journey: undefined,
  })
  const state = happened ? story.after : story.before
  const isDone = tally.sent >= enough
  const ready = chosen !== undefined && happened
  const hint = chosen === undefined ? texts.predictFirst : happened ? undefined : texts.actFirst
  const send = (upTo: number) => {
    if (!ready) return
    let next = tally
    let last: Journey | undefined
    while (next.sent < upTo) {
      last = sendPacket(story, state, next.sent + 1)
      next = counted(next, last)
    }
    setSent({ tally: next, journey: last ?? journey })
  }
  const stopped = happened && round.actions.includes('stop-kube-proxy')
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
      <div class="stage-bar">
        {round.act && !happened && (
          <button
            type="button"
            class="button"
            data-weight={chosen ? 'main' : undefined}
            aria-disabled={!chosen}
            title={chosen ? undefined : texts.predictFirst}
            onClick={() => chosen && setHappened(true)}
          >
            {round.act[language]}
          </button>
        )}
        <button
          type="button"
          class="button"
          data-weight={ready && !isDone ? 'main' : undefined}
          aria-disabled={!ready}
          title={hint}
          onClick={() => send(tally.sent + 1)}
        >
          {texts.one}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={!ready || isDone}
          title={hint}
          onClick={() => send(enough)}
        >
          {texts.hundred}
        </button>
        <p class="stage-clock">
          <strong>{texts.sent(tally.sent)}</strong>
        </p>
      </div>
      <p class="packet-last" role="status">
        {journey ? (
          <>
            <b>{texts.number(tally.sent)}</b> <LastWay journey={journey} language={language} />
          </>
        ) : (
          texts.none
        )}
      </p>
      <div class="packet-way">
        <div class="packet-head">
          <p>
            <small>{texts.from}</small> {scene.client} <code>{story.clientIp}</code>
            {' → '}
            <small>{texts.to}</small> Service{' '}
            <code>
              {story.clusterIp}:{story.port}
            </code>
          </p>
          <p class="packet-proxy" data-stopped={stopped}>
            {stopped ? texts.proxy.stopped : texts.proxy.running}
            <small>{texts.proxyNote}</small>
          </p>
        </div>
        <div class="packet-kernel">
          <p class="packet-title">
            <b>{texts.kernel(scene.node)}</b>
            <label>
              <input
                type="checkbox"
                checked={asWritten}
                onChange={(event) => showAsWritten(event.currentTarget.checked)}
              />{' '}
              {texts.asWritten}
            </label>
          </p>
          <Rules state={state} journey={journey} asWritten={asWritten} language={language} />
        </div>
        <Pods state={state} tally={tally} journey={journey} language={language} />
      </div>
      {isDone && <RoundEnd notice={round.notice} texts={texts} turn={turn} language={language} />}
    </div>
  )
}

function LastWay({
  journey,
  language,
}: {
  readonly journey: Journey
  readonly language: Language
}) {
  const { pod, end } = journey
  const texts = packetTexts[language]
  return (
    <>
      {pod && (
        <>
          → {pod.pod} <code>{pod.ip}</code>{' '}
        </>
      )}
      <span data-end={end}>{texts.ends[end]}</span>
    </>
  )
}

/** Who was reached how often: bars, and the same in numbers. */
function Pods({
  state,
  tally,
  journey,
  language,
}: {
  readonly state: ServiceState
  readonly tally: Tally
  readonly journey: Journey | undefined
  readonly language: Language
}) {
  const texts = packetTexts[language]
  const written = state.rules.flatMap(({ nat }) => nat.flatMap(({ to }) => to ?? []))
  const { answered, refused, silent } = tally
  return (
    <div class="packet-pods">
      <p class="packet-title">
        <b>{texts.pods}</b>
      </p>
      <ul>
        {state.pods.map(({ ip, pod, node, answers }) => (
          <li
            key={ip}
            data-alive={answers === 'answered'}
            data-lit={journey?.pod?.ip === ip || undefined}
          >
            <p>
              <b>{pod}</b> <small>{node}</small>
            </p>
            <p>
              <code>{ip}</code> <span>{answers === 'answered' ? texts.alive : texts.gone}</span>
              {!written.some((to) => to.startsWith(`${ip}:`)) && <small>{texts.noRule}</small>}
            </p>
            <p class="tally">
              <span
                aria-hidden="true"
                style={{ inlineSize: `${Math.min(100, tally.byPod[ip] ?? 0)}%` }}
              />
              <b>{texts.count(tally.byPod[ip] ?? 0)}</b>
            </p>
          </li>
        ))}
      </ul>
      {tally.sent > 0 && <p>{texts.summary(answered, refused, silent)}</p>}
    </div>
  )
}
