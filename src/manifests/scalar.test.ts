import { describe, expect, test } from 'vitest'
import { resolvePlain, resolveTagged, type Scalar } from './scalar.ts'

describe('an unquoted word means what kubectl sees', () => {
  const cases: [string, Scalar][] = [
    ['3', 3],
    ['-1', -1],
    ['+7', 7],
    ['1_000', 1000],
    ['0755', 493],
    ['0o17', 15],
    ['-0x10', -16],
    ['0b101', 5],
    ['08', 8],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1.', 1],
    ['yes', true],
    ['On', true],
    ['y', true],
    ['NO', false],
    ['off', false],
    ['oN', 'oN'],
    ['~', null],
    ['', null],
    ['Null', null],
    ['22:22', '22:22'],
    ['2026-01-01', '2026-01-01'],
    ['1.14.2', '1.14.2'],
    ['nginx', 'nginx'],
    ['100m', '100m'],
    ['-', '-'],
    ['.inf', '.inf'],
    ['0xzz', '0xzz'],
    ['three', 'three'],
  ]
  test.each(cases)('%s', (source, value) => {
    expect(resolvePlain(source)).toBe(value)
  })

  test('a tag decides', () => {
    expect(resolveTagged('str', '3')).toBe('3')
    expect(resolveTagged('int', '3')).toBe(3)
    expect(resolveTagged('int', '3.5')).toBeUndefined()
    expect(resolveTagged('float', '3')).toBe(3)
    expect(resolveTagged('bool', 'on')).toBe(true)
    expect(resolveTagged('null', 'x')).toBeUndefined()
  })
})
