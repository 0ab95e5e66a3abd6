/** Things, each with a list to choose from. What is right stays; only the rest is tried again. */
import './matching.css'
import { plainText } from '../../inline-text.ts'
import {
  type MarkedMatch,
  type MatchingAnswer,
  markMatching,
  readMatchingAnswer,
} from '../../quizzes/kinds/matching.ts'
import type { MatchingQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { HintLadder } from './HintLadder.tsx'
import { PartsFrame } from './PartsFrame.tsx'
import { Verdict } from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'
import { useParts } from './use-parts.ts'

type Props = QuestionProps<MatchingQuestion>

export function Matching(props: Props) {
  const { question, language } = props
  const texts = quizTexts[language]
  const parts = useParts(question, props.fresh, {
    parts: question.items,
    read: (stored) => readMatchingAnswer(question, stored),
    valuesOf: ({ picks }) => picks,
    answerFrom: (picks) => ({ picks }),
    outcomeOf: (answer) => markMatching(question, answer).outcome,
  })
  const { answer, earlier } = parts
  const marked = answer ? markMatching(question, answer).matches : []
  const told = marked.filter(({ item }) => parts.isTold(item.id))
  const namesOf = (given: MatchingAnswer) =>
    markMatching(question, given).matches.map(({ picked }) => picked?.text[language])

  return (
    <PartsFrame
      {...props}
      parts={parts}
      earlier={earlier && namesOf(earlier).join(' / ')}
      told={told.length > 0}
      leftSays={texts.matchLeft(parts.left)}
      ladder={<Ladder {...props} />}
    >
      <ul class="quiz-matches">
        {question.items.map((item) => (
          <Row
            key={item.id}
            {...props}
            item={item}
            pick={parts.values[item.id] ?? ''}
            match={told.find((match) => match.item.id === item.id)}
            onPick={(option) => parts.write(item.id, option)}
          />
        ))}
      </ul>
    </PartsFrame>
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
