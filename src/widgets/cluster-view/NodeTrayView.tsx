/** A node: a tray with its name and state in the header, its Pods in it, its plug at hand. */
import type { Action } from '../../lab/action.ts'
import { PodButton } from './PodButton.tsx'
import type { NodeTray } from './scene.ts'
import type { SceneTexts } from './texts.ts'

interface Props {
  readonly tray: NodeTray
  readonly texts: SceneTexts
  readonly selected: string | undefined
  readonly onSelect: (uid: string) => void
  readonly onAction: (action: Action) => void
  /** Pods that are not as the goal has them. */
  readonly wrong: ReadonlySet<string> | undefined
}

export function NodeTrayView({ tray, texts, selected, onSelect, onAction, wrong }: Props) {
  const { name, look, powered, pods } = tray
  const good = look === 'ready'
  const toggle = () => onAction({ type: powered ? 'power-off' : 'power-on', machine: name })
  return (
    <li class="tray" data-look={look} data-powered={powered}>
      <header>
        <b>{name}</b>
        <span class="tray-state">
          <span aria-hidden="true">{good ? '●' : look === 'unknown' ? '?' : '✕'}</span>{' '}
          {texts.nodeWords[look]}
        </span>
      </header>
      <ul class="pods">
        {pods.map((pod) => (
          <li key={pod.uid}>
            <PodButton
              pod={pod}
              texts={texts}
              selected={selected === pod.uid}
              wrong={wrong?.has(pod.uid)}
              onSelect={onSelect}
            />
          </li>
        ))}
        {pods.length === 0 && <li class="tray-empty">{texts.empty}</li>}
      </ul>
      <footer>
        {!powered && <span class="tray-dark">{texts.powerless}</span>}
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
    </li>
  )
}
