/**
 * Inside a node: predict, then walk through what the kubelet did about one Pod, call by call. The
 * stories were run when the page was built; here one only turns their pages.
 */
import './node-scene.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { InsideNodeRound, InsideNodeScene } from '../../book/scenes.ts'
import type { NodeStep, NodeStory, RuntimeKind } from '../../lab/node-story.ts'
import type { Language } from '../../language.ts'
import { durationText } from '../lab/clock-text.ts'
import { FetchedScene } from '../stage/FetchedScene.tsx'
import { Predict } from '../stage/Predict.tsx'
import { RoundEnd, StageScene, type Turn } from '../stage/StageScene.tsx'
import { StepBar } from '../stage/StepBar.tsx'
import { usePrediction } from '../stage/use-prediction.ts'
import { NodePictureView } from './NodePictureView.tsx'
import { emptyNode, pictureAfter } from './node-picture.ts'
import type { NodeStories } from './stories.ts'
import { actorOf, tellStep } from './tell-step.ts'
import { nodeTexts } from './texts.ts'

const runtimes: readonly RuntimeKind[] = ['containerd', 'cri-o']

/** What is fetched. */
export interface InsideNodeData {
  readonly scene: Pick<InsideNodeScene, 'title' | 'lead' | 'rounds'>
  readonly stories: NodeStories
}

interface Props {
  readonly address: string
  readonly language: Language
}

export function InsideNode({ address, language }: Props) {
  return (
    <FetchedScene<InsideNodeData> address={address} language={language}>
      {(data) => <Stories {...data} language={language} />}
    </FetchedScene>
  )
}

function Stories({ scene, stories, language }: InsideNodeData & Pick<Props, 'language'>) {
  const texts = nodeTexts[language]
  const [runtime, setRuntime] = useState<RuntimeKind>('containerd')
  const first = scene.rounds[0]
  return (
    <StageScene
      name="inside-node"
      scene={scene}
      texts={texts}
      language={language}
      above={<RuntimeSwitch runtime={runtime} language={language} onChange={setRuntime} />}
    >
      {(round, turn) => (
        <Walk
          key={turn.attempt}
          round={round}
          turn={turn}
          story={stories[round.id]?.[runtime]}
          // What ran before this story: the first one's end.
          earlier={round === first ? undefined : stories[first?.id ?? '']?.[runtime]}
          runtime={runtime}
          language={language}
        />
      )}
    </StageScene>
  )
}

function RuntimeSwitch({
  runtime,
  language,
  onChange,
}: {
  readonly runtime: RuntimeKind
  readonly language: Language
  readonly onChange: (runtime: RuntimeKind) => void
}) {
  const texts = nodeTexts[language]
  return (
    <fieldset class="runtime-switch">
      <legend>{texts.runtime}</legend>
      {runtimes.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="runtime"
            checked={runtime === name}
            onChange={() => onChange(name)}
          />
          <span>{name === 'cri-o' ? 'CRI-O' : name}</span>
        </label>
      ))}
      <small>{texts.runtimeHint}</small>
    </fieldset>
  )
}

function Walk({
  round,
  turn,
  story,
  earlier,
  runtime,
  language,
}: {
  readonly round: InsideNodeRound
  readonly turn: Turn
  readonly story: NodeStory | undefined
  readonly earlier: NodeStory | undefined
  readonly runtime: RuntimeKind
  readonly language: Language
}) {
  const texts = nodeTexts[language]
  const [chosen, choose] = usePrediction(`inside-node/${round.id}`, round.choices, turn)
  const [at, setAt] = useState(0)
  if (!story) return null
  const { steps, version } = story
  const current = steps[at - 1]
  const isDone = at === steps.length
  const before = earlier ? pictureAfter(earlier.steps, emptyNode) : emptyNode
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
        time={`${durationText(current?.at ?? 0)[language]}${language === 'ja' ? '' : ' '}${texts.after}`}
      >
        {current && (
          <p class="node-now" aria-hidden="true">
            {current.call && <code>{current.call}</code>} {tellStep(current)[language]}
          </p>
        )}
      </StepBar>
      <div class="node-sides">
        <NodePictureView
          picture={pictureAfter(steps.slice(0, at), before)}
          runtime={runtime}
          version={version}
          actor={current && actorOf(current)}
          call={current?.call}
          texts={texts}
        />
        <Steps steps={steps.slice(0, at)} language={language} />
      </div>
      {isDone && <RoundEnd notice={round.notice} texts={texts} turn={turn} language={language} />}
    </div>
  )
}

/** What has happened so far; the newest stays in sight and is read aloud. */
function Steps({
  steps,
  language,
}: {
  readonly steps: readonly NodeStep[]
  readonly language: Language
}) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [steps.length])
  return (
    <ol ref={list} class="node-steps" aria-label={nodeTexts[language].steps} aria-live="polite">
      {steps.map((step, index) => (
        <li
          key={`${index}-${step.kind}`}
          data-kind={step.kind}
          aria-current={index === steps.length - 1 ? 'step' : undefined}
        >
          <time>{durationText(step.at)[language]}</time>
          <span>
            {step.call && <code>{step.call}</code>} {tellStep(step)[language]}
          </span>
        </li>
      ))}
    </ol>
  )
}
