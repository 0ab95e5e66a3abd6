import { describe, expect, test } from 'vitest'
import { limits } from './events.ts'
import { slotKeys } from './storage.ts'
import { FakeStore, openTab } from './world-for-tests.ts'

describe('what the learner has done', () => {
  test('is there again after a reload', () => {
    const store = new FakeStore()
    const { progress, later } = openTab(store)
    progress.recordAnswer('check1', 2, { text: '監視して、Podを作る 🍕' }, 'partial')
    progress.recordExercise('keep-five', 1, true, [{ name: 'deployment.yaml', text: 'a: 5\n' }])
    progress.saveDraft('lab/keep-five/file/deployment.yaml', 'a: 6\n')
    progress.saveSetting('editor', 'plain')
    later()

    const again = openTab(store).progress
    expect(again.answerOf('check1')).toMatchObject({
      revision: 2,
      answer: { text: '監視して、Podを作る 🍕' },
      outcome: 'partial',
    })
    expect(again.exerciseOf('keep-five')).toMatchObject({
      passed: true,
      files: [{ name: 'deployment.yaml', text: 'a: 5\n' }],
    })
    expect(again.draft('lab/keep-five/file/deployment.yaml')).toBe('a: 6\n')
    expect(again.setting('editor')).toBe('plain')
    expect(again.keeping()).toBe('kept')
  })

  test('is written at once where it counts, and drafts when the page is left', () => {
    const store = new FakeStore()
    const { progress, leave } = openTab(store)
    progress.saveDraft('question/check1', 'Controller')
    expect(openTab(store).progress.draft('question/check1')).toBeUndefined()
    leave()
    expect(openTab(store).progress.draft('question/check1')).toBe('Controller')
    progress.recordAnswer('check2', 1, 'etcd', 'correct')
    expect(openTab(store).progress.isProven('check2')).toBe(true)
  })

  test('stays proven after a wrong try, and is asked once more after a new revision', () => {
    const { progress } = openTab(new FakeStore())
    progress.recordAnswer('check2', 1, 'etcd', 'correct')
    progress.recordAnswer('check2', 1, 'kubelet', 'incorrect')
    expect(progress.isProven('check2', 1)).toBe(true)
    expect(progress.isProven('check2', 2)).toBe(false)
    expect(progress.isProven('check2')).toBe(true)
    expect(progress.answerOf('check2')).toMatchObject({ revision: 1, answer: 'kubelet' })
    expect(progress.isProven('check3')).toBe(false)
  })

  test('counts the newest even when the clock is set back', () => {
    const times = [5_000, 1_000, 1_000]
    const { progress } = openTab(new FakeStore(), () => times.shift() ?? 0)
    for (const answer of ['first', 'second', 'third'])
      progress.recordAnswer('q', 1, answer, 'incorrect')
    expect(progress.answerOf('q')?.answer).toBe('third')
  })

  test('tells listeners until they have enough', () => {
    const { progress } = openTab(new FakeStore())
    let calls = 0
    const stop = progress.onChange(() => calls++)
    progress.recordAnswer('q', 1, 1, 'correct')
    expect(calls).toBe(1)
    stop()
    progress.recordAnswer('q', 1, 2, 'correct')
    expect(calls).toBe(1)
  })

  test('a draft ends with an empty text', () => {
    const { progress } = openTab(new FakeStore())
    progress.saveDraft('q', 'half an ans')
    progress.saveDraft('q', '')
    expect(progress.draft('q')).toBeUndefined()
  })
})

