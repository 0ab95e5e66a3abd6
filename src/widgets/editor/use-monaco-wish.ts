/** Whether Monaco should be there: the device allows it, the reader wants it and has come near. */
import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { EditorMode } from './surface.ts'

/** Monaco does not work with touch, and needs room. */
const suitable = '(pointer: fine) and (min-width: 900px)'

export interface MonacoWish {
  /** Whether there is a choice to offer. */
  readonly possible: boolean
  readonly wanted: boolean
  choose(mode: EditorMode): void
}

export function useMonacoWish(
  root: RefObject<HTMLElement>,
  preferred: EditorMode | undefined,
): MonacoWish {
  const [possible, setPossible] = useState(false)
  const [chosen, setChosen] = useState<EditorMode>(preferred ?? 'monaco')
  const [touched, setTouched] = useState(false)

  useEffect(() => {
    if (new URLSearchParams(location.search).get('editor') === 'plain') return
    const query = matchMedia(suitable)
    const update = () => setPossible(query.matches)
    update()
    query.addEventListener('change', update)
    return () => query.removeEventListener('change', update)
  }, [])

  useEffect(() => {
    const element = root.current
    if (!element || !possible || touched) return
    const touch = () => setTouched(true)
    const field = element.querySelector('.editor-box')
    // Only what happens on the text itself counts; a press on a button beside it does not.
    field?.addEventListener('focusin', touch)
    field?.addEventListener('pointerdown', touch)
    return () => {
      field?.removeEventListener('focusin', touch)
      field?.removeEventListener('pointerdown', touch)
    }
  }, [root, possible, touched])

  return {
    possible,
    wanted: possible && touched && chosen === 'monaco',
    choose(mode) {
      setChosen(mode)
      setTouched(true)
    },
  }
}
