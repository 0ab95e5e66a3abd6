/** The rounds of a scene, in order; any of them can be taken up, and taken up again. */
import type { Bilingual, Language } from '../../language.ts'

interface Props {
  readonly rounds: readonly { readonly id: string; readonly name: Bilingual }[]
  readonly current: number
  readonly label: string
  readonly language: Language
  readonly onChoose: (index: number) => void
}

export function Rounds({ rounds, current, label, language, onChoose }: Props) {
  return (
    <ol class="rounds" aria-label={label}>
      {rounds.map(({ id, name }, index) => (
        <li key={id}>
          <button
            type="button"
            aria-current={index === current ? 'step' : undefined}
            onClick={() => onChoose(index)}
          >
            <span>{index + 1}</span> {name[language]}
          </button>
        </li>
      ))}
    </ol>
  )
}
