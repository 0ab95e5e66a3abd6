import { describe, expect, test } from 'vitest'
import type { ContainerStatus, PodSpec } from '../api/core.ts'
import { ready } from './pod-conditions.ts'
import { podPhase } from './pod-phase.ts'

const facts = { podIsTerminal: false, podHasInitialized: false }

function status(name: string, state: ContainerStatus['state'], isReady = false): ContainerStatus {
  return { name, image: '', imageID: '', ready: isReady, restartCount: 0, ...(state && { state }) }
}

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
const ended = (exitCode: number) => ({ terminated: { exitCode } })

function spec(restartPolicy: 'Always' | 'OnFailure' | 'Never'): PodSpec {
  return { containers: [{ name: 'c' }], restartPolicy }
}

describe('phase', () => {
  test.each([
    ['Always', 1, 'Running'],
    ['Always', 0, 'Running'],
    ['OnFailure', 1, 'Running'],
    ['OnFailure', 0, 'Succeeded'],
    ['Never', 1, 'Failed'],
    ['Never', 0, 'Succeeded'],
  ] as const)('%s, exit code %i: %s', (policy, exitCode, phase) => {
    expect(podPhase(spec(policy), [status('c', ended(exitCode))], facts)).toBe(phase)
  })
})

describe('conditions', () => {
  test('ready containers make a ready Pod', () => {
    const good = { spec: spec('Always'), phase: 'Running', statuses: [status('c', running, true)] }
    expect(ready(good as never)).toEqual({ type: 'Ready', status: 'True' })
    const bad = { ...good, statuses: [status('c', running, false)] }
    expect(ready(bad as never)).toMatchObject({
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [c]',
    })
  })
})
