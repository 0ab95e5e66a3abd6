import { describe, expect, it } from 'vitest'
import type { Node, Pod, Service } from '../../api/core.ts'
import type { EndpointSlice } from '../../api/discovery.ts'
import { type PlanInput, planSlices } from './plan-slices.ts'

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', uid: 'u-web', labels: { team: 'a' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
} as unknown as Service

const nodeOf = (name: string) => ({ metadata: { name } }) as Node

function pods(count: number, from = 0): Pod[] {
  return Array.from({ length: count }, (_, index) => pod(from + index))
}

function pod(number: number): Pod {
  return {
    metadata: { name: `web-${number}`, namespace: 'default', uid: `u-${number}` },
    spec: { containers: [], nodeName: 'node-1' },
    status: { podIPs: [{ ip: `10.244.${number >> 8}.${number & 255}` }] },
  } as unknown as Pod
}

/** What the API server would hold after the plan has been carried out. */
function carryOut(existing: readonly EndpointSlice[], input: Omit<PlanInput, 'existing'>) {
  const plan = planSlices({ ...input, existing })
  const kept = existing
    .filter((slice) => !plan.delete.includes(slice))
    .map(
      (slice) => plan.update.find(({ metadata }) => metadata.name === slice.metadata.name) ?? slice,
    )
  const created = plan.create.map((draft, index) => ({
    ...draft,
    metadata: { ...draft.metadata, name: `web-${existing.length + index}` },
  }))
  return { plan, slices: [...kept, ...created] as EndpointSlice[] }
}

const sizes = (slices: readonly EndpointSlice[]) => slices.map(({ endpoints }) => endpoints.length)

describe('planSlices', () => {
  it('says with one empty slice that a Service has no endpoints', () => {
    const { plan, slices } = carryOut([], { service, pods: [], nodeOf })
    expect(sizes(slices)).toEqual([0])
    expect(plan.create[0]?.metadata).toMatchObject({
      generateName: 'web-',
      labels: {
        team: 'a',
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Service', name: 'web', uid: 'u-web', controller: true }],
    })
    expect(carryOut(slices, { service, pods: [], nodeOf }).plan).toEqual({
      create: [],
      update: [],
      delete: [],
    })
  })

  it('keeps the name of the empty slice when the first Pod comes', () => {
    const empty = carryOut([], { service, pods: [], nodeOf }).slices
    const { plan, slices } = carryOut(empty, { service, pods: pods(1), nodeOf })
    expect(plan.create).toEqual([])
    expect(plan.update.map(({ metadata }) => metadata.name)).toEqual(['web-0'])
    expect(slices[0]?.ports).toEqual([{ name: '', port: 80, protocol: 'TCP' }])
  })

  it('puts at most 100 endpoints into a slice', () => {
    const { slices } = carryOut([], { service, pods: pods(250), nodeOf })
    expect(sizes(slices)).toEqual([100, 100, 50])
  })

  it('touches as few slices as it can', () => {
    const { slices } = carryOut([], { service, pods: pods(250), nodeOf })
    const one = carryOut(slices, { service, pods: [...pods(250), pod(999)], nodeOf })
    expect(one.plan.update.map(({ metadata }) => metadata.name)).toEqual(['web-2'])
    expect(sizes(one.slices)).toEqual([100, 100, 51])
    const gone = carryOut(one.slices, { service, pods: pods(249, 1), nodeOf })
    expect(sizes(gone.slices)).toEqual([99, 100, 50])
    const another = carryOut(gone.slices, { service, pods: pods(250, 1), nodeOf })
    expect(sizes(another.slices)).toEqual([100, 100, 50])
    expect(another.plan.update).toHaveLength(1)
  })

  it('does nothing the second time', () => {
    const { slices } = carryOut([], { service, pods: pods(120), nodeOf })
    const { plan } = carryOut(slices, { service, pods: pods(120), nodeOf })
    expect(plan).toEqual({ create: [], update: [], delete: [] })
  })

  it('keeps a slice for each meaning of a named port', () => {
    const named = {
      ...service,
      spec: { ...service.spec, ports: [{ port: 80, targetPort: 'http' }] },
    }
    const withPort = (number: number, containerPort: number): Pod => {
      const plain = pod(number)
      const containers = [{ name: 'c', ports: [{ name: 'http', containerPort }] }]
      return { ...plain, spec: { ...plain.spec, containers } }
    }
    const both = [withPort(1, 8080), withPort(2, 9090), withPort(3, 8080)]
    const { slices } = carryOut([], { service: named, pods: both, nodeOf })
    expect(slices.map(({ ports, endpoints }) => [ports?.[0]?.port, endpoints.length])).toEqual([
      [8080, 2],
      [9090, 1],
    ])
  })

  it('leaves out Pods whose node is no more', () => {
    const { slices } = carryOut([], { service, pods: pods(2), nodeOf: () => undefined })
    expect(sizes(slices)).toEqual([0])
  })
})
