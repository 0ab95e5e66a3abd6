/**
 * A question with options. One press commits, and what was chosen tells its reason; the others tell
 * theirs when all is right, or when somebody asks.
 */
import { useState } from 'preact/hooks'
import {
  hasSeveralRight,
  type MarkedChoice,
  markChoice,
  readChoiceAnswer,
} from '../../quizzes/kinds/multiple-choice.ts'
import type { MultipleChoiceQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer } from '../progress/use-answer.ts'
import { HintLadder } from './HintLadder.tsx'
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

type Props = QuestionProps<MultipleChoiceQuestion>

export function MultipleChoice(props: Props) {
  const { question, language, again } = props
  const texts = quizTexts[language]
  const several = hasSeveralRight(question)
  const { answer, earlier, record } = useAnswer(
    question,
    (stored) => readChoiceAnswer(question, stored),
    props.fresh,
  )
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [tried, setTried] = useState<readonly string[]>([])
  const [retrying, setRetrying] = useState(false)
  const [reminded, setReminded] = useState(false)
  const mark = answer && !retrying ? markChoice(question, answer) : undefined

  const submit = () => {
    if (mark) {
      // What was right stays chosen; what was wrong is not offered again.
      setChosen(
        mark.choices
          .filter(({ choice, chosen }) => chosen && choice.correct)
          .map(({ choice }) => choice.id),
      )
      setTried(mark.choices.filter(({ chosen }) => chosen).map(({ choice }) => choice.id))
      setRetrying(true)
    } else if (chosen.length === 0) {
      setReminded(true)
    } else {
      record({ chosen }, markChoice(question, { chosen }).outcome)
      setRetrying(false)
      setReminded(false)
    }
  }
  const textOf = (id: string) => question.choices.find((choice) => choice.id === id)?.text[language]

  return (
    <QuestionFrame kind={question.kind} onSubmit={submit}>
      {earlier && (
        <EarlierAnswer answer={earlier.chosen.map(textOf).join(' / ')} language={language} />
      )}
      <fieldset>
        <legend class="question-prompt">
          <Prompt {...props} />
        </legend>
        {!mark && several && <p class="quiz-how">{texts.several}</p>}
        {!mark && (
          <Options
            {...props}
            several={several}
            tried={
              retrying && answer && markChoice(question, answer).outcome !== 'correct' ? tried : []
            }
            chosen={chosen}
            onChoose={(next) => {
              setChosen(next)
              setReminded(false)
            }}
          />
        )}
      </fieldset>
      <Feedback>
        {mark && <OutcomeLine outcome={mark.outcome} says={texts.outcome[mark.outcome]} />}
        {mark && <Results {...props} choices={mark.choices.filter(({ chosen }) => chosen)} />}
        {reminded && <p>{several ? texts.chooseSome : texts.chooseOne}</p>}
      </Feedback>
      {mark?.outcome === 'correct' && (
        <>
          <p class="quiz-others">{texts.others}</p>
          <Results {...props} choices={mark.choices.filter(({ chosen }) => !chosen)} />
        </>
      )}
      {mark && mark.outcome !== 'correct' && (
        <>
          <details class="quiz-key">
            <summary>{texts.othersToo}</summary>
            <Results {...props} choices={mark.choices.filter(({ chosen }) => !chosen)} />
          </details>
          <ReadAgain again={again} language={language} />
        </>
      )}
      {!mark && <Ladder {...props} />}
      <p class="quiz-actions">
        <button type="submit" class="button" data-weight={mark ? undefined : 'main'}>
          {mark ? texts.retry : texts.answer}
        </button>
      </p>
    </QuestionFrame>
  )
}

function Options({
  question,
  language,
  several,
  tried,
  chosen,
  onChoose,
}: Props & {
  /** Options that were chosen in the try before. */
  readonly tried: readonly string[]
  readonly several: boolean
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}) {
  const toggle = (id: string) => {
    if (!several) onChoose([id])
    else if (chosen.includes(id)) onChoose(chosen.filter((other) => other !== id))
    else onChoose([...chosen, id])
  }
  return (
    <ul class="quiz-options">
      {question.choices.map(({ id, text }) => (
        <li key={id}>
          <label>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={question.id}
              value={id}
              checked={chosen.includes(id)}
              disabled={tried.includes(id)}
              onChange={() => toggle(id)}
            />
            <span>
              <InlineMarks text={text[language]} />
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}

function Ladder(props: Props) {
  const { question, language } = props
  const wrong = question.choices.find(({ correct }) => !correct)
  const right = question.choices.filter(({ correct }) => correct)
  return (
    <HintLadder
      {...props}
      part={
        wrong && (
          <>
            <p>{quizTexts[language].ruledOut}</p>
            <Told choice={wrong} language={language} />
          </>
        )
      }
      whole={right.map((choice) => <Told key={choice.id} choice={choice} language={language} />)}
    />
  )
}

function Told({ choice, language }: Pick<MarkedChoice, 'choice'> & Pick<Props, 'language'>) {
  return (
    <>
      <p>
        <InlineMarks text={choice.text[language]} />
      </p>
      <p class="quiz-reason">
        <InlineMarks text={choice.reason[language]} />
      </p>
    </>
  )
}

function Results({
  language,
  choices,
}: Pick<Props, 'language'> & { readonly choices: readonly MarkedChoice[] }) {
  const texts = quizTexts[language]
  return (
    <ul class="quiz-results">
      {choices.map(({ choice, chosen }) => (
        <li key={choice.id} data-right={choice.correct} data-chosen={chosen}>
          <p class="quiz-result">
            <Verdict right={choice.correct}>{choice.correct ? texts.right : texts.wrong}</Verdict>
            {chosen && <span class="quiz-yours">{texts.yours}</span>}
            <span class="quiz-result-text">
              <InlineMarks text={choice.text[language]} />
            </span>
          </p>
          <p class="quiz-reason">
            <InlineMarks text={choice.reason[language]} />
          </p>
        </li>
      ))}
    </ul>
  )
}
