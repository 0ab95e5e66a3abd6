/**
 * An incident in four steps: read it, predict, let it run, see in lanes who did what. Then it is told
 * in one's own words, in the question after this one.
 */
import './incident.css'
import { useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import {
  type IncidentVariant,
  markIncident,
  nextVariant,
  readIncidentAnswer,
} from '../../quizzes/kinds/incident.ts'
import type { IncidentQuestion } from '../../quizzes/question.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { useAnswer } from '../progress/use-answer.ts'
import {
  Feedback,
  OutcomeLine,
  Prompt,
  QuestionFrame,
  ReadAgain,
  Verdict,
} from './QuestionFrame.tsx'
import type { QuestionProps } from './question-props.ts'
import { quizTexts } from './texts.ts'

interface Props extends QuestionProps<IncidentQuestion> {
  readonly variants: readonly IncidentVariant[]
}

type Numbers = Readonly<Record<string, number>>

export function Incident(props: Props) {
  const { question, language, variants, again } = props
  const texts = quizTexts[language]
  const { answer, record } = useAnswer(
    question,
    (stored) => readIncidentAnswer(question, variants, stored),
    props.fresh,
  )
  /** The one that is tried now; nothing while the answer to the last one is shown. */
  const [trying, setTrying] = useState<string>()
  const [numbers, setNumbers] = useState<Numbers>({})
  const [reminded, setReminded] = useState(false)
  const shown = trying ?? answer?.variant ?? nextVariant(variants, undefined)
  const variant = variants.find(({ id }) => id === shown)
  const isRun = trying === undefined && answer !== undefined
  const left = question.asks.filter(({ id }) => numbers[id] === undefined).length
  if (!variant) return null
  const mark = isRun ? markIncident(question, variant, answer) : undefined

  const submit = () => {
    if (isRun) {
      setTrying(nextVariant(variants, variant.id))
      setNumbers({})
      return
    }
    setReminded(left > 0)
    if (left > 0) return
    const given = { variant: variant.id, numbers }
    record(given, markIncident(question, variant, given).outcome)
    setTrying(undefined)
  }

  return (
    <QuestionFrame kind={question.kind} onSubmit={submit}>
      <p class="question-prompt">
        <Prompt {...props} />
      </p>
      <pre class="incident-yaml">
        <code>{variant.manifest.trim()}</code>
      </pre>
      <p class="incident-fault">
        <span aria-hidden="true">⚡</span> <InlineMarks text={variant.fault[language]} />
      </p>
      {!isRun && (
        <Predict
          question={question}
          language={language}
          most={variant.replicas}
          numbers={numbers}
          onChoose={(id, number) => {
            setNumbers({ ...numbers, [id]: number })
            setReminded(false)
          }}
        />
      )}
      <Feedback>
        {mark && <OutcomeLine outcome={mark.outcome} says={texts.predictOutcome[mark.outcome]} />}
        {reminded && <p>{texts.chooseAll(left)}</p>}
        {mark && (
          <ul class="quiz-results">
            {mark.moments.map(({ id, predicted, happens, right }) => (
              <li key={id} data-right={right} data-chosen="true">
                <p class="quiz-compared">
                  <span class="quiz-moment">
                    {question.asks.find((ask) => ask.id === id)?.label[language]}
                  </span>
                  <span>
                    {texts.predicted} <b>{predicted}</b>
                  </span>
                  <span>
                    {texts.happens} <b>{happens}</b>
                  </span>
                  <Verdict right={right}>
                    {right ? texts.asPredicted : texts.notAsPredicted}
                  </Verdict>
                </p>
                <p class="quiz-reason">
                  <InlineMarks text={question.reasons[id]?.[language] ?? ''} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Feedback>
      {isRun && <Lanes question={question} variant={variant} language={language} />}
      {isRun && (
        <p>
          <a href={`#question-${question.explain}`}>{texts.explainIt}</a>
        </p>
      )}
      {mark && mark.outcome !== 'correct' && <ReadAgain again={again} language={language} />}
      <p class="quiz-actions">
        <button type="submit" class="button" data-weight={isRun ? undefined : 'main'}>
          {isRun ? texts.anotherIncident : texts.runIncident}
        </button>
      </p>
    </QuestionFrame>
  )
}

function Predict({
  question,
  language,
  most,
  numbers,
  onChoose,
}: {
  readonly question: IncidentQuestion
  readonly language: Language
  readonly most: number
  readonly numbers: Numbers
  readonly onChoose: (id: string, number: number) => void
}) {
  return (
    <>
      {question.asks.map(({ id, label }) => (
        <fieldset key={id} class="quiz-ask" aria-labelledby={`${question.id}-${id}-label`}>
          <p id={`${question.id}-${id}-label`}>{label[language]}</p>
          <div class="quiz-numbers">
            {Array.from({ length: most + 1 }, (_, number) => (
              <label key={String(number)}>
                <input
                  type="radio"
                  name={`${question.id}-${id}`}
                  value={number}
                  checked={numbers[id] === number}
                  onChange={() => onChoose(id, number)}
                />
                <span>{number}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  )
}

/** Who did what, and when: a lane for each, in the order in which they come in. */
function Lanes({
  question,
  variant,
  language,
}: Pick<Props, 'question' | 'language'> & { readonly variant: IncidentVariant }) {
  const texts = quizTexts[language]
  return (
    <div class="incident-lanes">
      <table>
        <caption>{texts.lanes}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.who}</th>
            <th scope="col">{texts.what}</th>
          </tr>
        </thead>
        <tbody>
          {variant.steps.map(({ moment, subject, afterMs }) => {
            const line = question.lines.find((one) => one.moment === moment)
            return (
              <tr key={moment}>
                <td>{texts.seconds(Math.round(afterMs / 1000))}</td>
                <th scope="row">{line?.who[language]}</th>
                <td>
                  {line?.does[language]} <code>{subject}</code>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
