/** Everything a learner can do to a cluster: plain data, recorded as it is. */
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import type { ComponentName } from '../kubernetes/component.ts'
import type { Language } from '../language.ts'

export type Action =
  /** A line at the prompt, with the files it speaks of and what was made of a text to edit. */
  | {
      readonly type: 'kubectl'
      readonly line: string
      readonly files?: readonly { readonly name: string; readonly text: string }[]
      readonly edited?: string
      readonly language?: Language
    }
  /** Ctrl-C at the prompt. */
  | { readonly type: 'interrupt' }
  /** `kubectl apply -f <file>`: the whole text of the file goes into the recording. */
  | { readonly type: 'apply'; readonly file: string; readonly manifest: string }
  /** `kubectl delete <resource> <name>` */
  | {
      readonly type: 'delete'
      readonly resource: ResourceName
      readonly namespace: string
      readonly name: string
    }
  /** The process of a Pod's container dies, as in a crash or by taking too much memory. */
  | {
      readonly type: 'crash' | 'oom'
      readonly namespace: string
      readonly pod: string
      readonly container?: string
    }
  /** Ablation, live: a component is stopped and stays so until it is started. */
  | {
      readonly type: 'stop' | 'start'
      readonly component: ComponentName
      readonly machine?: string
    }
  | { readonly type: 'power-off' | 'power-on'; readonly machine: string }
  /** So many times slower than a sound disk; 1 mends it. */
  | { readonly type: 'slow-disk'; readonly machine: string; readonly slowness: number }
  | { readonly type: 'full-disk'; readonly machine: string; readonly full: boolean }
  /** The machine's clock goes wrong by so much; 0 sets it right. */
  | { readonly type: 'clock-skew'; readonly machine: string; readonly ms: number }
  | { readonly type: 'cut' | 'mend'; readonly machines: readonly [string, string] }

export type ActionType = Action['type']
