import { describe, expect, it } from 'vitest'
import type { KubernetesObject } from '../api/meta.ts'
import type { ResourceName } from '../api/resource-types.ts'
import { testApiServer } from './api-server-for-tests.ts'
import { adminUser } from './authorization.ts'
import type { RequestOptions, Status, WatchEvent } from './request.ts'

const container = { name: 'c', image: 'nginx:1.27' }
const labels = { app: 'x' }

/** A server that has one object, and all that is heard of it. */
function having(resource: ResourceName, object: object, metadata: object = {}) {
  const server = testApiServer()
  const at = { resource, namespace: 'default' } as const
  const body = { ...object, metadata: { name: 'x', ...metadata } }
  const made = server.ask({ ...at, verb: 'create', body })
  expect(made.code, JSON.stringify(made.body)).toBe(201)
  const news: string[] = []
  const { resourceVersion } = (made.body as KubernetesObject).metadata
  const follow = { ...at, verb: 'watch', options: { resourceVersion } } as const
  const tell = ({ type, object: { metadata: seen } }: WatchEvent) =>
    news.push(`${type} ${(seen as KubernetesObject['metadata']).deletionGracePeriodSeconds ?? '-'}`)
  server.watch({ ...follow, user: adminUser, cause: { by: 'test' } }, tell)
  return {
    ...server,
    news,
    remove: (options: RequestOptions = {}) =>
      server.ask({ ...at, verb: 'delete', name: 'x', options }),
    read: () => server.ask({ ...at, verb: 'get', name: 'x' }),
    patch: (patch: object) => server.ask({ ...at, verb: 'patch', name: 'x', body: patch }),
    metadata: () =>
      (server.ask({ ...at, verb: 'get', name: 'x' }).body as KubernetesObject).metadata,
  }
}

const boundPod = (metadata: object = {}) =>
  having(
    'pods',
    { apiVersion: 'v1', kind: 'Pod', spec: { nodeName: 'n', containers: [container] } },
    metadata,
  )
const configMap = (metadata: object = {}) =>
  having('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } }, metadata)
const deployment = (metadata: object = {}) => {
  const template = { metadata: { labels }, spec: { containers: [container] } }
  const spec = { selector: { matchLabels: labels }, template }
  return having('deployments', { apiVersion: 'apps/v1', kind: 'Deployment', spec }, metadata)
}
const job = () =>
  having('jobs', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
  })

