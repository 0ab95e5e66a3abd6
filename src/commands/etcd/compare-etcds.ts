/** The same questions to a real etcd and to ours, one after the other, and where they differ. */
import { isDeepStrictEqual } from 'node:util'
import { createRandom } from '../../simulation/random.ts'
import { createOurEtcd, type OurEtcd } from './our-etcd.ts'
import { drawQuestion, type Question } from './questions.ts'
import type { RealEtcd } from './real-etcd.ts'

export interface Difference {
  readonly question: Question | 'all that was watched' | 'a lease that ran out'
  readonly real: unknown
  readonly ours: unknown
}

export interface Comparison {
  readonly seed: number
  readonly questions: number
  /** Stop at so many: after one, the two stores may have gone different ways. */
  readonly most?: number
}

export async function compareEtcds(
  real: RealEtcd,
  { seed, questions, most = 5 }: Comparison,
): Promise<readonly Difference[]> {
  const random = createRandom(`etcd ${seed}`)
  const ours = createOurEtcd()
  const differences: Difference[] = []
  for (let asked = 0; asked < questions && differences.length < most; asked++)
    differences.push(...(await askBoth(real, ours, drawQuestion(random, ours.world()))))
  if (differences.length > 0) return differences
  differences.push(...(await letLeaseRunOut(real, ours)))
  const watched = await real.events(ours.events.length)
  if (!isDeepStrictEqual(watched, ours.events)) {
    const at = ours.events.findIndex((event, index) => !isDeepStrictEqual(event, watched[index]))
    const question = 'all that was watched'
    differences.push({ question, real: watched[at], ours: ours.events[at] })
  }
  return differences
}

async function askBoth(
  real: RealEtcd,
  ours: OurEtcd,
  question: Question,
): Promise<readonly Difference[]> {
  const expected = ours.ask(question)
  const events = 'events' in expected ? (expected.events?.length ?? 0) : 0
  // Where ours refuses to watch, the real one has to come out with a refusal, too.
  const isRefused = 'compacted' in expected
  const answer = await real.ask(question, {
    lease: ours.world().lease,
    events: isRefused ? Number.POSITIVE_INFINITY : events,
  })
  return isDeepStrictEqual(answer, expected) ? [] : [{ question, real: answer, ours: expected }]
}

/** The shortest that etcd grants; the keys that go with it are seen to go. */
const shortestSeconds = 2

async function letLeaseRunOut(real: RealEtcd, ours: OurEtcd): Promise<readonly Difference[]> {
  const questions: readonly Question[] = [
    { ask: 'grant', ttlSeconds: shortestSeconds },
    ...['/registry/events/b', '/registry/events/a'].map((put): Question => {
      const { lease } = ours.world()
      return { ask: 'write', step: { put, value: 'v', lease: lease + 1 } }
    }),
  ]
  const differences: Difference[] = []
  for (const question of questions) differences.push(...(await askBoth(real, ours, question)))
  ours.pass(1000 * shortestSeconds)
  await real.events(ours.events.length)
  const gone: Question = { ask: 'read', reach: { from: '\0', to: '\0' }, revision: 0, limit: 0 }
  return [...differences, ...(await askBoth(real, ours, gone))]
}
