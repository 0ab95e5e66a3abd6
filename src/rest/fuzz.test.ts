/**
 * Requests of no particular kind: whatever comes, there is an answer, it is nobody's crash, and the
 * server goes on. A failure names the seed; `SEED=… npm test -- fuzz` repeats it.
 */
import { expect, it } from 'vitest'
import { clientDistribution } from '../kubernetes/client-distribution.ts'
import { openInside } from '../lab/inside/open-inside.ts'
import { createLab } from '../lab/lab.ts'
import type { Scenario } from '../lab/scenario.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { onCalendar } from './calendar.ts'
import { createRest } from './rest.ts'

const machine = { cpu: '2', memory: '4Gi', images: ['nginx:1.29'] }
const scenario: Scenario = {
  id: 'two-machines',
  title: { ja: '', en: '' },
  machines: [
    { name: 'control-plane', role: 'control-plane', ...machine },
    { name: 'node-1', role: 'worker', ...machine },
  ],
  bootMs: 30_000,
  manifests: [
    '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx:1.29}]}}',
  ],
}

const gizmos = '/apis/example.com/v1/namespaces/default/gizmos'
const definition = {
  metadata: { name: 'gizmos.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'gizmos', kind: 'Gizmo' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {}, scale: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  replicas: { type: 'integer', default: 1 },
                  ports: { type: 'array', items: { type: 'object' } },
                  template: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              },
              status: { type: 'object', additionalProperties: { type: 'string' } },
            },
          },
        },
      },
    ],
  },
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']
const parts = [
  'api apis v1 v2 apps batch autoscaling policy namespaces default kube-system pods web deployments',
  'services nodes node-1 events status scale log exec attach portforward eviction binding finalize',
  'token selfsubjectaccessreviews openapi v3 version healthz watch .. %2e %00 %ff %E3%81%82 * toString',
  'proxy proxy/ web:80 approval gizmos example.com customresourcedefinitions metrics readyz/etcd',
  '__proto__ constructor roles ingresses jobs replicasets x authorization.k8s.io secrets configmaps',
]
  .join(' ')
  .split(' ')
const keys =
  'watch limit continue labelSelector fieldSelector resourceVersion resourceVersionMatch timeoutSeconds dryRun fieldManager fieldValidation propagationPolicy gracePeriodSeconds includeObject sendInitialEvents allowWatchBookmarks tailLines sinceSeconds sinceTime container follow command force'.split(
    ' ',
  )
const values =
  'true 1 0 -1 9999999999999999 a=b a%20in%20(b a!=b,,, All Strict Orphan Exact %00 x NaN metadata.name=web 2026-01-01T00:00:00Z %F0%9F%92%A5'.split(
    ' ',
  )
const types = [
  'application/json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/json-patch+json',
  'application/apply-patch+yaml',
  'application/vnd.kubernetes.protobuf',
  'text/plain',
  '',
]
const accepts = [
  'application/json',
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf, */*',
  'text/html',
  ';;;,',
]

function pathOf(random: Random): string {
  const known = [
    '/api/v1/namespaces/default/pods',
    '/api/v1/nodes',
    '/apis/apps/v1/deployments',
    '/apis/apps/v1/namespaces/default/deployments/web/scale',
    '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers',
    '/apis/events.k8s.io/v1/events',
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    gizmos,
    '/api/v1/namespaces/default/services/kubernetes/proxy',
    '/api/v1/watch/namespaces',
  ]
  const start = random.unit() < 0.5 ? random.pick(known) : ''
  const more = Array.from({ length: random.integer(0, 5) }, () => random.pick(parts))
  const query = Array.from(
    { length: random.integer(0, 4) },
    () => `${random.pick(keys)}=${random.pick(values)}`,
  )
  return `${[start, ...more].join('/')}?${query.join('&')}`
}

/** JSON of any shape, with names that mean something and names that should not. */
function shapeOf(random: Random, depth: number): unknown {
  const names =
    'metadata spec status name namespace labels replicas selector matchLabels template containers image __proto__ op path value kind apiVersion ports data'.split(
      ' ',
    )
  const leaves = [
    null,
    true,
    0,
    -1,
    1e300,
    '',
    'web',
    'あ',
    '500m',
    '1e9Gi',
    [],
    {},
    '/spec/replicas',
  ]
  if (depth === 0 || random.unit() < 0.3) return random.pick(leaves)
  const size = random.integer(0, 5)
  if (random.unit() < 0.25) return Array.from({ length: size }, () => shapeOf(random, depth - 1))
  return Object.fromEntries(
    Array.from({ length: size }, () => [random.pick(names), shapeOf(random, depth - 1)]),
  )
}

function bodyOf(random: Random): string | Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(shapeOf(random, 6))
  switch (random.integer(0, 5)) {
    case 0:
      return text.slice(0, random.integer(0, text.length))
    case 1:
      return `${'['.repeat(random.integer(0, 5000))}${text}`
    case 2:
      return Uint8Array.from({ length: 200 }, (_, at) =>
        at < 4 ? (Uint8Array.of(0x6b, 0x38, 0x73, 0)[at] ?? 0) : random.integer(0, 255),
      )
    default:
      return text
  }
}

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

it(`answers whatever comes, and never by a crash (seed ${seed})`, async () => {
  const random = createRandom(`requests ${seed}`)
  const lab = createLab({ scenario, seed: 1, distribution: clientDistribution })
  const { backend } = lab
  const inside = openInside(lab.view)
  const server = {
    get now() {
      return backend.now
    },
    handle: backend.handle,
    watch: backend.watch,
    inside,
  }
  const rest = createRest(onCalendar(server, Date.now), { read: JSON.parse, write: JSON.stringify })
  const send = (path: string, body: unknown) =>
    rest(
      new Request(`http://cluster${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  await send('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition)
  lab.settle()
  expect((await send(gizmos, { metadata: { name: 'web' } })).status).toBe(201)
  for (let round = 0; round < 1000; round++) {
    const method = random.pick(methods)
    const address = `http://cluster${pathOf(random)}`
    const hasBody = method !== 'GET' && method !== 'HEAD' && random.unit() < 0.8
    const request = new Request(address, {
      method,
      headers: { accept: random.pick(accepts), 'content-type': random.pick(types) },
      ...(hasBody ? { body: bodyOf(random) } : {}),
    })
    const response = await rest(request)
    const told = `seed ${seed}, round ${round}: ${method} ${address}`
    expect(response.status, told).not.toBe(500)
    await response.body?.cancel()
    if (round % 50 === 0) lab.advance(1000)
  }
  const after = await rest(new Request('http://cluster/api/v1/namespaces/default/pods'))
  expect(after.status).toBe(200)
})

it('takes no more of a body than it may hold', async () => {
  const lab = createLab({ scenario, seed: 1 })
  const rest = createRest(lab.backend, { read: JSON.parse, write: JSON.stringify })
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  const request = new Request('http://cluster/api/v1/namespaces', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: endless,
    duplex: 'half',
  } as RequestInit)
  expect((await rest(request)).status).toBe(413)
  expect(sent).toBeLessThan(4 * 1024 * 1024)
})
