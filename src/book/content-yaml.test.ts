import { describe, expect, test } from 'vitest'
import { parseContentYaml } from './content-yaml.ts'

describe('parseContentYaml', () => {
  test('reads texts, numbers and lists', () => {
    expect(parseContentYaml('a: 1\nb: [x, "y: z"]\n', 'content/a.yaml')).toEqual({
      a: 1,
      b: ['x', 'y: z'],
    })
  })

  test('names file and line of what cannot be read', () => {
    expect(() => parseContentYaml('a: 1\nb: [x\nc: 2\n', 'content/a.yaml')).toThrow(
      /^content\/a\.yaml:\d+:\d+: this is not YAML: /,
    )
  })

  test('does not accept the same key twice', () => {
    expect(() => parseContentYaml('a: 1\na: 2\n', 'content/a.yaml')).toThrow(/content\/a\.yaml:2/)
  })
})
