/**
 * Where a lab begins: which machines there are, what is left out, what has been applied already.
 * Authored as YAML under `content/scenarios/`; this is its shape once read.
 */
import type { ComponentName } from '../kubernetes/component.ts'
import type { Bilingual } from '../language.ts'

export interface ScenarioMachine {
  readonly name: string
  readonly role: 'control-plane' | 'worker'
  readonly cpu: string
  readonly memory: string
  readonly pods?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly runtime?: 'containerd' | 'cri-o'
  readonly images?: readonly string[]
}

export interface Scenario {
  readonly id: string
  readonly title: Bilingual
  readonly machines: readonly ScenarioMachine[]
  /** Components that are not there from the start. */
  readonly leaveOut?: readonly ComponentName[]
  /** Manifests applied while the cluster boots, before the learner comes. */
  readonly manifests?: readonly string[]
  /** How old the cluster is when the lab opens. */
  readonly bootMs: number
}
