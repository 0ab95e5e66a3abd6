/** What is lit on the figure: who is away, and who acted last. */
import type { TakeAwayScene } from '../../book/scenes.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Moment } from '../../lab/moments.ts'
import { actorOf } from '../cluster-view/narration.ts'
import type { FigureLight } from '../stage/LiveFigure.tsx'
import { isAway } from './acts.ts'

export function lightsOf(
  scene: Pick<TakeAwayScene, 'machine' | 'rounds'>,
  snapshot: Snapshot,
  latest: Moment | undefined,
): Readonly<Record<string, FigureLight>> {
  const lights: Record<string, FigureLight> = {}
  const actor = latest && actorOf(latest)
  if (actor) {
    lights[actor] = 'acting'
    lights[`${actor} kube-apiserver`] = 'acting'
    lights['kube-apiserver etcd'] = 'acting'
  }
  for (const { component } of scene.rounds) {
    if (!isAway(scene, component, snapshot)) continue
    lights[component] = 'off'
    lights[`${component} kube-apiserver`] = 'off'
    if (component === 'etcd') lights['kube-apiserver etcd'] = 'off'
    if (component === 'kube-apiserver') for (const edge of toApiServer) lights[edge] = 'off'
    if (component === 'container-runtime') lights['kubelet container-runtime'] = 'off'
  }
  return lights
}

/** Whoever has to do with the API server has nobody to talk to without it. */
const toApiServer = [
  'kubectl kube-apiserver',
  'kube-controller-manager kube-apiserver',
  'kube-scheduler kube-apiserver',
  'kube-apiserver etcd',
]
