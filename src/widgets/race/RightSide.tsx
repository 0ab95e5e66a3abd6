/** The right of the race: a cluster that was told once how things should be. */
import type { RaceScene } from '../../book/scenes.ts'
import type { Language } from '../../language.ts'
import { narrate } from '../cluster-view/narration.ts'
import { type NodeTray, type PodBox, type Scene, sceneOf } from '../cluster-view/scene.ts'
import { type HostBox, HostTray } from '../stage/HostTray.tsx'
import { RaceLanes } from './RaceLanes.tsx'
import type { RaceTexts } from './texts.ts'
import type { RaceControls, RaceState } from './use-race.ts'

interface Props {
  readonly scene: RaceScene
  readonly state: RaceState
  readonly controls: RaceControls
  readonly texts: RaceTexts
  readonly language: Language
}

export function RightSide({ scene, state, controls, texts, language }: Props) {
  const { engine, phase, applied, right, laptopOpen } = state
  const { snapshot, moments, result } = engine
  if (!snapshot) return null
  const cluster = sceneOf(snapshot)
  const free = phase === 'done'
  const latest = moments.at(-1)
  const said = result?.outcomes[0]?.text
  return (
    <section class="race-side" data-side="right" aria-label={texts.right}>
      <h4>
        {texts.right} <b>{texts.runs(right)}</b>
      </h4>
      <RaceLanes
        texts={texts}
        desired={cluster.desired > 0 ? texts.declared(cluster.desired) : texts.none}
        actual={texts.runs(right)}
        difference={gapOf(cluster, right, texts)}
        differs={cluster.desired !== right}
        action={latest ? narrate(latest)[language] : texts.quiet}
      />
      <ul class="host-trays" aria-label={texts.hostsRight}>
        {cluster.nodes.map((tray) => (
          <HostTray
            key={tray.name}
            host={boxOf(tray, texts)}
            texts={texts}
            onCrash={
              free
                ? ({ name }) =>
                    controls.actRight({ type: 'crash', namespace: 'default', pod: name })
                : undefined
            }
            onPower={
              free
                ? () =>
                    controls.actRight({
                      type: tray.powered ? 'power-off' : 'power-on',
                      machine: tray.name,
                    })
                : undefined
            }
          />
        ))}
      </ul>
      <div class="race-terminal" data-open={laptopOpen}>
        <p>{texts.terminal}</p>
        <ol aria-label={texts.typed}>
          {applied && (
            <li>
              <code>
                $ {texts.applyHint} {scene.file}
              </code>
              <samp>{said ?? 'deployment.apps/web created'}</samp>
            </li>
          )}
        </ol>
        {phase === 'closed' && !applied && (
          <button type="button" class="button" data-weight="main" onClick={controls.apply}>
            {texts.apply}
          </button>
        )}
        {!laptopOpen && <p class="race-closed">{texts.closed}</p>}
        <details>
          <summary>{scene.file}</summary>
          <pre>{scene.manifest}</pre>
        </details>
      </div>
    </section>
  )
}

/** Between the fault and the first missed heartbeats the difference is there, and unseen. */
function gapOf({ desired, difference }: Scene, right: number, texts: RaceTexts): string {
  if (desired <= right) return texts.none
  return difference.missing > 0 ? texts.missing(difference.missing) : texts.unnoticed
}

function boxOf({ name, powered, look, pods }: NodeTray, texts: RaceTexts): HostBox {
  return {
    name,
    powered,
    state: look === 'ready' ? 'Ready' : 'NotReady',
    items: pods.map((pod) => ({
      key: pod.uid,
      name: pod.name,
      shown: pod.suffix,
      word: wordOf(pod, texts),
      look: pod.look,
      dark: pod.inTheDark,
    })),
  }
}

/** A silent node's Pods are what was last reported of them. */
function wordOf({ status, restarts, inTheDark }: PodBox, texts: RaceTexts): string {
  if (inTheDark) return texts.goneWhile(status)
  return restarts > 0 ? `${status}, ${texts.restarts(restarts)}` : status
}
