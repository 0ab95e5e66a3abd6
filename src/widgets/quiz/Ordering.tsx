/** Items to be put in order: by dragging, by buttons, by keys. Whatever moves is announced. */
import './ordering.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { plainText } from '../../inline-text.ts'
import {
  keyFor,
  markOrdering,
  moved,
  type OrderingAnswer,
  readOrderingAnswer,
} from '../../quizzes/kinds/ordering.ts'
import type { OrderingQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer } from '../progress/use-answer.ts'
import { useDraft } from '../progress/use-draft.ts'
import { HintLadder } from './HintLadder.tsx'
import { OrderingRow } from './OrderingRow.tsx'
import {
  EarlierAnswer,
  Feedback,
  OutcomeLine,
  Prompt,
  QuestionFrame,
  ReadAgain,
} from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'
import { useDragOrder } from './use-drag-order.ts'

interface Props extends QuestionProps<OrderingQuestion> {
  /** The ids of the items as they happen; found by running the incident. */
  readonly order: readonly string[]
}

/** What had the focus before an item moved, and has it again afterwards. */
type Handle = 'grip' | 'up' | 'down'

export function Ordering(props: Props) {
  const { question, language, again, order: key } = props
  const texts = quizTexts[language]
  const { answer, earlier, record } = useAnswer(
    question,
    (stored) => readOrderingAnswer(question, stored),
    props.fresh,
  )
  const [draft, saveDraft] = useDraft(question)
  const first = question.items.map(({ id }) => id)
  const order =
    readOrderingAnswer(question, { order: draft.split(' ') })?.order ?? answer?.order ?? first
  const isChecked = answer?.order.join(' ') === order.join(' ')
  const mark = isChecked
    ? markOrdering(question, keyFor(question, key, order), { order })
    : undefined
  const [said, say] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const focus = useRef<{ readonly id: string; readonly handle: Handle }>()

  const move = (from: number, to: number, handle: Handle = 'grip') => {
    const next = moved(order, from, to)
    const id = order[from]
    if (id === undefined || next.join() === order.join()) return
    focus.current = { id, handle }
    saveDraft(next.join(' '))
    say(texts.movedTo(nameOf(id), next.indexOf(id) + 1, next.length))
  }
  const dragging = useDragOrder(list, move)

  // A node that is moved loses the focus; the learner should not.
  useLayoutEffect(() => {
    if (!focus.current) return
    const { id, handle } = focus.current
    focus.current = undefined
    const row = list.current?.querySelector(`[data-item="${id}"]`)
    const wanted = row?.querySelector<HTMLButtonElement>(`[data-handle="${handle}"]:not(:disabled)`)
    const other = row?.querySelector<HTMLButtonElement>('[data-handle="grip"]')
    ;(wanted ?? other)?.focus()
  }, [order.join()])

  const nameOf = (id: string) => {
    const item = question.items.find((candidate) => candidate.id === id)
    return plainText(item?.text[language] ?? '')
  }
  const reset = () => {
    if (first[0] !== undefined) focus.current = { id: first[0], handle: 'grip' }
    saveDraft(first.join(' '))
  }
  const submit = () => {
    record({ order }, markOrdering(question, keyFor(question, key, order), { order }).outcome)
    saveDraft('')
    say('')
  }

  return (
    <QuestionFrame kind={question.kind} onSubmit={submit}>
      {earlier && <EarlierAnswer answer={namesOf(earlier, nameOf)} language={language} />}
      <p class="question-prompt">
        <Prompt {...props} />
      </p>
      <p class="quiz-how">{texts.orderHow}</p>
      <ol class="quiz-order" ref={list} data-dragging={dragging.drag !== undefined}>
        {order.map((id, index) => (
          <OrderingRow
            key={id}
            id={id}
            text={question.items.find((item) => item.id === id)?.text[language] ?? ''}
            place={index}
            last={order.length - 1}
            inOrder={mark?.inOrder.has(id)}
            isDragged={dragging.drag?.from === index}
            style={dragging.styleOf(index)}
            language={language}
            onMove={(to, handle) => move(index, to, handle)}
            onGrip={(event) => dragging.start(index, event)}
          />
        ))}
      </ol>
      <Feedback>
        {said && <p class="visually-hidden">{said}</p>}
        {mark && <OutcomeLine outcome={mark.outcome} says={texts.orderOutcome[mark.outcome]} />}
        {mark?.firstWrong && (
          <div>
            <p>{texts.orderWrong(nameOf(mark.firstWrong.id))}</p>
            <p class="quiz-reason">
              <InlineMarks text={mark.firstWrong.because[language]} />
            </p>
          </div>
        )}
        {mark?.outcome === 'correct' && (
          <p class="quiz-summary">
            <InlineMarks text={question.summary[language]} />
          </p>
        )}
      </Feedback>
      {mark && mark.outcome !== 'correct' && <ReadAgain again={again} language={language} />}
      {mark?.outcome !== 'correct' && (
        <HintLadder
          {...props}
          part={<OrderedLines {...props} most={Math.ceil(key.length / 2)} />}
          whole={<OrderedLines {...props} most={key.length} />}
        />
      )}
      {mark?.outcome === 'correct' && <Key {...props} />}
      <p class="quiz-actions">
        <button type="submit" class="button" data-weight={mark ? undefined : 'main'}>
          {texts.orderCheck}
        </button>
        {order.join() !== first.join() && (
          <button type="button" class="button" onClick={reset}>
            {texts.orderReset}
          </button>
        )}
      </p>
    </QuestionFrame>
  )
}

/** The order with the reason of each place: "why?", also when it was right. */
function Key(props: Props) {
  return (
    <details class="quiz-key">
      <summary>{quizTexts[props.language].orderKey}</summary>
      <OrderedLines {...props} most={props.order.length} />
    </details>
  )
}

function OrderedLines({ question, language, order, most }: Props & { readonly most: number }) {
  const items = order.slice(0, most).map((id) => question.items.find((item) => item.id === id))
  return (
    <ol>
      {items.map(
        (item) =>
          item && (
            <li key={item.id}>
              <InlineMarks text={item.text[language]} />
              <p class="quiz-reason">
                <InlineMarks text={item.because[language]} />
              </p>
            </li>
          ),
      )}
    </ol>
  )
}

function namesOf({ order }: OrderingAnswer, nameOf: (id: string) => string): string {
  return order.map(nameOf).join(' → ')
}
