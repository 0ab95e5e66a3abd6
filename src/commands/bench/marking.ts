/** Written answers: what marking one costs, and what the worst costs that anybody could type. */
import { gzipSync } from 'node:zlib'
import { markExplanation } from '../../quizzes/explanation/mark.ts'
import { longestAnswer } from '../../quizzes/explanation/rubric.ts'
import { createRandom, type Random } from '../../simulation/random.ts'
import { rubricsOfTheBook } from '../rubrics.ts'
import type { Figure } from './clusters.ts'

const hostileAnswers = 10_000
/** A single slow run may be the collector's; three are the answer's. */
const tries = 3
const suspicious = 5

export function markingFigures(matcher: number): readonly Figure[] {
  const rubrics = [...rubricsOfTheBook().values()]
  const right = rubrics.flatMap(({ compiled, source }) =>
    source.examples.map(([, text]) => ({ compiled, text })),
  )
  for (const { compiled, text } of right) markExplanation(compiled, text, 'ja')
  const all = cpuMs(() => {
    for (const { compiled, text } of right) markExplanation(compiled, text, 'ja')
  })
  const random = createRandom('hostile answers')
  let worst = 0
  for (let n = 0; n < hostileAnswers; n++) {
    const { compiled } = rubrics[n % rubrics.length]!
    const text = hostile(random)
    let cost = Number.POSITIVE_INFINITY
    for (let run = 0; run < tries && cost > suspicious; run++) {
      cost = Math.min(
        cost,
        cpuMs(() => void markExplanation(compiled, text, 'ja')),
      )
    }
    worst = Math.max(worst, cost)
  }
  const data = gzipSync(JSON.stringify(rubrics.map(({ compiled }) => compiled))).length / 1000
  return [
    { name: 'mark-answer', value: all / right.length, unit: 'ms', budget: 2 },
    { name: 'mark-hostile-worst', value: worst, unit: 'ms', budget: 10 },
    { name: 'matcher-and-all-rubrics', value: matcher + data, unit: 'kB', budget: 20 },
  ]
}

const pieces = [
  'Scheduler Controller コントローラーマネージャー スケジューラー controler maneger etcd or nginx Pod node',
  'は が を に も の か れ る た て い で し 、 。 「 」 (( ） → , . ; : " - _ ー っ ッ ﾟ 😀 \ud800',
  'ない not かもしれない だけでなく なければならない どの 三十 5個 1.14.2 検知 作る 決める 足りない 起動 手順',
].flatMap((line) => line.split(' '))

/** A few pieces over and over, or many in disorder, or characters of any kind, up to the limit. */
function hostile(random: Random): string {
  const some = (count: number) => Array.from({ length: count }, () => random.pick(pieces)).join('')
  const kind = random.integer(0, 2)
  if (kind === 0) return some(random.integer(1, 3)).repeat(longestAnswer).slice(0, longestAnswer)
  if (kind === 1) return some(random.integer(1, 300)).slice(0, longestAnswer)
  const characters = Array.from({ length: random.integer(1, longestAnswer) }, () =>
    String.fromCharCode(random.integer(0, 0xffff)),
  )
  return characters.join('')
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
