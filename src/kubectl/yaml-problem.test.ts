import { expect, test } from 'vitest'
import { goYamlProblem } from './yaml-problem.ts'

test.each([
  ['a:\n  b: c\n d: e\n', 'yaml: line 2: did not find expected key'],
  ['a:\n\tb: c\n', 'yaml: line 2: found character that cannot start any token'],
  ['a: b\nc: {d: e\nf: {g: h}\n', "yaml: line 2: did not find expected ',' or '}'"],
  ['a: b\nc: d: e\n', 'yaml: line 2: mapping values are not allowed in this context'],
  ['a: b: c\n', 'yaml: mapping values are not allowed in this context'],
  ['a: "b\nc: d\n', 'yaml: line 3: found unexpected end of stream'],
  ['a:\n- b\nc\nd: e\n', "yaml: line 4: could not find expected ':'"],
  ['a:\n  - b\n  c: d\n', "yaml: line 2: did not find expected '-' indicator"],
])('%j is wrong in Go’s words', (text, problem) => {
  expect(goYamlProblem(text)).toBe(problem)
})

test.each([
  'a: b\n',
  'a:\n- b\n- c: d\n  e: f\n',
  'a: {b: [c, d], "e": f}\n',
  'a: |\n  b\n   c\n\nd: >-\n  e\n',
  'a: &x b\nc: *x\n',
  '',
  '# nothing\n',
  'a: b # c\n"d": \'e\'\n',
])('%j is fine', (text) => {
  expect(goYamlProblem(text)).toBeUndefined()
})
