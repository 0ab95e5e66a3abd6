import { describe, expect, it } from 'vitest'
import type { Column } from './columns/column.ts'
import { podStatusText } from './columns/pods.ts'
import { columns } from './columns.ts'
import { resourceOfKind } from './resources.ts'

function row(object: { apiVersion: string; kind: string }, wide: boolean, nowMs: number) {
  const resource = resourceOfKind(object.apiVersion, object.kind) ?? expect.fail(object.kind)
  return (columns[resource] as readonly Column<never>[])
    .filter(({ priority }) => wide || priority === 0)
    .map((column) => String(column.cell(object as never, nowMs)))
}

describe('columns', () => {
  it('have the names and the order that kubectl prints', () => {
    const headers = (resource: keyof typeof columns, wide = false) =>
      (columns[resource] as readonly Column<never>[])
        .filter(({ priority }) => wide || priority === 0)
        .map(({ name }) => name)
        .join(' ')
    expect(headers('pods')).toBe('NAME READY STATUS RESTARTS AGE')
    expect(headers('deployments')).toBe('NAME READY UP-TO-DATE AVAILABLE AGE')
    expect(headers('nodes')).toBe('NAME STATUS ROLES AGE VERSION')
    expect(headers('events', true)).toBe(
      'LAST SEEN TYPE REASON OBJECT SUBOBJECT SOURCE MESSAGE FIRST SEEN COUNT NAME',
    )
    expect(headers('leases')).toBe('NAME HOLDER AGE')
  })

  it('look at init containers as far as the first that is not done', () => {
    const running = { ready: true, started: true, restartCount: 0, state: { running: {} } }
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        containers: [{ name: 'c' }],
        initContainers: [{ name: 'i' }, { name: 's', restartPolicy: 'Always' }],
      },
      status: {
        phase: 'Pending',
        initContainerStatuses: [
          { name: 'i', restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } } },
          { ...running, name: 's', restartCount: 5 },
        ],
        containerStatuses: [{ ...running, name: 'c' }],
      },
    }
    expect(row(pod, false, 0)).toEqual(['p', '0/2', 'Init:CrashLoopBackOff', '2', '<unknown>'])
  })

  it('show a lost node as NotReady and its roles in order', () => {
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: 'n',
        creationTimestamp: '2026-01-01T00:00:00Z',
        labels: { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/edge': '' },
      },
      spec: { unschedulable: true },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    }
    expect(row(node, false, 300_000)).toEqual([
      'n',
      'NotReady,SchedulingDisabled',
      'edge,worker',
      '5m',
      '',
    ])
  })

  it('say why a Pod is not what it should be', () => {
    const pod = (status: unknown, deletionTimestamp?: string) =>
      podStatusText({
        metadata: { ...(deletionTimestamp ? { deletionTimestamp } : {}) },
        spec: { containers: [{ name: 'c' }] },
        status,
      } as never)
    const waiting = { state: { waiting: { reason: 'CrashLoopBackOff' } } }
    expect(pod({ phase: 'Pending' })).toBe('Pending')
    expect(pod({ phase: 'Running', containerStatuses: [waiting] })).toBe('CrashLoopBackOff')
    expect(pod({ phase: 'Running' }, 'now')).toBe('Terminating')
    expect(pod({ phase: 'Running', reason: 'NodeLost' }, 'now')).toBe('Unknown')
    expect(pod({ phase: 'Failed', reason: 'Evicted' })).toBe('Evicted')
    const killed = { state: { terminated: { exitCode: 137, signal: 9 } } }
    expect(pod({ phase: 'Failed', containerStatuses: [killed] })).toBe('Signal:9')
  })
})
