/**
 * The terminal of a lab, opened by those who want it: until then neither it nor kubectl is fetched.
 * Commands in the prose of the page can be clicked into it.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ExerciseFile } from '../../grading/check.ts'
import type { Language } from '../../language.ts'
import type { Terminal as TerminalWidget } from '../terminal/Terminal.tsx'
import type { LabControls, LabState } from './lab-state.ts'
import { commandsInProse } from './prose-commands.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly id: string
  readonly state: LabState
  readonly controls: LabControls
  readonly files: readonly ExerciseFile[]
  readonly language: Language
  /** The page is made for it: it stands open from the start. */
  readonly isOpen?: boolean
}

interface Suggestion {
  readonly line: string
  readonly count: number
}

export function TerminalPanel({ id, state, controls, files, language, isOpen = false }: Props) {
  const texts = labTexts[language]
  const root = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(isOpen)
  const [Widget, setWidget] = useState<{ readonly Terminal: typeof TerminalWidget }>()
  const [suggestion, suggest] = useState<Suggestion>()

  useEffect(() => {
    if (!open || Widget) return
    import('../terminal/Terminal.tsx').then(setWidget, () => setOpen(false))
  }, [open])
  useEffect(
    () =>
      commandsInProse(root.current, texts.intoTerminal, (line) => {
        setOpen(true)
        suggest((before) => ({ line, count: (before?.count ?? 0) + 1 }))
        root.current?.scrollIntoView({ block: 'nearest' })
      }),
    [],
  )

  return (
    <div class="lab-terminal" data-is="cluster" ref={root}>
      {!isOpen && (
        <button
          type="button"
          class="quiet"
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          {open ? texts.closeTerminal : texts.openTerminal}
        </button>
      )}
      {open && Widget && (
        <Widget.Terminal
          id={`${id}-terminal`}
          state={state.terminal}
          language={language}
          suggestion={suggestion}
          onOpen={controls.openTerminal}
          onType={(line, edited) => controls.type(line, files, edited)}
          onInterrupt={controls.interrupt}
          onComplete={(line) =>
            controls.complete(
              line,
              files.map(({ name }) => name),
            )
          }
        />
      )}
    </div>
  )
}
