/** Clusters of a size, for the playground: nothing in them but their nodes. */
import type { Scenario } from '../../lab/scenario.ts'

export const sizes = [10, 30, 100] as const

/** So many workers, and one control plane. */
export function clusterOf(workers: number): Scenario {
  const machine = (name: string, role: 'control-plane' | 'worker') => ({
    name,
    role,
    cpu: '4',
    memory: '8Gi',
  })
  return {
    id: `nodes-${workers}`,
    title: {
      ja: `ワーカーノードが${workers}台のクラスタ`,
      en: `A cluster of ${workers} worker nodes`,
    },
    machines: [
      machine('control-plane', 'control-plane'),
      ...Array.from({ length: workers }, (_, index) => machine(`node-${index + 1}`, 'worker')),
    ],
    bootMs: 60_000,
  }
}
