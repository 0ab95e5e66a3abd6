import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/core.ts'
import { isUnscheduledAndTerminating, Quarantine } from './collectable.ts'

interface Row {
  readonly name: string
  readonly nodeName?: string
  readonly phase: string
  readonly reason?: string
  readonly terminating?: boolean
}

function pod(row: Row, index = 0): Pod {
  return {
    metadata: {
      name: row.name,
      creationTimestamp: `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`,
      ...(row.terminating ? { deletionTimestamp: '2026-01-01T01:00:00Z' } : {}),
    },
    spec: { containers: [], ...(row.nodeName ? { nodeName: row.nodeName } : {}) },
    status: { phase: row.phase || undefined, reason: row.reason },
  } as unknown as Pod
}

describe('collectable', () => {
  it('believes a node gone only after it has been unknown for 40 seconds', () => {
    const quarantine = new Quarantine()
    const unknown = new Set(['node-1'])
    expect([...quarantine.over(unknown, 0)]).toEqual([])
    expect([...quarantine.over(unknown, 20_000)]).toEqual([])
    expect([...quarantine.over(unknown, 40_000)]).toEqual(['node-1'])
    expect([...quarantine.over(unknown, 60_000)]).toEqual([])
  })

  it('forgets a node that came back in time', () => {
    const quarantine = new Quarantine()
    quarantine.over(new Set(['node-1']), 0)
    expect([...quarantine.over(new Set(), 40_000)]).toEqual([])
    expect([...quarantine.over(new Set(['node-1']), 60_000)]).toEqual([])
  })

  it('takes Pods whose deletion began before they had a node', () => {
    const waiting = { name: 'a', phase: 'Pending' }
    expect(isUnscheduledAndTerminating(pod(waiting))).toBe(false)
    expect(isUnscheduledAndTerminating(pod({ ...waiting, terminating: true }))).toBe(true)
    const bound = { ...waiting, terminating: true, nodeName: 'node-1' }
    expect(isUnscheduledAndTerminating(pod(bound))).toBe(false)
  })
})
