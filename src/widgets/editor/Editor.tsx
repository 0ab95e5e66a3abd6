/**
 * The YAML editor: a plain `<textarea>` at once, and for readers with a mouse and room, Monaco, which
 * is fetched when they first touch it and takes over text, caret and focus without a jump.
 *
 * Tab leaves the editor, in both; Ctrl+M lets Monaco indent with it. If Monaco cannot be had, the
 * textarea stays. `?editor=plain` in the address keeps it in any case.
 */
import './editor.css'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { Diagnostic, Range } from '../../manifests/diagnostic.ts'
import { DiagnosticList } from './DiagnosticList.tsx'
import { KeyRow } from './KeyRow.tsx'
import { editorMessages } from './messages.ts'
import { PlainEditor } from './PlainEditor.tsx'
import type { EditorMode, Surface } from './surface.ts'
import {
  carryOver,
  type EditorMark,
  largestText,
  lineCount,
  withPlainLineEnds,
} from './text-edits.ts'
import { useMonaco } from './use-monaco.ts'
import { useMonacoWish } from './use-monaco-wish.ts'

export interface EditorProps {
  readonly id: string
  readonly label: string
  readonly value: string
  onChange(value: string): void
  /** Of `value` as it was when they were handed over; they follow the text from there. */
  readonly diagnostics: readonly Diagnostic[]
  /** Lines at which the cluster differs from the goal; they follow the text, too. */
  readonly goals?: readonly EditorMark[] | undefined
  readonly language: Language
  readonly readOnly?: boolean
  /** Any CSS length; by default the text as it first comes, within reason. */
  readonly height?: string
  readonly onSubmit?: () => void
  /** What the reader chose the last time; keeping it is the caller's business. */
  readonly preferredMode?: EditorMode | undefined
  readonly onModeChange?: (mode: EditorMode) => void
}

export function Editor(props: EditorProps) {
  const { id, label, language, readOnly = false } = props
  const words = editorMessages[language]
  const root = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const plain = useRef<Surface>(null)
  const text = withPlainLineEnds(props.value)
  const problems = useFollowing(props.diagnostics, text)
  const goals = useFollowing(props.goals ?? noGoals, text)
  const marks = useMemo(() => [...problems, ...goals], [problems, goals])
  const wish = useMonacoWish(root, props.preferredMode)
  const submit = () => props.onSubmit?.()
  const [refused, refuse] = useState<string>()
  useEffect(() => refuse(undefined), [text])
  // Before either editor sees it: ten megabytes would keep the page busy for minutes.
  const guard = (event: ClipboardEvent | DragEvent) => {
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer
    const length = text.length + (data?.getData('text/plain').length ?? 0)
    if (length <= largestText) return
    event.preventDefault()
    event.stopPropagation()
    refuse(words.refusedPaste(length, largestText))
  }
  const monaco = useMonaco(host, plain, {
    wanted: wish.wanted,
    text,
    diagnostics: marks,
    label,
    language,
    readOnly,
    onChange: props.onChange,
    onSubmit: submit,
  })
  const ready = monaco.state === 'ready'
  const go = (range: Range) => (ready ? monaco.surface : plain).current?.select(range)
  const [initialLines] = useState(() => lineCount(text))
  const height =
    props.height ??
    `calc(${Math.min(Math.max(initialLines, 8), 26)} * var(--editor-line) + 2 * var(--editor-pad) + 2px)`

  return (
    <div ref={root} class="editor" data-mode={ready ? 'monaco' : 'plain'} data-state={monaco.state}>
      <div class="editor-head">
        <label for={id}>{label}</label>
        {wish.possible && !monaco.failed && (
          <button
            type="button"
            class="editor-toggle"
            onClick={() => {
              const mode = wish.wanted || ready ? 'plain' : 'monaco'
              wish.choose(mode)
              props.onModeChange?.(mode)
            }}
          >
            {monaco.state === 'loading' ? words.loading : ready ? words.toPlain : words.toMonaco}
          </button>
        )}
      </div>
      <div
        class="editor-box"
        style={{ blockSize: height }}
        onPasteCapture={guard}
        onDropCapture={guard}
      >
        <PlainEditor
          surface={plain}
          id={id}
          text={text}
          diagnostics={marks}
          describedBy={`${id}-problems ${id}-keys`}
          readOnly={readOnly}
          onInput={props.onChange}
          onSubmit={submit}
        />
        <div ref={host} class="editor-monaco" />
      </div>
      {!ready && !readOnly && (
        <KeyRow
          area={() => root.current?.querySelector('textarea')}
          words={words}
          onInput={props.onChange}
        />
      )}
      <p id={`${id}-keys`} class="editor-keys">
        <span>{monaco.tabMoves ? words.tabMoves : words.tabIndents}</span>
        {ready && (
          <span>
            <kbd>Ctrl+M</kbd> {words.tabToggle}
          </span>
        )}
        {props.onSubmit && (
          <span>
            <kbd>Ctrl+Enter</kbd> {words.submit}
          </span>
        )}
      </p>
      <p class="visually-hidden" role="status">
        {monaco.announcement}
      </p>
      <p class="editor-refused" role="alert">
        {refused}
      </p>
      <DiagnosticList
        id={`${id}-problems`}
        diagnostics={problems.filter(isProblem)}
        language={language}
        onGo={go}
      />
    </div>
  )
}

const noGoals: readonly EditorMark[] = []

function isProblem(mark: EditorMark): mark is Diagnostic {
  return mark.severity !== 'goal'
}

/** The marks moved along with the text since they were handed over. */
function useFollowing(given: readonly EditorMark[], text: string): readonly EditorMark[] {
  const origin = useRef({ given, text })
  if (origin.current.given !== given) origin.current = { given, text }
  const { text: before } = origin.current
  return useMemo(() => carryOver(given, before, text), [given, before, text])
}
