/** Take one away, proven: of each round's choices exactly the right one is what the cluster does. */
import { describe, expect, test } from 'vitest'
import { readTakeAway, type TakeAwayRound, type TakeAwayScene } from '../../book/scenes.ts'
import { createLab } from '../../lab/lab.ts'
import { answeredOf } from '../../lab/service-requests.ts'
import { languages } from '../../language.ts'
import {
  actionOf,
  agrees,
  calmMs,
  factsOf,
  type Heard,
  isAway,
  requestCount,
  requestsOf,
  switchOf,
} from './acts.ts'
import { actTexts, takeAwayTexts } from './texts.ts'

function play(scene: TakeAwayScene, { component, steps, heal }: TakeAwayRound) {
  const lab = createLab({ scenario: scene.scenario, seed: scene.seed })
  lab.advance(calmMs)
  const before = factsOf(lab.snapshot(), { answered: answeredOf(lab, requestsOf(scene)) })
  let heard: Heard = {}
  lab.act(switchOf(scene, component, 'stop'))
  const wasAway = isAway(scene, component, lab.snapshot())
  for (const step of steps) {
    if (typeof step === 'number') lab.advance(step)
    else if (step === 'request') heard = { ...heard, answered: answeredOf(lab, requestsOf(scene)) }
    else {
      const action = actionOf(step, scene, lab.snapshot())
      if (!action) throw new Error(`${step} finds nothing to do`)
      const { ok } = lab.act(action)
      if (step === 'scale' || step === 'delete-pod')
        heard = { ...heard, accepted: ok && heard.accepted !== false }
    }
  }
  const without = factsOf(lab.snapshot(), heard)
  lab.act(switchOf(scene, component, 'start'))
  lab.advance(heal)
  const isBack = !isAway(scene, component, lab.snapshot())
  const healed = factsOf(lab.snapshot(), { answered: answeredOf(lab, requestsOf(scene)) })
  return { before, wasAway, without, isBack, healed }
}

describe.each(readTakeAway())('$id', (scene) => {
  describe.each(scene.rounds)('without $id', (round) => {
    const played = play(scene, round)

    test('begins with everything in order, and the part really leaves and returns', () => {
      const answered = 'all'
      expect(agrees({ pods: 3, ready: 3, running: 3, answered }, played.before)).toBe(true)
      expect([played.wasAway, played.isBack]).toEqual([true, true])
    })

    test.each(round.choices)('$id', ({ seen, correct }) => {
      expect(agrees(seen, played.without), JSON.stringify(played.without)).toBe(correct === true)
    })

    test('heals as it says', () => {
      expect(played.healed).toMatchObject(round.healed)
    })
  })
})

test('every act has its words in both languages', () => {
  for (const language of languages) {
    expect(Object.values(actTexts[language]).every(({ does }) => does.length > 0)).toBe(true)
    expect(takeAwayTexts[language].asked(requestCount, 30)).toContain('30')
  }
})
