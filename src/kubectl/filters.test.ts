import { expect, test } from 'vitest'
import { createFilter } from './filters.ts'

const table = ['NAME   READY   AGE', 'web-1  1/1     5s', 'web-2  0/1     7s', 'db-1   1/1     9s']

function through(words: readonly string[], lines: readonly string[] = table): readonly string[] {
  const filter = createFilter(words)
  const passed = lines.flatMap((line) => filter.line(line))
  return [...passed, ...filter.end().lines]
}

test.each([
  [
    ['grep', '-v', 'web'],
    ['NAME   READY   AGE', 'db-1   1/1     9s'],
  ],
  [['grep', '-c', 'web'], ['2']],
  [
    ['grep', '-n', '-A1', 'web-2'],
    ['3:web-2  0/1     7s', '4-db-1   1/1     9s'],
  ],
  [
    ['grep', '-E', 'db|NAME'],
    ['NAME   READY   AGE', 'db-1   1/1     9s'],
  ],
  [
    ['awk', '{print $1}'],
    ['NAME', 'web-1', 'web-2', 'db-1'],
  ],
  [
    ['awk', 'NR>1 {print $1 "=" $2}'],
    ['web-1=1/1', 'web-2=0/1', 'db-1=1/1'],
  ],
  [['awk', '$2=="1/1" {n+=1} END {print n}'], ['2']],
  [['head', '-n', '1'], ['NAME   READY   AGE']],
  [['tail', '-n', '+4'], ['db-1   1/1     9s']],
  [
    ['cut', '-c', '1-2'],
    ['NA', 'we', 'we', 'db'],
  ],
  [['wc', '-l'], ['4']],
  [['sed', '-n', '2p'], ['web-1  1/1     5s']],
])('%j', (words, expected) => {
  expect(through(words)).toEqual(expected)
})

test('counts what repeats', () => {
  expect(through(['uniq', '-c'], ['a', 'a', 'b'])).toEqual(['      2 a', '      1 b'])
  expect(through(['sort', '-rn'], ['2', '10', '1'])).toEqual(['10', '2', '1'])
  expect(through(['tr', 'a-z', 'A-Z'], ['abc'])).toEqual(['ABC'])
})
