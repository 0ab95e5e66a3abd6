/** The learner's record in the learner's hands: where it is, out to a file, in again, and away. */
import './progress-panel.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { openProgress } from '../../progress/progress.ts'
import type { Keeping } from '../../progress/storage.ts'
import { panelTexts } from './panel-texts.ts'
import { useProgress } from './use-answer.ts'

export function ProgressPanel({ language }: { readonly language: Language }) {
  const texts = panelTexts[language]
  const keeping: Keeping = useProgress((progress) => progress.keeping()) ?? 'kept'
  const [said, say] = useState('')
  const [erasing, setErasing] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const erase = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (erasing) keep.current?.focus()
  }, [erasing])

  const save = () => say(texts.saved(download(openProgress().exportText())))
  const open = async (chosen: File | undefined) => {
    if (!chosen) return
    say(await opened(chosen, language))
    // The same file can be chosen again.
    if (file.current) file.current.value = ''
  }
  const leaveErasing = (message: string) => {
    setErasing(false)
    say(message)
    erase.current?.focus()
  }

  return (
    <div class="progress-body">
      <p data-keeping={keeping}>{texts.where[keeping]}</p>
      <p class="progress-actions">
        <button type="button" class="button" onClick={save}>
          {texts.save}
        </button>
        <label class="button">
          {texts.open}
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => void open(currentTarget.files?.[0])}
          />
        </label>
        <button
          ref={erase}
          type="button"
          class="button"
          aria-expanded={erasing}
          onClick={() => setErasing(true)}
        >
          {texts.erase}
        </button>
      </p>
      <p class="progress-how">{texts.openHow}</p>
      {erasing && (
        <div class="progress-erase">
          <p id="erase-sure">{texts.eraseSure}</p>
          <p class="progress-actions">
            <button
              type="button"
              class="button progress-danger"
              aria-describedby="erase-sure"
              onClick={() => {
                openProgress().erase()
                leaveErasing(texts.erased)
              }}
            >
              {texts.eraseYes}
            </button>
            <button ref={keep} type="button" class="button" onClick={() => leaveErasing('')}>
              {texts.eraseNo}
            </button>
          </p>
        </div>
      )}
      <p class="progress-said" role="status">
        {said}
      </p>
    </div>
  )
}

/** Hands the browser a file; its name. */
function download(text: string): string {
  const name = `arubeki-${new Date().toISOString().slice(0, 10)}.json`
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return name
}

/** Takes the file in, and says what came of it. */
async function opened(file: File, language: Language): Promise<string> {
  const texts = panelTexts[language]
  let text: string
  try {
    text = await file.text()
  } catch {
    return texts.cannotOpen
  }
  const result = openProgress().importText(text)
  if (!result.ok) return result.problem[language]
  const { added, unreadable } = result
  return [
    added > 0 ? texts.added(added) : texts.nothingNew,
    ...(unreadable > 0 ? [texts.unreadable(unreadable)] : []),
  ].join(' ')
}
