import { expect, it } from 'vitest'
import { testApiServer } from '../kubernetes/kube-apiserver/api-server-for-tests.ts'
import { createRest } from './rest.ts'

const maps = '/api/v1/namespaces/ns/configmaps'
const one = `${maps}/c`

function open() {
  const read = (text: string) => {
    if (!text.startsWith('data:')) throw new Error('yaml: no')
    return { apiVersion: 'v1', kind: 'ConfigMap', data: { from: 'yaml' } }
  }
  const rest = createRest({ ...testApiServer('ns'), now: 0 }, { read, write: JSON.stringify })
  const ask = async (method: string, path: string, body?: string, type = 'application/json') => {
    const headers = { 'content-type': type, 'user-agent': 'curl/8' }
    const init = body === undefined ? {} : { body }
    const answer = await rest(new Request(`http://cluster${path}`, { method, headers, ...init }))
    const warning = answer.headers.get('warning')
    return { code: answer.status, body: await answer.json(), warning }
  }
  const apply = (query: string, body: string) =>
    ask('PATCH', `${one}?${query}`, body, 'application/apply-patch+yaml')
  return { ask, apply }
}

const manifest = (data: string) => `{"apiVersion":"v1","kind":"ConfigMap","data":${data}}`
const managers = ({ body }: { body: { metadata: { managedFields?: { manager: string }[] } } }) =>
  body.metadata.managedFields?.map(({ manager }) => manager)

it('applies, names the owners to everyone, and takes its name from the address', async () => {
  const { ask, apply } = open()
  const made = await apply('fieldManager=me&force=false', manifest('{"a":"1"}'))
  expect(made.code).toBe(201)
  expect(made.body.metadata).toMatchObject({ name: 'c', namespace: 'ns' })
  await ask('PATCH', one, '{"data":{"b":"2"}}', 'application/merge-patch+json')
  expect(managers(await ask('GET', one))).toEqual(['me', 'curl'])
  const list = await ask('GET', maps)
  expect(managers({ body: list.body.items[0] })).toEqual(['me', 'curl'])
  const refused = await apply('fieldManager=you', manifest('{"a":"2","b":"3"}'))
  expect(refused.code).toBe(409)
  expect(refused.body.message).toBe(
    'Apply failed with 2 conflicts: conflicts with "curl" using v1:\n- .data.b\nconflicts with "me":\n- .data.a',
  )
  expect((await apply('fieldManager=you&force=true', manifest('{"a":"2"}'))).code).toBe(200)
})

it('reads YAML where it is given a reader, and says what it cannot read', async () => {
  const { apply } = open()
  expect((await apply('fieldManager=me', 'data:\n  from: yaml\n')).body.data).toEqual({
    from: 'yaml',
  })
  expect((await apply('fieldManager=me', '{')).body).toMatchObject({
    code: 400,
    message: 'error decoding YAML: yaml: no',
  })
})

it.each([
  ['fieldManager=', 422, 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value'],
  ['', 422, 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value'],
])('needs a manager: %j', async (query, code, message) => {
  const { body } = await open().apply(query, manifest('{}'))
  expect(body).toMatchObject({ code, reason: 'Invalid' })
  expect(body.message).toContain(message)
})

it('takes patches of four types, and force for one', async () => {
  const { ask } = open()
  await ask('POST', maps, '{"metadata":{"name":"c"}}')
  for (const type of ['application/apply-patch+cbor', 'application/json']) {
    const { body } = await ask('PATCH', one, '{}', type)
    expect(body).toMatchObject({ code: 415, reason: 'UnsupportedMediaType' })
    expect(body.message).toBe(
      'the body of the request was in an unknown format - accepted media types include: ' +
        'application/json-patch+json, application/merge-patch+json, ' +
        'application/strategic-merge-patch+json, application/apply-patch+yaml',
    )
  }
  const forced = await ask('PATCH', `${one}?force=true`, '{}', 'application/merge-patch+json')
  expect(forced.body.message).toBe(
    'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
  )
})

it('refuses, warns of or overlooks what a body names twice', async () => {
  const { ask, apply } = open()
  const twice = '{"metadata":{"name":"c"},"data":{"a":"1","a":"2"},"foo":1}'
  const words = 'duplicate field "data.a", unknown field "foo"'
  const strict = await ask('POST', `${maps}?fieldValidation=Strict`, twice)
  expect(strict.body).toMatchObject({
    code: 400,
    message: `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${words}`,
  })
  const warned = await ask('POST', `${maps}?dryRun=All`, twice)
  expect(warned.code).toBe(201)
  expect(warned.warning).toContain('299 - "duplicate field \\"data.a\\""')
  const ignored = await ask('POST', `${maps}?fieldValidation=Ignore`, twice)
  expect([ignored.warning, ignored.body.data]).toEqual([null, { a: '2' }])
  const applied = await apply(
    'fieldManager=me&fieldValidation=Strict',
    manifest('{"a":"1","a":"2"}'),
  )
  expect(applied.body.message).toBe(
    'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n' +
      '  line 1: key "a" already set in map',
  )
})
