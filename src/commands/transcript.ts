/**
 * `npm run transcript -- FILE… [--diff] [--seed N]`: plays recorded sessions of a real cluster in a
 * simulated one, and prints them with its answers; `--diff` compares instead.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  judgeTranscript,
  type Played,
  playTranscript,
} from '../kubectl/transcripts/play-transcript.ts'

const usage = `npm run transcript -- FILE… [--diff] [--seed N]

  Plays transcripts of kubectl sessions in a fresh simulated cluster.
  Without --diff each is printed with this cluster's answers.
  With --diff each difference is printed, and last "N passed, N failed" (commands).
  --seed N  plays under this seed only; without it --diff tries several, because
            which of several equal nodes a Pod goes to is chance.`

/** Where the recorded placement is one of few, so many draws find it. */
const seedsTried = 24

const { values, positionals } = parseArgs({
  options: { diff: { type: 'boolean' }, seed: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
})
if (values.help || positionals.length === 0) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}
const seeds = values.seed
  ? [Number(values.seed)]
  : Array.from({ length: seedsTried }, (_, index) => index + 1)

let passed = 0
let failed = 0
for (const file of positionals) {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    console.error(`${file}: there is no such file`)
    process.exit(2)
  }
  try {
    if (values.diff) compare(file, text)
    else console.log(printed(playTranscript(text, seeds[0] ?? 1)))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    console.error(`${file}: ${error.message}`)
    process.exit(2)
  }
}
if (values.diff) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function compare(file: string, text: string): void {
  const judged = judgeTranscript(text, seeds)
  for (const { command, lines } of judged.failures)
    console.log(
      [
        `${path.basename(file)} (seed ${judged.seed}): $ ${command.step.line}`,
        ...lines.map((line) => `  ${line}`),
      ].join('\n'),
    )
  passed += judged.passed
  failed += judged.failures.length
}

/** The session as it would have been recorded here. */
function printed({ steps }: Played): string {
  return steps.map(stepText).join('\n')
}

function stepText(step: Played['steps'][number]): string {
  if ('step' in step)
    return [
      `$ ${step.step.line}   @${step.atSeconds}s`,
      ...step.output,
      ...(step.exitCode === 0 ? [] : [`! exit ${step.exitCode}`]),
    ].join('\n')
  if (step.is === 'file') return `@file ${step.name}\n${step.text}@end`
  if (step.is === 'remark') return step.text
  if (step.is === 'wait') return `@wait ${step.seconds}s`
  return `@${step.is} ${'machine' in step ? step.machine : step.component}`
}
