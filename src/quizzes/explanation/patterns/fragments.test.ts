import { expect, test } from 'vitest'
import { folded, unfolded } from './fragments.ts'

const fragments = ['[^。]{0,8}?', '[らりるれろっ]']

test('a source is itself again, and shorter on the way', () => {
  const source = '差[^。]{0,8}?作[らりるれろっ]|減[らりるれろっ]'
  const short = folded(source, fragments)
  expect(short.length).toBeLessThan(source.length / 2)
  expect(unfolded(short, fragments)).toBe(source)
})
