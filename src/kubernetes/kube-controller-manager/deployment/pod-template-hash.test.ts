import { describe, expect, it } from 'vitest'
import type { PodTemplateSpec } from '../../api/core.ts'
import { isSameTemplate, podTemplateHash, replicaSetName } from './pod-template-hash.ts'

const template: PodTemplateSpec = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
}

describe('podTemplateHash', () => {
  it('depends on what the template says, not on how', () => {
    const reordered: PodTemplateSpec = {
      spec: { containers: [{ image: 'nginx:1.27', name: 'web' }] },
      metadata: { labels: { app: 'web' } },
    }
    expect(podTemplateHash(reordered)).toBe(podTemplateHash(template))
    expect(podTemplateHash(template)).toMatch(/^[456789bcdf]{1,10}$/)
    const other = { ...template, spec: { containers: [{ name: 'web', image: 'nginx:1.28' }] } }
    expect(podTemplateHash(other)).not.toBe(podTemplateHash(template))
  })

  it('changes with the collision count', () => {
    const hashes = [undefined, 0, 1, 2, 256].map((count) => podTemplateHash(template, count))
    expect(new Set(hashes).size).toBe(5)
  })

  it('leaves out its own label', () => {
    const labelled: PodTemplateSpec = {
      ...template,
      metadata: { labels: { app: 'web', 'pod-template-hash': '5d4c' } },
    }
    expect(isSameTemplate(template, labelled)).toBe(true)
    expect(podTemplateHash(labelled)).toBe(podTemplateHash(template))
    const unlabelled = { spec: template.spec }
    expect(isSameTemplate(template, unlabelled)).toBe(false)
    expect(isSameTemplate({ ...unlabelled, metadata: { labels: {} } }, unlabelled)).toBe(true)
  })
})

describe('replicaSetName', () => {
  it('never exceeds what a name may have', () => {
    expect(replicaSetName('web', '5d4c')).toBe('web-5d4c')
    expect(replicaSetName('w'.repeat(300), '5d4c')).toHaveLength(253)
    const hash = 'h'.repeat(252)
    expect(replicaSetName('web', hash)).toBe(`web-${hash}`)
  })
})
