/** Things, each with a list to choose from. What is right stays; only the rest is tried again. */
import './matching.css'
import { useState } from 'preact/hooks'
import { plainText } from '../../inline-text.ts'
import { type MarkedMatch, markMatching, readMatchingAnswer } from '../../quizzes/kinds/matching.ts'
import type { MatchingQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer } from '../progress/use-answer.ts'
import { HintLadder } from './HintLadder.tsx'
import {
  EarlierAnswer,
  Feedback,
  OutcomeLine,
  Prompt,
  QuestionFrame,
  Verdict,
} from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'

type Props = QuestionProps<MatchingQuestion>

export function Matching(props: Props) {
  const { question, language } = props
  const texts = quizTexts[language]
  const { answer, earlier, record } = useAnswer(
    question,
    (stored) => readMatchingAnswer(question, stored),
    props.fresh,
  )
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({})
  const [reminded, setReminded] = useState(false)
  const picks = { ...answer?.picks, ...changed }
  const mark = answer && markMatching(question, answer)
  const left = question.items.filter(({ id }) => !picks[id]).length

  const submit = () => {
    setReminded(left > 0)
    if (left > 0) return
    record({ picks }, markMatching(question, { picks }).outcome)
    setChanged({})
  }
  const told = mark?.matches.filter(({ item }) => changed[item.id] === undefined) ?? []
  const isDone = mark?.outcome === 'correct'

  return (
    <QuestionFrame kind={question.kind} onSubmit={submit}>
      {earlier && (
        <EarlierAnswer
          answer={markMatching(question, earlier)
            .matches.map(({ picked }) => picked?.text[language])
            .join(' / ')}
          language={language}
        />
      )}
      <p class="question-prompt">
        <Prompt {...props} />
      </p>
      <ul class="quiz-matches">
        {question.items.map((item) => (
          <Row
            key={item.id}
            {...props}
            item={item}
            pick={picks[item.id] ?? ''}
            match={told.find((match) => match.item.id === item.id)}
            onPick={(option) => {
              setChanged({ ...changed, [item.id]: option })
              setReminded(false)
            }}
          />
        ))}
      </ul>
      <Feedback>
        {mark && told.length > 0 && (
          <OutcomeLine outcome={mark.outcome} says={texts.matchOutcome[mark.outcome]} />
        )}
        {reminded && <p>{texts.matchLeft(left)}</p>}
      </Feedback>
      {!isDone && <Ladder {...props} />}
      {!isDone && (
        <p class="quiz-actions">
          <button type="submit" class="button" data-weight="main">
            {mark ? texts.retryWrong : texts.answer}
          </button>
        </p>
      )}
    </QuestionFrame>
  )
}

function Row({
  question,
  language,
  item,
  pick,
  match,
  onPick,
}: Props & {
  readonly item: MatchingQuestion['items'][number]
  readonly pick: string
  readonly match: MarkedMatch | undefined
  readonly onPick: (option: string) => void
}) {
  const texts = quizTexts[language]
  return (
    <li data-item={item.id} data-right={match?.right}>
      <label>
        <span>
          <InlineMarks text={item.text[language]} />
        </span>
        <select
          value={pick}
          disabled={match?.right}
          onChange={({ currentTarget }) => onPick(currentTarget.value)}
        >
          <option value="" disabled>
            {texts.matchChoose}
          </option>
          {question.options.map(({ id, text }) => (
            <option key={id} value={id}>
              {plainText(text[language])}
            </option>
          ))}
        </select>
      </label>
      {match?.picked && (
        <p class="quiz-reason">
          <Verdict right={match.right}>{match.right ? texts.right : texts.wrong}</Verdict>{' '}
          <InlineMarks text={match.picked.reason[language]} />
        </p>
      )}
    </li>
  )
}

function Ladder(props: Props) {
  const { question, language } = props
  const pairs = question.items.map(({ id, text, option }) => (
    <li key={id}>
      <InlineMarks text={text[language]} /> →{' '}
      <InlineMarks text={question.options.find((one) => one.id === option)?.text[language] ?? ''} />
    </li>
  ))
  return (
    <HintLadder
      {...props}
      part={<ul>{pairs.slice(0, Math.ceil(pairs.length / 2) - (pairs.length > 2 ? 1 : 0))}</ul>}
      whole={<ul>{pairs}</ul>}
    />
  )
}
