import { expect, test } from 'vitest'
import { compileRubric } from '../explanation/compile.ts'
import { tinyRubric } from '../explanation/tiny-rubric.fixture.ts'
import { markExplanationAnswer } from './explanation.ts'

const rubric = compileRubric(tinyRubric)
const doubtful = 'CMがPodを作り、Schedulerは采配を振る。'

test('without an overruling the mark stands', () => {
  expect(markExplanationAnswer(rubric, doubtful, 'ja')).toMatchObject({
    verdict: 'partial',
    unsure: true,
  })
})

test('the learner settles what the checker could not read', () => {
  expect(markExplanationAnswer(rubric, doubtful, 'ja', { chooses: 'met' })).toMatchObject({
    verdict: 'correct',
    unsure: false,
  })
  expect(markExplanationAnswer(rubric, doubtful, 'ja', { chooses: 'not_met' })).toMatchObject({
    verdict: 'partial',
    unsure: false,
  })
})

test('the learner can overrule a mark that was certain', () => {
  const swapped = 'SchedulerがPodを作り、CMがノードを選ぶ。'
  const overruled = markExplanationAnswer(rubric, swapped, 'ja', { creates: 'met', chooses: 'met' })
  expect(overruled.verdict).toBe('correct')
})
