/**
 * A computer: what exists before Kubernetes. It has power or has not, a disk that survives a power
 * cut, a memory that does not, and an address.
 */
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
  /** Pulls take no time, as from a registry next door. */
  readonly pullsAtOnce?: boolean
}

export interface Machine extends MachineSpec {
  /** 0 for the first machine of the scenario; gives the Pod network's `10.244.<index>.0/24`. */
  readonly index: number
  /** `10.0.0.10` and up. */
  readonly address: string
  /** Counts up with each power-on; what ran under an older boot is gone. */
  readonly bootId: number
  readonly powered: boolean
  /** Reading and writing take so many times as long; 1 on a sound disk. */
  readonly diskSlowness: number
  /** Nothing more can be written. */
  readonly diskFull: boolean
  /** What its clock shows is so far ahead of the time, or behind it. */
  readonly clockSkewMs: number
  /** Survives a power cut: etcd's data, pulled images, … by name. */
  readonly disk: Map<string, unknown>
  /** Lost in a power cut: running sandboxes and containers, kernel rules, … by name. */
  readonly memory: Map<string, unknown>
}

export interface MachineView {
  readonly name: string
  readonly role: 'control-plane' | 'worker'
  readonly powered: boolean
  /** Machines it is cut off from. */
  readonly cutOffFrom: readonly string[]
  readonly processes: readonly { readonly name: string; readonly running: boolean }[]
  readonly sandboxes: readonly PodSandbox[]
  readonly containers: readonly CriContainer[]
}

/** The mutable machine behind the read-only `Machine`; only `cluster.ts` switches it. */
export class PhysicalMachine implements Machine {
  readonly name: string
  readonly role: 'control-plane' | 'worker'
  readonly cpuMilli: number
  readonly memoryBytes: number
  readonly maxPods: number
  readonly labels: Readonly<Record<string, string>>
  readonly runtime: 'containerd' | 'cri-o'
  readonly images: readonly string[]
  readonly pullsAtOnce: boolean
  readonly index: number
  readonly address: string
  readonly disk = new Map<string, unknown>()
  readonly memory = new Map<string, unknown>()
  bootId = 1
  powered = true
  diskSlowness = 1
  diskFull = false
  clockSkewMs = 0

  constructor(spec: MachineSpec, index: number) {
    this.name = spec.name
    this.role = spec.role
    this.cpuMilli = spec.cpuMilli
    this.memoryBytes = spec.memoryBytes
    this.maxPods = spec.maxPods
    this.labels = spec.labels ?? {}
    this.runtime = spec.runtime ?? 'containerd'
    this.images = spec.images ?? []
    this.pullsAtOnce = spec.pullsAtOnce ?? false
    this.index = index
    this.address = `10.0.${Math.floor((index + 10) / 250)}.${((index + 10) % 250) + 1}`
  }

  powerOff(): void {
    this.powered = false
    this.memory.clear()
  }

  powerOn(): void {
    this.powered = true
    this.bootId++
  }
}
