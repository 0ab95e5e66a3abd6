import { describe, expect, it } from 'vitest'
import type { Pod, Taint, Toleration } from '../../api/core.ts'
import { type Case, loadCases } from '../../cases-for-tests.ts'
import { noExecuteTaints, shortestOf, tolerationTime } from './toleration-time.ts'

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

describe('taint_eviction', () => {
  for (const row of loadCases('taint_eviction') ?? [])
    it(`${row.id}: ${row.name}`, () => {
      if (row.input.op === 'min-toleration-time') {
        const time = shortestOf(row.input.tolerations ?? [])
        expect(time === 'forever' ? time : `${time}s`).toBe(row.expected.duration)
        return
      }
      expect(isDeleted(row)).toBe(row.expected.deleted)
      expect(row.expected.disruptionTargetConditionAdded).toBe(row.expected.deleted)
    })
})

/** Upstream looks after a moment: short enough for no toleration to end but one of a second. */
function isDeleted({ input }: Case): boolean {
  const pods: readonly Pod[] = input.pods ?? [input.after ?? input.pod]
  const taintsOf = (pod: Pod): readonly Taint[] => {
    const node = input.op.startsWith('node') ? (input.after ?? input.node) : undefined
    if (node) return noExecuteTaints(node)
    return pod.spec?.nodeName ? (input.taintsByNode[pod.spec.nodeName] ?? []) : []
  }
  return pods.some((pod) => {
    // Once the time runs, it runs by the toleration that there was at the start.
    const before = input.op === 'pod-updated' && input.evictionAlreadyScheduled
    const now = tolerationTime(taintsOf(pod), pod.spec?.tolerations)
    if (!before || now === 0 || now === 'forever') return now === 0
    const { tolerations } = (input.before as Pod).spec
    return tolerationTime(taintsOf(pod), tolerations) === 1
  })
}
