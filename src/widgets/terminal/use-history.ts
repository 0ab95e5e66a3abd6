/** Lines typed before, brought back by the arrow keys. */
import { useRef } from 'preact/hooks'
import type { Written } from '../../lab/terminal.ts'

export interface History {
  /** The line before; what was being typed is kept. */
  older(line: string): string
  newer(line: string): string
  /** The next line begins anew. */
  leave(): void
}

export function useHistory(written: readonly Written[]): History {
  const place = useRef(0)
  const draft = useRef('')
  const lines = written.flatMap(({ to, text }) => (to === 'prompt' ? [text] : []))
  const distinct = lines.filter((line, index) => line !== lines[index + 1])
  return {
    older(line) {
      if (place.current === 0) draft.current = line
      if (place.current >= distinct.length) return line
      place.current++
      return distinct.at(-place.current) ?? line
    },
    newer(line) {
      if (place.current === 0) return line
      place.current--
      return place.current === 0 ? draft.current : (distinct.at(-place.current) ?? line)
    },
    leave() {
      place.current = 0
    },
  }
}
