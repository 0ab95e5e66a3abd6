import { expect, test } from 'vitest'
import { compileRubric } from './compile.ts'
import { markExplanation } from './mark.ts'
import type { RubricSource } from './rubric.ts'
import { tinyRubric } from './tiny-rubric.fixture.ts'

const label = { ja: 'あ', en: 'a' }
const rubric = compileRubric({
  ...tinyRubric,
  type: 'choose',
  answer: 'b',
  minCharacters: 2,
  features: { near: { ja: ['選ぶもの'] } },
  criteria: [
    { id: 'named', who: 'b', does: [], label },
    { id: 'alone', does: [], label },
  ],
  misconceptions: [{ id: 'manager', when: [{ who: 'a' }], feedback: label, section: 's' }],
  verdict: [
    { is: 'correct', all: ['named', 'alone'] },
    { is: 'partial', all: ['named'] },
    { is: 'partial', said: ['near'], clear: ['alone', 'named'] },
  ],
} satisfies RubricSource)

test.each([
  ['Scheduler', 'correct'],
  ['すけじゅーらーです', 'correct'],
  ['CMではなくScheduler', 'correct'],
  ['not CM but the scheduler', 'correct'],
  ['CM…いや、Scheduler', 'correct'],
  ['CMの中のScheduler', 'correct'],
  ['SchedulerとCM', 'partial'],
  ['CMかScheduler', 'partial'],
  ['scheduler or CM', 'partial'],
  ['選ぶもの', 'partial'],
  ['CM', 'incorrect'],
  ['SchedulerではなくCM', 'incorrect'],
  ['CM rather than the scheduler', 'incorrect'],
  ['忘れました', 'nonanswer'],
])('%s is %s', (text, verdict) => {
  expect(markExplanation(rubric, text, 'ja')).toMatchObject({ verdict, unsure: false })
})

test('a rival that is given brings its explanation; one that is denied does not', () => {
  const found = (text: string) =>
    markExplanation(rubric, text, 'ja').misconceptions.map(({ id }) => id)
  expect(found('CM')).toEqual(['manager'])
  expect(found('CMではなくScheduler')).toEqual([])
})
