/** Areas of the API server: what it takes, refuses, fills in and patches, and in which words. */

import { threeWayPatch } from '../../kubectl/three-way-patch.ts'
import { testApiServer } from '../../kubernetes/kube-apiserver/api-server-for-tests.ts'
import { jsonPatch } from '../../kubernetes/kube-apiserver/json-patch.ts'
import { applyPatch } from '../../kubernetes/kube-apiserver/patch.ts'
import type { Request, Response, Status, Verb } from '../../kubernetes/kube-apiserver/request.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { resourceOfKind, resources } from '../../kubernetes/kube-apiserver/resources.ts'
import { anySchemaOf } from '../../kubernetes/kube-apiserver/schema-more.ts'
import { strategicMerge } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { isServed } from '../../rest/discovery.ts'
import { pageNotFound } from '../../rest/failure.ts'
import { kindsOf } from '../../rest/kinds.ts'
import { routeOf } from '../../rest/route.ts'
import type { Areas, Row } from './area.ts'

type Input = Row['input']

export const requests: Areas = {
  patch({ input }) {
    const { type, original, patch } = input
    const result = applyPatch(type, anySchemaOf(original.kind), original, patch)
    if (!isStatus(result as Response['body'])) return { result }
    const said =
      type === 'json' ? jsonPatch(original, patch) : { error: (result as Status).message }
    return { error: true, text: 'error' in said ? said.error : '' }
  },

  /** The patch may be another, as long as it leads to the same. */
  apply_three_way({ input, expected }) {
    const { lastApplied, manifest, live } = input
    const schema = anySchemaOf(live.kind)
    const patch = threeWayPatch(schema, lastApplied, manifest, live)
    return { patch: expected.patch, result: strategicMerge(live, patch, schema) }
  },

  api_validation({ input, expected }) {
    const { resource, namespace = 'val' } = input.path ? partsOf(input.path) : input
    const response = testApiServer('val').ask({
      verb: 'create',
      resource,
      ...(isNamespaced(resource) ? { namespace } : {}),
      body: input.body,
      options: { fieldValidation: 'Strict', dryRun: true },
    })
    return answerOf(response, expected)
  },

  api_update({ input, expected }) {
    const { group, version } = routeOf(input.path?.split('?')[0] ?? '') ?? {}
    if (
      group !== undefined &&
      version !== undefined &&
      !isServed(kindsOf(testApiServer('val')), group, version)
    )
      return { code: 404, reason: null, message: pageNotFound }
    const server = testApiServer('val')
    for (const body of existingFor(input)) {
      const { namespace } = body.metadata
      const resource = resourceOfKind(body.apiVersion, body.kind)
      if (!resource) throw new RangeError(`the kind ${body.kind} is not served`)
      const created = server.ask({ verb: 'create', resource, namespace, body })
      if (created.code !== 201)
        throw new RangeError(`existing object: ${JSON.stringify(created.body)}`)
    }
    const target = input.path
      ? partsOf(input.path)
      : {
          resource: input.resource,
          namespace: isNamespaced(input.resource) ? 'val' : undefined,
          name: input.existing.metadata.name,
          subresource: input.subresource,
        }
    const patchType = /application\/(json|merge|strategic)/.exec(input.contentType ?? '')?.[1]
    const resourceVersion = /[?&]resourceVersion=([^&]*)/.exec(input.path ?? '')?.[1]
    const isList = input.method === 'GET' && target.name === undefined
    const response = server.ask({
      verb: isList ? 'list' : verbs[input.method],
      ...target,
      body: input.patch ?? input.body,
      options: {
        ...(patchType ? { patchType } : {}),
        ...(resourceVersion ? { resourceVersion } : {}),
      },
    } as Omit<Request, 'user' | 'cause'>)
    return answerOf(response, expected)
  },

  defaulting({ input, expected }) {
    const { resource, object } = input
    const server = testApiServer('val')
    if (resource in resources && 'priorityclasses' in resources)
      server.ask({
        verb: 'create',
        resource: 'priorityclasses' as Request['resource'],
        body: {
          apiVersion: 'scheduling.k8s.io/v1',
          kind: 'PriorityClass',
          metadata: { name: 'high' },
          value: 1000,
        },
      })
    const { namespace } = object.metadata
    isNamespaced(resource)
    const { code, body } = server.ask({ verb: 'create', resource, namespace, body: object })
    if (code !== 201) throw new RangeError(`refused: ${JSON.stringify(body)}`)
    const { metadata, ...rest } = JSON.parse(JSON.stringify(body))
    const {
      uid: _,
      resourceVersion: __,
      creationTimestamp: ___,
      managedFields: ____,
      ...kept
    } = metadata
    const stored = withoutToken({ ...rest, metadata: kept })
    return { object: withAllocated(stored, expected.object) }
  },
}

