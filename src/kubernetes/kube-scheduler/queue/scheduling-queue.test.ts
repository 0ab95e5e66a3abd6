import { describe, expect, it } from 'vitest'
import { podInfoOf } from '../cache/pod-info.ts'
import { nodeOf, type PodWish, podOf } from '../objects-for-tests.ts'
import { defaultPlugins } from '../plugins.ts'
import { backOffMs, SchedulingQueue } from './scheduling-queue.ts'

function queueAt() {
  const clock = { now: 0 }
  const queue = new SchedulingQueue(defaultPlugins, () => clock.now)
  const next = () => queue.pop()?.pod.pod.metadata.name
  return { clock, queue, next }
}

function popFailing(queue: SchedulingQueue, ...plugins: string[]) {
  const queued = queue.pop() ?? expect.fail('a Pod is ready')
  queue.addUnschedulable(queued, new Set(plugins))
}

const fit = 'NodeResourcesFit'
const big: PodWish = { name: 'big', cpu: '2' }

describe('SchedulingQueue', () => {
  it('gives the highest priority first, then the oldest', () => {
    const { queue, next } = queueAt()
    queue.set(podOf({ name: 'first' }))
    queue.set(podOf({ name: 'second' }))
    queue.set(podOf({ name: 'urgent', priority: 10 }))
    expect([next(), next(), next(), next()]).toEqual(['urgent', 'first', 'second', undefined])
  })

  it('keeps a Pod that fits nowhere until something changes that may help', () => {
    const { queue, next } = queueAt()
    queue.set(podOf(big))
    popFailing(queue, fit)
    expect(queue.readyCount).toBe(0)
    queue.move({ type: 'pod-added', pod: podInfoOf(podOf({ name: 'other' })) })
    queue.move({ type: 'node-added', node: nodeOf({ name: 'small', cpu: '1' }) })
    expect(next()).toBeUndefined()
    queue.move({ type: 'pod-deleted', pod: podInfoOf(podOf({ name: 'other' })) })
    expect(next()).toBe('big')
  })

  it('asks only the plugins that had turned the Pod down', () => {
    const { queue, next } = queueAt()
    queue.set(podOf(big))
    popFailing(queue, 'TaintToleration')
    queue.move({ type: 'pod-deleted', pod: podInfoOf(podOf({ name: 'other' })) })
    expect(next()).toBeUndefined()
    queue.move({ type: 'node-added', node: nodeOf({ name: 'untainted' }) })
    expect(next()).toBe('big')
  })

  it('lets Pods in back-off wait for the others, but not for the clock', () => {
    const { clock, queue, next } = queueAt()
    queue.set(podOf(big))
    popFailing(queue, fit)
    queue.move({ type: 'pod-deleted', pod: podInfoOf(podOf({ name: 'other' })) })
    clock.now = 10
    queue.set(podOf({ name: 'newcomer' }))
    expect(queue.readyCount).toBe(2)
    expect([next(), next()]).toEqual(['newcomer', 'big'])
  })

  it('waits out the back-off after an error, to the whole second', () => {
    const { clock, queue, next } = queueAt()
    clock.now = 1_500
    queue.set(podOf({ name: 'a' }))
    queue.addAfterError(queue.pop() ?? expect.fail('a Pod is ready'))
    clock.now = 1_999
    expect(next()).toBeUndefined()
    clock.now = 2_000
    expect(next()).toBe('a')
  })

  it('doubles the wait, up to ten seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((attempts) => backOffMs(attempts))).toEqual([
      0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ])
  })

  it('tries Pods again that have waited for five minutes', () => {
    const { clock, queue, next } = queueAt()
    queue.set(podOf(big))
    popFailing(queue, fit)
    clock.now = 300_000
    queue.flush()
    expect(next()).toBeUndefined()
    clock.now = 300_001
    queue.flush()
    expect(next()).toBe('big')
  })

  it('does not try a gated Pod before its gates are gone', () => {
    const { queue, next } = queueAt()
    queue.set(podOf({ name: 'gated', schedulingGates: [{ name: 'wait' }] }))
    expect(next()).toBeUndefined()
    queue.set(podOf({ name: 'gated', schedulingGates: [] }))
    expect(next()).toBe('gated')
  })

  it('takes no notice of what was written into the status', () => {
    const { queue } = queueAt()
    queue.set(podOf(big))
    popFailing(queue, fit)
    queue.set({ ...podOf(big), status: { phase: 'Pending', conditions: [] } })
    expect(queue.readyCount).toBe(0)
    queue.set(podOf({ ...big, labels: { app: 'web' } }))
    expect(queue.readyCount).toBe(1)
  })

  it('forgets a Pod that is gone, even one just being tried', () => {
    const { queue } = queueAt()
    queue.set(podOf(big))
    const queued = queue.pop() ?? expect.fail('a Pod is ready')
    queue.remove(queued.uid)
    queue.addUnschedulable(queued, new Set([fit]))
    queue.addAfterError(queued)
    expect(queue.hasUnschedulable).toBe(false)
    queue.set(podOf({ name: 'other' }))
    queue.remove(podOf({ name: 'other' }).metadata.uid)
    expect(queue.readyCount).toBe(0)
    expect(queue.pop()).toBeUndefined()
  })
})
