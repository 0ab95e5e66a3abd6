import { describe, expect, it } from 'vitest'
import { jsonPatch } from './json-patch.ts'
import { applyPatch, mergePatch } from './patch.ts'
import { schemaOf } from './schema.ts'
import { type Json, strategicMerge } from './strategic-merge.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', finalizers: ['a/x'] },
  spec: {
    containers: [
      { name: 'a', image: 'a:1', env: [{ name: 'A', value: '1' }] },
      { name: 'b', image: 'b:1' },
    ],
  },
}
const strategic = (patch: Json) => strategicMerge(pod, patch, schemaOf('Pod'))
const namesIn = (object: Json) =>
  (object as typeof pod).spec.containers.map(({ name }) => name).join()

describe('strategic merge patch', () => {
  it('merges lists by their key and leaves the original alone', () => {
    const result = strategic({ spec: { containers: [{ name: 'b', image: 'b:2' }] } })
    expect(result).toMatchObject({ spec: { containers: [{ name: 'a' }, { image: 'b:2' }] } })
    expect(pod.spec.containers[1]?.image).toBe('b:1')
  })

  it('puts new items where their neighbours are, or first', () => {
    const add = (...names: readonly string[]) =>
      namesIn(strategic({ spec: { containers: names.map((name) => ({ name })) } }))
    expect(add('c')).toBe('c,a,b')
    expect(add('b', 'c')).toBe('a,b,c')
    expect(add('a', 'c')).toBe('a,c,b')
  })

  it('obeys the order that is asked for', () => {
    const order = [{ name: 'b' }, { name: 'a' }]
    expect(namesIn(strategic({ spec: { '$setElementOrder/containers': order } }))).toBe('b,a')
    const containers = [{ name: 'c' }]
    const all = [{ name: 'b' }, { name: 'c' }, { name: 'a' }]
    expect(namesIn(strategic({ spec: { '$setElementOrder/containers': all, containers } }))).toBe(
      'b,c,a',
    )
  })

  it('deletes and replaces items, lists and maps', () => {
    const containers = (list: readonly Json[]) => namesIn(strategic({ spec: { containers: list } }))
    expect(containers([{ name: 'a', $patch: 'delete' }])).toBe('b')
    expect(containers([{ $patch: 'replace' }, { name: 'z' }])).toBe('z')
    expect(strategic({ metadata: { $patch: 'replace', name: 'q' } })['metadata']).toEqual({
      name: 'q',
    })
  })

  it('refuses what contradicts itself', () => {
    const refused = (patch: Json) =>
      applyPatch('strategic', schemaOf('Pod'), pod as never, patch) as { message?: string }
    expect(refused({ spec: { $patch: 'burn' } }).message).toBe('Unknown patch type found: burn')
    expect(refused({ spec: { containers: [{ image: 'x' }] } }).message).toContain(
      'does not contain declared merge key: name',
    )
    expect(refused({ spec: { $retainKeys: 'containers' } }).message).toContain('retainKeys')
    expect(refused({ metadata: { '$deleteFromPrimitiveList/finalizers': 'a/x' } }).message).toBe(
      'invalid patch format of primitive list',
    )
    expect(refused([] as never)).toMatchObject({ code: 400 })
  })
})

describe('merge patch', () => {
  it('replaces lists, deletes by null, and takes anything for an absent map', () => {
    expect(
      mergePatch({ a: [1, 2], b: 1, c: { d: 1 } }, { a: [3], b: null, c: { e: null } }),
    ).toEqual({
      a: [3],
      c: { d: 1 },
    })
    expect(mergePatch(undefined, { a: { b: null, c: 1 } })).toEqual({ a: { c: 1 } })
  })
})

describe('JSON patch', () => {
  const document = { a: { 'b/c': 1 }, list: ['x', 'y'] }
  const result = (...patch: readonly Json[]) => jsonPatch(document, patch)

  it('adds, moves, copies and reads escaped names', () => {
    expect(result({ op: 'add', path: '/list/1', value: 'z' })).toEqual({
      result: { ...document, list: ['x', 'z', 'y'] },
    })
    expect(result({ op: 'move', from: '/a/b~1c', path: '/d' })).toEqual({
      result: { a: {}, list: ['x', 'y'], d: 1 },
    })
    expect(result({ op: 'copy', from: '/list/0', path: '/list/-' })).toEqual({
      result: { ...document, list: ['x', 'y', 'x'] },
    })
    expect(result({ op: 'test', path: '/a', value: { 'b/c': 1 } })).toEqual({ result: document })
  })

  it('does all or nothing', () => {
    for (const operation of [
      { op: 'remove', path: '/nothing' },
      { op: 'replace', path: '/list/2', value: 1 },
      { op: 'replace', path: '/nothing/at/all', value: 1 },
      { op: 'add', path: '/list/9', value: 1 },
      { op: 'add', path: '/list/x', value: 1 },
      { op: 'add', path: 'list', value: 1 },
      { op: 'test', path: '/list/0', value: 'y' },
      { op: 'copy', path: '/x' },
      { op: 'fly', path: '/x' },
      { op: 'add' },
    ])
      expect(result({ op: 'add', path: '/d', value: 1 }, operation)).toHaveProperty('error')
  })
})