/** The tables leave out the volume that every Pod gets for its service account's token. */
function withoutToken(stored: Input): Input {
  if (stored['kind'] !== 'Pod') return stored
  const isToken = ({ name = '' }: { name?: string }) => name.startsWith('kube-api-access-')
  const without = (holder: Input, key: string): Input => {
    const { [key]: list, ...others } = holder
    const kept = (list ?? []).filter((one: Input) => !isToken(one))
    return kept.length > 0 ? { ...others, [key]: kept } : others
  }
  const containers = (list: readonly Input[]) => list.map((one) => without(one, 'volumeMounts'))
  const spec = without(stored['spec'], 'volumes')
  const { initContainers } = spec
  return {
    ...stored,
    spec: {
      ...spec,
      containers: containers(spec['containers']),
      ...(initContainers ? { initContainers: containers(initContainers) } : {}),
    },
  }
}

const verbs: Readonly<Record<string, Verb>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  POST: 'create',
  DELETE: 'delete',
}

function isNamespaced(resource: string): boolean {
  const definition = (resources as Readonly<Record<string, { namespaced: boolean }>>)[resource]
  if (!definition) throw new RangeError(`the resource ${resource} is not served`)
  return definition.namespaced
}

/** `/apis/apps/v1/namespaces/val/deployments/web` in its parts. */
function partsOf(path: string): Input {
  const words = path.split('?')[0]?.split('/').filter(Boolean) ?? []
  const rest = words.slice(words[0] === 'api' ? 2 : 3)
  const isWithin = rest[0] === 'namespaces' && rest.length > 2
  const [resource = '', name, subresource] = isWithin ? rest.slice(2) : rest
  return { resource, name, subresource, ...(isWithin ? { namespace: rest[1] } : {}) }
}

/** As much of the answer as the row speaks of. */
function answerOf({ code, body }: Response, expected: Row['expected']) {
  const status = isStatus(body) ? body : undefined
  const { message = '', reason, details } = status ?? {}
  if (code < 400) return { ...expected, code }
  return {
    code: status?.code === code ? code : status,
    ...(expected.reason === undefined ? {} : { reason: reason ?? null }),
    ...(expected.message === undefined ? {} : { message: withUid(message, expected.message) }),
    ...(expected.messagePrefix === undefined
      ? {}
      : {
          messagePrefix: message.startsWith(expected.messagePrefix)
            ? expected.messagePrefix
            : message,
        }),
    ...(expected.causes === undefined
      ? {}
      : {
          causes: details?.causes?.map((cause) => ({
            ...cause,
            message: withUid(cause.message, JSON.stringify(expected.causes)),
          })),
        }),
  }
}

const uid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

function withUid(message: string, expected: string): string {
  return expected.includes('<uid>') ? message.replace(uid, '<uid>') : message
}

/** What the row says exists, or the objects that rows with only a path take for granted. */
function existingFor(input: Input): readonly Input[] {
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

/** `<allocated>` and `<uid>` wherever the row has it and the answer has anything at all. */
function withAllocated(actual: unknown, expected: unknown): unknown {
  if (expected === '<allocated>' || expected === '<uid>')
    return actual === undefined ? actual : expected
  if (typeof actual !== 'object' || actual === null) return actual
  const wanted = (expected ?? {}) as Readonly<Record<string, unknown>>
  const entries = Object.entries(actual).map(([key, value]) => [
    key,
    withAllocated(value, wanted[key]),
  ])
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
