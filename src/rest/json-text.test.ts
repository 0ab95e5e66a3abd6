import { expect, it } from 'vitest'
import { duplicateKeys } from './json-text.ts'

it.each([
  ['{"a":1,"b":{"a":2}}', []],
  ['{"data":{"a":"1","a":"2","a":"3"}}', ['data.a']],
  ['{ "x" : [ {"k" : "}" , "k":"\\"{" }, [], {"k":1}] , "x" : null }', ['x[0].k', 'x']],
  ['[{"\\u0061":1,"a":2}]', ['[0].a']],
  ['"text"', []],
])('%s names twice: %j', (text, paths) => {
  expect(duplicateKeys(text).map(({ path }) => path)).toEqual(paths)
})

it('knows the line', () => {
  expect(duplicateKeys('{\n"a": 1,\n"a": 2\n}')).toEqual([{ path: 'a', key: 'a', line: 3 }])
})

it('comes to an end in what nests without one', () => {
  const text = `${'['.repeat(5000)}${']'.repeat(5000)}`
  expect(duplicateKeys(text)).toEqual([])
})
