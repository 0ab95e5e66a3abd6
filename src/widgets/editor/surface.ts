/** What the two ways of editing, plain and Monaco, have in common. */
import type { Range } from '../../manifests/diagnostic.ts'
import type { EditorMark } from './text-edits.ts'

export type EditorMode = 'plain' | 'monaco'

export interface Caret {
  /** Offsets into the text. */
  readonly start: number
  readonly end: number
  readonly scrollTop: number
  readonly scrollLeft: number
}

export interface Surface {
  hasFocus(): boolean
  focus(): void
  caret(): Caret
  /** Puts the caret back without moving what the reader sees. */
  restore(caret: Caret): void
  /** Selects a range, shows it and takes the focus. */
  select(range: Range): void
  setText(text: string): void
  setDiagnostics(diagnostics: readonly EditorMark[]): void
}
