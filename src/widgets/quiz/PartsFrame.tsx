/** The frame of a question of several parts; what is in it is the kind's own. */
import type { ComponentChildren } from 'preact'
import type { Question } from '../../quizzes/question.ts'
import { EarlierAnswer, Feedback, OutcomeLine, Prompt, QuestionFrame } from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'
import type { Parts } from './use-parts.ts'

interface Props<Answer> extends QuestionProps<Question> {
  readonly parts: Parts<Answer>
  /** The answer that was given before the question changed. */
  readonly earlier: string | undefined
  /** Whether some part stands as it was marked. */
  readonly told: boolean
  /** Said where the button was pressed too early. */
  readonly leftSays: string
  /** What is told below, besides the outcome. */
  readonly results?: ComponentChildren
  readonly ladder: ComponentChildren
  readonly children: ComponentChildren
}

export function PartsFrame<Answer>(props: Props<Answer>) {
  const { question, language, parts, earlier, told, leftSays, results, ladder, children } = props
  const texts = quizTexts[language]
  const { outcome } = parts
  const isDone = outcome === 'correct'
  return (
    <QuestionFrame kind={question.kind} onSubmit={parts.submit}>
      {earlier !== undefined && <EarlierAnswer answer={earlier} language={language} />}
      <p class="question-prompt">
        <Prompt {...props} />
      </p>
      {children}
      <Feedback>
        {outcome && told && <OutcomeLine outcome={outcome} says={texts.matchOutcome[outcome]} />}
        {results}
        {parts.reminded && <p>{leftSays}</p>}
      </Feedback>
      {!isDone && ladder}
      {!isDone && (
        <p class="quiz-actions">
          <button type="submit" class="button" data-weight="main">
            {outcome ? texts.retryWrong : texts.answer}
          </button>
        </p>
      )}
    </QuestionFrame>
  )
}
