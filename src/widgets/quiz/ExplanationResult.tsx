/** What the checker read: each point with the learner's own words, and one thing to add. */
import type { Language } from '../../language.ts'
import type { CriterionMark, ExplanationMark } from '../../quizzes/explanation/mark.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { feedbackOf } from './explanation-feedback.ts'
import { explanationTexts } from './explanation-texts.ts'
import { ReadAgain } from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'

interface Props extends Pick<QuestionProps<never>, 'again'> {
  readonly mark: ExplanationMark
  readonly text: string
  readonly language: Language
}

/** `not_met` has no mark of its own: nothing is wrong with what is not there. */
export const criterionMarks = { met: '✓', unsure: '?', contradicted: '!', not_met: '·' } as const

export function ExplanationResult({ mark, text, language, again }: Props) {
  const texts = explanationTexts[language]
  const { head, points, nextHint } = feedbackOf(mark)
  return (
    <>
      <p class="quiz-outcome" data-head={head}>
        {head === 'complete' && <span aria-hidden="true">✓ </span>}
        {texts.head[head]}
      </p>
      {points.length > 0 && (
        <ul class="quiz-points">
          {points.map((point) => (
            <Point key={point.id} point={point} text={text} language={language} />
          ))}
        </ul>
      )}
      {mark.misconceptions.map(({ id, feedback }) => (
        <p key={id} class="quiz-conflict">
          <b>{texts.conflict}</b> <InlineMarks text={feedback[language]} />
        </p>
      ))}
      {nextHint && (
        <p class="quiz-next">
          <b>{texts.oneMore}</b> <InlineMarks text={nextHint[language]} />
        </p>
      )}
      {(head === 'conflict' || head === 'nothing-read') && (
        <ReadAgain again={again} language={language} />
      )}
    </>
  )
}

function Point({
  point: { state, label, quotes },
  text,
  language,
}: {
  readonly point: CriterionMark
  readonly text: string
  readonly language: Language
}) {
  const texts = explanationTexts[language]
  return (
    <li data-state={state}>
      <span class="quiz-mark" aria-hidden="true">
        {criterionMarks[state]}
      </span>
      <span>
        <span class="visually-hidden">{texts.state[state]}: </span>
        <InlineMarks text={label[language]} />
        {state === 'unsure' && <span class="quiz-state"> ({texts.state.unsure})</span>}
        {quotes.map(({ start, end }) => (
          <q key={`${start}-${end}`} class="quiz-quote">
            {texts.quote(text.slice(start, end).trim())}
          </q>
        ))}
      </span>
    </li>
  )
}
