/** One Pod: shape, word, the end of its name; a button that opens its details. */
import type { PodBox, PodLook } from './scene.ts'
import type { SceneTexts } from './texts.ts'

export const glyphs: Readonly<Record<PodLook, string>> = {
  running: '●',
  starting: '◔',
  pending: '◌',
  completed: '✓',
  terminating: '⊘',
  failed: '✕',
  unknown: '?',
}

interface Props {
  readonly pod: PodBox
  readonly texts: SceneTexts
  readonly selected: boolean
  /** It is not as the goal has it. */
  readonly wrong?: boolean | undefined
  /** One among hundreds: its shape and colour only; its words are at hand. */
  readonly small?: boolean
  readonly onSelect: (uid: string) => void
}

export function PodButton({ pod, texts, selected, wrong, small = false, onSelect }: Props) {
  const waits = pod.look === 'running' && !pod.ready
  const word = pod.inTheDark
    ? `${pod.status} · ${texts.dark}`
    : waits
      ? texts.notReadyYet
      : pod.status
  const label = `${texts.podLabel(pod.name, word, pod.node)}${wrong ? ` (${texts.notAsGoal})` : ''}`
  const button = {
    type: 'button',
    class: 'pod',
    'data-look': pod.look,
    'data-dark': pod.inTheDark || undefined,
    'data-waits': waits || undefined,
    'data-wrong': wrong || undefined,
    'aria-pressed': selected,
    title: pod.name,
    onClick: () => onSelect(pod.uid),
  } as const
  if (small)
    return (
      <button {...button} aria-label={label}>
        {wrong ? '≠' : glyphs[pod.look]}
      </button>
    )
  return (
    <button {...button}>
      <span class="visually-hidden">{label}</span>
      <span class="pod-name" aria-hidden="true">
        {glyphs[pod.look]} {pod.suffix}
        {wrong && ' ≠'}
      </span>
      <span class="pod-word" aria-hidden="true">
        {word}
        {pod.restarts > 0 && ` ×${pod.restarts}`}
      </span>
    </button>
  )
}
