import { describe, expect, test } from 'vitest'
import { diagnosticsOf, type StatusLike } from './diagnose-status.ts'
import { knownFields } from './fields.ts'
import { parseManifest } from './parse.ts'
import { lineText } from './source-text.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: nginx:1.14.2
        ports:
        - containerPort: 80
`

interface Seen {
  code: string
  line: number
  underlined: string
  ja: string
  en: string
  detail: string | undefined
}

function explain(text: string, status: StatusLike): Seen[] {
  const document = parseManifest(text).documents[0]!
  return diagnosticsOf(status, document, knownFields).map(({ code, range, message, detail }) => ({
    code,
    line: range.startLine,
    underlined: lineText(document.source, range.startLine).slice(
      range.startColumn - 1,
      range.endLine === range.startLine ? range.endColumn - 1 : undefined,
    ),
    ...message,
    detail,
  }))
}

function changed(from: string, to: string): string {
  const result = deployment.replace(from, to)
  expect(result).not.toBe(deployment)
  return result
}

const invalid = (field: string, message: string, reason = 'FieldValueInvalid'): StatusLike => ({
  reason: 'Invalid',
  message: `Deployment.apps "x" is invalid: ${field}: ${message}`,
  details: { causes: [{ reason, message, field }] },
})
const bad = (message: string, reason = 'BadRequest'): StatusLike => ({ reason, message })
const decoding = (what: string) =>
  bad(`Deployment in version "v1" cannot be handled as a Deployment: ${what}`)
const goType = (given: string, field: string, type: string) =>
  decoding(`json: cannot unmarshal ${given} into Go struct field ${field} of type ${type}`)

test('a restart policy that a Job cannot have is there, and is the wrong one', () => {
  const text = `apiVersion: batch/v1
kind: Job
spec:
  template:
    spec:
      restartPolicy: Always
