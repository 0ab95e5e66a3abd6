/* placeholder until the machine is written below */
import type { CriContainer, PodSandbox } from '../container-runtime/cri.ts'

export interface MachineSpec {
  readonly name: string
  readonly role: 'control-plane' | 'worker'
  /** In millicores. */
  readonly cpuMilli: number
  readonly memoryBytes: number
  /** How many Pods its kubelet accepts. */
  readonly maxPods: number
  readonly labels?: Readonly<Record<string, string>>
  readonly runtime?: 'containerd' | 'cri-o'
  /** Images that are already there: `nginx:1.14.2`. */
  readonly images?: readonly string[]
}

/** A computer: what exists before Kubernetes. */
export interface Machine extends MachineSpec {
  /** `10.0.0.11`. */
  readonly address: string
  /** Counts up with each power-on; what ran under an older boot is gone. */
  readonly bootId: number
  readonly powered: boolean
  /** Survives a power cut: etcd's data, pulled images, … by name. */
  readonly disk: Map<string, unknown>
  /** Lost in a power cut: running sandboxes and containers, kernel rules, … by name. */
  readonly memory: Map<string, unknown>
}

export interface MachineView {
  readonly name: string
  readonly role: 'control-plane' | 'worker'
  readonly powered: boolean
  readonly processes: readonly { readonly name: string; readonly running: boolean }[]
  readonly sandboxes: readonly PodSandbox[]
  readonly containers: readonly CriContainer[]
}
