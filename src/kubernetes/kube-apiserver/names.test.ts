import { describe, expect, it } from 'vitest'
import {
  isDns1123Label,
  isDns1123Subdomain,
  isLabelValue,
  isPortName,
  isQualifiedName,
  ofGenerateName,
} from './names.ts'

describe('names', () => {
  it('lets through what is right', () => {
    expect(isDns1123Subdomain('web-1.example')).toEqual([])
    expect(isQualifiedName('kubernetes.io/hostname')).toEqual([])
    expect(isLabelValue('')).toEqual([])
    expect(isPortName('http-2')).toEqual([])
    expect(ofGenerateName(isDns1123Label)('web-')).toEqual([])
  })

  it('counts bytes, not characters', () => {
    expect(isLabelValue('あ'.repeat(22))[0]).toBe('must be no more than 63 bytes')
  })

  it('names a key with more than one slash by what it should be', () => {
    expect(isQualifiedName('only/one/slash')[0]).toMatch(/^a valid label key must consist of/)
  })

  it('says all that is wrong with a port name', () => {
    expect(isPortName('-80--80808080-')).toEqual([
      'must contain at least one letter (a-z)',
      'must not contain consecutive hyphens',
      'must not begin or end with a hyphen',
    ])
  })
})
