/** A computer: its name, its power, and what it carries. */
import './host-tray.css'
import { glyphs } from '../cluster-view/PodButton.tsx'
import type { PodLook } from '../cluster-view/scene.ts'

export interface Item {
  readonly key: string
  readonly name: string
  /** What is shown of the name. */
  readonly shown: string
  readonly word: string
  readonly look: PodLook
  /** Its computer has no power. */
  readonly dark: boolean
}

export interface HostBox {
  readonly name: string
  readonly powered: boolean
  /** How the other end sees it, where that is told. */
  readonly state?: string
  readonly items: readonly Item[]
  /** What does not run there, in words. */
  readonly missing?: readonly string[]
}

/** `power`, `on`, `off` are words of its state; the others are said by buttons. */
export interface HostTexts {
  readonly power: string
  readonly on: string
  readonly off: string
  readonly powerOff: string
  readonly powerOn: string
  readonly powerOffOf: (host: string) => string
  readonly powerOnOf: (host: string) => string
  readonly crash: string
}

interface Props {
  readonly host: HostBox
  readonly texts: HostTexts
  /** Absent while nothing may be touched. */
  readonly onCrash?: ((item: Item) => void) | undefined
  readonly onPower?: (() => void) | undefined
}

export function HostTray({ host, texts, onCrash, onPower }: Props) {
  const { name, powered, state, items, missing = [] } = host
  return (
    <li class="host-tray" data-powered={powered}>
      <p>
        <b>{name}</b>
        <span data-state={powered ? state : undefined}>
          {powered ? (state ?? `${texts.power} ${texts.on}`) : `${texts.power} ${texts.off}`}
        </span>
        {missing.map((part) => (
          <small key={part}>{part}</small>
        ))}
      </p>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <Chip item={item} texts={texts} onCrash={onCrash} />
          </li>
        ))}
      </ul>
      {onPower && (
        <button
          type="button"
          class="button"
          aria-label={powered ? texts.powerOffOf(name) : texts.powerOnOf(name)}
          onClick={onPower}
        >
          {powered ? texts.powerOff : texts.powerOn}
        </button>
      )}
    </li>
  )
}

function Chip({
  item,
  texts,
  onCrash,
}: Pick<Props, 'texts' | 'onCrash'> & { readonly item: Item }) {
  const { name, shown, look, dark, word } = item
  const inside = (
    <>
      <span class="pod-name">
        <span aria-hidden="true">{glyphs[look]}</span> {shown}
      </span>
      <span class="pod-word">{word}</span>
    </>
  )
  if (!onCrash || dark || look !== 'running')
    return (
      <span class="pod" data-look={look} data-dark={dark || undefined}>
        {inside}
      </span>
    )
  return (
    <button type="button" class="pod" data-look={look} title={name} onClick={() => onCrash(item)}>
      {inside}
      <span class="visually-hidden">{texts.crash}</span>
    </button>
  )
}
