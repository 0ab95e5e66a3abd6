/**
 * `npm run storm -- [--runs N] [--seed S]`: N storms from seed S on; a fresh seed where none is
 * given. A storm that finds something prints what happened and the line that repeats it.
 */
import { parseArgs } from 'node:util'
import { runStorm } from './storm/storm.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = numberOf(values.runs ?? '200', '--runs')
const first = numberOf(values.seed ?? String(Math.floor(Date.now() / 1000) % 1_000_000), '--seed')
console.log(`storm: ${runs} runs from seed ${first}`)

let failed = 0
for (let seed = first; seed < first + runs; seed++) {
  const { problem, log } = runStorm(seed)
  if (!problem) continue
  failed++
  console.log(`\nseed ${seed}: ${problem}`)
  for (const line of log) console.log(`  ${line}`)
  console.log(`  npm run storm -- --runs 1 --seed ${seed}`)
}
console.log(`${runs - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function numberOf(text: string, name: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`${name} needs a whole number, not "${text}"`)
  process.exit(1)
}
