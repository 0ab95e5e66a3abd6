/**
 * The cluster while something is away: what is declared, what is on record, and what really runs.
 * These three are the scene; where they part, the missing component shows.
 */
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from '../cluster-view/narration.ts'
import { type NodeTray, type PodBox, sceneOf } from '../cluster-view/scene.ts'
import { type HostBox, HostTray } from '../stage/HostTray.tsx'
import { factsOf, runningIn } from './acts.ts'
import { nameOf, type TakeAwayTexts, takeAwayTexts } from './texts.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly latest: Moment | undefined
  /** Absent while nothing may be touched. */
  readonly onAct: ((action: Action) => void) | undefined
  readonly language: Language
}

export function ClusterSide({ snapshot, latest, onAct, language }: Props) {
  const texts = takeAwayTexts[language]
  const scene = sceneOf(snapshot)
  const facts = factsOf(snapshot, {})
  return (
    <section aria-label={texts.nodes}>
      <dl class="lanes">
        <div data-lane="desired">
          <dt>{texts.desired}</dt>
          <dd>{texts.declared(scene.desired)}</dd>
        </div>
        <div data-lane="actual">
          <dt>{texts.actual}</dt>
          <dd>{texts.ready(facts.ready, facts.pods)}</dd>
        </div>
        <div data-lane="difference" data-differs={facts.running !== scene.desired}>
          <dt>{texts.running}</dt>
          <dd>{texts.runs(facts.running)}</dd>
        </div>
        <div data-lane="action">
          <dt>{texts.action}</dt>
          <dd>{latest ? narrate(latest)[language] : texts.quiet}</dd>
        </div>
      </dl>
      <ul class="host-trays">
        {scene.nodes.map((tray) => (
          <HostTray
            key={tray.name}
            host={boxOf(tray, snapshot, language)}
            texts={texts}
            onCrash={
              onAct && (({ name: pod }) => onAct({ type: 'crash', namespace: 'default', pod }))
            }
            onPower={
              onAct &&
              (() => onAct({ type: tray.powered ? 'power-off' : 'power-on', machine: tray.name }))
            }
          />
        ))}
      </ul>
      {scene.homeless.length > 0 && (
        <div class="take-away-homeless">
          <p>{texts.homeless}</p>
          <ul>
            {scene.homeless.map((pod) => (
              <li key={pod.uid} class="pod" data-look={pod.look}>
                <span class="pod-name">
                  <span aria-hidden="true">◌</span> {pod.suffix}
                </span>
                <span class="pod-word">{pod.status}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Twin snapshot={snapshot} texts={texts} />
    </section>
  )
}

function boxOf(tray: NodeTray, snapshot: Snapshot, language: Language): HostBox {
  const { name, powered, look, pods } = tray
  const texts = takeAwayTexts[language]
  const missing = snapshot.stopped.flatMap((part) => {
    const [component = '', machine] = part.split('@')
    return machine === name ? texts.missing(nameOf(component, language)) : []
  })
  return {
    name,
    powered,
    state: texts.nodeState[look],
    missing: powered ? missing : [],
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

function wordOf({ status, restarts, inTheDark }: PodBox, texts: TakeAwayTexts): string {
  if (inTheDark) return texts.gone(status)
  return restarts > 0 ? `${status} ×${restarts}` : status
}

/** The same once more, as a table. */
function Twin({ snapshot, texts }: { readonly snapshot: Snapshot; readonly texts: TakeAwayTexts }) {
  const { nodes } = sceneOf(snapshot)
  return (
    <details class="stage-twin">
      <summary>{texts.table}</summary>
      <table>
        <thead>
          <tr>
            {Object.values(texts.columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ name, look, pods }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{texts.nodeState[look]}</td>
              <td>{runningIn(snapshot, name)}</td>
              <td>{pods.map((pod) => `${pod.name} ${pod.status}`).join(', ') || texts.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
