/** What `kubectl edit` opens: the object as text, to be changed and saved, or left alone. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { terminalTexts } from './texts.ts'

interface Props {
  readonly offer: { readonly file: string; readonly text: string }
  readonly language: Language
  onSave(text: string): void
  onCancel(): void
}

export function EditOffer({ offer, language, onSave, onCancel }: Props) {
  const texts = terminalTexts[language]
  const [text, setText] = useState(offer.text)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  return (
    <div class="terminal-edit" role="group" aria-label={texts.edit(offer.file)}>
      <label>
        <span>{texts.edit(offer.file)}</span>
        <textarea
          ref={area}
          rows={14}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p>
        <button type="button" class="primary" onClick={() => onSave(text)}>
          {texts.save}
        </button>
        <button type="button" onClick={onCancel}>
          {texts.cancel}
        </button>
      </p>
    </div>
  )
}
