/* placeholder until the recorder is written below */
import type { KubernetesObject } from '../api/meta.ts'

export interface EventRecorder {
  /** Write a Kubernetes Event about an object; repeated ones are counted up. Best effort. */
  record(
    about: KubernetesObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    options?: { readonly fieldPath?: string },
  ): void
}