`
  const status = invalid(
    'spec.template.spec.restartPolicy',
    'Required value: valid values: "OnFailure", "Never"',
    'FieldValueRequired',
  )
  expect(explain(text, status)).toMatchObject([
    {
      code: 'unsupported-value',
      line: 6,
      underlined: 'Always',
      ja: '`spec.template.spec.restartPolicy`（6行目）に `Always` は書けません。`OnFailure`、`Never` のどれかを書いてください。',
    },
  ])
  expect(explain(text.replace('      restartPolicy: Always\n', ''), status)[0]?.ja).toMatch(
    /がありません。.*例: `restartPolicy: Never`/,
  )
})

describe('decoding errors', () => {
  test('replicas: three', () => {
    const status = goType('string', 'DeploymentSpec.spec.replicas', 'int32')
    const [seen] = explain(changed('replicas: 3', 'replicas: three'), status)
    expect(seen).toMatchObject({ code: 'type-mismatch', line: 6, underlined: 'three' })
    expect(seen!.ja).toBe(
      '`spec.replicas` が文字列 `three` です（6行目）。整数で書きます。例: `replicas: 3`',
    )
    expect(seen!.en).toBe(
      '`spec.replicas` is text, `three` (line 6). Write an integer. Example: `replicas: 3`',
    )
    expect(seen!.detail).toBe(status.message)
  })

  test.each([
    ['"5"', 'replicas: 5'],
    ['三', 'replicas: 3'],
    ['many', 'replicas: 1'],
  ])('replicas: %s → %s', (written, example) => {
    const status = goType('string', 'DeploymentSpec.spec.replicas', 'int32')
    const [seen] = explain(changed('replicas: 3', `replicas: ${written}`), status)
    expect(seen!.ja).toContain(`\`${example}\``)
  })

  test('the field inside a list is found although the server gives no index', () => {
    const text = changed('containerPort: 80', 'containerPort: 80\n        - containerPort: "81"')
    const path = 'ContainerPort.spec.template.spec.containers.ports.containerPort'
    const [seen] = explain(text, goType('string', path, 'int32'))
    expect(seen).toMatchObject({ line: 20, underlined: '"81"' })
    expect(seen!.ja).toContain('`spec.template.spec.containers[0].ports[1].containerPort`')
  })

  test('the value in a map of texts is found', () => {
    const text = changed('      labels:\n', '      labels:\n        version: 1\n')
    const path = 'ObjectMeta.spec.template.metadata.labels'
    const [seen] = explain(text, goType('number', path, 'string'))
    expect(seen).toMatchObject({ line: 13, underlined: '1' })
    expect(seen!.ja).toContain('`version: "1"`')
  })

  test('a mapping where a list belongs', () => {
    const path = 'PodSpec.spec.template.spec.containers'
    const text = changed('      - name: nginx\n', '        name: nginx\n')
    const [seen] = explain(text, goType('object', path, '[]v1.Container'))
    expect(seen).toMatchObject({ code: 'type-mismatch', line: 15, underlined: 'containers' })
    expect(seen!.ja).toContain('リストが必要です')
  })

  test('a pair without its colon or its space is recognised', () => {
    const text = changed('  name: nginx-deployment', '  name web')
    const [seen] = explain(text, goType('string', 'Deployment.metadata', 'v1.ObjectMeta'))
    expect(seen).toMatchObject({ line: 4, underlined: 'name web' })
    expect(seen!.ja).toContain('`name: web`')
    const item = changed('- containerPort: 80', '- containerPort:80')
    const path = 'Container.spec.template.spec.containers.ports'
    const [tight] = explain(item, goType('string', path, 'v1.ContainerPort'))
    expect(tight).toMatchObject({ line: 19, underlined: 'containerPort:80' })
    expect(tight!.en).toContain('`containerPort: 80`')
  })

  test('an unknown field: what was probably meant', () => {
    const status = decoding('strict decoding error: unknown field "spec.replicaz"')
    const [seen] = explain(changed('replicas: 3', 'replicaz: 3'), status)
    expect(seen).toMatchObject({
      code: 'unknown-field',
      line: 6,
      underlined: 'replicaz',
      detail: 'unknown field "spec.replicaz"',
    })
    expect(seen!.ja).toContain('`replicas` のことですか')
  })

  test('an unknown field: where it belongs', () => {
    const text = changed('  replicas: 3', '  containers: []\n  replicas: 3')
    const [seen] = explain(text, decoding('strict decoding error: unknown field "spec.containers"'))
    expect(seen!.ja).toContain('`spec.template.spec` の下に書くフィールドです')
  })

  test('several at once, each at its place', () => {
    const text = changed('replicas: 3', 'replicaz: 3\n  foo: 1')
    const message = 'strict decoding error: unknown field "spec.foo", unknown field "spec.replicaz"'
    expect(explain(text, decoding(message)).map(({ line }) => line)).toEqual([7, 6])
  })
})

