/**
 * The terminal: a log that can be read, selected and searched like any text, and an input below it.
 *
 * Tab completes while there is something typed; Esc gives Tab back for moving on. What a command
 * printed is announced in a few words, never read out whole.
 */
import './terminal.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Completion } from '../../kubectl/complete.ts'
import type { Written } from '../../lab/terminal.ts'
import type { Language } from '../../language.ts'
import type { TerminalState } from '../lab/terminal-state.ts'
import { announcement, asText } from './announce.ts'
import { EditOffer } from './EditOffer.tsx'
import { terminalTexts } from './texts.ts'
import { useHistory } from './use-history.ts'

interface Props {
  readonly id: string
  readonly state: TerminalState | undefined
  readonly language: Language
  /** A line that was clicked elsewhere on the page; `count` tells one click from the next. */
  readonly suggestion?: { readonly line: string; readonly count: number } | undefined
  onOpen(): void
  onType(line: string, edited?: string): void
  onInterrupt(): void
  onComplete(line: string): Promise<Completion | undefined>
}

export function Terminal(props: Props) {
  const { id, state, language, suggestion, onOpen, onType, onInterrupt } = props
  const texts = terminalTexts[language]
  const input = useRef<HTMLInputElement>(null)
  const log = useRef<HTMLDivElement>(null)
  const [line, setLine] = useState('')
  const [candidates, setCandidates] = useState<readonly string[]>([])
  const [said, say] = useState('')
  const [cleared, setCleared] = useState<Written>()
  const [tabMoves, setTabMoves] = useState(false)
  const written = state ? after(state.written, cleared) : []
  const history = useHistory(state?.written ?? [])
  const sign = state?.prompt ?? '$'
  const isElsewhere = sign !== '$'

  useEffect(() => {
    if (state) return
    onOpen()
  }, [state === undefined])
  useEffect(() => {
    if (!suggestion) return
    setLine(suggestion.line)
    input.current?.focus()
  }, [suggestion?.count])
  // The newest line stays in sight, and a command that has ended is announced in a few words.
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight
  }, [state?.written, candidates])
  useEffect(() => {
    if (state) say(state.running ? texts.running : announcement(state.written, texts))
  }, [state?.running, state?.written])

  const submit = () => {
    const typed = line.trim()
    setLine('')
    setCandidates([])
    history.leave()
    if (typed === '') return
    if (typed === 'clear') return setCleared(state?.written.at(-1))
    onType(typed)
  }
  const complete = async () => {
    const found = await props.onComplete(line)
    if (!found) return
    setLine(found.line)
    setCandidates(found.candidates)
    if (found.candidates.length > 0) say(texts.candidates(found.candidates.length))
    else if (found.line === line) say(texts.noCandidate)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, isComposing } = event
    if (isComposing) return
    const hasSelection = (getSelection()?.toString() ?? '') !== ''
    if (key === 'Tab' && !event.shiftKey && !tabMoves && line.trim() !== '') void complete()
    else if (key === 'ArrowUp') setLine(history.older(line))
    else if (key === 'ArrowDown') setLine(history.newer(line))
    else if (ctrlKey && key === 'c' && !hasSelection) {
      if (state?.running) onInterrupt()
      setLine('')
      setCandidates([])
    } else if (ctrlKey && key === 'd' && line === '' && isElsewhere) onType('exit')
    else if (ctrlKey && key === 'l') setCleared(state?.written.at(-1))
    else {
      setTabMoves(key === 'Escape')
      return
    }
    event.preventDefault()
  }

  return (
    <section class="terminal" aria-label={texts.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div class="terminal-log" ref={log} role="region" tabIndex={0} aria-label={texts.log}>
        {!state && <p class="terminal-soft">{texts.opening}</p>}
        {state && written.length === 0 && <p class="terminal-soft">{texts.greeting}</p>}
        {linesOf(written).map((part, index) => (
          <Line key={index} part={part} exit={texts.exit} />
        ))}
        {candidates.length > 0 && <p class="terminal-candidates">{candidates.join('  ')}</p>}
      </div>
      {state?.offer && (
        <EditOffer
          key={state.offer.file}
          offer={state.offer}
          language={language}
          onSave={(text) => onType(state.offer?.line ?? '', text)}
          onCancel={onInterrupt}
        />
      )}
      <form
        class="terminal-prompt"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <label for={`${id}-line`}>
          <span aria-hidden="true">{sign}</span>
          <span class="visually-hidden">{texts.input}</span>
        </label>
        <input
          ref={input}
          id={`${id}-line`}
          type="text"
          value={line}
          onInput={(event) => {
            setLine(event.currentTarget.value)
            setCandidates([])
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text') ?? ''
            if (!text.trim().includes('\n')) return
            event.preventDefault()
            setLine(line + oneLineOf(text))
          }}
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="go"
          aria-describedby={`${id}-hint`}
        />
        {state?.running ? (
          <button type="button" onClick={onInterrupt}>
            {texts.stop}
          </button>
        ) : (
          <button type="submit">{texts.run}</button>
        )}
      </form>
      <p class="terminal-foot">
        <span id={`${id}-hint`}>{texts.hint}</span>
        <CopyButton text={() => asText(written)} language={language} />
      </p>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </section>
  )
}

function Line({ part, exit }: { readonly part: Written; readonly exit: (code: string) => string }) {
  const { to, text, sign = '$' } = part
  if (to === 'end') return <p class="terminal-end">{exit(text)}</p>
  return (
    <pre data-said={to}>
      {to === 'prompt' && <span class="terminal-sign">{sign} </span>}
      {text}
    </pre>
  )
}

/** Several lines that were pasted, as one: a backslash joins, a line break parts. */
function oneLineOf(text: string): string {
  const lines = text.replace(/\\\r?\n\s*/g, ' ').split(/\r?\n/)
  return lines
    .map((line) => line.replace(/^\s*\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('; ')
}

function CopyButton({
  text,
  language,
}: {
  readonly text: () => string
  readonly language: Language
}) {
  const texts = terminalTexts[language]
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard?.writeText(text()).then(() => setCopied(true))
  return (
    <button type="button" class="quiet" onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? texts.copied : texts.copy}
    </button>
  )
}

/** What stands below the place where the log was cleared. */
function after(written: readonly Written[], cleared: Written | undefined): readonly Written[] {
  return cleared ? written.slice(written.indexOf(cleared) + 1) : written
}

/** Output that came in pieces, joined into blocks of one kind. */
function linesOf(written: readonly Written[]): readonly Written[] {
  const blocks: Written[] = []
  for (const part of written) {
    const last = blocks.at(-1)
    if (last && last.to === part.to && part.to !== 'prompt')
      blocks[blocks.length - 1] = { to: part.to, text: last.text + part.text }
    else blocks.push(part)
  }
  return blocks
}
