import { describe, expect, it } from 'vitest'
import type { Lease } from '../../api/coordination.ts'
import type { Node, NodeCondition } from '../../api/core.ts'
import { microTimeOf, timeOf } from '../../api/time.ts'
import { deadlineMs, isSilent, observe, withUnknownConditions } from './node-health.ts'

function node(ready?: NodeCondition['status'], heartbeatMs = 0, more: NodeCondition[] = []): Node {
  const conditions: NodeCondition[] = ready
    ? [...more, { type: 'Ready', status: ready, lastHeartbeatTime: timeOf(heartbeatMs) }]
    : more
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', uid: 'n', resourceVersion: '1', creationTimestamp: timeOf(0) },
    spec: {},
    status: { conditions },
  }
}

function lease(renewMs: number): Lease {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'n', uid: 'l', resourceVersion: '1', creationTimestamp: timeOf(0) },
    spec: { renewTime: microTimeOf(renewMs) },
  }
}

describe('observe', () => {
  it('goes by when a beat was seen, not by the time it names', () => {
    const first = observe(undefined, node('True'), lease(1_000_000), 5000)
    expect(deadlineMs(first)).toBe(55_000)
    const same = observe(first, node('True'), lease(1_000_000), 10_000)
    expect(deadlineMs(same)).toBe(55_000)
    const renewed = observe(same, node('True'), lease(1_010_000), 15_000)
    expect(deadlineMs(renewed)).toBe(65_000)
    const reported = observe(renewed, node('True', 16_000), lease(1_010_000), 20_000)
    expect(deadlineMs(reported)).toBe(70_000)
  })

  it('gives a node 60 s to speak for the first time', () => {
    const first = observe(undefined, node(), undefined, 5000)
    expect(deadlineMs(first)).toBe(60_000)
    expect(deadlineMs(observe(first, node('False', 30_000), undefined, 30_000))).toBe(80_000)
  })

  it('starts anew after a restart: only what it has seen itself counts against a node', () => {
    expect(deadlineMs(observe(undefined, node('True', 0), lease(0), 900_000))).toBe(950_000)
  })

  it('notices that a beat has been missed', () => {
    const seen = observe(undefined, node('True'), lease(20_000), 20_010)
    expect(isSilent(seen, 30_500)).toBe(false)
    expect(isSilent(seen, 31_001)).toBe(true)
  })
})

describe('withUnknownConditions', () => {
  it('forgets all that only the kubelet can know, and nothing else', () => {
    const network = { type: 'NetworkUnavailable', status: 'False' } as const
    const memory = {
      type: 'MemoryPressure',
      status: 'False',
      lastHeartbeatTime: timeOf(0),
    } as const
    const silent = withUnknownConditions(node('True', 0, [network, memory]), 60_000)
    const stopped = {
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastHeartbeatTime: timeOf(0),
      lastTransitionTime: timeOf(60_000),
    }
    const never = {
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime: timeOf(0),
      lastTransitionTime: timeOf(60_000),
    }
    expect(silent.status?.conditions).toEqual([
      network,
      { type: 'MemoryPressure', ...stopped },
      { type: 'Ready', ...stopped },
      { type: 'DiskPressure', ...never },
      { type: 'PIDPressure', ...never },
    ])
    expect(withUnknownConditions(silent, 90_000)).toBe(silent)
  })
})
