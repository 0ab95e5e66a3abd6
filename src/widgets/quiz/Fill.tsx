/** A text with blanks. What is right stays; only the rest is written again. */
import './matching.css'
import { type FillPiece, markFill, piecesOf, readFillAnswer } from '../../quizzes/kinds/fill.ts'
import type { FillQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { HintLadder } from './HintLadder.tsx'
import { PartsFrame } from './PartsFrame.tsx'
import { Verdict } from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'
import { useParts } from './use-parts.ts'

type Props = QuestionProps<FillQuestion>

export function Fill(props: Props) {
  const { question, language } = props
  const texts = quizTexts[language]
  const parts = useParts(question, props.fresh, {
    parts: question.blanks,
    read: (stored) => readFillAnswer(question, stored),
    valuesOf: ({ values }) => values,
    answerFrom: (values) => ({ values }),
    outcomeOf: (answer) => markFill(question, answer).outcome,
  })
  const mark = parts.answer && markFill(question, parts.answer)
  const told = mark?.blanks.filter(({ blank }) => parts.isTold(blank.id)) ?? []

  return (
    <PartsFrame
      {...props}
      parts={parts}
      earlier={parts.earlier && Object.values(parts.earlier.values).join(' / ')}
      told={told.length > 0}
      leftSays={texts.fillLeft}
      results={
        told.length > 0 && (
          <ul class="quiz-results">
            {told.map(({ blank, value, right, reason }) => (
              <li key={blank.id} data-right={right} data-chosen="true">
                <p class="quiz-result">
                  <Verdict right={right}>{right ? texts.right : texts.wrong}</Verdict>
                  <span class="quiz-yours">{value}</span>
                </p>
                <p class="quiz-reason">
                  <InlineMarks text={reason[language]} />
                </p>
              </li>
            ))}
          </ul>
        )
      }
      ladder={<Ladder {...props} />}
    >
      <div class="quiz-fill" data-form={question.form}>
        {piecesOf(question, question.text[language]).map((piece, index) => (
          <Piece
            key={typeof piece === 'string' ? index : piece.id}
            piece={piece}
            number={numberOf(question, piece)}
            code={question.form === 'code'}
            value={typeof piece === 'string' ? '' : (parts.values[piece.id] ?? '')}
            isRight={told.some(({ blank, right }) => blank === piece && right)}
            label={texts.blank}
            onWrite={parts.write}
          />
        ))}
      </div>
    </PartsFrame>
  )
}

function numberOf({ blanks }: FillQuestion, piece: FillPiece): number {
  return typeof piece === 'string' ? 0 : blanks.indexOf(piece) + 1
}

function Piece({
  piece,
  number,
  code,
  value,
  isRight,
  label,
  onWrite,
}: {
  readonly piece: FillPiece
  readonly number: number
  readonly code: boolean
  readonly value: string
  readonly isRight: boolean
  readonly label: (number: number) => string
  readonly onWrite: (id: string, value: string) => void
}) {
  if (typeof piece === 'string') return code ? <span>{piece}</span> : <InlineMarks text={piece} />
  return (
    <input
      class="quiz-blank"
      aria-label={label(number)}
      value={value}
      maxLength={60}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      readOnly={isRight}
      onInput={({ currentTarget }) => onWrite(piece.id, currentTarget.value)}
    />
  )
}

function Ladder(props: Props) {
  const { question, language } = props
  const texts = quizTexts[language]
  const solutions = question.blanks.map((blank) => blank.answers[0] ?? '')
  return (
    <HintLadder
      {...props}
      part={
        <ul>
          {solutions.map((solution, index) => (
            <li key={solution}>{texts.begins(index + 1, solution.slice(0, 1), solution.length)}</li>
          ))}
        </ul>
      }
      whole={
        <ul>
          {question.blanks.map((blank, index) => (
            <li key={blank.id}>
              <code>{solutions[index]}</code> <InlineMarks text={blank.reason[language]} />
            </li>
          ))}
        </ul>
      }
    />
  )
}
