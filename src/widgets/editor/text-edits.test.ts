import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../manifests/diagnostic.ts'
import { sourceText } from '../../manifests/source-text.ts'
import {
  carryOver,
  changeBetween,
  indentationAfter,
  lineCount,
  offsetOf,
  segmentsOf,
  severityByLine,
  withPlainLineEnds,
} from './text-edits.ts'

function at(
  line: number,
  from: number,
  to: number,
  severity: 'error' | 'warning' = 'error',
): Diagnostic {
  const range = { startLine: line, startColumn: from, endLine: line, endColumn: to }
  return { severity, code: `${line}`, message: { ja: 'あ', en: 'a' }, range }
}

test('offsets of lines and columns, clamped to the line', () => {
  const source = sourceText('ab\ncd\n')
  expect(offsetOf(source, 1, 1)).toBe(0)
  expect(offsetOf(source, 2, 2)).toBe(4)
  expect(offsetOf(source, 1, 99)).toBe(2)
  expect(offsetOf(source, 3, 1)).toBe(6)
  expect(offsetOf(source, 99, 1)).toBe(6)
})

test('line ends and line counts', () => {
  expect(withPlainLineEnds('a\r\nb\rc\n')).toBe('a\nb\nc\n')
  expect([lineCount(''), lineCount('a'), lineCount('a\n'), lineCount('a\nb')]).toEqual([1, 1, 2, 2])
})

test('the change between two texts', () => {
  expect(changeBetween('abc', 'abXc')).toEqual({ start: 2, removed: 0, added: 1 })
  expect(changeBetween('abc', 'ac')).toEqual({ start: 1, removed: 1, added: 0 })
  expect(changeBetween('aaa', 'aa')).toEqual({ start: 2, removed: 1, added: 0 })
  expect(changeBetween('', 'x')).toEqual({ start: 0, removed: 0, added: 1 })
  expect(changeBetween('same', 'same')).toEqual({ start: 4, removed: 0, added: 0 })
})

describe('diagnostics follow the text while it is edited', () => {
  const before = 'one\ntwo\nthree\n'
  test.each([
    ['a line above pushes them down', 'new\none\ntwo\nthree\n', 3],
    ['a line removed above pulls them up', 'two\nthree\n', 1],
    ['an edit below leaves them', 'one\ntwo\nthree!\n', 2],
    ['an edit beside, in the line before', 'one!\ntwo\nthree\n', 2],
  ])('%s', (_, after, line) => {
    const [moved] = carryOver([at(2, 1, 4)], before, after)
    expect(moved!.range).toEqual({ startLine: line, startColumn: 1, endLine: line, endColumn: 4 })
  })

  test('an edit of the very place removes the mark', () => {
    expect(carryOver([at(2, 1, 4)], before, 'one\ntwwo\nthree\n')).toEqual([])
    expect(carryOver([at(2, 1, 4)], before, 'one\n\nthree\n')).toEqual([])
    expect(carryOver([at(2, 1, 4)], before, '')).toEqual([])
    expect(carryOver([at(2, 1, 4)], before, 'one\ntwo!\nthree\n')).toEqual([])
  })
})

describe('Enter keeps the indentation', () => {
  test.each([
    ['kind: Pod', ''],
    ['spec:', '  '],
    ['  template:', '    '],
    ['  template:  # the Pods', '    '],
    ['  note: |', '    '],
    ['  replicas: 3', '  '],
    ['      - name: nginx', '        '],
    ['      - name:', '          '],
    ['        - word', '        '],
    ['        - "a: b"', '        '],
    ['    ', '    '],
    ['', ''],
  ])('%j', (line, indentation) => {
    expect(indentationAfter(line, line.length)).toBe(indentation)
    const text = `x: y\n${line}`
    expect(indentationAfter(text, text.length)).toBe(indentation)
  })

  test('in the middle of a line', () => {
    expect(indentationAfter('spec:\n  a: b', 9)).toBe('  ')
    expect(indentationAfter('  ab', 1)).toBe(' ')
  })
})

describe('the marked stretches', () => {
  test('cover the whole text and nothing twice', () => {
    const text = 'one\ntwo\nthree\n'
    const diagnostics = [at(3, 1, 6, 'warning'), at(1, 2, 3), at(3, 2, 4)]
    const segments = segmentsOf(text, diagnostics)
    expect(segments.map((segment) => segment.text).join('')).toBe(text)
    expect(segments.filter(({ severity }) => severity)).toEqual([
      { text: 'n', severity: 'error' },
      { text: 'three', severity: 'warning' },
    ])
  })

  test('an empty range is widened, one beyond the text is left out', () => {
    expect(segmentsOf('ab\n', [at(1, 1, 1)])[0]).toEqual({ text: 'a', severity: 'error' })
    expect(segmentsOf('ab', [at(9, 1, 1)])).toEqual([{ text: 'ab' }])
    expect(segmentsOf('', [at(1, 1, 1)])).toEqual([])
  })

  test('a line with an error and a warning shows the error', () => {
    expect([
      ...severityByLine([at(2, 1, 2, 'warning'), at(2, 3, 4), at(5, 1, 2, 'warning')]),
    ]).toEqual([
      [2, 'error'],
      [5, 'warning'],
    ])
  })
})
