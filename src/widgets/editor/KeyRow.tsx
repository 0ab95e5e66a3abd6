/**
 * For fingers: the keys that YAML needs and a phone hides. The text keeps the focus, so the keyboard
 * stays open, and the browser's own undo takes part.
 */

import { dedented, type Edit, indented, typed } from './key-edits.ts'
import type { EditorMessages } from './messages.ts'

interface Props {
  /** The text that the keys write into. */
  area(): HTMLTextAreaElement | null | undefined
  readonly words: EditorMessages
  onInput(text: string): void
}

type Act = (text: string, start: number, end: number) => Edit

const keys: readonly { readonly face: string; readonly name: Name; readonly act: Act }[] = [
  { face: '⇤', name: 'dedent', act: dedented },
  { face: '⇥', name: 'indent', act: indented },
  { face: ':', name: 'colon', act: (text, start, end) => typed(text, start, end, ': ') },
  { face: '-', name: 'dash', act: (text, start, end) => typed(text, start, end, '- ') },
  { face: '" "', name: 'quotes', act: (text, start, end) => typed(text, start, end, '"') },
]
type Name = 'dedent' | 'indent' | 'colon' | 'dash' | 'quotes'

export function KeyRow({ area, words, onInput }: Props) {
  const press = (act: Act) => {
    const current = area()
    if (!current) return
    const { value, selectionStart, selectionEnd } = current
    const edit = act(value, selectionStart, selectionEnd)
    current.focus({ preventScroll: true })
    current.setSelectionRange(edit.from, edit.to)
    // The old command is the only way in which the browser's own undo takes part.
    const command = edit.text === '' ? 'delete' : 'insertText'
    if (edit.from !== edit.to || edit.text !== '') {
      if (!document.execCommand(command, false, edit.text)) {
        current.setRangeText(edit.text, edit.from, edit.to, 'end')
        onInput(current.value)
      }
    }
    current.setSelectionRange(edit.start, edit.end)
  }
  return (
    <div class="editor-row" role="group" aria-label={words.keys.label}>
      {keys.map(({ face, name, act }) => (
        <button
          key={name}
          type="button"
          aria-label={words.keys[name]}
          // A press must not take the focus from the text, or the keyboard would close.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => press(act)}
        >
          {face}
        </button>
      ))}
    </div>
  )
}
