/** The same answer gets the same verdict here and in Node: every labelled answer, marked in a page. */
import { build } from 'vite'
import { rubricsOfTheBook } from '../src/commands/rubrics.ts'
import { labelledAnswers } from '../src/quizzes/explanation/answers-for-tests.ts'
import { markExplanation } from '../src/quizzes/explanation/mark.ts'
import { expect, test } from './fixtures.ts'

test('the browser marks every labelled answer as Node does', async ({ page }) => {
  const rubrics = rubricsOfTheBook()
  const answers = labelledAnswers().map(({ question, language, text }) => ({
    rubric: question,
    language,
    text,
  }))
  const expected = answers.map(({ rubric, language, text }) => {
    const { verdict, unsure } = markExplanation(rubrics.get(rubric)!.compiled, text, language)
    return `${verdict}${unsure ? '?' : ''}`
  })
  const code = await bundled()
  await page.goto('about:blank')
  await page.addScriptTag({ content: code })
  const { verdicts, msPerAnswer } = await page.evaluate(
    ({ answers, compiled }) => {
      const { markExplanation } = (globalThis as unknown as { marker: Marker }).marker
      const start = performance.now()
      const verdicts = answers.map(({ rubric, language, text }) => {
        const { verdict, unsure } = markExplanation(compiled[rubric], text, language)
        return `${verdict}${unsure ? '?' : ''}`
      })
      return { verdicts, msPerAnswer: (performance.now() - start) / answers.length }
    },
    {
      answers,
      compiled: Object.fromEntries([...rubrics].map(([id, { compiled }]) => [id, compiled])),
    },
  )
  expect(verdicts).toEqual(expected)
  test.info().annotations.push({ type: 'ms per answer', description: msPerAnswer.toFixed(2) })
})

interface Marker {
  markExplanation(
    rubric: unknown,
    text: string,
    language: string,
  ): { readonly verdict: string; readonly unsure: boolean }
}

/** The marker as one script that a page without modules can run. */
async function bundled(): Promise<string> {
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
  return `${chunk.code}\nglobalThis.marker = marker`
}
