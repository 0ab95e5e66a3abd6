/** Every rubric of the book: its examples, the answers made from them, and its size. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { rubricsOfTheBook } from '../../commands/rubrics.ts'
import { languages } from '../../language.ts'
import { lintRubric } from './lint.ts'
import { markExplanation } from './mark.ts'

const rubrics = rubricsOfTheBook()

describe.each([...rubrics])('%s', (_, { source, compiled, prompt, modelAnswer }) => {
  test('its examples and all answers made from them are marked as they should be', () => {
    expect(lintRubric(source, prompt)).toEqual([])
  }, 60_000)

  test.each(languages)('its model answer is right (%s)', (language) => {
    const mark = markExplanation(compiled, modelAnswer[language], language)
    expect(mark).toMatchObject({ verdict: 'correct', unsure: false, misconceptions: [] })
  })

  test.each(languages)('its question is no answer (%s)', (language) => {
    expect(markExplanation(compiled, prompt[language], language)).toMatchObject({
      verdict: 'nonanswer',
      nonAnswer: 'pasted-question',
    })
  })

  test('what the page loads is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled)
  })
})

test('all rubrics together are small', () => {
  const json = JSON.stringify(Array.from(rubrics.values(), ({ compiled }) => compiled))
  expect(gzipSync(json).length).toBeLessThan(30_000)
})
