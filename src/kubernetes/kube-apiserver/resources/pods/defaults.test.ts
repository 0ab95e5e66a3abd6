import { expect, it } from 'vitest'
import { defaultPod, defaultTemplate } from './defaults.ts'

const container = {
  name: 'c',
  image: 'nginx:1.27',
  ports: [{ containerPort: 80 }],
  env: [
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
  ],
  lifecycle: { preStop: { httpGet: { port: 80 } } },
}
const volumes = [
  {
    name: 'v',
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token' } },
        { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } },
      ],
    },
  },
]
const spec = { hostNetwork: true, containers: [container], volumes }

it('says which version a field of the Pod is of, and how a hook asks', () => {
  const { containers, volumes: kept } = defaultTemplate({ spec }).spec
  expect(containers[0]).toMatchObject({
    env: [
      { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { valueFrom: { resourceFieldRef: { divisor: '0', resource: 'limits.cpu' } } },
    ],
    lifecycle: { preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTP' } } },
  })
  expect(kept).toMatchObject([
    {
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3_600 } },
          { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1' } }] } },
        ],
      },
    },
  ])
})

it('gives the port of the host to a Pod on its network, but not yet to a template', () => {
  expect(defaultTemplate({ spec }).spec.containers[0]?.ports?.[0]).not.toHaveProperty('hostPort')
  const metadata = { name: 'p', uid: 'u' }
  const pod = defaultPod({ apiVersion: 'v1', kind: 'Pod', metadata, spec } as never)
  expect(pod.spec.containers[0]?.ports).toEqual([
    { containerPort: 80, hostPort: 80, protocol: 'TCP' },
  ])
})
