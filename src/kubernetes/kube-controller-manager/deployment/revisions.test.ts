import { describe, expect, it } from 'vitest'
import { deployment, replicaSet } from './objects-for-tests.ts'
import {
  annotationsOfNew,
  desiredAnnotation,
  historyAnnotation,
  lastRevision,
  maxAnnotation,
  maxRevision,
  revisionAnnotation,
} from './revisions.ts'

const web = {
  ...deployment(),
  metadata: {
    ...deployment().metadata,
    annotations: {
      team: 'shop',
      [revisionAnnotation]: '7',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    },
  },
}

describe('annotationsOfNew', () => {
  it("gives a new ReplicaSet its revision, the Deployment's size and its other annotations", () => {
    expect(annotationsOfNew(web, undefined, 8)).toEqual({
      team: 'shop',
      [revisionAnnotation]: '8',
      [desiredAnnotation]: '3',
      [maxAnnotation]: '4',
    })
  })

  it('notes the revision that one had before it became new again', () => {
    const first = replicaSet('web-1', { revision: 1 })
    const back = annotationsOfNew(deployment(), first, 3)
    expect(back).toEqual({ [revisionAnnotation]: '3', [historyAnnotation]: '1' })
    const again = { ...first, metadata: { ...first.metadata, annotations: back } }
    expect(annotationsOfNew(deployment(), again, 5)[historyAnnotation]).toBe('1,3')
    expect(annotationsOfNew(deployment(), again, 3)).toEqual(back)
  })

  it('lets the oldest entries of a long history go', () => {
    const long = Array.from({ length: 500 }, (_, index) => index + 1000).join(',')
    const old = replicaSet('web-1', { revision: 4000 })
    const annotations = { ...old.metadata.annotations, [historyAnnotation]: long }
    const existing = { ...old, metadata: { ...old.metadata, annotations } }
    const history = annotationsOfNew(deployment(), existing, 4001)[historyAnnotation] ?? ''
    expect(history.length).toBeLessThanOrEqual(2000)
    expect(history.endsWith(',1499,4000')).toBe(true)
  })
})

describe('revisions', () => {
  it('are counted over all ReplicaSets, whatever their order', () => {
    const all = [2, 11, 3].map((revision) => replicaSet(`web-${revision}`, { revision }))
    expect(maxRevision(all)).toBe(11)
    expect(lastRevision(all)).toBe(3)
    expect(maxRevision([])).toBe(0)
    expect(lastRevision([])).toBe(0)
  })
})
