import { expect, test } from 'vitest'
import { fieldsAt, knownFields, knownKinds } from './fields.ts'
import { editDistance, nearestWord } from './nearest.ts'

test('fields are found by path, for each kind taught', () => {
  expect(knownKinds).toEqual(['Deployment', 'ReplicaSet', 'Pod', 'Service'])
  expect(knownFields.namesAt('Deployment', 'spec')).toContain('replicas')
  expect(knownFields.namesAt('Deployment', 'spec.template.spec.containers')).toContain('image')
  expect(knownFields.namesAt('Pod', 'spec.containers.ports')).toContain('containerPort')
  expect(knownFields.namesAt('Service', 'spec.ports')).toContain('targetPort')
  expect(knownFields.namesAt('ReplicaSet', 'spec')).not.toContain('strategy')
  expect(knownFields.namesAt('Nothing', '')).toEqual(['apiVersion', 'kind', 'metadata', 'spec'])
  expect(knownFields.namesAt('Deployment', 'no.such.path')).toEqual([])
})

test('a misplaced field knows where it belongs', () => {
  expect(knownFields.parentsOf('Deployment', 'containers')).toEqual(['spec.template.spec'])
  expect(knownFields.parentsOf('Deployment', 'labels')).toEqual([
    'metadata',
    'spec.template.metadata',
  ])
})

test('every field says something in both languages', () => {
  const visit = (kind: string, path: readonly string[]): void => {
    for (const field of fieldsAt(kind, path)) {
      expect(field.says.ja, `${path.join('.')}.${field.name}`).toMatch(/。|例/)
      expect(field.says.en, `${path.join('.')}.${field.name}`).toMatch(/^[A-Z][^ぁ-んァ-ン]+\.$/)
      visit(kind, [...path, field.name])
    }
  }
  for (const kind of knownKinds) visit(kind, [])
})

test('the nearest word', () => {
  const words = ['replicas', 'selector', 'template', 'strategy', 'name', 'image']
  expect(nearestWord('replicaz', words)).toBe('replicas')
  expect(nearestWord('Replicas', words)).toBe('replicas')
  expect(nearestWord('replcias', words)).toBe('replicas')
  expect(nearestWord('nmae', words)).toBe('name')
  expect(nearestWord('volume', words)).toBeUndefined()
  expect(nearestWord('x', words)).toBeUndefined()
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
})
