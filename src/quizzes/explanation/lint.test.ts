import { expect, test } from 'vitest'
import { lintRubric } from './lint.ts'
import { variantsOf } from './metamorphic.ts'
import { tinyRubric } from './tiny-rubric.fixture.ts'

const prompt = { ja: 'ふたりの仕事は、それぞれ何でしょうか。', en: 'What are the two doing?' }

test('finds nothing in a sound rubric', () => {
  expect(lintRubric(tinyRubric, prompt)).toEqual([])
})

test('finds an example that fails, and says what came out', () => {
  const examples = [...tinyRubric.examples, ['+', 'CMがPodを作る'] as const]
  expect(lintRubric({ ...tinyRubric, examples }, prompt)).toContain(
    'examples: "CMがPodを作る" is partial, but must be correct',
  )
})

test('finds a feature that no example fires', () => {
  const features = { ...tinyRubric.features, unused: { ja: ['月'] } }
  expect(lintRubric({ ...tinyRubric, features }, prompt)).toContain(
    'features.unused: no example fires it',
  )
})

test('finds a criterion that no example misses', () => {
  const examples = tinyRubric.examples.slice(0, 1)
  expect(lintRubric({ ...tinyRubric, examples }, prompt)).toContain(
    'criteria.creates: no example misses it',
  )
})

test('finds a question that answers itself', () => {
  const question = { ...prompt, ja: 'CMがPodを作るのはなぜですか。' }
  expect(lintRubric(tinyRubric, question)).toContain(
    'criteria.creates: the question itself meets it',
  )
})

test('swaps the names, both ways', () => {
  const swapped = variantsOf(tinyRubric, prompt.ja).find(
    ({ relation }) => relation === 'swap_subjects',
  )
  expect(swapped?.answer).toBe(
    'SchedulerがPodを作り、Controller Managerがノードを選ぶ。kubeletが起動する。',
  )
})
