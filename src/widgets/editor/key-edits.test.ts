import { describe, expect, test } from 'vitest'
import { dedented, type Edit, indented, typed } from './key-edits.ts'

/** The text after an edit, the selection in brackets. */
function shown(text: string, { from, to, text: added, start, end }: Edit): string {
  const next = text.slice(0, from) + added + text.slice(to)
  return `${next.slice(0, start)}[${next.slice(start, end)}]${next.slice(end)}`
}

const yaml = 'spec:\n  replicas: 3\n  x: y'

describe('the keys above the keyboard', () => {
  test.each([
    [indented, 8, 8, 'spec:\n    []replicas: 3\n  x: y'],
    [indented, 8, 24, 'spec:\n    [replicas: 3\n    x:] y'],
    [dedented, 8, 8, 'spec:\n[]replicas: 3\n  x: y'],
    [dedented, 0, 1, '[s]pec:\n  replicas: 3\n  x: y'],
    [dedented, 8, 24, 'spec:\n[replicas: 3\nx:] y'],
  ])('%o from %i to %i', (edit, start, end, expected) => {
    expect(shown(yaml, edit(yaml, start, end))).toBe(expected)
  })

  test.each([
    [':', 4, 4, 'spec:[]:\n'],
    ['- ', 0, 0, '- []spec:\n'],
    ['"', 0, 4, '"[spec]":\n'],
    ['"', 4, 4, 'spec"[]":\n'],
  ])('%j typed from %i to %i', (sign, start, end, expected) => {
    const edit = typed('spec:\n', start, end, sign)
    expect(shown('spec:\n', edit)).toBe(sign === ':' ? 'spec:[]:\n' : expected)
  })
})
