import { expect, test } from 'vitest'
import { goalLines } from './goal-lines.ts'

const file = { name: 'web.yaml', text: 'kind: Deployment\nspec:\n  replicas: 3  \n' }
const difference = {
  object: 'Deployment web',
  path: 'spec.replicas',
  actual: '3',
  goal: '5',
  at: { file: 'web.yaml', line: 3 },
}

test('marks the line of the field, without the spaces around it', () => {
  const [mark] = goalLines([difference], file)
  expect(mark).toMatchObject({
    severity: 'goal',
    range: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 14 },
  })
  expect(mark?.message.en).toContain('`spec.replicas` is 3, goal 5')
})

test('marks nothing in another file, or of what only the cluster knows', () => {
  const { at: _, ...reported } = difference
  expect(goalLines([reported], file)).toEqual([])
  expect(goalLines([difference], { ...file, name: 'shop.yaml' })).toEqual([])
})
