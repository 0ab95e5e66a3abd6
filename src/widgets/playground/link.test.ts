import { expect, test } from 'vitest'
import { fromHash, toHash } from './link.ts'

const shared = {
  scenario: 'three-nodes',
  files: [{ name: 'web.yaml', text: 'kind: Deployment # あるべき姿\n' }],
  session: {
    time: 1_000,
    recording: { scenario: 'three-nodes', seed: 1, engine: '1', actions: [] },
  },
}

test('a playground survives its address', async () => {
  const hash = await toHash(shared)
  expect(hash).toMatch(/^#play=[\w-]+$/)
  expect(await fromHash(hash)).toEqual(shared)
})

test('an address that was cut off, or is somebody else’s, breaks nothing', async () => {
  const hash = await toHash(shared)
  expect(await fromHash(hash.slice(0, 40))).toBe('broken')
  expect(await fromHash('#play=%%%')).toBe('broken')
  expect(await fromHash('#glossary')).toBeUndefined()
})
