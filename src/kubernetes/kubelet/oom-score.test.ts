import { expect, test } from 'vitest'
import { oomScoreAdjust } from './oom-score.ts'

test('the larger its request, the safer a Burstable container', () => {
  const of = (memory: string) => {
    const container = { name: 'c', resources: { requests: { memory } } }
    return oomScoreAdjust({ spec: { containers: [container] } }, container, 4_000_000_000)
  }
  expect([of('1G'), of('2G'), of('4G')]).toEqual([750, 500, 3])
})

test('what a Pod asks for beyond its containers is shared out, to its sidecars too', () => {
  const requests = (memory: string) => ({ resources: { requests: { memory } } })
  const sidecar = { name: 's', restartPolicy: 'Always', ...requests('2G') }
  const spec = {
    containers: [
      { name: 'a', ...requests('1G') },
      { name: 'b', ...requests('3G') },
    ],
    initContainers: [sidecar],
    ...requests('9G'),
  }
  const of = (container: Parameters<typeof oomScoreAdjust>[1]) =>
    oomScoreAdjust({ spec }, container, 10_000_000_000)
  expect(spec.containers.map(of)).toEqual([800, 600])
  expect(of(sidecar)).toBe(700)
})
