/** The learner's answer beside the model answer, and the points to compare them by. */
import type { Language } from '../../language.ts'
import type { CriterionMark, ExplanationMark } from '../../quizzes/explanation/mark.ts'
import type { RubricWords } from '../../quizzes/explanation/rubric.ts'
import type { ExplanationQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { criterionMarks } from './ExplanationResult.tsx'
import { explanationTexts } from './explanation-texts.ts'
import type { WrittenAnswer } from './use-checker.ts'

interface Props {
  readonly question: ExplanationQuestion
  readonly answer: WrittenAnswer
  /** Absent while the checker is not there. */
  readonly mark: ExplanationMark | undefined
  readonly words: RubricWords | undefined
  readonly language: Language
  readonly onOverrule: (criterion: string, state: 'met' | 'not_met') => void
}

export function Comparison({ question, answer, mark, words, language, onOverrule }: Props) {
  const texts = explanationTexts[language]
  return (
    <div class="quiz-comparison">
      <div class="quiz-columns">
        <div>
          <p class="quiz-label">{texts.mine}</p>
          <p class="quiz-own">{answer.text}</p>
        </div>
        <div>
          <p class="quiz-label">{texts.model}</p>
          <p>
            <InlineMarks text={question.modelAnswer[language]} />
          </p>
        </div>
      </div>
      {mark && words && (
        <fieldset class="quiz-self-check">
          <legend>{texts.selfCheck}</legend>
          <p class="quiz-how">{texts.selfCheckHow}</p>
          <ul class="quiz-points">
            {mark.criteria.map((criterion) => (
              <SelfCheck
                key={criterion.id}
                criterion={criterion}
                label={words.labels[criterion.id] ?? ''}
                isDenied={answer.overruled[criterion.id] === 'not_met'}
                language={language}
                onChoose={(state) => onOverrule(criterion.id, state)}
              />
            ))}
          </ul>
        </fieldset>
      )}
    </div>
  )
}

function SelfCheck({
  criterion: { state },
  label,
  isDenied,
  language,
  onChoose,
}: {
  readonly criterion: CriterionMark
  readonly label: string
  /** The learner says that it is not there; the checker alone never does. */
  readonly isDenied: boolean
  readonly language: Language
  readonly onChoose: (state: 'met' | 'not_met') => void
}) {
  const texts = explanationTexts[language]
  return (
    <li data-state={state}>
      <span class="quiz-mark" aria-hidden="true">
        {criterionMarks[state]}
      </span>
      <span class="quiz-point">
        <InlineMarks text={label} />
        {state !== 'met' && !isDenied && <span class="quiz-state"> ({texts.state[state]})</span>}
      </span>
      <span class="quiz-choices">
        <button type="button" aria-pressed={state === 'met'} onClick={() => onChoose('met')}>
          {texts.said}
          <span class="visually-hidden">: {label}</span>
        </button>
        <button type="button" aria-pressed={isDenied} onClick={() => onChoose('not_met')}>
          {texts.notSaid}
          <span class="visually-hidden">: {label}</span>
        </button>
      </span>
    </li>
  )
}
