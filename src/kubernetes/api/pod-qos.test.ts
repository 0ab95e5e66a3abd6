import { expect, test } from 'vitest'
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
