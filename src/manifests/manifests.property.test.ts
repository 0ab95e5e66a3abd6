/**
 * Whatever is typed: no exception, ranges inside the text, sentences in both languages.
 * Repeat a run with `SEED=… npx vitest run --dir src manifests.property`.
 */
import { expect, test } from 'vitest'
import { diagnosticsOf } from './diagnose-status.ts'
import type { Diagnostic } from './diagnostic.ts'
import { knownFields } from './fields.ts'
import { parseManifest } from './parse.ts'
import { lineText, sourceText } from './source-text.ts'
import { toYaml } from './to-yaml.ts'

const base = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # the name
  annotations:
    note: |
      two
      lines
spec:
  replicas: 3
  selector: { matchLabels: { app: "web" } }
  template:
    metadata:
      labels: &labels
        app: 'web'
    spec:
      containers:
      - name: nginx
        image: nginx:1.14.2
        args: [--a, "b", 3]
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  labels:
    <<: *labels
`

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.info(`manifests.property: SEED=${seed}`)

/** mulberry32, so that a failure can be repeated. */
function randomFrom(start: number): (below: number) => number {
  let state = start >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const pieces = [
  ...' \t\n:-#"\'[]{},&*!|>%@`?~<=\\/.0a3',
  '：',
  '　',
  '“',
  '－',
  '３',
  '\r\n',
  '\u0000',
  '\uFEFF',
  '\u00a0',
  '\ud83d',
  '🚀',
  '日本',
  ': ',
  '- ',
  '  ',
  '---\n',
  '...\n',
  '&a ',
  '*a',
  '<<: *labels',
  '!!int ',
  '!x ',
  '{{ x }}',
  '```\n',
  'kind: List\nitems:\n',
  '|+2\n',
  '? ',
  '%YAML 1.2\n',
  'apiVersion: v1\n',
  '__proto__: 1\n',
  'yes',
]

function edited(text: string, random: (below: number) => number): string {
  let result = text
  for (let edits = 1 + random(6); edits > 0; edits--) {
    const at = random(result.length + 1)
    const length = random(3) === 0 ? random(40) : random(3)
    const inserted =
      random(2) === 0 ? pieces[random(pieces.length)]! : result.slice(at, at + random(60))
    result = result.slice(0, at) + (random(4) === 0 ? '' : inserted) + result.slice(at + length)
  }
  return result
}

function check(text: string, diagnostics: readonly Diagnostic[]): void {
  const source = sourceText(text)
  for (const { range, message, code } of diagnostics) {
    const { startLine, startColumn, endLine, endColumn } = range
    expect(startLine).toBeGreaterThanOrEqual(1)
    expect(endLine).toBeLessThanOrEqual(source.lineStarts.length)
    expect(startColumn).toBeGreaterThanOrEqual(1)
    expect(startColumn).toBeLessThanOrEqual(lineText(source, startLine).length + 1)
    expect(endLine > startLine || endColumn >= startColumn).toBe(true)
    // The end may take in a line break, but no more than that.
    expect(endColumn).toBeLessThanOrEqual(lineText(source, endLine).length + 3)
    expect(message.ja, code).toMatch(/[ぁ-ん]/)
    expect(message.en, code).toMatch(/^[\s\S]{10,}/)
    expect(message.ja + message.en).not.toMatch(/undefined|\[object |NaN/)
  }
}

test('random edits', () => {
  for (let run = 0; run < 3000; run++) {
    const random = randomFrom(seed + run)
    const text = edited(base, random)
    try {
      const { documents, diagnostics } = parseManifest(text)
      check(text, diagnostics)
      expect(documents.length + diagnostics.length).toBeGreaterThan(0)
      for (const document of documents) {
        check(text, complaintsAbout(document))
        const again = parseManifest(toYaml({ ...document.object, kind: 'X', apiVersion: 'v1' }))
        expect(again.diagnostics.filter(({ code }) => code === 'syntax')).toEqual([])
      }
    } catch (error) {
      throw new Error(`SEED=${seed}, run ${run}: ${JSON.stringify(text)}`, { cause: error })
    }
  }
}, 60_000)

function complaintsAbout(document: ReturnType<typeof parseManifest>['documents'][number]) {
  const fields = [
    'spec.replicas',
    'spec.template.metadata.labels',
    'metadata.name',
    'spec.selector',
    '',
  ]
  const messages = [
    'Required value',
    'Invalid value: -1: must be greater than or equal to 0',
    'Invalid value: {}: `selector` does not match template `labels`',
    'Unsupported value: "x": supported values: "Always"',
  ]
  const causes = fields.flatMap((field) =>
    messages.map((message) => ({
      field,
      message,
      reason: message.startsWith('Required') ? 'FieldValueRequired' : 'FieldValueInvalid',
    })),
  )
  const type =
    'json: cannot unmarshal string into Go struct field X.spec.template.spec.containers.ports.containerPort of type int32'
  return [
    ...diagnosticsOf({ details: { causes } }, document, knownFields),
    ...diagnosticsOf({ message: type }, document, knownFields),
    ...diagnosticsOf({ message: 'unknown field "spec.template.x"' }, document, knownFields),
  ]
}
