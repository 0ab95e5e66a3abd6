/**
 * A lab on the page: the editor, the cluster, its clock, the tasks. Panels around one lab, which
 * lives in a worker; on a phone they are three tabs, with the verdict always in sight.
 */
import './lab.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ExerciseFile } from '../../grading/check.ts'
import { firstFailure } from '../../grading/verdict.ts'
import type { Bilingual, Language } from '../../language.ts'
import type { Diagnostic } from '../../manifests/diagnostic.ts'
import { openProgress } from '../../progress/progress.ts'
import { Editor } from '../editor/Editor.tsx'
import { durationText } from './clock-text.ts'
import { Feedback } from './Feedback.tsx'
import { goalLines } from './goal-lines.ts'
import { LabSaid } from './LabSaid.tsx'
import { LabScene } from './LabScene.tsx'
import type { LabData } from './lab-data.ts'
import type { LabState } from './lab-state.ts'
import { type Shared, toHash } from './link.ts'
import { originOf } from './origin.ts'
import { readSession } from './session.ts'
import { TaskChips } from './TaskChips.tsx'
import { TerminalPanel } from './TerminalPanel.tsx'
import { labTexts } from './texts.ts'
import { useLab } from './use-lab.ts'
import { useShared } from './use-shared.ts'

interface Props {
  readonly data: LabData
  readonly language: Language
}

const noDiagnostics: readonly Diagnostic[] = []
const panels = ['yaml', 'cluster', 'time'] as const
type Panel = (typeof panels)[number]

export function Lab({ data, language }: Props) {
  const [brought, leave] = useShared(`lab-${data.id}`)
  if (brought.is === 'coming') return <p role="status">…</p>
  const here = brought.is === 'here' ? brought : undefined
  return (
    <LabRoom
      key={here?.hash ?? 'own'}
      data={data}
      language={language}
      shared={here?.shared}
      isBroken={brought.is === 'broken'}
      onLeave={leave}
    />
  )
}

interface RoomProps extends Props {
  /** What a link brought. It is shown, and nothing of one's own is touched. */
  readonly shared: Shared | undefined
  readonly isBroken: boolean
  onLeave(): void
}

