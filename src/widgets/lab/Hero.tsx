/**
 * The first five seconds: a living cluster, one press to break it, and the story of how it healed
 * with a way to where the book explains it.
 */
import './lab.css'
import './hero.css'
import { useState } from 'preact/hooks'
import type { Moment, MomentKind } from '../../lab/moments.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Language } from '../../language.ts'
import { ClusterView } from '../cluster-view/ClusterView.tsx'
import { narrate } from '../cluster-view/narration.ts'
import { durationText } from './clock-text.ts'
import { momentsSince, originOf } from './origin.ts'
import { labTexts } from './texts.ts'
import { useLab } from './use-lab.ts'

interface Props {
  readonly scenario: Scenario
  readonly language: Language
  /** Where the book tells why. */
  readonly readOn: string
}

const words = {
  ja: {
    label: '生きているクラスタ',
    invite: 'どれかのノードの電源を切ってください。静かな時間は早送りします。',
    running: '見ていてください。',
    healed: '元に戻りました。だれかに頼んだわけではありません。',
    story: 'いま起きたこと',
    after: '後',
    read: 'なぜこうなるのかを読む',
    again: 'もう一度',
  },
  en: {
    label: 'A living cluster',
    invite: 'Pull the plug of any node. Quiet stretches of time are skipped.',
    running: 'Watch.',
    healed: 'It is whole again, and nobody was asked to mend it.',
    story: 'What just happened',
    after: 'later',
    read: 'Read why',
    again: 'Once more',
  },
} as const

export function Hero({ scenario, language, readOn }: Props) {
  const [seed, setSeed] = useState(1)
  return (
    <LivingCluster
      key={seed}
      seed={seed}
      scenario={scenario}
      language={language}
      readOn={readOn}
      onAgain={() => setSeed(seed + 1)}
    />
  )
}

function LivingCluster({
  seed,
  scenario,
  language,
  readOn,
  onAgain,
}: Props & { readonly seed: number; readonly onAgain: () => void }) {
  const text = words[language]
  const [state, controls] = useLab({ scenario, seed })
  const { snapshot, moments, time } = state
  if (state.phase === 'failed')
    return (
      <div class="lab-failed" role="alert">
        <p>{labTexts[language].failed}</p>
        <button type="button" class="primary" onClick={onAgain}>
          {labTexts[language].reopen}
        </button>
      </div>
    )
  if (!snapshot)
    return (
      <p class="lab-opening" role="status">
        {labTexts[language].opening}
      </p>
    )
  const origin = originOf(moments)
  const story = origin ? storyOf(moments, origin) : []
  const healed = origin !== undefined && story.at(-1)?.kind === 'pod-ready'
  return (
    <section class="lab-live hero-live" aria-label={text.label}>
      <p class="hero-status" role="status">
        <span>{origin ? (healed ? text.healed : text.running) : text.invite}</span>
        {origin && (
          <strong>
            {durationText(time - origin.at)[language]}
            {language === 'ja' ? text.after : ` ${text.after}`}
          </strong>
        )}
      </p>
      <ClusterView
        snapshot={snapshot}
        latest={moments.at(-1)}
        language={language}
        onAction={controls.act}
        compact
      />
      {origin && (
        <div class="hero-story">
          <h2>{text.story}</h2>
          <ol>
            {story.map((moment) => (
              <li key={`${moment.kind}-${moment.at}`}>
                <time>{durationText(moment.at - origin.at)[language]}</time>
                <span>{narrate(moment)[language]}</span>
              </li>
            ))}
          </ol>
          {healed && (
            <p>
              <a href={readOn}>{text.read}</a>
              <button type="button" onClick={onAgain}>
                {text.again}
              </button>
            </p>
          )}
        </div>
      )}
    </section>
  )
}

const chapters: readonly MomentKind[] = [
  'power-off',
  'crash',
  'pod-restarted',
  'node-not-ready',
  'endpoint-not-ready',
  'pod-deleted',
  'pod-created',
  'pod-scheduled',
  'pod-ready',
]

/** The first moment of each sort since it was broken: few lines, the whole arc. */
function storyOf(moments: readonly Moment[], origin: Moment): readonly Moment[] {
  const told = new Set<MomentKind>()
  return momentsSince(moments, origin).filter(({ kind }) => {
    if (!chapters.includes(kind) || told.has(kind)) return false
    told.add(kind)
    return true
  })
}