describe('a deletion', () => {
  it('takes at once what nothing holds', () => {
    const { remove, read, news } = configMap()
    expect(remove().code).toBe(200)
    expect(read().code).toBe(404)
    expect(news).toEqual(['DELETED -'])
    expect(remove().body).toMatchObject({ reason: 'NotFound', code: 404 })
  })

  it('waits for the last finalizer, counts as a change of what is desired, and ends with it', () => {
    const { remove, read, patch, metadata, news } = deployment({ finalizers: ['a.example/b'] })
    remove()
    const first = metadata()
    expect(first).toMatchObject({ deletionGracePeriodSeconds: 0, generation: 2 })
    remove()
    expect(metadata()).toEqual(first)
    patch({ metadata: { finalizers: null } })
    expect(read().code).toBe(404)
    expect(news).toEqual(['MODIFIED 0', 'MODIFIED 0', 'DELETED 0'])
  })

  it('is marked as the policy says, and unmarked by another', () => {
    const finalizersAfter = (policy: RequestOptions['propagationPolicy'], own: string[] = []) => {
      const { remove, metadata } = deployment({ finalizers: ['a.example/b', ...own] })
      remove(policy ? { propagationPolicy: policy } : {})
      return metadata().finalizers
    }
    expect(finalizersAfter('Foreground')).toEqual(['a.example/b', 'foregroundDeletion'])
    expect(finalizersAfter('Orphan', ['foregroundDeletion'])).toEqual(['a.example/b', 'orphan'])
    expect(finalizersAfter('Background', ['orphan'])).toEqual(['a.example/b'])
    expect(finalizersAfter(undefined, ['orphan'])).toEqual(['a.example/b', 'orphan'])
  })

  it('of a Job leaves its Pods behind unless it is told what to do, and says so', () => {
    const { remove, metadata } = job()
    expect(remove().warnings).toEqual([expect.stringContaining('child pods are preserved')])
    expect(metadata().finalizers).toEqual(['orphan'])
    const told = job()
    expect(told.remove({ propagationPolicy: 'Background' }).warnings).toEqual([])
    expect(told.read().code).toBe(404)
  })

  it('of a Pod gives it time, which may only grow shorter', () => {
    const { remove, metadata, read, news } = boundPod()
    remove()
    expect(metadata()).toMatchObject({
      deletionGracePeriodSeconds: 30,
      deletionTimestamp: '2026-01-01T00:00:30Z',
      generation: 2,
    })
    remove({ gracePeriodSeconds: 60 })
    remove()
    expect(metadata().deletionGracePeriodSeconds).toBe(30)
    remove({ gracePeriodSeconds: 10 })
    expect(metadata()).toMatchObject({
      deletionGracePeriodSeconds: 10,
      deletionTimestamp: '2026-01-01T00:00:10Z',
      generation: 2,
    })
    remove({ gracePeriodSeconds: 0 })
    expect(read().code).toBe(404)
    expect(news).toEqual(['MODIFIED 30', 'MODIFIED 10', 'MODIFIED 0', 'DELETED 0'])
  })

  it('of a Pod that nothing runs is marked and done in two writes', () => {
    const { remove, read, news } = boundPod()
    expect(remove({ gracePeriodSeconds: 0 }).code).toBe(200)
    expect(read().code).toBe(404)
    expect(news).toEqual(['MODIFIED 0', 'DELETED 0'])
  })

  it('that is a rehearsal shows what would be and changes nothing', () => {
    for (const made of [configMap(), boundPod(), deployment({ finalizers: ['a.example/b'] })]) {
      const before = made.read().body
      expect(made.remove({ dryRun: true }).code).toBe(200)
      expect(made.read().body).toBe(before)
      expect(made.news).toEqual([])
    }
    const shown = boundPod().remove({ dryRun: true }).body as KubernetesObject
    expect(shown.metadata.deletionGracePeriodSeconds).toBe(30)
  })

  it('may insist on the object it means', () => {
    const { remove, metadata } = configMap()
    const { uid, resourceVersion } = metadata()
    const refused = remove({ preconditions: { uid: 'other' } }).body as Status
    expect(refused).toMatchObject({ code: 409, reason: 'Conflict' })
    expect(refused.message).toBe(
      `Operation cannot be fulfilled on configmaps "x": the UID in the precondition (other) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    )
    expect(remove({ preconditions: { resourceVersion: '1' } }).code).toBe(409)
    expect(remove({ preconditions: { uid, resourceVersion } }).code).toBe(200)
  })
})

it('a rehearsed binding binds nothing', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [container] } }
  const { ask, read } = having('pods', pod)
  const place = { resource: 'pods', namespace: 'default', name: 'x' } as const
  const body = { target: { kind: 'Node', name: 'n' } }
  const bind = { ...place, verb: 'create', subresource: 'binding', body } as const
  expect(ask({ ...bind, options: { dryRun: true } }).code).toBe(201)
  expect(read().body).not.toHaveProperty('spec.nodeName')
  expect(ask(bind).code).toBe(201)
  expect(read().body).toHaveProperty('spec.nodeName', 'n')
})

it('binds the Pod that was meant, not another of its name', () => {
  const server = testApiServer('ns')
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  }
  const place = { resource: 'pods', namespace: 'ns' } as const
  const { body: made } = server.ask({ ...place, verb: 'create', body: pod })
  const { uid } = (made as KubernetesObject).metadata
  const bind = (metadata: object) =>
    server.ask({
      ...place,
      verb: 'create',
      name: 'p',
      subresource: 'binding',
      body: { apiVersion: 'v1', kind: 'Binding', metadata, target: { kind: 'Node', name: 'n' } },
    })
  expect(bind({ name: 'p', uid: 'other' }).body).toMatchObject({
    code: 409,
    reason: 'Conflict',
    message:
      'Operation cannot be fulfilled on pods "p": StorageError: invalid object, Code: 4, ' +
      'Key: /registry/pods/ns/p, ResourceVersion: 0, AdditionalErrorMsg: ' +
      `Precondition failed: UID in precondition: other, UID in object meta: ${uid}`,
  })
  expect(bind({ name: 'p', uid }).code).toBe(201)
})
