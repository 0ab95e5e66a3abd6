import { expect, test } from 'vitest'
import { createRandom } from '../../simulation/random.ts'
import type { Service } from '../api/core.ts'
import type { EndpointSlice } from '../api/discovery.ts'
import { chainNames, endpointChain, servicePortName } from './chain-names.ts'
import { ruleText } from './iptables.ts'
import type { KernelRules } from './kernel-rules.ts'
import { isWithin, route } from './route.ts'
import { rulesOf } from './rules.ts'

const node = { nodeName: 'worker-1', podCidr: '10.244.0.0/16' }

function service(spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' } as Service['metadata'],
    spec: { clusterIP: '10.96.0.11', ports: [{ port: 80, targetPort: 8080 }], ...spec },
  }
}

function slice(
  addresses: readonly string[],
  conditions: EndpointSlice['endpoints'][number]['conditions'] = { ready: true },
  nodeName = 'worker-1',
  port: { name?: string; port: number } = { port: 8080 },
): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-x', namespace: 'default' } as EndpointSlice['metadata'],
    addressType: 'IPv4',
    endpoints: addresses.map((address) => ({ addresses: [address], conditions, nodeName })),
    ports: [{ protocol: 'TCP', ...port }],
  }
}

function kernel(object: Service, ...slices: EndpointSlice[]): KernelRules {
  return {
    services: new Map([['default/web', rulesOf(object, slices, node)]]),
    localAddresses: ['10.0.0.11', '127.0.0.1'],
    syncedAtMs: 0,
  }
}

const three = ['10.244.1.5', '10.244.2.6', '10.244.3.7']
const fromPod = { from: '10.244.1.9', to: '10.96.0.11', port: 80 }

test('chain names are those of a real cluster', () => {
  const name = servicePortName('default/web', 'http')
  expect(chainNames(name, 'tcp').cluster).toBe('KUBE-SVC-CDGGSHYLG3RE2FKL')
  expect(endpointChain(name, 'tcp', '10.244.1.5:8080')).toBe('KUBE-SEP-AFGSLHOD2HFNCBX4')
})

test('of n endpoints the k-th rule takes one in n − k + 1', () => {
  const [rules] = rulesOf(service(), [slice(three)], node)
  const shares = rules?.nat.map((rule) => rule.probability).filter(Boolean)
  expect(shares).toEqual(['0.3333333333', '0.5000000000'])
})

test('connections spread evenly over the endpoints', () => {
  const rules = kernel(service(), slice(three))
  const random = createRandom('packets')
  const counts = new Map<string, number>()
  for (let packet = 0; packet < 3000; packet++) {
    const { outcome } = route(rules, fromPod, random.unit)
    if (outcome.type === 'endpoint')
      counts.set(outcome.address, (counts.get(outcome.address) ?? 0) + 1)
  }
  expect([...counts.keys()].sort()).toEqual(three)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100)
})

test('the path of a packet names its rules, its draws and its end', () => {
  const { steps, outcome, masqueraded } = route(kernel(service(), slice(three)), fromPod, () => 0.4)
  expect(steps.map(({ chain, matched }) => [chain.slice(0, 9), matched])).toEqual([
    ['KUBE-SERV', true],
    ['KUBE-SVC-', false],
    ['KUBE-SVC-', true],
    ['KUBE-SEP-', true],
  ])
  expect(outcome).toEqual({ type: 'endpoint', address: '10.244.2.6', port: 8080 })
  expect(masqueraded).toBe(false)
})

test('a Service without endpoints refuses, one without a rule changes nothing', () => {
  expect(route(kernel(service()), fromPod, () => 0).outcome).toEqual({
    type: 'rejected',
    comment: 'default/web has no endpoints',
  })
  const elsewhere = { ...fromPod, to: '10.96.0.99' }
  expect(route(kernel(service(), slice(three)), elsewhere, () => 0).outcome.type).toBe('unchanged')
})

test('endpoints that end are used only when none is ready', () => {
  const ending = { ready: false, serving: true, terminating: true }
  const rules = kernel(service(), slice(['10.244.1.5'], ending))
  expect(route(rules, fromPod, () => 0).outcome.type).toBe('endpoint')
  const [both] = rulesOf(service(), [slice(['10.244.1.5'], ending), slice(['10.244.2.6'])], node)
  expect(both?.nat.some(({ to }) => to === '10.244.1.5:8080')).toBe(false)
})

test('a node port answers on the node, and hides the client', () => {
  const object = service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })
  const packet = { from: '203.0.113.9', to: '10.0.0.11', port: 30080 }
  const taken = route(kernel(object, slice(three)), packet, () => 0)
  expect(taken.outcome).toMatchObject({ type: 'endpoint', address: '10.244.1.5' })
  expect(taken.masqueraded).toBe(true)
})

test('externalTrafficPolicy Local with endpoints elsewhere only: nobody answers', () => {
  const object = service({
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, nodePort: 30080 }],
  })
  const rules = kernel(object, slice(['10.244.2.6'], { ready: true }, 'worker-2'))
  const packet = { from: '203.0.113.9', to: '10.0.0.11', port: 30080 }
  expect(route(rules, packet, () => 0).outcome.type).toBe('dropped')
})

test('sticky clients are looked up before the dice are thrown', () => {
  const [rules] = rulesOf(service({ sessionAffinity: 'ClientIP' }), [slice(three)], node)
  const texts = rules?.nat.map(ruleText) ?? []
  expect(texts.some((text) => text.includes('--rcheck --seconds 10800 --reap'))).toBe(true)
})

test('headless and external-name Services have no rules', () => {
  expect(rulesOf(service({ clusterIP: 'None' }), [slice(three)], node)).toEqual([])
  expect(rulesOf(service({ type: 'ExternalName' }), [], node)).toEqual([])
})

test('ranges of addresses', () => {
  expect(isWithin('10.244.3.7', '10.244.0.0/16')).toBe(true)
  expect(isWithin('10.245.0.1', '10.244.0.0/16')).toBe(false)
  expect(isWithin('192.168.0.1', '192.168.0.1')).toBe(true)
})
