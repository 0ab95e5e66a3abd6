/** What the checker read: each point with the learner's own words, and one thing to add. */
import type { Language } from '../../language.ts'
import type { CriterionMark, ExplanationMark } from '../../quizzes/explanation/mark.ts'
import type { RubricWords } from '../../quizzes/explanation/rubric.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { feedbackOf } from './explanation-feedback.ts'
import { explanationTexts } from './explanation-texts.ts'
import { ReadAgain } from './QuestionFrame.tsx'
import type { Place } from './question-props.ts'

interface Props {
  /** Where to read again; a misconception knows a better place than the question does. */
  readonly again: Place
  readonly places: readonly Place[]
  readonly mark: ExplanationMark
  readonly words: RubricWords
  /** The learner has judged single points himself. */
  readonly overruled: boolean
  readonly language: Language
}

/** `not_met` has no mark of its own: nothing is wrong with what is not there. */
export const criterionMarks = { met: '✓', unsure: '?', contradicted: '!', not_met: '·' } as const

export function ExplanationResult({ mark, words, overruled, language, again, places }: Props) {
  const texts = explanationTexts[language]
  const { head, points, misconceptions, nextHint } = feedbackOf(mark, words, overruled)
  const sections = new Set(misconceptions.map(({ section }) => section))
  const better = places.filter(({ id }) => sections.has(id))
  const worthReading = head === 'conflict' || head === 'nothing-read'
  return (
    <>
      <p class="quiz-outcome" data-head={head}>
        {head === 'complete' && <span aria-hidden="true">✓ </span>}
        {texts.head[head]}
      </p>
      {points.length > 0 && (
        <ul class="quiz-points">
          {points.map((point) => (
            <Point
              key={point.id}
              point={point}
              label={words.labels[point.id] ?? ''}
              language={language}
            />
          ))}
        </ul>
      )}
      {misconceptions.map(({ id }) => (
        <p key={id} class="quiz-conflict">
          <b>{texts.conflict}</b>
          <InlineMarks text={words.feedback[id] ?? ''} />
        </p>
      ))}
      {nextHint && (
        <p class="quiz-next">
          <b>{points.length > 0 ? texts.oneMore : texts.hint}</b>
          <InlineMarks text={nextHint} />
        </p>
      )}
      {worthReading &&
        (better.length > 0 ? better : [again]).map((place) => (
          <ReadAgain key={place.id} again={place} language={language} />
        ))}
    </>
  )
}

function Point({
  point: { state, quotes },
  label,
  language,
}: {
  readonly point: CriterionMark
  readonly label: string
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
        <InlineMarks text={label} />
        {state === 'unsure' && <span class="quiz-state"> ({texts.state.unsure})</span>}
        {quotes.map(({ start, text }) => (
          <q key={start} class="quiz-quote">
            {texts.quote(text.trim())}
          </q>
        ))}
      </span>
    </li>
  )
}
