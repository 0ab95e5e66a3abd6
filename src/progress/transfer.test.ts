import { describe, expect, test } from 'vitest'
import { FakeStore, openTab } from './world-for-tests.ts'

function device() {
  return openTab(new FakeStore()).progress
}

describe('moving progress to another device', () => {
  test('merges two devices, whichever comes first', () => {
    const [laptop, phone] = [device(), device()]
    laptop.recordAnswer('a', 1, 'laptop', 'correct')
    phone.recordAnswer('b', 1, 'phone', 'correct')
    laptop.recordAnswer('c', 1, 'older', 'correct')
    phone.recordAnswer('c', 1, 'newer', 'incorrect')
    phone.saveDraft('d', 'half')
    const [fromLaptop, fromPhone] = [laptop.exportText(), phone.exportText()]
    expect(laptop.importText(fromPhone)).toEqual({ ok: true, added: 3, unreadable: 0 })
    expect(phone.importText(fromLaptop)).toEqual({ ok: true, added: 2, unreadable: 0 })
    for (const progress of [laptop, phone]) {
      expect(['a', 'b', 'c'].map((id) => progress.isProven(id))).toEqual([true, true, true])
      expect(progress.answerOf('c')?.answer).toBe('newer')
      expect(progress.draft('d')).toBe('half')
    }
  })

  test('adds nothing the second time', () => {
    const [one, two] = [device(), device()]
    one.recordAnswer('a', 1, 'x', 'correct')
    const text = one.exportText()
    expect(one.importText(text)).toMatchObject({ ok: true, added: 0 })
    two.importText(text)
    expect(two.importText(text)).toMatchObject({ ok: true, added: 0 })
  })

  test('brings back what was erased, and stores it', () => {
    const store = new FakeStore()
    const { progress } = openTab(store)
    progress.recordAnswer('a', 1, 'x', 'correct')
    const text = progress.exportText()
    progress.erase()
    expect(progress.isProven('a')).toBe(false)
    progress.importText(text)
    expect(openTab(store).progress.isProven('a')).toBe(true)
  })

  test('takes what it can read of a file that is partly wrong, and says how much it cannot', () => {
    const one = device()
    one.recordAnswer('a', 1, 'x', 'correct')
    const file = JSON.parse(one.exportText())
    file.events.push({ id: 'future', at: 1, type: 'hologram' }, null)
    const two = device()
    expect(two.importText(`\uFEFF${JSON.stringify(file)}`)).toEqual({
      ok: true,
      added: 1,
      unreadable: 2,
    })
    expect(two.isProven('a')).toBe(true)
  })

  test('survives a file cut off at any place', () => {
    const one = device()
    one.recordAnswer('a', 1, 'x', 'correct')
    const text = one.exportText()
    const two = device()
    for (let length = 0; length < text.length - 2; length++) {
      const result = two.importText(text.slice(0, length))
      expect(result.ok).toBe(false)
    }
    expect(two.isProven('a')).toBe(false)
  })

  test.each([
    ['not JSON', '{', /切れているか/],
    ['foreign JSON', '{"answers":[]}', /この本の学習の記録では/],
    ['an array', '[]', /この本の学習の記録では/],
    ['null', 'null', /この本の学習の記録では/],
    ['of a later version', '{"format":"arubeki-progress","version":9,"events":[]}', /新しい版/],
  ])('says in both languages what is wrong with a file: %s', (_, text, message) => {
    const result = device().importText(text)
    expect(result).toMatchObject({ ok: false, problem: { ja: expect.stringMatching(message) } })
    if (!result.ok) expect(result.problem.en).toMatch(/file|record/)
  })
})
