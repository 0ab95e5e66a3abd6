import { describe, expect, it } from 'vitest'
import { jsonPatch } from './json-patch.ts'

const document = { metadata: { finalizers: ['a', 'b'] }, data: { a: '1' } }

function errorOf(operation: object): string | undefined {
  const patched = jsonPatch(document, [operation])
  return 'error' in patched ? patched.error : undefined
}

function resultOf(operation: object): unknown {
  const patched = jsonPatch(document, [operation])
  return 'result' in patched ? patched.result : undefined
}

describe('JSON Patch', () => {
  it('replaces what is not there, and copies it as null', () => {
    const added = { ...document, data: { a: '1', b: '2' } }
    expect(resultOf({ op: 'replace', path: '/data/b', value: '2' })).toEqual(added)
    const copied = { ...document, data: { a: '1', b: null } }
    expect(resultOf({ op: 'copy', from: '/data/z', path: '/data/b' })).toEqual(copied)
  })

  it('counts from the end of a list where an index is below zero', () => {
    const at = '/metadata/finalizers/-1'
    const finalizers = (list: readonly string[]) => ({
      ...document,
      metadata: { finalizers: list },
    })
    expect(resultOf({ op: 'remove', path: at })).toEqual(finalizers(['a']))
    expect(resultOf({ op: 'add', path: at, value: 'c' })).toEqual(finalizers(['a', 'b', 'c']))
  })

  it('says in the words of the library why an operation does not fit', () => {
    for (const [operation, error] of [
      [{ op: 'test', path: '/data/a', value: '2' }, 'testing value /data/a failed: test failed'],
      [
        { op: 'remove', path: '/data/z' },
        "error in remove for path: '/data/z': Unable to remove nonexistent key: z: missing value",
      ],
      [
        { op: 'add', path: '/spec/z', value: '' },
        'add operation does not apply: doc is missing path: "/spec/z": missing value',
      ],
      [
        { op: 'replace', path: '/spec/z', value: '' },
        'replace operation does not apply: doc is missing path: /spec/z: missing value',
      ],
      [
        { op: 'replace', path: '/metadata/finalizers/7', value: '' },
        'replace operation does not apply: doc is missing key: /metadata/finalizers/7: missing value',
      ],
      [
        { op: 'add', path: '/metadata/finalizers/7', value: '' },
        "error in add for path: '/metadata/finalizers/7': Unable to access invalid index: 7: invalid index referenced",
      ],
      [
        { op: 'move', from: '/data/a', path: '/spec/z' },
        'move operation does not apply: doc is missing destination path: /spec/z: missing value',
      ],
      [{ op: 'frob', path: '/data/a' }, 'Unexpected kind: frob'],
    ] as const)
      expect(errorOf(operation)).toBe(error)
  })

  it('leaves the document it was given alone', () => {
    resultOf({ op: 'remove', path: '/data/a' })
    expect(document.data).toEqual({ a: '1' })
  })
})
