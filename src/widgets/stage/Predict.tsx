/**
 * The gate before a scene: one prediction, committed; afterwards it stays beside what happened,
 * and every choice tells its reason.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Bilingual, Language } from '../../language.ts'
import { tellEarlyChoices } from '../early-choices.ts'
import { InlineMarks } from '../InlineMarks.tsx'

export interface Choice {
  readonly id: string
  readonly text: Bilingual
  readonly correct?: boolean | undefined
  readonly reason: Bilingual
}

const words = {
  ja: {
    predict: '予想',
    commit: '予想を決める',
    first: 'どれかを選んでください。外れても構いません。',
    yours: 'あなたの予想',
    wait: '起きてから、答え合わせをします。',
    as: '予想どおりでした。',
    other: '予想とは違うことが起きました。',
    true: '起きたこと',
    others: 'ほかの予想について',
  },
  en: {
    predict: 'Predict',
    commit: 'Commit to it',
    first: 'Choose one. Being wrong is fine.',
    yours: 'Your prediction',
    wait: 'It is compared once it has happened.',
    as: 'It went as you predicted.',
    other: 'It went otherwise than you predicted.',
    true: 'What happened',
    others: 'About the other predictions',
  },
} as const

interface Props {
  readonly question: Bilingual
  readonly choices: readonly Choice[]
  readonly language: Language
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  /** It has happened. */
  readonly revealed: boolean
  /** Other words, where it is no prediction that is asked for. */
  readonly words?: Partial<Record<keyof (typeof words)['ja'], string>>
}

export function Predict(props: Props) {
  const { question, choices, language, chosen, onChoose, revealed } = props
  const texts = { ...words[language], ...props.words }
  const [marked, setMarked] = useState<string>()
  const [reminded, setReminded] = useState(false)
  const name = useId()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => tellEarlyChoices(form.current))
    return () => cancelAnimationFrame(frame)
  }, [])
  const mine = choices.find(({ id }) => id === chosen)
  const right = choices.find(({ correct }) => correct)
  if (!mine)
    return (
      <form
        ref={form}
        class="predict"
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (marked === undefined) setReminded(true)
          else onChoose(marked)
        }}
      >
        <fieldset>
          <legend>
            <b>{texts.predict}</b> <InlineMarks text={question[language]} />
          </legend>
          {choices.map(({ id, text }) => (
            <label key={id}>
              <input
                type="radio"
                name={name}
                value={id}
                checked={marked === id}
                onChange={() => {
                  setMarked(id)
                  setReminded(false)
                }}
              />
              <span>
                <InlineMarks text={text[language]} />
              </span>
            </label>
          ))}
        </fieldset>
        <p class="predict-commit">
          <button type="submit" class="button" data-weight="main">
            {texts.commit}
          </button>
          <span role="status">{reminded && texts.first}</span>
        </p>
      </form>
    )
  const others = choices.filter((choice) => choice !== right && choice !== mine)
  return (
    <div class="predict" data-outcome={revealed ? mine === right : undefined}>
      <p>
        <b>{texts.predict}</b> <InlineMarks text={question[language]} />
      </p>
      <p class="predict-mine">
        <b>{texts.yours}</b> <InlineMarks text={mine.text[language]} />
        {!revealed && <small>{texts.wait}</small>}
      </p>
      <div role="status">
        {revealed && right && (
          <>
            <p class="predict-outcome">{mine === right ? texts.as : texts.other}</p>
            {mine !== right && (
              <p>
                <InlineMarks text={mine.reason[language]} />
              </p>
            )}
            <p>
              <b>{texts.true}</b> <InlineMarks text={right.text[language]} />
            </p>
            <p>
              <InlineMarks text={right.reason[language]} />
            </p>
          </>
        )}
      </div>
      {revealed && others.length > 0 && (
        <details>
          <summary>{texts.others}</summary>
          <dl>
            {others.map(({ id, text, reason }) => (
              <div key={id}>
                <dt>
                  <InlineMarks text={text[language]} />
                </dt>
                <dd>
                  <InlineMarks text={reason[language]} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}
