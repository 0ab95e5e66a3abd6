import { describe, expect, test } from 'vitest'
import { formatFieldPath, locate, parseFieldPath } from './locate.ts'
import { parseManifest } from './parse.ts'
import { lineText } from './source-text.ts'

const text = `apiVersion: v1
kind: Pod
metadata:
  labels:
    app: web
    app.kubernetes.io/name: shop
spec:
  empty:
  containers:
  - name: "first"
    image: nginx  # a comment
    args: [ a, b ]
  - name: second
    ports:
    - containerPort: 80
`
const document = parseManifest(text).documents[0]!

/** What would be underlined. */
function underlined(path: string | (string | number)[]): string {
  const { startLine, startColumn, endLine, endColumn } = document.locate(path)
  expect(endLine).toBe(startLine)
  return `${startLine}: ${lineText(document.source, startLine).slice(startColumn - 1, endColumn - 1)}`
}

describe('locate', () => {
  const cases: [path: string, expected: string][] = [
    ['kind', '2: Pod'],
    ['metadata.labels[app]', '5: web'],
    ['metadata.labels.app', '5: web'],
    ['metadata.labels[app.kubernetes.io/name]', '6: shop'],
    ['metadata.labels.app.kubernetes.io/name', '6: shop'],
    ['metadata.labels["app"]', '5: web'],
    ['spec.containers[0].name', '10: "first"'],
    ['spec.containers[0].image', '11: nginx'],
    ['spec.containers[0].args', '12: [ a, b ]'],
    ['spec.containers[0].args[1]', '12: b'],
    ['spec.containers[1].ports[0].containerPort', '15: 80'],
    // A block of several lines is underlined by its key, an item by its first line.
    ['spec.containers', '9: containers'],
    ['spec.containers[0]', '10: - name: "first"'],
    // An empty value too.
    ['spec.empty', '8: empty'],
    // What is missing: the nearest parent.
    ['metadata.name', '3: metadata'],
    ['spec.containers[0].ports[0].containerPort', '10: - name: "first"'],
    ['spec.containers[1].image', '13: - name: second'],
    ['spec.containers[7].image', '9: containers'],
    ['status.phase', '1: apiVersion: v1'],
    ['', '1: apiVersion: v1'],
  ]
  test.each(cases)('%s', (path, expected) => {
    expect(underlined(path)).toBe(expected)
  })

  test('takes paths as arrays and says how much of them exists', () => {
    expect(underlined(['spec', 'containers', 1, 'name'])).toBe('13: second')
    expect(locate(document, 'spec.containers[0].name')).toMatchObject({ exact: true })
    expect(locate(document, 'spec.containers[0].ports')).toMatchObject({
      exact: false,
      found: ['spec', 'containers', 0],
    })
  })

  test('an odd path leads somewhere and never throws', () => {
    for (const path of [
      '[',
      ']',
      '..',
      'spec[',
      'spec[[0]]',
      'spec.containers[-1]',
      '__proto__.x',
    ]) {
      expect(document.locate(path).startLine).toBeGreaterThan(0)
    }
  })
})

test('field paths are read and written as the API server spells them', () => {
  const path = ['metadata', 'labels', 'app.kubernetes.io/name']
  expect(parseFieldPath('metadata.labels[app.kubernetes.io/name]')).toEqual(path)
  expect(formatFieldPath(path)).toBe('metadata.labels[app.kubernetes.io/name]')
  expect(formatFieldPath(parseFieldPath('spec.containers[0].image'))).toBe(
    'spec.containers[0].image',
  )
})
