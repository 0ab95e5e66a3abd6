import { describe, expect, it } from 'vitest'
import type { Pod, Service } from '../../api/core.ts'
import { belongsInSlices, endpointOf, targetPortOf } from './endpoint.ts'

const service = {
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' } },
} as unknown as Service

function pod(status: Pod['status'], metadata: Partial<Pod['metadata']> = {}): Pod {
  return { metadata: { name: 'web-1', namespace: 'default', ...metadata }, spec: {}, status } as Pod
}

const ready = {
  podIPs: [{ ip: '10.244.1.2' }],
  conditions: [{ type: 'Ready', status: 'True' }],
} as const

describe('endpoint', () => {
  it('serves until it is not ready, but is not offered from the moment it terminates', () => {
    const leaving = pod(ready, { deletionTimestamp: '2026-01-01T00:00:30Z' })
    expect(endpointOf(pod(ready), undefined, service).conditions).toEqual({
      ready: true,
      serving: true,
      terminating: false,
    })
    expect(endpointOf(leaving, undefined, service).conditions).toEqual({
      ready: false,
      serving: true,
      terminating: true,
    })
  })

  it('needs an address and a life', () => {
    expect(belongsInSlices(pod({ phase: 'Pending' }))).toBe(false)
    expect(belongsInSlices(pod({ ...ready, phase: 'Running' }))).toBe(true)
    expect(belongsInSlices(pod({ ...ready, phase: 'Succeeded' }))).toBe(false)
    expect(belongsInSlices(pod(ready, { deletionTimestamp: '2026-01-01T00:00:30Z' }))).toBe(true)
  })

  it('sends to the Service’s own port where no target port is given', () => {
    expect(targetPortOf(pod(ready), { port: 80 })).toBe(80)
  })
})
