/** One item of an order, with its grip and its two arrows. */
import type { JSX } from 'preact'
import { plainText } from '../../inline-text.ts'
import type { Language } from '../../language.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { quizTexts } from './texts.ts'

interface Props {
  readonly id: string
  readonly text: string
  readonly place: number
  readonly last: number
  /** Whether it stands right among the others; unknown before the order is checked. */
  readonly inOrder: boolean | undefined
  readonly isDragged: boolean
  readonly style: JSX.CSSProperties | undefined
  readonly language: Language
  readonly onMove: (to: number, handle: 'grip' | 'up' | 'down') => void
  readonly onGrip: (event: PointerEvent) => void
}

export function OrderingRow(props: Props) {
  const { id, text, place, last, inOrder, isDragged, style, language, onMove, onGrip } = props
  const texts = quizTexts[language]
  const name = plainText(text)
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: place - 1,
    ArrowDown: place + 1,
    Home: 0,
    End: last,
  }
  return (
    <li data-item={id} data-in-order={inOrder} data-dragged={isDragged} style={style}>
      <button
        type="button"
        class="quiz-handle quiz-grip"
        data-handle="grip"
        aria-label={texts.grip(name)}
        onPointerDown={onGrip}
        onKeyDown={(event) => {
          const to = steps[event.key]
          if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          onMove(to, 'grip')
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 5.5h10M3 10.5h10" />
        </svg>
      </button>
      <span class="quiz-place">{place + 1}</span>
      <span class="quiz-item">
        <InlineMarks text={text} />
        {inOrder !== undefined && (
          <span class="quiz-stands">
            <span aria-hidden="true">{inOrder ? '✓' : '↕'}</span>{' '}
            {inOrder ? texts.orderStands : texts.orderMoves}
          </span>
        )}
      </span>
      <span class="quiz-arrows">
        <Arrow
          handle="up"
          label={texts.up(name)}
          disabled={place === 0}
          onPress={() => onMove(place - 1, 'up')}
        />
        <Arrow
          handle="down"
          label={texts.down(name)}
          disabled={place === last}
          onPress={() => onMove(place + 1, 'down')}
        />
      </span>
    </li>
  )
}

function Arrow({
  handle,
  label,
  disabled,
  onPress,
}: {
  readonly handle: 'up' | 'down'
  readonly label: string
  readonly disabled: boolean
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      class="quiz-handle"
      data-handle={handle}
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={handle === 'up' ? 'M8 13V3.5M4 7.5l4-4 4 4' : 'M8 3v9.5M4 8.5l4 4 4-4'} />
      </svg>
    </button>
  )
}
