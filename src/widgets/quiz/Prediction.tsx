/**
 * Numbers predicted for several moments: one tap each. The learner decides when to compare, best
 * after a run; from then on prediction and outcome stand side by side.
 */
import { useState } from 'preact/hooks'
import {
  type MarkedAsk,
  markPrediction,
  type PredictionAnswer,
  readPredictionAnswer,
} from '../../quizzes/kinds/prediction.ts'
import type { PredictionAsk, PredictionQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer } from '../progress/use-answer.ts'
import { useDraft } from '../progress/use-draft.ts'
import {
  EarlierAnswer,
  Feedback,
  OutcomeLine,
  Prompt,
  QuestionFrame,
  ReadAgain,
  Verdict,
} from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'

type Props = QuestionProps<PredictionQuestion>

export function Prediction(props: Props) {
  const { question, language, again } = props
  const texts = quizTexts[language]
  const { answer, earlier, record } = useAnswer(
    question,
    (stored) => readPredictionAnswer(question, stored),
    props.fresh,
  )
  const [draft, saveDraft] = useDraft(question)
  const chosen = readPredictionAnswer(question, parsed(draft))
  const [retrying, setRetrying] = useState(false)
  const [reminded, setReminded] = useState(false)
  const mark = answer && !retrying ? markPrediction(question, answer) : undefined
  const left = question.asks.filter(({ id }) => chosen[id] === undefined).length

  const choose = (ask: PredictionAsk, number: number) => {
    saveDraft(JSON.stringify({ ...chosen, [ask.id]: number }))
    setReminded(false)
  }
  const submit = () => {
    const marked = markPrediction(question, chosen)
    if (mark) setRetrying(true)
    else if (!marked) setReminded(true)
    else {
      record(chosen, marked.outcome)
      saveDraft('')
      setRetrying(false)
    }
  }

  return (
    <QuestionFrame kind={question.kind} onSubmit={submit}>
      {earlier && <EarlierAnswer answer={numbersOf(question, earlier)} language={language} />}
      <p class="question-prompt">
        <Prompt {...props} />
      </p>
      {!mark && (
        <>
          <p class="quiz-how">{texts.predictHow}</p>
          {question.asks.map((ask) => (
            <Numbers
              key={ask.id}
              name={`${question.id}-${ask.id}`}
              ask={ask}
              label={ask.label[language]}
              chosen={chosen[ask.id]}
              onChoose={(number) => choose(ask, number)}
            />
          ))}
        </>
      )}
      <Feedback>
        {mark && <OutcomeLine outcome={mark.outcome} says={texts.predictOutcome[mark.outcome]} />}
        {mark && (
          <ul class="quiz-results">
            {mark.asks.map((marked) => (
              <Compared key={marked.ask.id} marked={marked} language={language} />
            ))}
          </ul>
        )}
        {mark && (
          <p class="quiz-summary">
            <InlineMarks text={question.summary[language]} />
          </p>
        )}
        {!mark && left === 0 && <p>{texts.compareHow}</p>}
        {!mark && left > 0 && reminded && <p>{texts.chooseAll(left)}</p>}
      </Feedback>
      {mark && mark.outcome !== 'correct' && <ReadAgain again={again} language={language} />}
      <p class="quiz-actions">
        <button type="submit" class="button" data-weight={mark ? undefined : 'main'}>
          {mark ? texts.predictAgain : texts.compare}
        </button>
      </p>
    </QuestionFrame>
  )
}

function Numbers({
  name,
  ask,
  label,
  chosen,
  onChoose,
}: {
  readonly name: string
  readonly ask: PredictionAsk
  readonly label: string
  readonly chosen: number | undefined
  readonly onChoose: (number: number) => void
}) {
  return (
    <fieldset class="quiz-ask" aria-labelledby={`${name}-label`}>
      <p id={`${name}-label`}>
        <InlineMarks text={label} />
      </p>
      <div class="quiz-numbers">
        {ask.options.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={chosen === option}
              onChange={() => onChoose(option)}
            />
            <span>{option}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Compared({
  marked: { ask, predicted, right, reason },
  language,
}: {
  readonly marked: MarkedAsk
  readonly language: Props['language']
}) {
  const texts = quizTexts[language]
  return (
    <li data-right={right} data-chosen="true">
      <p class="quiz-compared">
        <span class="quiz-moment">
          <InlineMarks text={ask.label[language]} />
        </span>
        <span>
          {texts.predicted} <b>{predicted}</b>
        </span>
        <span>
          {texts.happens} <b>{ask.answer}</b>
        </span>
        <Verdict right={right}>{right ? texts.asPredicted : texts.notAsPredicted}</Verdict>
      </p>
      <p class="quiz-reason">
        <InlineMarks text={reason[language]} />
      </p>
    </li>
  )
}

function numbersOf(question: PredictionQuestion, answer: PredictionAnswer): string {
  return question.asks.map(({ id }) => answer[id] ?? '–').join(', ')
}

function parsed(draft: string): unknown {
  try {
    return JSON.parse(draft)
  } catch {
    return undefined
  }
}
