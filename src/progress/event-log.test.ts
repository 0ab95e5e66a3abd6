/** Properties of the log, tried on random events. Repeat a run with `SEED=… npm test`. */
import { describe, expect, test } from 'vitest'
import { EventLog } from './event-log.ts'
import { outcomes, type ProgressEvent, readEvent } from './events.ts'
import { decodeSlot, encodeSlot, sizeOf } from './slots.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const runs = 200

/** A small generator of its own (mulberry32), so that a seed means the same everywhere. */
function chance(start: number): (below: number) => number {
  let state = start | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Chance = ReturnType<typeof chance>

function randomEvent(dice: Chance, index: number): ProgressEvent {
  const base = { id: `e${index}`, at: dice(40) }
  const name = `n${dice(4)}`
  const text = ['', 'a', 'Podを作る', '\u2028"\\\n', '🐳'.repeat(dice(20))][dice(5)]!
  const revision = 1 + dice(3)
  switch (dice(4)) {
    case 0: {
      const outcome = outcomes[dice(outcomes.length)]!
      return { ...base, type: 'answer', question: name, revision, answer: { text }, outcome }
    }
    case 1: {
      const files = [{ name: 'a.yaml', text }]
      return { ...base, type: 'exercise', exercise: name, revision, passed: dice(2) === 1, files }
    }
    case 2:
      return { ...base, type: 'draft', key: name, text }
    default:
      return { ...base, type: 'setting', key: name, value: text }
  }
}

function shuffled<Item>(dice: Chance, items: readonly Item[]): Item[] {
  const rest = [...items]
  return items.map(() => rest.splice(dice(rest.length), 1)[0]!)
}

/** Everything one can ask a log. */
function facts(log: EventLog) {
  return ['n0', 'n1', 'n2', 'n3'].map((name) => ({
    answer: log.answer(name),
    exercise: log.exercise(name),
    draft: log.draft(name),
    setting: log.setting(name),
    proven: [1, 2, 3, 4].map((revision) => log.isProven(name, revision)),
  }))
}

/** Tries the property on many logs; a failure names the run, which the seed repeats. */
function always(says: string, property: (dice: Chance, events: readonly ProgressEvent[]) => void) {
  test(says, () => {
    for (let run = 0; run < runs; run++) {
      const dice = chance(seed + run)
      const events = Array.from({ length: dice(60) }, (_, index) => randomEvent(dice, index))
      try {
        property(dice, events)
      } catch (error) {
        throw new Error(`run ${run} with SEED=${seed}`, { cause: error })
      }
    }
  })
}

describe(`random logs (SEED=${seed})`, () => {
  always('come to the same in any order, however often', (dice, events) => {
    const expected = facts(new EventLog(events))
    expect(facts(new EventLog(shuffled(dice, [...events, ...events])))).toEqual(expected)
  })

  always('merge like one log', (dice, events) => {
    const parts: ProgressEvent[][] = [[], [], []]
    // Devices overlap: each event is known to one at least.
    for (const event of events) {
      parts[dice(3)]!.push(event)
      if (dice(2) === 0) parts[dice(3)]!.push(event)
    }
    const merged = new EventLog(parts.flatMap((part) => new EventLog(part).events))
    expect(facts(merged)).toEqual(facts(new EventLog(events)))
    expect(merged.events).toEqual(new EventLog(events).events)
  })

  always('lose no answer in force when there is little room', (dice, events) => {
    const log = new EventLog(events)
    const budget = dice(4_000)
    const kept = log.kept(sizeOf, budget)
    const smaller = facts(new EventLog(kept))
    facts(log).forEach((before, index) => {
      expect(smaller[index]).toMatchObject({
        answer: before.answer,
        exercise: before.exercise,
        setting: before.setting,
        proven: before.proven,
      })
    })
    const size = kept.reduce((sum, event) => sum + sizeOf(event), 0)
    const draftsGone = kept.every(({ type }) => type !== 'draft')
    expect(size <= budget || draftsGone).toBe(true)
  })

  always('are read back from a slot as they were', (dice, events) => {
    const text = encodeSlot(1 + dice(9), 1 + dice(99), events)
    const slot = decodeSlot(text)
    expect(slot).toMatchObject({ whole: true, events })
    const broken = decodeSlot(text.slice(0, dice(text.length)))
    for (const [index, event] of (broken?.events ?? []).entries())
      expect(event).toEqual(events[index])
  })
})

describe('an event from outside', () => {
  const good = { id: 'e', at: 1, type: 'answer', question: 'q', revision: 1, outcome: 'correct' }

  test('is taken if it has the right form', () => {
    expect(readEvent({ ...good, answer: [1], more: 'ignored' })).toEqual({ ...good, answer: [1] })
  })

  test.each([
    null,
    'text',
    [],
    {},
    { ...good, id: '' },
    { ...good, id: 7 },
    { ...good, at: -1 },
    { ...good, at: Number.MAX_SAFE_INTEGER },
    { ...good, at: Number.NaN },
    { ...good, type: 'unheard-of' },
    { ...good, question: 'x'.repeat(300) },
    { ...good, revision: 0 },
    { ...good, revision: '1' },
    { ...good, outcome: 'perfect' },
    { ...good, answer: 'x'.repeat(30_000) },
    { id: 'e', at: 1, type: 'exercise', exercise: 'x', revision: 1, passed: 'yes', files: [] },
    { id: 'e', at: 1, type: 'exercise', exercise: 'x', revision: 1, passed: true, files: [null] },
    { id: 'e', at: 1, type: 'exercise', exercise: 'x', revision: 1, passed: true },
    { id: 'e', at: 1, type: 'draft', key: 'k' },
    { id: 'e', at: 1, type: 'setting', key: 'k', value: {} },
  ])('is left out otherwise: %j', (value) => {
    expect(readEvent(value)).toBeUndefined()
  })
})
