/** One playground that is open: panels around one lab, as in a chapter, but nobody sets a task. */
import { useEffect, useState } from 'preact/hooks'
import type { ExerciseFile } from '../../grading/check.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Language } from '../../language.ts'
import type { openProgress } from '../../progress/progress.ts'
import { LabScene } from '../lab/LabScene.tsx'
import type { Session } from '../lab/lab-state.ts'
import { type Shared, toHash } from '../lab/link.ts'
import { ShareButton } from '../lab/ShareButton.tsx'
import { TerminalPanel } from '../lab/TerminalPanel.tsx'
import { labTexts } from '../lab/texts.ts'
import { useLab } from '../lab/use-lab.ts'
import { Faults } from './Faults.tsx'
import { Files } from './Files.tsx'
import { playgroundTexts } from './texts.ts'

interface Props {
  readonly scenario: Scenario
  readonly scenarios: readonly Scenario[]
  readonly files: readonly ExerciseFile[]
  readonly session: Session | undefined
  readonly lookAt: number | undefined
  readonly language: Language
  readonly progress: ReturnType<typeof openProgress>
  onKeep(shared: Shared): void
  onScenario(id: string, files: readonly ExerciseFile[]): void
}

const panels = ['yaml', 'cluster', 'time'] as const

export function PlaygroundRoom(props: Props) {
  const { scenario, scenarios, language, progress } = props
  const texts = playgroundTexts[language]
  const words = labTexts[language]
  const [files, setFiles] = useState(props.files)
  const [panel, setPanel] = useState<(typeof panels)[number]>(
    // Nothing has happened yet: there is only something to write.
    props.session ? 'cluster' : 'yaml',
  )
  const [session, setSession] = useState(props.session)
  const [state, controls] = useLab({
    scenario,
    seed: 1,
    language,
    ...(props.session ? { session: props.session } : {}),
    ...(props.lookAt === undefined ? {} : { lookAt: props.lookAt }),
    onSession: setSession,
  })
  useEffect(() => props.onKeep({ scenario: scenario.id, files, session }), [files, session])
  const share = () => {
    const { recording, time, past } = state
    const session = recording && { recording, time }
    return toHash({ scenario: scenario.id, files, session, look: past?.at }, 'play')
  }
  const outcomes = state.applied?.outcomes ?? []

  return (
    <div class="lab-live playground" data-panel={panel} data-phase={state.phase}>
      <header class="lab-head">
        <h2 class="visually-hidden">{scenario.title[language]}</h2>
        <label class="playground-scenario">
          <span>{texts.scenario}</span>
          <select
            value={scenario.id}
            title={texts.restart}
            onChange={(event) => props.onScenario(event.currentTarget.value, files)}
          >
            {scenarios.map(({ id, title }) => (
              <option key={id} value={id}>
                {title[language]}
              </option>
            ))}
          </select>
        </label>
        <p class="playground-share">
          <ShareButton hash={share} language={language} />
          <small>{texts.shareNote}</small>
        </p>
      </header>
      <div role="group" class="lab-tabs" aria-label={words.panels}>
        {panels.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={panel === name}
            onClick={() => setPanel(name)}
          >
            {words.tabs[name]}
          </button>
        ))}
      </div>
      <div class="lab-body">
        <div role="group" class="lab-editor" data-is="yaml" aria-label={words.tabs.yaml}>
          <Files
            files={files}
            problems={state.applied?.problems}
            language={language}
            preferredMode={modeOf(progress.setting('editor'))}
            onModeChange={(mode) => progress.saveSetting('editor', mode)}
            onChange={setFiles}
            onApply={controls.submit}
          />
          <div role="status" class="lab-feedback">
            {outcomes.length > 0 && (
              <pre class="kubectl-says">{outcomes.map(({ text }) => text).join('\n')}</pre>
            )}
          </div>
        </div>
        <h3 class="visually-hidden">{words.tabs.cluster}</h3>
        <LabScene
          state={state}
          controls={controls}
          language={language}
          failed={
            <p role="alert">
              {words.failed}{' '}
              <button type="button" class="primary" onClick={controls.reset}>
                {words.reopen}
              </button>
            </p>
          }
          tools={(snapshot) => (
            <Faults snapshot={snapshot} language={language} onAction={controls.act} />
          )}
          onReset={controls.reset}
          onResetAll={() => {
            setFiles(props.files)
            controls.reset()
          }}
        />
        <TerminalPanel
          id="playground"
          state={state}
          controls={controls}
          files={files}
          language={language}
        />
      </div>
    </div>
  )
}

function modeOf(saved: string | undefined): 'plain' | 'monaco' | undefined {
  return saved === 'plain' || saved === 'monaco' ? saved : undefined
}
