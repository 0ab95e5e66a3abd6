/** Which parts of figures 5-2 and 5-3 a step lights. Every wire that is lit ends at the API server. */
import type { ApplyStep } from '../../lab/apply-story.ts'
import type { FigureLight } from '../stage/LiveFigure.tsx'
import { whoOf } from './tell-step.ts'

type Lights = Readonly<Record<string, FigureLight>>

/** The Pods that the figure draws on each worker. */
const drawnPods: Readonly<Record<string, string>> = { '1': 'pod-1', '2': 'pod-2', '3': 'pod-4' }

/** Figure 5-2 after so many steps: who acts, and as long as no container was started, no Pods. */
export function architectureLights(steps: readonly ApplyStep[], at: number): Lights {
  const started = steps.findIndex(({ call }) => call === 'StartContainer')
  const isEmpty = steps.some(({ object }) => object?.kind === 'Deployment' && object.created)
  const ghosts = isEmpty && at <= started ? ['pod-1', 'pod-2', 'pod-3', 'pod-4'] : []
  const absent = Object.fromEntries(ghosts.map((pod) => [pod, 'absent' as const]))
  return { ...absent, ...actingOn(steps[at - 1]) }
}

function actingOn(step: ApplyStep | undefined): Lights {
  if (!step) return {}
  const { kind, actor } = step
  const number = /@node-(\d)$/.exec(actor)?.[1]
  const kubelet = `kubelet-${number}`
  const pod = drawnPods[number ?? ''] ?? ''
  if (kind === 'request') return lit('user', 'user kubectl', 'kubectl', 'kubectl kube-apiserver')
  if (!number) return lit('kube-apiserver')
  if (kind === 'news' || kind === 'write')
    return lit(kubelet, `${kubelet} kube-apiserver`, 'kube-apiserver')
  if (kind === 'call') return lit(kubelet, `${kubelet} ${pod}`, pod)
  return lit(kubelet)
}

/** Figure 5-3: the control plane; what nodes do is outside of it. */
export function controlPlaneLights(step: ApplyStep | undefined): Lights {
  if (!step) return {}
  const { kind } = step
  const { node } = whoOf(step)
  switch (kind) {
    case 'request':
      return lit('kubectl', 'kubectl kube-apiserver', 'kube-apiserver')
    case 'checked':
      return lit('kube-apiserver')
    case 'unchanged':
    case 'stored':
      return lit('kube-apiserver', 'kube-apiserver etcd', 'etcd')
    case 'news':
      return lit(node, `${node} kube-apiserver`, 'kube-apiserver')
    case 'write':
      return lit(node, `${node} kube-apiserver`, 'kube-apiserver', 'kube-apiserver etcd', 'etcd')
    default:
      return {}
  }
}

/** Where a step happens, for screens that show one figure at a time. */
export function stageOf(step: ApplyStep | undefined): 'architecture' | 'control-plane' {
  return !step || step.kind === 'request' || step.actor.includes('@')
    ? 'architecture'
    : 'control-plane'
}

function lit(...parts: readonly string[]): Lights {
  return Object.fromEntries(parts.map((part) => [part, 'acting' as const]))
}
