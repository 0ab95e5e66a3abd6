/**
 * The plain editor: a real `<textarea>` with line numbers beside it and wavy lines under it.
 *
 * The textarea is as large as its text and lies on an invisible copy of it, which carries the marks;
 * what scrolls is the frame around both. So nothing has to be kept in step.
 */
import type { Ref } from 'preact'
import { useImperativeHandle, useMemo, useRef } from 'preact/hooks'
import { sourceText } from '../../manifests/source-text.ts'
import type { Surface } from './surface.ts'
import {
  type EditorMark,
  indentationAfter,
  largestText,
  lineCount,
  offsetsOf,
  segmentsOf,
  severityByLine,
} from './text-edits.ts'

interface Props {
  readonly surface: Ref<Surface>
  readonly id: string
  readonly text: string
  readonly diagnostics: readonly EditorMark[]
  readonly describedBy: string
  readonly readOnly: boolean
  onInput(text: string): void
  onSubmit(): void
}

export function PlainEditor(props: Props) {
  const { id, text, diagnostics, describedBy, readOnly } = props
  const frame = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  // Only a text that was not typed or pasted here can be that long.
  const huge = text.length > largestText
  useImperativeHandle(props.surface, () => surfaceOf(area, frame), [])

  return (
    <div ref={frame} class="editor-frame" data-huge={huge}>
      <div class="editor-sheet">
        {!huge && <Gutter text={text} diagnostics={diagnostics} />}
        <div class="editor-text">
          {!huge && <Marks text={text} diagnostics={diagnostics} />}
          <textarea
            ref={area}
            id={id}
            value={text}
            readOnly={readOnly}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            autocorrect="off"
            aria-describedby={describedBy}
            aria-invalid={diagnostics.some(({ severity }) => severity === 'error')}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onKeyDown={(event) => onKeyDown(event, props)}
          />
        </div>
      </div>
    </div>
  )
}

function onKeyDown(
  event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement },
  { readOnly, onInput, onSubmit }: Props,
): void {
  // While an input method composes, Enter belongs to it (Safari says so by key code 229 only).
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    onSubmit()
    return
  }
  if (event.shiftKey || event.altKey || readOnly) return
  const area = event.currentTarget
  const inserted = `\n${indentationAfter(area.value, area.selectionStart)}`
  if (inserted === '\n') return
  event.preventDefault()
  // The old command is the only way in which the browser's own undo takes part.
  if (document.execCommand('insertText', false, inserted)) return
  area.setRangeText(inserted, area.selectionStart, area.selectionEnd, 'end')
  onInput(area.value)
}

function Gutter({ text, diagnostics }: Pick<Props, 'text' | 'diagnostics'>) {
  const lines = lineCount(text)
  const numbers = useMemo(() => Array.from({ length: lines }, (_, i) => i + 1).join('\n'), [lines])
  return (
    <div class="editor-gutter" aria-hidden="true">
      <pre>{numbers}</pre>
      {[...severityByLine(diagnostics)].map(([line, severity]) => (
        <span key={line} data-severity={severity} style={{ '--line-above': line - 1 }} />
      ))}
    </div>
  )
}

function Marks({ text, diagnostics }: Pick<Props, 'text' | 'diagnostics'>) {
  const segments = useMemo(() => segmentsOf(text, diagnostics), [text, diagnostics])
  return (
    <pre class="editor-marks" aria-hidden="true">
      {segments.map((segment, index) =>
        segment.severity ? (
          <span key={`${index} ${segment.severity}`} data-severity={segment.severity}>
            {segment.text}
          </span>
        ) : (
          segment.text
        ),
      )}
      {/* A last line without text needs room too. */}
      {'\n'}
    </pre>
  )
}

interface Held<T> {
  readonly current: T | null
}

function surfaceOf(area: Held<HTMLTextAreaElement>, frame: Held<HTMLDivElement>): Surface {
  const scroller = () => (frame.current?.dataset['huge'] === 'true' ? area.current : frame.current)
  const surface: Surface = {
    hasFocus: () => area.current !== null && document.activeElement === area.current,
    focus: () => area.current?.focus({ preventScroll: true }),
    caret: () => ({
      start: area.current?.selectionStart ?? 0,
      end: area.current?.selectionEnd ?? 0,
      scrollTop: scroller()?.scrollTop ?? 0,
      scrollLeft: scroller()?.scrollLeft ?? 0,
    }),
    restore({ start, end, scrollTop, scrollLeft }) {
      area.current?.setSelectionRange(start, end)
      scroller()?.scrollTo({ top: scrollTop, left: scrollLeft, behavior: 'instant' })
    },
    select(range) {
      const { current } = area
      if (!current) return
      const { start, end } = offsetsOf(sourceText(current.value), range)
      current.setSelectionRange(start, end)
      surface.focus()
      const line = Number.parseFloat(getComputedStyle(current).lineHeight)
      const view = scroller()
      const top = (range.startLine - 1) * line - (view?.clientHeight ?? 0) / 3
      view?.scrollTo({ top, left: 0 })
      // The messages stand below the editor; on a phone the editor may be out of sight.
      frame.current?.scrollIntoView({ block: 'nearest' })
    },
    // Both come through the component's own properties.
    setText() {},
    setDiagnostics() {},
  }
  return surface
}
