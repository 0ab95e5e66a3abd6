import { expect, test } from 'vitest'
import { fingerprintOf, runsOfFingerprint } from './fingerprint.ts'

const runs = ['ab', 'bc', 'あい', 'いう']

test('knows the runs that it was made of, and few others', () => {
  const known = runsOfFingerprint(fingerprintOf(runs))
  expect(runs.filter((run) => known.has(run))).toEqual(runs)
  const others = Array.from({ length: 500 }, (_, n) => `x${n}`)
  expect(others.filter((run) => known.has(run)).length).toBeLessThan(10)
})

test('holds two digits for each run and none of its letters', () => {
  const fingerprint = fingerprintOf(['ピザ', 'ザを'])
  expect(fingerprint).toMatch(/^[\w-]{4}$/)
})