describe('two tabs', () => {
  test('that write in turn lose nothing, and hear of each other', () => {
    const store = new FakeStore()
    const [one, two] = [openTab(store), openTab(store)]
    one.progress.recordAnswer('a', 1, 'one', 'correct')
    two.progress.recordAnswer('b', 1, 'two', 'correct')
    one.progress.recordAnswer('c', 1, 'one', 'correct')
    two.news()
    for (const id of ['a', 'b', 'c']) {
      expect(two.progress.isProven(id)).toBe(true)
      expect(openTab(store).progress.isProven(id)).toBe(true)
    }
  })

  test('that overwrite each other are mended by whoever hears of it', () => {
    const store = new FakeStore()
    const one = openTab(store)
    one.progress.recordAnswer('a', 1, 'one', 'correct')
    // The other tab saw an older storage, and wrote over both slots from there.
    const other = new FakeStore()
    openTab(other).progress.recordAnswer('b', 1, 'two', 'correct')
    store.texts.clear()
    for (const [key, text] of other.texts) store.texts.set(key, text)
    one.news()
    const read = openTab(store).progress
    expect([read.isProven('a'), read.isProven('b')]).toEqual([true, true])
  })

  test('with one erasing: nothing comes back, and what follows is kept', () => {
    const store = new FakeStore()
    const [one, two] = [openTab(store), openTab(store)]
    one.progress.recordAnswer('a', 1, 'secret', 'correct')
    two.news()
    two.progress.saveDraft('d', 'secret')
    one.progress.erase()
    two.later()
    expect([...store.texts.values()].join()).not.toContain('secret')
    two.progress.recordAnswer('b', 1, 'after', 'correct')
    expect(two.progress.isProven('a')).toBe(false)
    const read = openTab(store).progress
    expect([read.isProven('a'), read.isProven('b')]).toEqual([false, true])
  })

  test('with no room for all they have do not write for ever', () => {
    const store = new FakeStore()
    store.quota = 3_000
    const tabs = [openTab(store), openTab(store)]
    for (const [index, { progress }] of tabs.entries())
      for (let n = 0; n < 20; n++)
        progress.recordAnswer(`q${index}-${n}`, 1, 'x'.repeat(200), 'correct')
    let writes = 0
    store.written.add(() => writes++)
    for (let round = 0; round < 50; round++) for (const tab of tabs) tab.news()
    expect(writes).toBeLessThan(10)
  })
})

describe('a storage that refuses', () => {
  test('forbidden: everything works while the page is open, and says so', () => {
    const store = new FakeStore()
    store.forbidden = true
    const { progress } = openTab(store)
    expect(progress.keeping()).toBe('forbidden')
    progress.recordAnswer('a', 1, 1, 'correct')
    expect(progress.isProven('a')).toBe(true)
    expect(progress.keeping()).toBe('forbidden')
    expect(progress.exportText()).toContain('"question": "a"')
  })

  test('that takes nothing at all is forbidden, too', () => {
    const store = new FakeStore()
    store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const { progress } = openTab(store)
    progress.recordAnswer('a', 1, 1, 'correct')
    expect(progress.keeping()).toBe('forbidden')
  })

  test('full: the newest answers and proofs go before drafts, and the page says so', () => {
    const store = new FakeStore()
    store.quota = 20_000
    const { progress, later } = openTab(store)
    progress.recordAnswer('a', 1, 'kept', 'correct')
    progress.saveDraft('long', 'x'.repeat(50_000))
    later()
    expect(progress.keeping()).toBe('full')
    expect(progress.draft('long')).toHaveLength(50_000)
    const read = openTab(store).progress
    expect(read.isProven('a')).toBe(true)
    expect(read.draft('long')).toBeUndefined()
  })

  test('and then has room again is used again', () => {
    const store = new FakeStore()
    store.quota = 500
    const { progress, later } = openTab(store)
    progress.saveDraft('d', 'x'.repeat(2_000))
    later()
    expect(progress.keeping()).toBe('full')
    store.quota = Number.POSITIVE_INFINITY
    progress.recordAnswer('a', 1, 1, 'correct')
    expect(progress.keeping()).toBe('kept')
    expect(openTab(store).progress.draft('d')).toHaveLength(2_000)
  })

  test('a huge draft is kept for this page, and harms nothing', () => {
    const store = new FakeStore()
    const { progress, later } = openTab(store)
    progress.saveDraft('d', 'small')
    later()
    progress.saveDraft('d', 'x'.repeat(limits.text + 1))
    later()
    expect(progress.draft('d')).toHaveLength(limits.text + 1)
    expect(openTab(store).progress.draft('d')).toBe('small')
    progress.saveDraft('d', 'small')
    expect(progress.draft('d')).toBe('small')
  })
})

test.each([
  'garbage',
  '',
  '{"version":0,"answers":{"check1":true}}',
  'null',
  '00000000 {}\n',
  '\n\n\n',
])('a storage full of foreign text (%j) opens empty and is usable', (text) => {
  const store = new FakeStore()
  for (const key of slotKeys) store.setItem(key, text)
  const { progress } = openTab(store)
  expect(progress.answerOf('a')).toBeUndefined()
  progress.recordAnswer('a', 1, 1, 'correct')
  expect(openTab(store).progress.isProven('a')).toBe(true)
})
