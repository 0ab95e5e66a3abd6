import { describe, expect, it } from 'vitest'
import { schemaOf } from '../kubernetes/kube-apiserver/schema.ts'
import { strategicMerge } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { threeWayPatch } from './three-way-patch.ts'

const schema = schemaOf('Pod')

describe('three-way patch', () => {
  it('replaces the kind of a volume that somebody else gave another', () => {
    const of = (volume: object) => ({ spec: { volumes: [{ name: 'v', ...volume }] } })
    const live = of({ configMap: { name: 'c' } })
    const manifest = of({ emptyDir: {} })
    const patch = threeWayPatch(schema, {}, manifest, live)
    expect(strategicMerge(live, patch, schema)).toEqual(manifest)
  })

  it('puts a new item where the one it takes over from stood', () => {
    const of = (...names: string[]) => ({ spec: { containers: names.map((name) => ({ name })) } })
    const live = of('sidecar', 'old')
    const patch = threeWayPatch(schema, of('old'), of('new'), live)
    expect(strategicMerge(live, patch, schema)).toEqual(of('sidecar', 'new'))
  })
})
