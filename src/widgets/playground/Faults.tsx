/** What can be stopped and cut, beside the plugs that the nodes have themselves. */
import type { ComponentName } from '../../kubernetes/component.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { Language } from '../../language.ts'
import { playgroundTexts } from './texts.ts'

const components: readonly ComponentName[] = [
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'etcd',
]
/** Buttons for more nodes than this help nobody; the terminal still reaches all. */
const maxWires = 12

interface Props {
  readonly snapshot: Snapshot
  readonly language: Language
  onAction(action: Action): void
}

export function Faults({ snapshot, language, onAction }: Props) {
  const texts = playgroundTexts[language]
  const controlPlane = snapshot.machines.find(({ role }) => role === 'control-plane')
  const workers = snapshot.machines.filter(({ role }) => role === 'worker').slice(0, maxWires)
  return (
    <details class="playground-faults">
      <summary>{texts.faults}</summary>
      <p>{texts.components}</p>
      <p class="playground-buttons">
        {components.map((name) => {
          const isStopped = snapshot.stopped.includes(name)
          return (
            <button
              key={name}
              type="button"
              onClick={() => onAction({ type: isStopped ? 'start' : 'stop', component: name })}
            >
              {isStopped ? texts.start(name) : texts.stop(name)}
            </button>
          )
        })}
      </p>
      {controlPlane && (
        <>
          <p>{texts.wires}</p>
          <p class="playground-buttons">
            {workers.map(({ name, cutOffFrom }) => {
              const isCut = cutOffFrom.includes(controlPlane.name)
              const machines = [name, controlPlane.name] as const
              return (
                <button
                  key={name}
                  type="button"
                  onClick={() => onAction({ type: isCut ? 'mend' : 'cut', machines })}
                >
                  {isCut ? texts.mend(name) : texts.cut(name)}
                </button>
              )
            })}
          </p>
        </>
      )}
    </details>
  )
}
