/** Take one away, proven: of each round's choices exactly the right one is what the cluster does. */
import { describe, expect, test } from 'vitest'
import { readTakeAway } from '../../book/scenes.ts'
import { languages } from '../../language.ts'
import { agrees, requestCount } from './acts.ts'
import { playRound } from './play-round.ts'
import { actTexts, takeAwayTexts } from './texts.ts'

describe.each(readTakeAway())('$id', (scene) => {
  describe.each(scene.rounds)('without $id', (round) => {
    const played = playRound(scene, round)

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
