/** An answer that is being written: kept from the first stroke on, until it is handed in. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { openProgress } from '../../progress/progress.ts'

export function useDraft({
  id,
}: {
  readonly id: string
}): readonly [string, (text: string) => void] {
  const key = `question/${id}`
  const [draft, setDraft] = useState('')
  useEffect(() => {
    const progress = openProgress()
    const refresh = () => setDraft(progress.draft(key) ?? '')
    refresh()
    return progress.onChange(refresh)
  }, [key])
  const save = useCallback((text: string) => openProgress().saveDraft(key, text), [key])
  return [draft, save]
}
