/** The same answer gets the same verdict here and in Node: every labelled answer, marked in a page. */
import { build } from 'vite'
import { rubricsOfTheBook } from '../src/commands/rubrics.ts'
import { labelledAnswers } from '../src/quizzes/explanation/answers-for-tests.ts'
import { markExplanation } from '../src/quizzes/explanation/mark.ts'
import { findFirefox, runInFirefox } from './firefox.ts'
import { expect, test } from './fixtures.ts'

interface Marked {
  readonly verdicts: readonly string[]
  readonly msPerAnswer: number
}

const rubrics = rubricsOfTheBook()
const answers = labelledAnswers()
const expected = answers.map(({ question, language, text }) => {
  const { verdict, unsure } = markExplanation(rubrics.get(question)!.compiled, text, language)
  return `${verdict}${unsure ? '?' : ''}`
})

test('Chromium marks every labelled answer as Node does', async ({ page }) => {
  await page.goto('about:blank')
  await page.addScriptTag({ content: await script() })
  const { verdicts, msPerAnswer } = await page.evaluate(() =>
    (globalThis as unknown as { answer: () => Marked }).answer(),
  )
  expect(verdicts).toEqual(expected)
  test.info().annotations.push({ type: 'ms per answer', description: msPerAnswer.toFixed(2) })
})

test('Firefox marks every labelled answer as Node does', async () => {
  const firefox = await findFirefox()
  test.skip(!firefox, 'There is no Firefox here.')
  const { verdicts } = (await runInFirefox(firefox!, await script())) as Marked
  expect(verdicts).toEqual(expected)
})

/** The marker, the rubrics and the answers as one script; `answer()` marks them all. */
async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'src/quizzes/explanation/mark.ts', name: 'marker', formats: ['iife'] },
    },
  })
  const [output] = [built].flat()
  const [chunk] = output && 'output' in output ? output.output : []
  if (chunk?.type !== 'chunk') throw new Error('vite built no chunk')
  const compiled = Object.fromEntries([...rubrics].map(([id, rubric]) => [id, rubric.compiled]))
  return `${chunk.code}
const answers = ${JSON.stringify(answers)}
const compiled = ${JSON.stringify(compiled)}
globalThis.answer = function answer() {
  const start = performance.now()
  const verdicts = answers.map(({ question, language, text }) => {
    const { verdict, unsure } = marker.markExplanation(compiled[question], text, language)
    return verdict + (unsure ? '?' : '')
  })
  return { verdicts, msPerAnswer: (performance.now() - start) / answers.length }
}`
}
