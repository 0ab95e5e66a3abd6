import { describe, expect, test } from 'vitest'
import { yamlContextAt } from './yaml-context.ts'

/** The caret is `|`. */
function context(text: string) {
  const lines = text.split('\n')
  const line = lines.findIndex((each) => each.includes('|'))
  const column = lines[line]!.indexOf('|') + 1
  lines[line] = lines[line]!.replace('|', '')
  return yamlContextAt(lines, line + 1, column)
}

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n'

describe('the path of fields around the caret', () => {
  const cases: [name: string, text: string, path: string][] = [
    ['the margin', `${head}|`, ''],
    ['one level', `${head}spec:\n  re|`, 'spec'],
    ['a sibling above', `${head}spec:\n  replicas: 3\n  se|`, 'spec'],
    ['deeper', `${head}spec:\n  template:\n    spec:\n      con|`, 'spec.template.spec'],
    [
      'a new item, list as deep as its key',
      `${head}spec:\n  template:\n    spec:\n      containers:\n      - na|`,
      'spec.template.spec.containers',
    ],
    [
      'a new item, list deeper than its key',
      `${head}spec:\n  template:\n    spec:\n      containers:\n        - na|`,
      'spec.template.spec.containers',
    ],
    [
      'a field of an item',
      `${head}spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        im|`,
      'spec.template.spec.containers',
    ],
    [
      'behind a nested list',
      `${head}spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        ports:\n        - containerPort: 80\n        im|`,
      'spec.template.spec.containers',
    ],
    [
      'in a nested list',
      `${head}spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        ports:\n        - con|`,
      'spec.template.spec.containers.ports',
    ],
    ['an empty line', `${head}spec:\n  |`, 'spec'],
    ['behind another document', `kind: Pod\nspec:\n  x: y\n---\n${head}spec:\n  |`, 'spec'],
    [
      'below an item whose first field opens',
      'kind: Pod\nspec:\n  a:\n  - b:\n      |',
      'spec.a.b',
    ],
  ]
  test.each(cases)('%s', (_, text, path) => {
    expect(context(text).path.join('.')).toBe(path)
  })
})

test('the kind is that of the document with the caret', () => {
  const text = `kind: Pod\n---\n${head}spec:\n  |\n---\nkind: Service\n`
  expect(context(text).kind).toBe('Deployment')
  expect(context('a|').kind).toBe('')
})

test('fields that are already there, above and below', () => {
  const text = `${head}spec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: a\n  |\n  template:\n    spec:\n`
  expect([...context(text).present].sort()).toEqual(['replicas', 'selector', 'template'])
})

test('the name of a field or its value', () => {
  expect(context('kind: De|').inValueOf).toBe('kind')
  expect(context('spec:\n  - name: x|').inValueOf).toBe('name')
  expect(context('ki|').inValueOf).toBeUndefined()
  expect(context('spec:\n  - na|')).toMatchObject({ column: 5 })
})
