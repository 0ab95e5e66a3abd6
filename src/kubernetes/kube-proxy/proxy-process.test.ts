import { expect, test } from 'vitest'
import { Simulation } from '../../simulation/simulation.ts'
import type { ComponentDefinition } from '../component.ts'
import { etcd } from '../etcd/etcd.ts'
import { createHost, type RunningHost } from '../host.ts'
import { PhysicalMachine } from '../infrastructure/machine.ts'
import { Network } from '../infrastructure/network.ts'
import { createApiServer } from '../kube-apiserver/api-server.ts'
import { adminUser, createAuthorizer } from '../kube-apiserver/authorization.ts'
import { basicResources } from '../kube-apiserver/basic-resources.ts'
import { kernelRulesOf } from './kernel-rules.ts'
import { kubeProxy } from './kube-proxy.ts'
import { route } from './route.ts'

class Bench {
  readonly simulation = new Simulation('proxy')
  readonly network = new Network()
  readonly machine: PhysicalMachine
  proxy: RunningHost

  constructor() {
    const size = { cpuMilli: 1000, memoryBytes: 2 ** 30, maxPods: 10 }
    this.machine = new PhysicalMachine({ name: 'control-plane', role: 'control-plane', ...size }, 0)
    this.start(etcd)
    this.start(createApiServer(createAuthorizer([kubeProxy]), basicResources))
    this.proxy = this.start(kubeProxy)
    this.wait(1)
  }

  start(definition: ComponentDefinition): RunningHost {
    const { simulation, network, machine } = this
    const environment = { simulation, network, machine, informers: new Map() }
    const running = createHost(definition, environment)
    definition.start?.(running.host)
    return running
  }

  wait(seconds: number): void {
    this.simulation.advance(1000 * seconds)
  }

  send(verb: 'create' | 'delete', resource: 'services' | 'endpointslices', body: object): void {
    const server = this.network.dial('kube-apiserver', this.machine)
    const { name } = (body as { metadata: { name: string } }).metadata
    const namespace = 'default'
    const request = { user: adminUser, verb, resource, namespace, cause: { by: 'test' } }
    const sent = verb === 'create' ? { ...request, body } : { ...request, name }
    const response = server.ok ? server.service.handle(sent) : undefined
    expect(response?.code).toBeLessThan(300)
  }

  /** Where a new connection to the Service ends. */
  outcome() {
    const rules = kernelRulesOf(this.machine)
    const packet = { from: '10.244.0.9', to: '10.96.0.50', port: 80 }
    return rules && route(rules, packet, () => 0).outcome
  }
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { clusterIP: '10.96.0.50', selector: { app: 'web' }, ports: [{ port: 80 }] },
}

function slice(name: string, address: string) {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ port: 80, protocol: 'TCP' }],
  }
}

test('rules follow Services and endpoints, at most once a second', () => {
  const bench = new Bench()
  expect(bench.outcome()).toEqual({ type: 'unchanged' })
  bench.send('create', 'services', service)
  bench.wait(1)
  expect(bench.outcome()?.type).toBe('rejected')
  bench.send('create', 'endpointslices', slice('web-a', '10.244.1.5'))
  bench.wait(1.1)
  expect(bench.outcome()).toEqual({ type: 'endpoint', address: '10.244.1.5', port: 80 })

  const syncedAtMs = kernelRulesOf(bench.machine)?.syncedAtMs ?? 0
  bench.send('create', 'endpointslices', slice('web-b', '10.244.1.4'))
  bench.wait(1)
  expect((kernelRulesOf(bench.machine)?.syncedAtMs ?? 0) - syncedAtMs).toBeGreaterThanOrEqual(1000)
  expect(bench.outcome()).toMatchObject({ address: '10.244.1.4' })
})

test('when kube-proxy stops, the rules stay as they are; when it is back, they are put right', () => {
  const bench = new Bench()
  bench.send('create', 'services', service)
  bench.send('create', 'endpointslices', slice('web-a', '10.244.1.5'))
  bench.wait(2)
  bench.proxy.stop()
  bench.send('delete', 'endpointslices', slice('web-a', '10.244.1.5'))
  bench.wait(5)
  expect(bench.outcome()).toMatchObject({ address: '10.244.1.5' })
  bench.proxy = bench.start(kubeProxy)
  bench.wait(2)
  expect(bench.outcome()?.type).toBe('rejected')
})

test('a deleted Service leaves no rule', () => {
  const bench = new Bench()
  bench.send('create', 'services', service)
  bench.wait(1)
  bench.send('delete', 'services', service)
  bench.wait(2)
  expect(bench.outcome()).toEqual({ type: 'unchanged' })
  expect(bench.simulation.atRest).toBe(true)
})
