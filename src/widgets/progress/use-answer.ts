/** The learner's answer to one question, as it is kept: here, after a reload, in another tab. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Outcome } from '../../progress/events.ts'
import { openProgress, type Progress, type StoredAnswer } from '../../progress/progress.ts'

export interface Answered<Answer> {
  /** The newest answer to the question as it is now. */
  readonly answer: Answer | undefined
  /** An answer that was given before the question changed its meaning. */
  readonly earlier: Answer | undefined
  readonly record: (answer: Answer, outcome: Outcome) => void
}

/** When the page was opened. */
const opened = Date.now()

interface Asked {
  readonly id: string
  readonly revision: number
}

/**
 * `read` gives the answer in what was stored, or nothing. The first rendering never knows of an
 * answer, so that it is the one that the server made.
 */
export function useAnswer<Answer>(
  { id, revision }: Asked,
  read: (stored: unknown) => Answer | undefined,
  /** In review: what was answered before the page was opened does not count. */
  fresh = false,
): Answered<Answer> {
  const stored = useProgress((progress) => progress.answerOf(id))
  const record = useCallback(
    (answer: Answer, outcome: Outcome) =>
      openProgress().recordAnswer(id, revision, answer, outcome),
    [id, revision],
  )
  const isOld = fresh && stored !== undefined && stored.at < opened
  const given = stored && !isOld ? read(stored.answer) : undefined
  const isCurrent = stored !== undefined && stored.revision >= revision
  return {
    answer: isCurrent ? given : undefined,
    earlier: isCurrent ? undefined : given,
    record,
  }
}

/** Something of the progress, followed; nothing in the first rendering. */
export function useProgress<Seen extends StoredAnswer | string | boolean>(
  look: (progress: Progress) => Seen | undefined,
): Seen | undefined {
  const [seen, setSeen] = useState<Seen>()
  useEffect(() => {
    const progress = openProgress()
    const refresh = () => setSeen(look(progress))
    refresh()
    return progress.onChange(refresh)
  }, [])
  return seen
}
