/**
 * Storms with fresh seeds, each time others. A failing one prints what happened; the same seed
 * brings the same storm: `npm run storm -- --runs 1 --seed N`.
 */
import { expect, test } from 'vitest'
import { runStorm } from '../commands/storm/storm.ts'

/** At home enough to see that storms blow; where a change is decided upon, a few hundred. */
const runs = Number(process.env['RUNS'] ?? (process.env['CI'] ? 200 : 40))
const first = Number(process.env['SEED'] ?? Math.floor(Date.now() / 1000) % 1_000_000)

test(`${runs} storms from seed ${first}`, { timeout: 240_000 }, () => {
  const failures = Array.from({ length: runs }, (_, run) => runStorm(first + run)).filter(
    ({ problem }) => problem !== undefined,
  )
  expect(failures).toEqual([])
})

test('the same seed brings the same storm', () => {
  expect(runStorm(7).log).toEqual(runStorm(7).log)
})
