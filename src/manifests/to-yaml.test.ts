import { load, YAML11_SCHEMA } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parseManifest } from './parse.ts'
import { toYaml } from './to-yaml.ts'

test('writes as kubectl does', () => {
  const object = {
    kind: 'Deployment',
    spec: {
      template: { spec: { containers: [{ name: 'web', args: ['--x', 'no', ''], env: [] }] } },
      replicas: 3,
      paused: undefined,
    },
    metadata: { annotations: {}, name: 'web', creationTimestamp: '2026-01-01T00:00:00Z' },
    status: { conditions: [{ type: 'Available', status: 'True', message: 'a: b' }] },
    apiVersion: 'apps/v1',
  }
  expect(toYaml(object)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  annotations: {}
  creationTimestamp: "2026-01-01T00:00:00Z"
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
      - args:
        - --x
        - "no"
        - ""
        env: []
        name: web
status:
  conditions:
  - message: 'a: b'
    status: "True"
    type: Available
`)
})

describe('what is written is read back the same', () => {
  const texts = [
    '3',
    'yes',
    'null',
    '~',
    '',
    ' ',
    'a b',
    'a: b',
    'a #b',
    '#a',
    '- a',
    '? a',
    ': a',
    'a:',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
    '"a"',
    "it's",
    "'",
    '[a]',
    '{a}',
    'a, b',
    ',a',
    '---',
    '...',
    '22:22',
    '0x10',
    '1e3',
    '.5',
    '.inf',
    '2026-01-01',
    'a\nb',
    'a\nb\n',
    'a\n\n\nb\n\n',
    '\n',
    '\na',
    ' a\nb',
    'a\n b',
    'tab\tin',
    '\ttab',
    'a\r\nb',
    '\u0007',
    '日本語：説明',
    '　全角',
    'emoji 🚀',
    '\u2028',
    'x'.repeat(200),
    `${'word '.repeat(60)}end`,
    '<<',
    '=',
    'a\n---\nb',
  ]
  test.each(texts)('%j', (text) => {
    const object = {
      apiVersion: 'v1',
      kind: 'X',
      a: text,
      b: [text, [text]],
      c: { [text]: { d: text } },
    }
    const yaml = toYaml(object)
    expect(load(yaml, { schema: YAML11_SCHEMA })).toEqual(object)
    expect(parseManifest(yaml).documents[0]?.object).toEqual(object)
  })

  test('numbers, booleans, nothing and nesting', () => {
    const object = {
      option: '-a',
      a: 0,
      b: -1.5,
      c: true,
      d: null,
      e: [[], {}, [[1], { x: [] }]],
      f: [{ a: { b: [1] } }],
    }
    expect(load(toYaml(object))).toEqual(object)
    for (const value of [[], {}, 'text', 'a\nb', 3, null, [{ a: 1 }]]) {
      expect(load(toYaml(value))).toEqual(value)
    }
  })
})
