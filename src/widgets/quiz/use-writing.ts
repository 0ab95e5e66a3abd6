/** The text in a field: what is being written, else what was handed in before. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { openProgress } from '../../progress/progress.ts'

export function draftKey(question: string): string {
  return `question/${question}`
}

export function fieldId(question: string): string {
  return `answer-${question}`
}

/** What was typed before the question was alive; it would be taken away otherwise. */
function earlyText(question: string): string {
  if (typeof document === 'undefined') return ''
  const field = document.getElementById(fieldId(question))
  return field instanceof HTMLTextAreaElement ? field.value : ''
}

/** Follows what was handed in until the learner begins to write, and an erasure always. */
export function useWriting(
  { id }: { readonly id: string },
  handedIn: string | undefined,
): readonly [string, (text: string) => void] {
  const key = draftKey(id)
  const [text, setText] = useState(() => earlyText(id))
  const early = useRef(text)
  const isWriting = useRef(false)
  useEffect(() => {
    const progress = openProgress()
    const typed = early.current
    early.current = ''
    const isNew = progress.draft(key) === undefined && !progress.answerOf(id)
    if (isNew && typed !== '') write(typed)
    else if (!isWriting.current) setText(progress.draft(key) ?? handedIn ?? '')
  }, [key, handedIn])
  useEffect(() => {
    const progress = openProgress()
    return progress.onChange(() => {
      if (progress.draft(key) !== undefined || progress.answerOf(id)) return
      isWriting.current = false
      setText('')
    })
  }, [key, id])
  const write = useCallback(
    (next: string) => {
      isWriting.current = true
      setText(next)
      openProgress().saveDraft(key, next)
    },
    [key],
  )
  return [text, write]
}
