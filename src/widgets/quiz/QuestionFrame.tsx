/** What all questions have in common: the prompt, the mark of each outcome, where to read again. */
import './quiz.css'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { Outcome } from '../../quizzes/kinds/outcome.ts'
import type { Question } from '../../quizzes/question.ts'
import { tellEarlyChoices } from '../early-choices.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'

interface FrameProps {
  readonly kind: Question['kind']
  readonly onSubmit: () => void
  readonly children: ComponentChildren
}

/** Whether the learner has touched the question since the page was opened. */
const Touched = createContext(false)

/**
 * A form: Enter and the button do the same. Its method keeps a press that comes before the page is
 * alive from loading the page anew.
 */
export function QuestionFrame({ kind, onSubmit, children }: FrameProps) {
  const [touched, setTouched] = useState(false)
  const touch = () => setTouched(true)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => tellEarlyChoices(form.current))
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <form
      ref={form}
      class="quiz"
      method="dialog"
      data-kind={kind}
      noValidate
      onFocusIn={touch}
      onPointerDown={touch}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
        // An option that was chosen by Enter is gone now, and the focus would be with it.
        if (document.activeElement instanceof HTMLInputElement) {
          event.currentTarget.querySelector<HTMLElement>('button[type="submit"]')?.focus()
        }
      }}
    >
      <Touched.Provider value={touched}>{children}</Touched.Provider>
    </form>
  )
}

export function Prompt({
  question,
  language,
  label,
}: Pick<QuestionProps<Question>, 'question' | 'language' | 'label'>) {
  return (
    <>
      <b class="question-label">{label}</b>
      <InlineMarks text={question.prompt[language]} />
    </>
  )
}

/** Says that the question is a new one, and what the learner said to the old one. */
export function EarlierAnswer({
  answer,
  language,
}: {
  readonly answer: ComponentChildren
  readonly language: Language
}) {
  const texts = quizTexts[language]
  return (
    <div class="quiz-earlier">
      <p>{texts.earlier}</p>
      <p>
        {texts.earlierAnswer}
        {answer}
      </p>
    </div>
  )
}

/**
 * What came of the last press. A result that is merely there again after a reload is not read
 * aloud; from the first touch on, whatever comes is.
 */
export function Feedback({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="quiz-feedback" role={useContext(Touched) ? 'status' : undefined}>
      {children}
    </div>
  )
}

/** A mark and a word; never a colour alone. */
export function Verdict({
  right,
  children,
}: {
  readonly right: boolean
  readonly children: ComponentChildren
}) {
  return (
    <b class="quiz-verdict" data-right={right}>
      <span aria-hidden="true">{right ? '✓' : '✕'}</span> {children}
    </b>
  )
}

export function OutcomeLine({
  outcome,
  says,
}: {
  readonly outcome: Outcome
  readonly says: string
}) {
  const mark = { correct: '✓', partial: '◐', incorrect: '✕' }[outcome]
  return (
    <p class="quiz-outcome" data-outcome={outcome}>
      <span aria-hidden="true">{mark}</span> {says}
    </p>
  )
}

export function ReadAgain({
  again,
  language,
}: Pick<QuestionProps<Question>, 'again' | 'language'>) {
  return (
    <p class="quiz-again">
      {quizTexts[language].again}
      <a href={again.href ?? `#${again.id}`}>
        <InlineMarks text={again.title[language]} />
      </a>
    </p>
  )
}
