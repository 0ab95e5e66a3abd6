import { describe, expect, it } from 'vitest'
import type { Taint, Toleration } from '../../api/core.ts'
import { tolerationTime } from './toleration-time.ts'

const unreachable: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }
const maintenance: Taint = { key: 'maintenance', value: 'soon', effect: 'NoExecute' }

const forSeconds = (key: string, tolerationSeconds?: number): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
})

describe('tolerationTime', () => {
  it('is what the toleration says, and nothing without one', () => {
    expect(tolerationTime([unreachable], [forSeconds(unreachable.key, 300)])).toBe(300)
    expect(tolerationTime([unreachable], [forSeconds(unreachable.key)])).toBe('forever')
    expect(tolerationTime([unreachable], [forSeconds(unreachable.key, -5)])).toBe(0)
    expect(tolerationTime([unreachable], [forSeconds('maintenance', 10)])).toBe(0)
    expect(tolerationTime([unreachable])).toBe(0)
    expect(tolerationTime([])).toBe('forever')
  })

  it('ends with the least patient of the tolerations that are needed', () => {
    const tolerations = [
      forSeconds(unreachable.key, 300),
      forSeconds('maintenance', 20),
      forSeconds('other', 1),
    ]
    expect(tolerationTime([unreachable, maintenance], tolerations)).toBe(20)
  })
})
