/** Who did what: each component with its deeds, in the order of the book's figures. */
import type { Moment } from '../../lab/moments.ts'
import { actorOf } from '../cluster-view/narration.ts'

export interface Actor {
  /** `you`, `kube-scheduler`, `kubelet@node-1`. */
  readonly id: string
  readonly deeds: readonly Moment[]
}

/** More kubelets than these share a lane. */
const mostKubelets = 4

export function actorsOf(moments: readonly Moment[], nodes: readonly string[]): readonly Actor[] {
  const isShared = nodes.length > mostKubelets
  const kubelets = isShared ? ['kubelet'] : nodes.map((node) => `kubelet@${node}`)
  const deeds = new Map<string, Moment[]>(
    ['you', 'kube-controller-manager', 'kube-scheduler', ...kubelets].map((id) => [id, []]),
  )
  for (const moment of moments) deeds.get(idOf(moment, isShared))?.push(moment)
  return [...deeds].map(([id, done]) => ({ id, deeds: done }))
}

/** What has no cause was done to the cluster by hand: a plug pulled, a process killed. */
function idOf(moment: Moment, isShared: boolean): string {
  const by = moment.cause?.by
  if (!by || by === 'learner') return 'you'
  return by.startsWith('kubelet@') && !isShared ? by : (actorOf(moment) ?? by)
}
