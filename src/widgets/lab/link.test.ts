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
  const hash = await toHash(shared, 'play')
  expect(hash).toMatch(/^#play=[\w-]+$/)
  expect(await fromHash(hash, 'play')).toEqual(shared)
})

test('an address that was cut off, or is somebody else’s, breaks nothing', async () => {
  const hash = await toHash(shared, 'play')
  expect(await fromHash(hash.slice(0, 40), 'play')).toBe('broken')
  expect(await fromHash('#play=%%%', 'play')).toBe('broken')
  expect(await fromHash('#glossary', 'play')).toBeUndefined()
})

test('a moment of a lab leads to that lab only', async () => {
  const moment = { ...shared, look: 400 }
  const hash = await toHash(moment, 'lab-keep-five')
  expect(await fromHash(hash, 'lab-keep-five')).toEqual(moment)
  expect(await fromHash(hash, 'lab-keep-six')).toBeUndefined()
  expect(await fromHash(await toHash({ ...shared, look: Number.NaN }, 'lab-a'), 'lab-a')).toBe(
    'broken',
  )
})
