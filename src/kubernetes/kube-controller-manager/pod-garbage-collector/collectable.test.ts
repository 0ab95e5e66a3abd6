import { describe, expect, it } from 'vitest'
import type { Node, Pod } from '../../api/core.ts'
import { type Case, loadCases } from '../../cases-for-tests.ts'
import {
  isFinished,
  isOutOfService,
  isUnscheduledAndTerminating,
  Quarantine,
  surplusOf,
} from './collectable.ts'

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

const namesOf = (pods: readonly Pod[]) => pods.map(({ metadata }) => metadata.name).sort()
const outcome = (deleted: readonly Pod[]) => ({
  deleted: namesOf(deleted),
  patchedToFailed: namesOf(deleted.filter((one) => !isFinished(one))),
})

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

  for (const row of loadCases('pod_gc') ?? [])
    it(`agrees with upstream: ${row.id} ${row.name}`, () => checks[row.input.op]?.(row))
})

const checks: Readonly<Record<string, (row: Case) => void>> = {
  terminated({ input, expected }) {
    const finished = (input.podsOldestFirst as Row[]).map(pod).filter(isFinished)
    expect(outcome(surplusOf(finished, input.threshold))).toEqual(expected)
  },

  orphaned({ input, expected }) {
    const pods = (input.pods as Row[]).map(pod)
    const cached = new Set<string>(input.cacheNodes)
    const stored = new Set<string>(input.apiNodes)
    const unknown = () =>
      new Set(pods.flatMap(({ spec }) => spec.nodeName ?? []).filter((name) => !cached.has(name)))
    const quarantine = new Quarantine()
    expect([...quarantine.over(unknown(), 0)]).toEqual([])
    for (const name of input.thenAddApiNodes) stored.add(name)
    for (const name of input.thenDeleteApiNodes) stored.delete(name)
    for (const name of input.thenAddCacheNodes) cached.add(name)
    for (const name of input.thenDeleteCacheNodes) cached.delete(name)
    expect(input.secondPassAfter).toBe('1m20s')
    const over = quarantine.over(unknown(), 80_000)
    const gone = [...over].filter((name) => !stored.has(name))
    const { deleted, patchedToFailed } = outcome(
      pods.filter(({ spec }) => gone.includes(spec.nodeName ?? '')),
    )
    expect({ deletedInSecondPass: deleted, patchedToFailed }).toEqual(expected)
  },

  'terminating-on-out-of-service-node'({ id, input, expected }) {
    // Upstream's table marks terminating Pods by a zero time, which its JSON form lost: all Pods
    // of a one-letter name, and of the others those called b.
    const isMarked = ({ name }: Row) => name.length === 1 || name.startsWith('b')
    const pods = (input.pods as Row[]).map((row) => pod({ ...row, terminating: isMarked(row) }))
    type NodeRow = { name: string; readyCondition: string; taints?: Node['spec']['taints'] }
    const nodes = new Map(
      (input.nodes as NodeRow[]).map(({ name, readyCondition, taints }) => [
        name,
        {
          metadata: { name },
          spec: { taints },
          status: { conditions: [{ type: 'Ready', status: readyCondition }] },
        } as unknown as Node,
      ]),
    )
    const taken = pods.filter((one) => isOutOfService(one, nodes.get(one.spec.nodeName ?? '')))
    expect(outcome(taken), id).toEqual(expected)
  },
}
