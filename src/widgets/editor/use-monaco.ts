/**
 * Monaco's life on the page: fetched when wanted, put over the textarea, taken away again; text,
 * caret, scroll position and focus go with the reader both ways.
 */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { editorMessages } from './messages.ts'
import type { MountedMonaco } from './monaco.ts'
import type { Surface } from './surface.ts'
import type { EditorMark } from './text-edits.ts'

export interface MonacoInput {
  readonly wanted: boolean
  readonly text: string
  readonly diagnostics: readonly EditorMark[]
  readonly label: string
  readonly language: Language
  readonly readOnly: boolean
  onChange(text: string): void
  onSubmit(): void
}

export interface MonacoLife {
  readonly state: 'plain' | 'loading' | 'ready'
  /** It could not be fetched or started; the textarea stays, and nobody is bothered. */
  readonly failed: boolean
  /** Whether Tab leaves the editor. */
  readonly tabMoves: boolean
  /** What a screen reader should be told about Tab. */
  readonly announcement: string
  readonly surface: RefObject<Surface>
}

export function useMonaco(
  host: RefObject<HTMLElement>,
  plain: RefObject<Surface>,
  input: MonacoInput,
): MonacoLife {
  const [state, setState] = useState<MonacoLife['state']>('plain')
  const [failed, setFailed] = useState(false)
  const [tabMoves, setTabMoves] = useState(true)
  const [announcement, setAnnouncement] = useState('')
  const surface = useRef<MountedMonaco>(null)
  const latest = useRef(input)
  latest.current = input
  // Texts that Monaco has reported and that have not come back yet as `text`. When one does, it is
  // not news: writing it into Monaco would undo what was typed since.
  const echoes = useRef<string[]>([])
  const { wanted, language, text, diagnostics, readOnly } = input

  useEffect(() => {
    const element = host.current
    if (!wanted || failed || !element) return
    const words = editorMessages[language]
    // What the textarea held when Monaco was asked for: the state that undo should lead back to.
    const before = latest.current.text
    let abandoned = false
    setState('loading')
    open(language)
      .then(async ({ mountMonaco }) => {
        await compositionEnd()
        if (abandoned) return
        const mounted = mountMonaco(element, {
          before,
          text: latest.current.text,
          label: words.monacoLabel(latest.current.label),
          language,
          readOnly: latest.current.readOnly,
          onChange(next) {
            echoes.current.push(next)
            latest.current.onChange(next)
          },
          onSubmit: () => latest.current.onSubmit(),
          onTabMoves(moves) {
            setTabMoves(moves)
            setAnnouncement(moves ? words.tabMovesNow : words.tabIndentsNow)
          },
        })
        surface.current = mounted
        mounted.setDiagnostics(latest.current.diagnostics)
        setState('ready')
      })
      .catch((error: unknown) => {
        if (abandoned) return
        console.warn('The editor stays plain: Monaco did not load.', error)
        setFailed(true)
        setState('plain')
      })
    return () => {
      abandoned = true
      const mounted = surface.current
      surface.current = null
      echoes.current = []
      setState('plain')
      setTabMoves(true)
      if (!mounted) return
      const focused = mounted.hasFocus()
      const caret = mounted.caret()
      mounted.dispose()
      // The textarea is shown again by the next rendering; only then can it take the focus.
      requestAnimationFrame(() => {
        plain.current?.restore(caret)
        if (focused) plain.current?.focus()
      })
    }
  }, [wanted, failed, language, host, plain])

  // As soon as Monaco is shown and before the hidden textarea has lost the focus to the page.
  useLayoutEffect(() => {
    if (state === 'ready' && surface.current) handOver(plain.current, surface.current)
  }, [state, plain])

  useLayoutEffect(() => {
    const heard = echoes.current.indexOf(text)
    if (heard >= 0) echoes.current.splice(0, heard + 1)
    else surface.current?.setText(text)
  }, [text])
  useEffect(() => surface.current?.setDiagnostics(diagnostics), [diagnostics])
  useEffect(() => surface.current?.setReadOnly(readOnly), [readOnly])
  return { state, failed, tabMoves, announcement, surface }
}

function handOver(from: Surface | null, to: Surface): void {
  if (!from) return
  to.restore(from.caret())
  if (from.hasFocus()) to.focus()
}

/** Monaco's own words must be there before Monaco is. */
async function open(language: Language): Promise<typeof import('./monaco.ts')> {
  if (language === 'ja') await import('./monaco-ja.ts')
  return import('./monaco.ts')
}

/** Taking the textarea away in the middle of a Japanese word would lose it. */
function compositionEnd(): Promise<void> {
  if (!composing) return Promise.resolve()
  return new Promise((resolve) => {
    addEventListener('compositionend', () => setTimeout(resolve), { once: true, capture: true })
  })
}

let composing = false
if (typeof addEventListener === 'function') {
  addEventListener('compositionstart', () => (composing = true), { capture: true })
  addEventListener('compositionend', () => (composing = false), { capture: true })
}
