import { describe, expect, it } from 'vitest'
import type { Node, NodeCondition, Taint } from '../../api/core.ts'
import {
  isOwnNoExecute,
  isOwnNoSchedule,
  noExecuteTaints,
  noScheduleTaints,
  withTaints,
} from './condition-taints.ts'

const now = '2026-01-01T00:05:00Z'

function node(
  conditions: readonly Pick<NodeCondition, 'type' | 'status'>[],
  spec: Node['spec'] = {},
): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', uid: 'n', resourceVersion: '1', creationTimestamp: now },
    spec,
    status: { conditions },
  }
}

const keys = (taints: readonly Taint[] = []) => taints.map(({ key, effect }) => `${key}:${effect}`)

describe('noScheduleTaints', () => {
  it('has one taint for each bad condition, and one for a cordoned node', () => {
    const sick = node(
      [
        { type: 'Ready', status: 'Unknown' },
        { type: 'MemoryPressure', status: 'True' },
        { type: 'DiskPressure', status: 'False' },
      ],
      { unschedulable: true },
    )
    expect(keys(noScheduleTaints(sick))).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/memory-pressure:NoSchedule',
      'node.kubernetes.io/unschedulable:NoSchedule',
    ])
    expect(noScheduleTaints(node([{ type: 'Ready', status: 'True' }]))).toEqual([])
  })
})

describe('withTaints', () => {
  const control: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }
  const silent = node([{ type: 'Ready', status: 'Unknown' }], { taints: [control] })

  it("adds what is wanted after what is there, and leaves other people's taints alone", () => {
    const closed = withTaints(silent, noScheduleTaints(silent), isOwnNoSchedule, now)
    const emptied = withTaints(closed, noExecuteTaints(closed), isOwnNoExecute, now)
    expect(emptied.spec.taints).toEqual([
      control,
      { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule', timeAdded: now },
      { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: now },
    ])
    const later = '2026-01-01T00:06:00Z'
    expect(withTaints(emptied, noExecuteTaints(emptied), isOwnNoExecute, later)).toBe(emptied)
  })

  it('swaps unreachable for not-ready, and takes away what is no longer so', () => {
    const unreachable = withTaints(silent, noExecuteTaints(silent), isOwnNoExecute, now)
    const speaking = {
      ...unreachable,
      status: { conditions: [{ type: 'Ready', status: 'False' }] },
    }
    const notReady = withTaints(
      speaking as Node,
      noExecuteTaints(speaking as Node),
      isOwnNoExecute,
      now,
    )
    expect(keys(notReady.spec.taints)).toEqual([
      'node-role.kubernetes.io/control-plane:NoSchedule',
      'node.kubernetes.io/not-ready:NoExecute',
    ])
    const bare = withTaints(node([]), noExecuteTaints(silent), isOwnNoExecute, now)
    expect(withTaints(bare, [], isOwnNoExecute, now).spec).toEqual({})
  })
})
