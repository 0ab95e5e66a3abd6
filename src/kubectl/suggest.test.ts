import { expect, test } from 'vitest'
import { kindOf } from './kinds.ts'
import { didYouMean } from './suggest.ts'

test('the nearest name is meant, not the first of those that are near', () => {
  expect(() => kindOf('podz')).toThrow(
    expect.objectContaining({ hint: { ja: 'もしかして: pods', en: 'Did you mean: pods' } }),
  )
  expect(didYouMean('kubeclt', ['cat', 'kubectl'])?.en).toBe('Did you mean: kubectl')
  expect(didYouMean('deploym', ['pods', 'deployments'])?.en).toBe('Did you mean: deployments')
  expect(didYouMean('quux', ['pods'])).toBeUndefined()
})
