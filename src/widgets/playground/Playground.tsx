/**
 * The playground: a cluster without a task. Files, a terminal, faults, time; all of it fits into an
 * address that can be passed on.
 */
import '../lab/lab.css'
import './playground.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ExerciseFile } from '../../grading/check.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Language } from '../../language.ts'
import { openProgress } from '../../progress/progress.ts'
import type { Session } from '../lab/lab-state.ts'
import { fromHash, type Shared } from '../lab/link.ts'
import { readSession } from '../lab/session.ts'
import { PlaygroundRoom } from './PlaygroundRoom.tsx'
import { clusterOf, sizes } from './scenarios.ts'
import { playgroundTexts } from './texts.ts'

interface Props {
  /** Of the book; clusters of other sizes come after them. */
  readonly scenarios: readonly Scenario[]
  readonly files: readonly ExerciseFile[]
  readonly language: Language
}

/** What the room opens with; `key` begins it anew. */
interface Beginning {
  readonly key: number
  readonly scenario: Scenario
  readonly files: readonly ExerciseFile[]
  readonly session?: Session | undefined
  readonly lookAt?: number | undefined
  readonly remark?: 'broken' | 'otherEngine'
}

const stateKey = 'playground/state'

export function Playground({ scenarios, files, language }: Props) {
  const texts = playgroundTexts[language]
  const progress = useRef(openProgress()).current
  const all = [...scenarios, ...sizes.map(clusterOf)]
  const [beginning, begin] = useState<Beginning>()
  const scenarioNamed = (id: string) => all.find((scenario) => scenario.id === id) ?? all[0]

  useEffect(() => {
    const open = async () => {
      const linked = await fromHash(location.hash, 'play')
      const kept =
        linked === undefined || linked === 'broken' ? readState(progress.draft(stateKey)) : linked
      const scenario = scenarioNamed(kept?.scenario ?? '')
      if (!scenario) return
      const { session } = kept?.session
        ? readSession(JSON.stringify(kept.session), scenario.id)
        : {}
      const isForeign = kept?.session !== undefined && session === undefined && kept === linked
      begin((before) => ({
        key: (before?.key ?? 0) + 1,
        scenario,
        files: kept && kept.files.length > 0 ? kept.files : files,
        session,
        lookAt: kept === linked ? kept?.look : undefined,
        ...(linked === 'broken'
          ? { remark: 'broken' }
          : isForeign
            ? { remark: 'otherEngine' }
            : {}),
      }))
    }
    void open()
    const onHash = () => void open()
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [])

  if (!beginning) return <p role="status">…</p>
  const { remark } = beginning
  return (
    <>
      {remark && (
        <p class="playground-remark" role="alert">
          {texts[remark]}
        </p>
      )}
      <PlaygroundRoom
        key={beginning.key}
        scenario={beginning.scenario}
        scenarios={all}
        files={beginning.files}
        session={beginning.session}
        lookAt={beginning.lookAt}
        language={language}
        progress={progress}
        onKeep={(shared) => progress.saveDraft(stateKey, JSON.stringify(shared))}
        onScenario={(id, kept) => {
          const scenario = scenarioNamed(id)
          if (scenario) begin({ key: beginning.key + 1, scenario, files: kept })
        }}
      />
    </>
  )
}

function readState(text: string | undefined): Shared | undefined {
  if (!text) return undefined
  try {
    const value = JSON.parse(text) as Partial<Shared>
    return typeof value.scenario === 'string' && Array.isArray(value.files)
      ? (value as Shared)
      : undefined
  } catch {
    return undefined
  }
}