describe('validation errors', () => {
  const cases: [
    name: string,
    text: () => string,
    status: StatusLike,
    code: string,
    line: number,
  ][] = [
    [
      'selector missing',
      () => changed('  selector:\n    matchLabels:\n      app: nginx\n', ''),
      invalid('spec.selector', 'Required value', 'FieldValueRequired'),
      'required',
      5,
    ],
    [
      'negative replicas',
      () => changed('replicas: 3', 'replicas: -1'),
      invalid('spec.replicas', 'Invalid value: -1: must be greater than or equal to 0'),
      'too-small',
      6,
    ],
    [
      'selector changed',
      () => deployment,
      invalid('spec.selector', 'Invalid value: {"matchLabels":{"app":"x"}}: field is immutable'),
      'immutable',
      7,
    ],
    [
      'a port too large',
      () => changed('80', '70000'),
      invalid(
        'spec.template.spec.containers[0].ports[0].containerPort',
        'Invalid value: 70000: must be between 1 and 65535, inclusive',
      ),
      'out-of-range',
      19,
    ],
    [
      'a name with a capital',
      () => changed('nginx-deployment', 'Nginx_App'),
      invalid(
        'metadata.name',
        'Invalid value: "Nginx_App": a lowercase RFC 1123 subdomain must consist of …',
      ),
      'name-format',
      4,
    ],
    [
      'restartPolicy',
      () => changed('      containers', '      restartPolicy: Never\n      containers'),
      invalid(
        'spec.template.spec.restartPolicy',
        'Unsupported value: "Never": supported values: "Always"',
        'FieldValueNotSupported',
      ),
      'unsupported-value',
      15,
    ],
    [
      'two containers of one name',
      () => `${deployment}      - name: nginx\n        image: nginx\n`,
      invalid(
        'spec.template.spec.containers[1].name',
        'Duplicate value: "nginx"',
        'FieldValueDuplicate',
      ),
      'duplicate-value',
      20,
    ],
    [
      'something new',
      () => deployment,
      invalid('spec.template.spec', 'Invalid value: {}: must be a teapot'),
      'rejected',
      14,
    ],
  ]
  test.each(cases)('%s', (_, text, status, code, line) => {
    const [seen, ...more] = explain(text(), status)
    expect(more).toEqual([])
    expect(seen).toMatchObject({ code, line })
    expect(seen!.detail).toContain(status.details!.causes![0]!.message)
    expect(seen!.ja).toMatch(/[ぁ-ん]/)
    expect(`${seen!.ja}\n${seen!.en}`).not.toMatch(/undefined|NaN|\[object|``/)
  })

  test('the label that the selector misses is shown on both sides', () => {
    const text = changed('        app: nginx\n    spec', '        app: web\n    spec')
    const message = 'Invalid value: {"app":"web"}: `selector` does not match template `labels`'
    const [seen] = explain(text, invalid('spec.template.metadata.labels', message))
    expect(seen).toMatchObject({ code: 'selector-mismatch', line: 13, underlined: 'web' })
    expect(seen!.ja).toBe(
      'セレクターの `app: nginx`（9行目）が、Pod テンプレートのラベル（13行目）にありません。両方を同じ値にしてください。',
    )
  })

  test('a missing selector is one complaint, not two; the same complaint comes once', () => {
    const required = {
      field: 'spec.selector',
      reason: 'FieldValueRequired',
      message: 'Required value',
    }
    const mismatch = {
      field: 'spec.template.metadata.labels',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: null: `selector` does not match template `labels`',
    }
    const status = { message: '…', details: { causes: [required, required, mismatch] } }
    expect(explain(deployment, status).map(({ code }) => code)).toEqual(['required'])
  })

  test('an example is the learner’s own name made legal', () => {
    const status = invalid(
      'metadata.name',
      'Invalid value: "My App!": a lowercase RFC 1123 subdomain must consist of …',
    )
    expect(explain(changed('nginx-deployment', 'My App!'), status)[0]!.en).toContain('`my-app`')
  })
})

describe('refusals of the whole object', () => {
  const cases: [StatusLike, code: string, line: number][] = [
    [
      bad('deployments.apps "nginx-deployment" already exists', 'AlreadyExists'),
      'already-exists',
      4,
    ],
    [bad('Operation cannot be fulfilled on …', 'Conflict'), 'conflict', 4],
    [bad('namespaces "nope" not found', 'NotFound'), 'namespace-not-found', 3],
    [bad('no matches for kind "Deploymentt" in version "apps/v1"', 'NotFound'), 'unknown-kind', 2],
    [bad('pods "x" is forbidden: exceeded quota', 'Forbidden'), 'rejected', 2],
    [bad(''), 'rejected', 2],
    [{}, 'rejected', 2],
  ]
  test.each(cases)('%j', (status, code, line) => {
    expect(explain(deployment, status)).toMatchObject([{ code, line }])
  })

  test('an unknown kind: what was probably meant', () => {
    const status = bad('no matches for kind "Deploymentt" in version "apps/v1"', 'NotFound')
    const [seen] = explain(changed('kind: Deployment', 'kind: Deploymentt'), status)
    expect(seen!.ja).toContain('`kind: Deployment` のことですか')
  })
})
