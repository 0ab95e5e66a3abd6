/**
 * The Pod Lifecycle Event Generator: once a second the kubelet looks at what its runtime has.
 *
 * Nothing happens between two changes, so no timer runs then either: when the runtime says that a
 * Pod changed, the look is set for the next beat of this kubelet's second.
 *
 * *Upstream:* `pkg/kubelet/pleg/generic.go`
 */
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'

export interface Pleg {
  /** Look at this Pod at the next beat. */
  expect(podUid: string): void
}

export function createPleg(host: Host, look: (podUids: readonly string[]) => void): Pleg {
  const phaseMs = host.random.integer(0, timing.plegRelistMs - 1)
  const expected = new Set<string>()
  let isSet = false

  function relist(): void {
    isSet = false
    const uids = [...expected]
    expected.clear()
    host.trace('pleg', { pods: uids.length })
    look(uids)
  }

  return {
    expect(podUid) {
      expected.add(podUid)
      if (isSet) return
      isSet = true
      const sinceBeatMs = (host.clock.now + phaseMs) % timing.plegRelistMs
      host.clock.after(timing.plegRelistMs - sinceBeatMs, 'look at the containers', relist)
    },
  }
}
