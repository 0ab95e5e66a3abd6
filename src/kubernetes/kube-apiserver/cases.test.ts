/** The API server against what kube-apiserver v1.35 answered to the same requests. */
import { describe, expect, it } from 'vitest'
import { type Case, loadCases } from '../cases-for-tests.ts'
import { testApiServer } from './api-server-for-tests.ts'
import type { PatchType, Request, Response, Verb } from './request.ts'
import { isStatus } from './request.ts'
import { resourceOfKind, resources } from './resources.ts'

type Known = keyof typeof resources

/** Rows of kinds that are not served here are not run; each such kind is named. */
const notServed = [
  'configmaps',
  'cronjobs',
  'daemonsets',
  'horizontalpodautoscalers',
  'jobs',
  'poddisruptionbudgets',
  'priorityclasses',
  'statefulsets',
]

/** Rows about what the pipeline says it leaves out, by what it leaves out. */
const leftOut: Readonly<Record<string, RegExp>> = {
  scale: /scale/,
  eviction: /evict/,
  'paths instead of requests': /unknown group|future resourceVersion/,
  'priority classes as objects': /^priority class$/,
}

const served = (area: string): readonly Case[] =>
  (loadCases(area) ?? []).filter(({ name, input }) => {
    if (Object.values(leftOut).some((text) => text.test(name))) return false
    const resource = input.resource ?? partsOf(input.path).resource
    expect([...Object.keys(resources), ...notServed]).toContain(resource)
    return !notServed.includes(resource)
  })

/** `/apis/apps/v1/namespaces/val/deployments/web` in its parts. */
function partsOf(path: string) {
  const words = path.split('?')[0]?.split('/').filter(Boolean) ?? []
  const rest = words.slice(words[0] === 'api' ? 2 : 3)
  const isWithin = rest[0] === 'namespaces' && rest.length > 2
  const [resource = '', name, subresource] = isWithin ? rest.slice(2) : rest
  return { resource, name, subresource, ...(isWithin ? { namespace: rest[1] } : {}) }
}

function expectAnswer({ code, body }: Response, expected: Case['expected']): void {
  const status = isStatus(body) ? body : undefined
  expect(code, status?.message).toBe(expected.code)
  if (code < 400) return
  expect(status?.code).toBe(expected.code)
  if (expected.reason) expect(status?.reason).toBe(expected.reason)
  if (expected.message) expect(status?.message).toBe(expected.message)
  if (expected.messagePrefix) expect(status?.message).toContain(expected.messagePrefix)
  if (expected.causes) expect(status?.details?.causes).toEqual(expected.causes)
}

describe('create', () => {
  for (const { id, name, input, expected } of served('api_validation'))
    it(`${id}: ${name}`, () => {
      const { resource, namespace = 'val' } = input.path ? partsOf(input.path) : input
      const server = testApiServer('val')
      const answer = server.ask({
        verb: 'create',
        resource: resource as Known,
        ...(resources[resource as Known].namespaced ? { namespace } : {}),
        body: input.body,
        options: { fieldValidation: 'Strict', dryRun: true },
      })
      expectAnswer(answer, expected)
    })
})

const verbs: Readonly<Record<string, Verb>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  POST: 'create',
  DELETE: 'delete',
}

describe('change', () => {
  for (const { id, name, input, expected } of served('api_update'))
    it(`${id}: ${name}`, () => {
      const server = testApiServer('val')
      for (const body of existingFor(input)) {
        const { namespace } = body.metadata
        const resource = resourceOfKind(body.apiVersion, body.kind) ?? expect.fail(body.kind)
        const created = server.ask({ verb: 'create', resource, namespace, body })
        expect(created.code, JSON.stringify(created.body)).toBe(201)
      }
      const target = input.path
        ? partsOf(input.path)
        : { resource: input.resource, namespace: 'val', name: input.existing.metadata.name }
      const [, patchType] =
        /application\/(json|merge|strategic)/.exec(input.contentType ?? '') ?? []
      const request = {
        verb: verbs[input.method],
        ...target,
        body: input.patch ?? input.body,
        options: { ...(patchType ? { patchType: patchType as PatchType } : {}) },
      } as Omit<Request, 'user' | 'cause'>
      expectAnswer(server.ask(request), expected)
    })
})

/** What the row says exists, or the objects that rows with only a path take for granted. */
function existingFor(input: Case['input']) {
  if (input.existing) return [input.existing]
  const metadata = { namespace: 'val' }
  const spec = { containers: [{ name: 'c', image: 'nginx' }] }
  const labels = { a: 'b' }
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'p1' }, spec },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: 'web' },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec },
      },
    },
  ]
}

describe('default', () => {
  for (const { id, name, input, expected } of served('defaulting'))
    it(`${id}: ${name}`, () => {
      const { resource, object } = input
      const { namespace } = object.metadata
      const server = testApiServer('val')
      const { code, body } = server.ask({ verb: 'create', resource, namespace, body: object })
      expect(code, JSON.stringify(body)).toBe(201)
      const { metadata, ...rest } = JSON.parse(JSON.stringify(body))
      const { uid: _, resourceVersion: __, creationTimestamp: ___, ...kept } = metadata
      expect(withAllocated({ ...rest, metadata: kept }, expected.object)).toEqual(expected.object)
    })
})

/** `<allocated>` wherever the row has it and the answer has anything at all. */
function withAllocated(actual: unknown, expected: unknown): unknown {
  if (expected === '<allocated>') return actual === undefined ? actual : expected
  if (typeof actual !== 'object' || actual === null) return actual
  const wanted = (expected ?? {}) as Readonly<Record<string, unknown>>
  const entries = Object.entries(actual).map(([key, value]) => [
    key,
    withAllocated(value, wanted[key]),
  ])
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
