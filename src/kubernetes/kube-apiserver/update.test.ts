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
    'the name of the object (n) does not match the name on the URL (m)',
  )
  expect(patched({ name: null })).toBe(
    'the name of the object (m based on URL) was undeterminable: name must be provided',
  )
  expect(patched({ namespace: 'other' })).toBe(
    'the namespace of the provided object does not match the namespace sent on the request',
  )
  expect(patched({ creationTimestamp: '2020-01-01T00:00:00Z' })).toContain(
    'metadata.creationTimestamp: Invalid value: "2020-01-01T00:00:00Z": field is immutable',
  )
})

it('shows a patch that makes of an object what is none of its kind, as Go prints it', () => {
  const server = testApiServer('work')
  const spec = {
    selector: { matchLabels: { app: 'w' } },
    template: {
      metadata: { labels: { app: 'w' } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    },
  }
  const at = { resource: 'deployments', namespace: 'work', name: 'w' } as const
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'w' }, spec }
  server.ask({ ...at, verb: 'create', body: web })
  const said = (patchType: 'merge' | 'strategic', body: object) => {
    const answer = server.ask({ ...at, verb: 'patch', body, options: { patchType } })
    expect(answer.code).toBe(422)
    return isStatus(answer.body) ? (answer.body.message ?? '') : ''
  }
  for (const [change, shown, why] of [
    [{ replicas: 'x' }, 'map[replicas:x]', 'unrecognized type: int32'],
    [{ paused: 1 }, 'map[paused:1]', 'unrecognized type: bool'],
    [{ strategy: ['a', null] }, 'map[strategy:[a <nil>]]', 'cannot restore struct from: slice'],
    [
      { strategy: { type: 2 } },
      'map[strategy:map[type:2]]',
      'cannot convert int64 to v1.DeploymentStrategyType',
    ],
    [
      { selector: { matchLabels: true } },
      'map[selector:map[matchLabels:true]]',
      'cannot restore map from bool',
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: {} } } },
      'map[strategy:map[rollingUpdate:map[maxSurge:map[]]]]',
      'json: cannot unmarshal object into Go value of type int32',
    ],
  ] as const)
    expect(said('strategic', { spec: change })).toBe(
      ` "" is invalid: patch: Invalid value: "map[spec:${shown}]": ${why}`,
    )
  const merged = said('merge', { spec: { replicas: 'x' } })
  expect(merged).toMatch(/^ "" is invalid: patch: Invalid value: "\{\\"/)
  expect(merged).toMatch(
    /: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32$/,
  )
})
