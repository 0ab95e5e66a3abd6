/**
 * Hints, one rung at a time: a nudge, then where to read, then part of the answer, then all of it.
 * Asking costs nothing and is kept nowhere.
 */
import './hint-ladder.css'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { Question } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { ReadAgain } from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'

interface Props extends Pick<QuestionProps<Question>, 'question' | 'again'> {
  readonly language: Language
  /** What gives part of the answer away, and what gives all of it. */
  readonly part: ComponentChildren
  readonly whole: ComponentChildren
}

export function HintLadder({ question, language, again, part, whole }: Props) {
  const texts = quizTexts[language]
  const rungs = [
    ...(question.hint
      ? [
          <p key="nudge">
            <InlineMarks text={question.hint[language]} />
          </p>,
        ]
      : []),
    <ReadAgain key="where" again={again} language={language} />,
    <div key="part">{part}</div>,
    <div key="whole">{whole}</div>,
  ]
  const [climbed, setClimbed] = useState(0)
  const left = rungs.length - climbed
  return (
    <div class="quiz-ladder">
      <ol role="status" aria-label={texts.hints} hidden={climbed === 0}>
        {rungs.slice(0, climbed).map((rung) => (
          <li key={rung.key}>{rung}</li>
        ))}
      </ol>
      {left > 0 && (
        <button type="button" class="quiz-hint" onClick={() => setClimbed(climbed + 1)}>
          {left === 1 ? texts.solution : texts.nextHint(climbed + 1, rungs.length)}
        </button>
      )}
    </div>
  )
}
