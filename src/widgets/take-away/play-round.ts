/**
 * A round played from start to end without anybody at the switches: what was seen before, while the
 * component was away, and once it was back. The still version shows it, and the tests prove it.
 */
import type { TakeAwayRound, TakeAwayScene } from '../../book/scenes.ts'
import { createLab } from '../../lab/lab.ts'
import { answeredOf } from '../../lab/service-requests.ts'
import { assert } from '../../simulation/assert.ts'
import {
  actionOf,
  calmMs,
  type Facts,
  factsOf,
  type Heard,
  isAway,
  requestsOf,
  switchOf,
} from './acts.ts'

export interface PlayedRound {
  readonly before: Facts
  readonly without: Facts
  readonly healed: Facts
  /** Whether the component really left, and really came back. */
  readonly wasAway: boolean
  readonly isBack: boolean
}

export function playRound(scene: TakeAwayScene, round: TakeAwayRound): PlayedRound {
  const { component, steps, heal } = round
  const lab = createLab({ scenario: scene.scenario, seed: scene.seed })
  const answered = () => answeredOf(lab, requestsOf(scene))
  lab.advance(calmMs)
  const before = factsOf(lab.snapshot(), { answered: answered() })
  let heard: Heard = {}
  lab.act(switchOf(scene, component, 'stop'))
  const wasAway = isAway(scene, component, lab.snapshot())
  for (const step of steps) {
    if (typeof step === 'number') lab.advance(step)
    else if (step === 'request') heard = { ...heard, answered: answered() }
    else {
      const action = actionOf(step, scene, lab.snapshot())
      assert(action, `${round.id}: ${step} finds nothing to do`)
      const { ok } = lab.act(action)
      if (step === 'scale' || step === 'delete-pod')
        heard = { ...heard, accepted: ok && heard.accepted !== false }
    }
  }
  const without = factsOf(lab.snapshot(), heard)
  lab.act(switchOf(scene, component, 'start'))
  lab.advance(heal)
  const isBack = !isAway(scene, component, lab.snapshot())
  return {
    before,
    without,
    wasAway,
    isBack,
    healed: factsOf(lab.snapshot(), { answered: answered() }),
  }
}
