/** Hands on a story that is walked through: on, back, to the end; and how far one has come. */
import type { ComponentChildren } from 'preact'

interface Props {
  /** Steps taken, of so many. */
  readonly at: number
  readonly of: number
  /** Nothing moves before the prediction. */
  readonly open: boolean
  readonly onGo: (at: number) => void
  readonly texts: {
    readonly next: string
    readonly back: string
    readonly end: string
    readonly predictFirst: string
    readonly progress: (at: number, of: number) => string
  }
  /** The clock's own words. */
  readonly time: string
  readonly children?: ComponentChildren
}

export function StepBar({ at, of, open, onGo, texts, time, children }: Props) {
  const mayGo = open && at < of
  return (
    <div class="stage-bar">
      <button
        type="button"
        class="button"
        data-weight={mayGo ? 'main' : undefined}
        aria-disabled={!mayGo}
        title={open ? undefined : texts.predictFirst}
        onClick={() => mayGo && onGo(at + 1)}
      >
        {texts.next}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={at === 0}
        onClick={() => at > 0 && onGo(at - 1)}
      >
        {texts.back}
      </button>
      <button type="button" class="button" aria-disabled={!mayGo} onClick={() => mayGo && onGo(of)}>
        {texts.end}
      </button>
      <p class="stage-clock">
        <small>{texts.progress(at, of)}</small> <strong>{time}</strong>
      </p>
      {children}
    </div>
  )
}
