import { expect, it } from 'vitest'
import { testApiServer } from './api-server-for-tests.ts'
import { isStatus } from './request.ts'

it('lets nobody rename an object, move it or make it older', () => {
  const server = testApiServer('work')
  server.ask({
    verb: 'create',
    resource: 'configmaps',
    namespace: 'work',
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' } },
  })
  const patched = (metadata: object) => {
    const { body } = server.ask({
      verb: 'patch',
      resource: 'configmaps',
      namespace: 'work',
      name: 'm',
      body: { metadata },
      options: { patchType: 'merge' },
    })
    return isStatus(body) ? body.message : body
  }
  expect(patched({ name: 'n' })).toBe(
    'ConfigMap "n" is invalid: metadata.name: Invalid value: "n": field is immutable',
  )
  expect(patched({ namespace: 'other' })).toBe(
    'the namespace of the provided object does not match the namespace sent on the request',
  )
  expect(patched({ creationTimestamp: '2020-01-01T00:00:00Z' })).toContain(
    'metadata.creationTimestamp: Invalid value: "2020-01-01T00:00:00Z": field is immutable',
  )
})
