/**
 * A question answered in one's own words. Checked on a press and never while typing; what is
 * written is kept from the first letter on; the model answer is one press away after an attempt.
 */
import './explanation.css'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { openProgress } from '../../progress/progress.ts'
import type { ExplanationMark } from '../../quizzes/explanation/mark.ts'
import { longestAnswer } from '../../quizzes/explanation/rubric.ts'
import type { ExplanationQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer, useProgress } from '../progress/use-answer.ts'
import { Comparison } from './Comparison.tsx'
import { ExplanationResult } from './ExplanationResult.tsx'
import { outcomeOf } from './explanation-feedback.ts'
import { explanationTexts } from './explanation-texts.ts'
import { EarlierAnswer, Feedback, Prompt, QuestionFrame } from './QuestionFrame.tsx'
import type { Place, QuestionProps } from './question-props.ts'
import {
  type Rubric,
  type RubricAddress,
  readWrittenAnswer,
  useChecker,
  type WrittenAnswer,
} from './use-checker.ts'
import { draftKey, fieldId, useWriting } from './use-writing.ts'

interface Props extends QuestionProps<ExplanationQuestion> {
  /** The rubric, or where it can be fetched. */
  readonly rubric: Rubric | RubricAddress
  /** The sections that the rubric's misconceptions speak of. */
  readonly places: readonly Place[]
}

/** The setting that remembers that the learner has been told how answers are checked. */
const toldHow = 'told-how-answers-are-checked'

export function Explanation(props: Props) {
  const { question, language, label, rubric } = props
  const texts = explanationTexts[language]
  const { answer, earlier, record } = useAnswer(question, readWrittenAnswer, props.fresh)
  const { check, words, failed, load } = useChecker(rubric, language)
  const [text, write] = useWriting(question, (answer ?? earlier)?.text)
  const [comparing, setComparing] = useState(false)
  const [reminded, setReminded] = useState(false)
  const wasTold = useProgress((progress) => progress.setting(toldHow)) !== undefined
  const field = useRef<HTMLTextAreaElement>(null)

  // What was answered before is marked anew, by the rules as they are now.
  useEffect(() => {
    if (answer && !check) void load()
  }, [answer !== undefined])

  const mark = useMemo(() => answer && check?.(answer), [check, JSON.stringify(answer)])
  // Where the checker is not sure, comparing is the result.
  useEffect(() => {
    if (mark?.unsure && !mark.nonAnswer) setComparing(true)
  }, [mark?.unsure])

  const isChanged = answer !== undefined && text.trim() !== answer.text.trim()

  const handIn = (written: WrittenAnswer, marked: ExplanationMark | undefined) => {
    record(written, marked ? outcomeOf(marked) : 'unsure')
    openProgress().saveDraft(draftKey(question.id), '')
    if (!marked) setComparing(true)
  }
  const submit = async () => {
    setReminded(text.trim() === '')
    if (text.trim() === '') return field.current?.focus()
    if (mark && !isChanged) return
    const ready = check ?? (await load())
    const written = { text, overruled: {} }
    handIn(written, ready?.(written))
    openProgress().saveSetting(toldHow, 'yes')
  }
  const overrule = (criterion: string, state: 'met' | 'not_met') => {
    if (!answer) return
    const written = { ...answer, overruled: { ...answer.overruled, [criterion]: state } }
    handIn(written, check?.(written))
  }

  return (
    <QuestionFrame kind={question.kind} onSubmit={() => void submit()}>
      {earlier && <EarlierAnswer answer={earlier.text} language={language} />}
      <p class="question-prompt">
        <label for={fieldId(question.id)}>
          <Prompt question={question} language={language} label={label} />
        </label>
      </p>
      <textarea
        ref={field}
        id={fieldId(question.id)}
        class="quiz-field"
        rows={question.lines}
        maxLength={longestAnswer}
        value={text}
        aria-describedby={question.hint ? `${fieldId(question.id)}-hint` : undefined}
        onFocus={() => void load()}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          if (event.isComposing) return
          event.preventDefault()
          void submit()
        }}
      />
      {question.hint && !answer && (
        <p class="quiz-how" id={`${fieldId(question.id)}-hint`}>
          <InlineMarks text={question.hint[language]} />
        </p>
      )}
      {!wasTold && <p class="quiz-how">{texts.how}</p>}
      <p class="quiz-actions">
        <button type="submit" class="button" data-weight={mark && !isChanged ? undefined : 'main'}>
          {texts.check}
        </button>
        {answer && (
          <button
            type="button"
            class="button"
            aria-expanded={comparing}
            onClick={() => setComparing(!comparing)}
          >
            {comparing ? texts.hideModel : texts.showModel}
          </button>
        )}
        <span class="quiz-how quiz-keys">{mark && isChanged ? texts.changed : texts.keys}</span>
      </p>
      <Feedback>
        {reminded && <p>{texts.head.empty}</p>}
        {failed && <p>{texts.notLoaded}</p>}
        {mark && words && answer && !reminded && (
          <ExplanationResult
            {...props}
            mark={mark}
            words={words}
            overruled={Object.keys(answer.overruled).length > 0}
          />
        )}
      </Feedback>
      {answer && comparing && (
        <Comparison
          question={question}
          answer={answer}
          mark={mark}
          words={words}
          language={language}
          onOverrule={overrule}
        />
      )}
    </QuestionFrame>
  )
}
