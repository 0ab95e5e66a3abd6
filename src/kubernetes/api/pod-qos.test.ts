import { expect, test } from 'vitest'
import { loadCases } from '../cases-for-tests.ts'
import { podQosClass } from './pod-qos.ts'

const half = { cpu: '500m', memory: '128Mi' }

test('Guaranteed: limits for both, and requests that equal them', () => {
  const resources = { requests: half, limits: { cpu: '0.5', memory: '128Mi' } }
  expect(podQosClass({ containers: [{ name: 'c', resources }] })).toBe('Guaranteed')
})

test('BestEffort: nothing at all; anything else is Burstable', () => {
  expect(podQosClass({ containers: [{ name: 'c' }] })).toBe('BestEffort')
  const resources = { requests: { cpu: '1m' } }
  expect(podQosClass({ containers: [{ name: 'c', resources }] })).toBe('Burstable')
})

test('upstream table', () => {
  for (const { id, input, expected } of loadCases('pod_qos') ?? [])
    expect(podQosClass(input.pod.spec), id).toBe(expected)
})
