import { describe, expect, it } from 'vitest'
import {
  canonicalQuantity,
  milliValueOf,
  parseQuantity,
  quantityProblem,
  wholeValueOf,
} from './quantity.ts'

describe('quantity', () => {
  it('reads decimal and binary suffixes and exponents', () => {
    expect(wholeValueOf('128Mi')).toBe(128 * 1024 * 1024)
    expect(wholeValueOf('2k')).toBe(2000)
    expect(wholeValueOf('1.2e3')).toBe(1200)
    expect(wholeValueOf(3)).toBe(3)
    expect(milliValueOf('500m')).toBe(500)
    expect(milliValueOf('1.5')).toBe(1500)
  })

  it('rounds up, away from too little', () => {
    expect(wholeValueOf('100m')).toBe(1)
    expect(milliValueOf('0.1m')).toBe(1)
  })

  it('knows what is no quantity', () => {
    for (const text of ['', 'one', '1.1.M', '0.1mi', '1i', ' 1', '1 ', '1e99999999'])
      expect(parseQuantity(text), text).toBeUndefined()
    expect(wholeValueOf(undefined)).toBe(0)
  })

  it('keeps one spelling', () => {
    for (const [text, canonical] of [
      ['0.5', '500m'],
      ['1000m', '1'],
      ['1500m', '1500m'],
      ['1024Mi', '1Gi'],
      ['1.5Gi', '1536Mi'],
      ['100.035k', '100.035k'],
      ['1e14', '100e12'],
      ['-2048Ki', '-2Mi'],
      ['9Ei', '9223372036854775807'],
      ['.401u', '401n'],
      ['2.42Ei', '2790070041148569681920m'],
      ['007', '007'],
      ['+5Gi', '+5Gi'],
    ] as const)
      expect(canonicalQuantity(text)).toBe(canonical)
  })

  it('takes missing digits for zero, as upstream does', () => {
    for (const text of ['m', '+', '.', 'E', '-Mi']) expect(parseQuantity(text), text).toBe(0n)
    expect(canonicalQuantity('E')).toBe('0')
  })

  it('says what is wrong', () => {
    expect(quantityProblem('500m')).toBeUndefined()
    expect(quantityProblem('512MB')).toMatch(/^quantities must match the regular expression/)
    expect(quantityProblem('100mi')).toBe("unable to parse quantity's suffix")
  })
})
