import { describe, expect, it } from 'vitest'
import { isLabelValue, isQualifiedName } from '../kube-apiserver/names.ts'
import {
  matchesRequirements,
  parseFieldSelector,
  parseLabelSelector,
  SelectorError,
} from './selector-text.ts'

const parse = (text: string) => parseLabelSelector(text, isQualifiedName, isLabelValue)

describe('parseLabelSelector', () => {
  it.each([
    ['app', { app: 'web' }, true],
    ['!app', { app: 'web' }, false],
    ['app=web', { app: 'web' }, true],
    ['app!=web', {}, true],
    ['app in (api, web)', { app: 'web' }, true],
    ['app notin (api,web)', { app: 'web' }, false],
    ['tier>3', { tier: '10' }, true],
    ['tier<3', { tier: 'three' }, false],
    ['in=notin', { in: 'notin' }, true],
    ['app=', { app: '' }, true],
  ])('%s on %o: %s', (text, labels, expected) => {
    expect(matchesRequirements(parse(text), labels)).toBe(expected)
  })

  it.each(['a,,b', 'a==b==c', 'a in b', 'a (', 'a in (b c)', 'x<a', '=a', 'a=b c', 'a,'])(
    'refuses %s',
    (text) => {
      expect(() => parse(text)).toThrow(SelectorError)
    },
  )
})

describe('parseFieldSelector', () => {
  it('reads terms with both operators, and commas behind backslashes', () => {
    expect(parseFieldSelector('status.phase!=Failed,metadata.name=a\\,b')).toEqual([
      { field: 'status.phase', isNot: true, value: 'Failed' },
      { field: 'metadata.name', isNot: false, value: 'a,b' },
    ])
  })

  it('refuses a term without an operator', () => {
    expect(() => parseFieldSelector('metadata.name')).toThrow(SelectorError)
  })
})
