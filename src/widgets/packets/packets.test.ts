/** Packets, proven: after a hundred connections exactly one choice of each round is true. */
import { describe, expect, test } from 'vitest'
import { type PacketsRound, readPackets } from '../../book/scenes.ts'
import { serviceStory } from '../../lab/service-story.ts'
import { languages } from '../../language.ts'
import { counted, measuresOf, nothingSent, sendPacket, type Tally } from './send.ts'
import { tellRule } from './tell-rule.ts'

const scene = readPackets()

function play(round: PacketsRound) {
  const story = serviceStory({ ...scene, incidents: round.actions })
  let tally: Tally = nothingSent
  for (let number = 1; number <= 100; number++)
    tally = counted(tally, sendPacket(story, story.after, number))
  return { story, tally, measures: measuresOf(tally) }
}

describe.each(scene.rounds)('round $id', (round) => {
  const { story, tally, measures } = play(round)

  test.each(round.choices)('$id', ({ counts, correct }) => {
    const isSo = Object.entries(counts).every(([name, [from, to] = [0, 0]]) => {
      const value = measures[name as keyof typeof measures]
      return value >= from && value <= to
    })
    expect(isSo).toBe(correct === true)
  })

  test('the same connection takes the same way', () => {
    expect(sendPacket(story, story.after, 7)).toEqual(sendPacket(story, story.after, 7))
    expect(tally.answered + tally.refused + tally.silent).toBe(100)
  })

  test('every rule is told in both languages', () => {
    for (const { filter, nat } of story.after.rules)
      for (const rule of [...filter, ...nat])
        for (const language of languages)
          expect(tellRule(rule)[language]).not.toContain('undefined')
  })
})

test('before anything befalls it the Service has three Pods, all of which answer', () => {
  const [round] = scene.rounds
  if (!round) throw new Error('no round')
  const { before } = play(round).story
  expect(before.pods.map(({ answers }) => answers)).toEqual(['answered', 'answered', 'answered'])
})