function LabRoom({ data, language, shared, isBroken, onLeave }: RoomProps) {
  const texts = labTexts[language]
  const isOwn = shared === undefined
  const progress = useRef(openProgress()).current
  const { id, scenario, exercise } = data
  const [files, setFiles] = useState<readonly ExerciseFile[]>(
    () => shared?.files ?? restoredFiles(data, progress),
  )
  const [panel, setPanel] = useState<Panel>('yaml')
  const kept = shared ? JSON.stringify(shared.session) : progress.draft(sessionKey(id))
  const opened = useRef(readSession(kept, scenario.id)).current
  const [state, controls] = useLab({
    scenario,
    seed: exercise.seeds[0] ?? 1,
    exercise,
    language,
    ...opened,
    ...(shared?.look === undefined ? {} : { lookAt: shared.look }),
    onSession: (session) => {
      if (isOwn) progress.saveDraft(sessionKey(id), JSON.stringify(session))
    },
    onVerdict: (verdict, judged) => {
      if (isOwn) progress.recordExercise(id, exercise.revision, verdict.passed, judged)
    },
  })

  const edit = useCallback(
    (name: string, text: string) => {
      setFiles((before) => before.map((file) => (file.name === name ? { name, text } : file)))
      if (isOwn) progress.saveDraft(fileKey(id, name), text)
    },
    [id, isOwn, progress],
  )
  const restore = (given: readonly ExerciseFile[]) => {
    for (const { name, text } of given) edit(name, text)
  }
  const submit = () => controls.submit(files)
  const failure = state.grading || !state.verdict ? undefined : firstFailure(state.verdict)
  const missed = failure && exercise.checks.find((check) => check.id === failure.id)
  // Lines of the text as it was judged; the editor lets them follow what is typed since.
  const goals = useMemo(
    () => new Map(files.map((file) => [file.name, goalLines(failure?.differences ?? [], file)])),
    [failure],
  )
  const hash = () => {
    const { recording, time, past } = state
    const session = recording && { recording, time }
    return toHash({ scenario: scenario.id, files, session, look: past?.at }, `lab-${id}`)
  }
  const clusterTab = useRef<HTMLButtonElement>(null)
  // What was asked for happens in the cluster: on a phone the reader is taken there.
  useEffect(() => {
    if (!(state.applied?.ok || state.asking)) return
    setPanel((before) => (before === 'yaml' ? 'cluster' : before))
    if (!clusterTab.current?.checkVisibility()) return
    clusterTab.current.scrollIntoView({ block: 'nearest' })
    if (!state.asking) clusterTab.current.focus({ preventScroll: true })
  }, [state.applied, state.asking])

  return (
    <div class="lab-live" data-panel={panel} data-phase={state.phase}>
      <header class="lab-head">
        {(shared || isBroken) && (
          <p class="lab-brought" role="status">
            {!shared
              ? texts.broughtBroken
              : shared.session && !opened.session
                ? texts.broughtFiles
                : texts.brought}{' '}
            {shared && (
              <button type="button" onClick={onLeave}>
                {texts.toOwn}
              </button>
            )}
          </p>
        )}
        <p class="lab-kind">{texts.kind}</p>
        <h3>{data.title[language]}</h3>
        <p class="lab-goal">{data.goal[language]}</p>
        <TaskChips
          checks={exercise.checks}
          verdict={state.verdict}
          grading={state.grading}
          language={language}
        />
      </header>
      <div role="group" class="lab-tabs" aria-label={texts.panels}>
        {panels.map((name) => (
          <button
            key={name}
            ref={name === 'cluster' ? clusterTab : null}
            type="button"
            aria-pressed={panel === name}
            onClick={() => setPanel(name)}
          >
            {texts.tabs[name]}
            {name === 'time' && <small>{shownTime(state)[language]}</small>}
          </button>
        ))}
      </div>
      <LabSaid state={state} exercise={exercise} language={language} />
      <div class="lab-body">
        <div role="group" class="lab-editor" data-is="yaml" aria-label={texts.tabs.yaml}>
          {files.map(({ name, text }) => (
            <Editor
              key={name}
              id={`${id}-${name}`}
              label={texts.editor(name)}
              value={text}
              onChange={(next) => edit(name, next)}
              onSubmit={submit}
              diagnostics={state.applied?.problems.get(name) ?? noDiagnostics}
              goals={goals.get(name)}
              language={language}
              preferredMode={editorMode(progress.setting('editor'))}
              onModeChange={(mode) => progress.saveSetting('editor', mode)}
            />
          ))}
          <p class="lab-apply">
            <button type="button" class="primary" onClick={submit}>
              {texts.apply}
            </button>
            <code>
              {texts.applyHint} {files.map(({ name }) => name).join(' -f ')}
            </code>
          </p>
          <Feedback
            data={data}
            state={state}
            language={language}
            onUseSolution={() => restore(data.solution)}
          />
        </div>
        <LabScene
          state={state}
          controls={controls}
          language={language}
          goal={missed}
          failed={
            <Failed
              language={language}
              bug={state.failure === 'bug'}
              recording={JSON.stringify(state.recording ?? {})}
              onReopen={controls.reset}
            />
          }
          hash={hash}
          onReset={controls.reset}
          onResetAll={() => {
            restore(data.files)
            controls.reset()
          }}
        />
        <TerminalPanel
          id={id}
          state={state}
          controls={controls}
          files={files}
          language={language}
        />
      </div>
    </div>
  )
}

function Failed({
  language,
  bug,
  recording,
  onReopen,
}: {
  readonly language: Language
  readonly bug: boolean
  readonly recording: string
  readonly onReopen: () => void
}) {
  const texts = labTexts[language]
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard?.writeText(recording).then(() => setCopied(true))
  return (
    <div class="lab-failed" role="alert">
      <p>{texts.failed}</p>
      {bug && <p>{texts.failedBug}</p>}
      <p>
        <button type="button" class="primary" onClick={onReopen}>
          {texts.reopen}
        </button>
        {bug && (
          <button type="button" onClick={copy}>
            {copied ? texts.copied : texts.copyRecord}
          </button>
        )}
      </p>
    </div>
  )
}

/** On a phone the clock is behind a tab; the tab itself tells the time. */
function shownTime({ moments, time }: LabState): Bilingual {
  return durationText(time - (originOf(moments)?.at ?? 0))
}

type Progress = ReturnType<typeof openProgress>

function restoredFiles(data: LabData, progress: Progress): readonly ExerciseFile[] {
  return data.files.map(({ name, text }) => ({
    name,
    text: progress.draft(fileKey(data.id, name)) ?? text,
  }))
}

function fileKey(lab: string, file: string): string {
  return `lab/${lab}/file/${file}`
}

function sessionKey(lab: string): string {
  return `lab/${lab}/session`
}

function editorMode(saved: string | undefined): 'plain' | 'monaco' | undefined {
  return saved === 'plain' || saved === 'monaco' ? saved : undefined
}
