/** The text in a field: what is being written, else what was handed in before. */
import type { RefObject } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { openProgress } from '../../progress/progress.ts'

export function draftKey(question: string): string {
  return `question/${question}`
}

/** Follows what was handed in until the learner begins to write, and an erasure always. */
export function useWriting(
  { id }: { readonly id: string },
  handedIn: string | undefined,
  field: RefObject<HTMLTextAreaElement>,
): readonly [string, (text: string) => void] {
  const key = draftKey(id)
  const [text, setText] = useState('')
  const isWriting = useRef(false)
  useEffect(() => {
    if (!isWriting.current) setText(openProgress().draft(key) ?? handedIn ?? '')
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
  // What was typed before the page was alive, unless there is something to come back to.
  useEffect(() => {
    const typed = field.current?.value ?? ''
    const progress = openProgress()
    if (typed !== '' && progress.draft(key) === undefined && !progress.answerOf(id)) write(typed)
  }, [])
  return [text, write]
}
