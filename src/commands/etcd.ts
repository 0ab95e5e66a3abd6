/**
 * `npm run etcd -- [--questions N] [--seed S]`: asks a real etcd and the cluster's own the same
 * random questions. They must give the same answers, the same revisions and the same watch events.
 */
import { parseArgs } from 'node:util'
import { compareEtcds } from './etcd/compare-etcds.ts'
import { hasEtcd, startRealEtcd } from './etcd/real-etcd.ts'

const { values } = parseArgs({
  options: { questions: { type: 'string' }, seed: { type: 'string' } },
})
const questions = Number(values.questions ?? 10_000)
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000)
if (!Number.isSafeInteger(questions) || !Number.isSafeInteger(seed)) {
  console.error('--questions and --seed need whole numbers')
  process.exit(1)
}
if (!hasEtcd()) {
  console.error('There is no etcd on this machine. Debian has it as the package etcd-server.')
  process.exit(1)
}
const real = await startRealEtcd()

/** Where two answers part, and how each goes on from there. */
function firstDifference(theirs: unknown, ours: unknown): string {
  const [a, b] = [JSON.stringify(theirs) ?? '', JSON.stringify(ours) ?? '']
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const part = (text: string) => text.slice(Math.max(0, at - 60), at + 120)
  return `real: …${part(a)}\n  ours: …${part(b)}`
}
try {
  console.log(`etcd: ${questions} questions from seed ${seed}`)
  const differences = await compareEtcds(real, { seed, questions })
  for (const { question, real: theirs, ours } of differences) {
    console.log(`${JSON.stringify(question)}\n  ${firstDifference(theirs, ours)}`)
  }
  console.log(`${questions - differences.length} passed, ${differences.length} failed`)
  process.exitCode = differences.length > 0 ? 1 : 0
} finally {
  await real.stop()
}
