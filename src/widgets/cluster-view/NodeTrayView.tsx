/** A node: a tray with its name and state in the header, its Pods in it, its plug at hand. */
import { useMemo, useRef } from 'preact/hooks'
import type { Action } from '../../lab/action.ts'
import { PodButton } from './PodButton.tsx'
import { isSameTray, type NodeTray, type PodBox } from './scene.ts'
import type { SceneTexts } from './texts.ts'

interface Props {
  readonly tray: NodeTray
  readonly texts: SceneTexts
  /** Many Pods are drawn small, and told by their number. */
  readonly crowded: boolean
  readonly selected: string | undefined
  readonly onSelect: (uid: string) => void
  readonly onAction: (action: Action) => void
  /** Pods that are not as the goal has them. */
  readonly wrong: ReadonlySet<string> | undefined
}

/** What has not changed since the last picture is not drawn again. */
export function NodeTrayView({ tray, wrong, selected, texts, crowded, onSelect, onAction }: Props) {
  const drawn = useRef(tray)
  if (!isSameTray(drawn.current, tray)) drawn.current = tray
  const steady = drawn.current
  const uids = steady.pods.map(({ uid }) => uid)
  const chosen = uids.find((uid) => uid === selected)
  const amiss = uids.filter((uid) => wrong?.has(uid)).join()
  return useMemo(
    () => (
      <Tray
        tray={steady}
        selected={chosen}
        wrong={new Set(amiss.split(','))}
        {...{ texts, crowded, onSelect, onAction }}
      />
    ),
    [steady, texts, crowded, chosen, amiss, onSelect, onAction],
  )
}

function Tray({ tray, texts, crowded, selected, onSelect, onAction, wrong }: Props) {
  const { name, look, powered, pods } = tray
  const good = look === 'ready'
  const toggle = () => onAction({ type: powered ? 'power-off' : 'power-on', machine: name })
  const footer = (
    <footer>
      {!powered && <span class="tray-dark">{texts.powerless}</span>}
      {crowded && powered && <span class="tray-count">{countOf(pods)}</span>}
      <button
        type="button"
        class="plug"
        data-on={powered}
        aria-label={powered ? texts.powerOffNode(name) : texts.powerOnNode(name)}
        onClick={toggle}
      >
        {powered ? texts.powerOff : texts.powerOn}
      </button>
    </footer>
  )
  return (
    <li class="tray" data-look={look} data-powered={powered}>
      <header>
        <b>{name}</b>
        <span class="tray-state">
          <span aria-hidden="true">{good ? '●' : look === 'unknown' ? '?' : '✕'}</span>{' '}
          {texts.nodeWords[look]}
        </span>
      </header>
      {crowded && footer}
      <ul class="pods">
        {pods.map((pod) => (
          <li key={pod.uid}>
            <PodButton
              pod={pod}
              texts={texts}
              small={crowded}
              selected={selected === pod.uid}
              wrong={wrong?.has(pod.uid)}
              onSelect={onSelect}
            />
          </li>
        ))}
        {pods.length === 0 && <li class="tray-empty">{texts.empty}</li>}
      </ul>
      {!crowded && footer}
    </li>
  )
}

/** `18 Running, 2 Terminating`: small Pods bear no word. */
function countOf(pods: readonly PodBox[]): string {
  const counts = new Map<string, number>()
  for (const { status } of pods) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ')
}
