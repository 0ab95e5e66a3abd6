/**
 * Every Pod tolerates a node that is not ready or unreachable for 300 seconds, unless it says
 * otherwise. This is why a dead node's Pods are replaced only after more than five minutes.
 *
 * *Upstream:* `plugin/pkg/admission/defaulttolerationseconds/admission.go`
 */
import type { Pod, Toleration } from '../../api/core.ts'
import { timing } from '../../timing.ts'
import type { AdmissionPlugin } from '../admission.ts'

const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(object, { request }) {
    // On updates, too: who takes one of them away finds it back.
    if (request.resource !== 'pods') return object
    const pod = object as Pod
    const own = pod.spec.tolerations ?? []
    const added = keys
      .filter((key) => !own.some((toleration) => covers(toleration, key)))
      .map(
        (key): Toleration => ({
          key,
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: timing.defaultTolerationSeconds,
        }),
      )
    if (added.length === 0) return pod
    return { ...pod, spec: { ...pod.spec, tolerations: [...own, ...added] } }
  },
}

function covers(toleration: Toleration, key: string): boolean {
  return (
    (!toleration.key || toleration.key === key) &&
    (!toleration.effect || toleration.effect === 'NoExecute')
  )
}
