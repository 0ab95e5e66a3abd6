/**
 * The cluster in sight: what is declared, what is, the difference, and who is acting, above the
 * nodes as trays and the Pods in them.
 */
import './cluster-view.css'
import { useCallback, useState } from 'preact/hooks'
import type { GoalMarks } from '../../grading/goal-marks.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { ClusterTable } from './ClusterTable.tsx'
import { Lanes } from './Lanes.tsx'
import { NodeTrayView } from './NodeTrayView.tsx'
import { actorOf } from './narration.ts'
import { Owners } from './OwnersView.tsx'
import { PodButton } from './PodButton.tsx'
import { PodDetails } from './PodDetails.tsx'
import { isCrowd, type Scene, sceneOf } from './scene.ts'
import { type SceneTexts, sceneTexts } from './texts.ts'
import type { Story } from './Why.tsx'

interface Props {
  readonly snapshot: Snapshot
  /** The last thing that happened. */
  readonly latest: Moment | undefined
  readonly language: Language
  /** Where it is known, a Pod tells who created it, and why. */
  readonly story?: Story
  readonly onAction: (action: Action) => void
  /** Where the cluster differs from the goal that was judged. */
  readonly goal?: GoalMarks | undefined
  /** The hero of the home page shows less. */
  readonly compact?: boolean
}

export function ClusterView({ snapshot, latest, language, story, goal, ...rest }: Props) {
  const { compact = false, onAction } = rest
  const texts = sceneTexts[language]
  const scene = sceneOf(snapshot)
  const [selected, select] = useState<string>()
  const [table, showTable] = useState(false)
  const toggle = useCallback(
    (uid: string) => select((before) => (before === uid ? undefined : uid)),
    [],
  )
  const crowded = isCrowd(scene)
  const allPods = [...scene.homeless, ...scene.nodes.flatMap(({ pods }) => pods)]
  const chosen = allPods.find(({ uid }) => uid === selected)
  const actor = latest && actorOf(latest)

  return (
    <div class="cluster-view" data-compact={compact || undefined} data-crowd={crowded || undefined}>
      <Lanes scene={scene} latest={latest} language={language} />
      {!compact && <ControlPlane scene={scene} actor={actor} texts={texts} />}
      <div class="scene-top">
        <Owners scene={scene} texts={texts} goal={goal} />
        <Homeless {...{ scene, texts, crowded, selected }} onSelect={toggle} wrong={goal?.wrong} />
      </div>
      <ol class="trays" aria-label={texts.nodes}>
        {scene.nodes.map((tray) => (
          <NodeTrayView
            key={tray.name}
            tray={tray}
            texts={texts}
            crowded={crowded}
            selected={selected}
            onSelect={toggle}
            onAction={onAction}
            wrong={goal?.wrong}
          />
        ))}
      </ol>
      {selected !== undefined && (
        <PodDetails
          pod={chosen}
          snapshot={snapshot}
          texts={texts}
          language={language}
          story={story}
          onAction={onAction}
          onClose={() => select(undefined)}
        />
      )}
      {!compact && (
        <p class="scene-foot">
          {selected === undefined && <span>{texts.selectHint}</span>}
          <button
            type="button"
            class="quiet"
            aria-pressed={table}
            onClick={() => showTable(!table)}
          >
            {texts.table}
          </button>
        </p>
      )}
      {table && <ClusterTable scene={scene} texts={texts} />}
    </div>
  )
}

function ControlPlane({
  scene,
  actor,
  texts,
}: {
  readonly scene: Scene
  readonly actor: string | undefined
  readonly texts: SceneTexts
}) {
  return (
    <ol class="components" aria-label={texts.controlPlane}>
      {scene.controlPlane.map(({ name, running }) => (
        <li key={name} data-acting={(running && actor === name) || undefined} data-off={!running}>
          {name}
          {!running && <span> {texts.stopped}</span>}
        </li>
      ))}
    </ol>
  )
}

/** A crowd that waits is told by its number; the table has them all. */
const mostHomeless = 24
/** In a crowd they keep to one row, so that nothing below it moves. */
const mostHomelessInCrowd = 12

/** Pods that wait for a node, and a dashed ghost for each that does not even exist yet. */
function Homeless({
  scene,
  texts,
  crowded,
  selected,
  onSelect,
  wrong,
}: {
  readonly scene: Scene
  readonly texts: SceneTexts
  readonly crowded: boolean
  readonly selected: string | undefined
  readonly onSelect: (uid: string) => void
  readonly wrong: ReadonlySet<string> | undefined
}) {
  const present = [...scene.homeless, ...scene.nodes.flatMap(({ pods }) => pods)]
  const coming = present.filter(({ look }) => look === 'starting' || look === 'pending').length
  const most = crowded ? mostHomelessInCrowd : mostHomeless
  const shown = scene.homeless.slice(0, most)
  const missing = Math.max(0, scene.difference.missing - coming)
  const ghosts = Math.min(crowded ? most - shown.length : 12, missing)
  const hidden = scene.homeless.length - shown.length
  return (
    <ul class="homeless" aria-label={texts.homeless}>
      {shown.map((pod) => (
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
      {hidden > 0 && <li class="homeless-more">{texts.more(hidden)}</li>}
      {Array.from({ length: ghosts }, (_, index) => (
        <li key={`ghost-${index}`} class="ghost">
          <span class="visually-hidden">{texts.ghost}</span>
        </li>
      ))}
    </ul>
  )
}
