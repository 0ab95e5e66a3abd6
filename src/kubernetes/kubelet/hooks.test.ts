import { describe, expect, test } from 'vitest'
import type { Container } from '../api/core.ts'
import { script, secondOf, started, states } from './node-for-tests.ts'

const nginx = (lifecycle: NonNullable<Container['lifecycle']>): Container => ({
  name: 'c',
  image: 'nginx:1.14.2',
  lifecycle,
})
const images = { worker: { images: ['nginx:1.14.2', 'busybox:1.36'] } }
const shell = (text: string) => ({ exec: { command: ['sh', '-c', text] } })

describe('postStart', () => {
  test('until it is done the Pod is not Running, and the next container is not started', () => {
    const node = started(images)
    const second = { name: 'd', image: 'nginx:1.14.2' }
    node.create('web', { containers: [nginx({ postStart: { sleep: { seconds: 5 } } }), second] })
    const lines = node.follow('web', 10)
    expect(states(lines)).toEqual([
      'Pending ContainerCreating#0 ContainerCreating#0',
      'Running running#0 running#0 ready',
    ])
    expect(secondOf(lines, 'ready')).toBeGreaterThan(5)
    expect(secondOf(lines, 'ready')).toBeLessThan(8)
  })

  test('one that fails ends its container, which is started again as after a crash', () => {
    const node = started(images)
    node.create('web', { containers: [nginx({ postStart: shell('exit 3') })] })
    node.wait(8)
    expect(node.events('web').slice(2, 4)).toEqual([
      'Started: Container started x2',
      'FailedPostStartHook: PostStartHook failed x2',
    ])
    expect(node.events('web')).toContain('Killing: FailedPostStartHook x2')
    const uid = node.pod('web')?.metadata.uid
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'PostStartHookError',
      message:
        'Exec lifecycle hook ([sh -c exit 3]) for Container "c" in Pod ' +
        `"web_default(${uid})" failed - error: command 'sh -c exit 3' exited with 3: , message: ""`,
    })
    node.wait(20)
    expect(node.events('web').some((line) => line.startsWith('BackOff: Back-off restarting'))).toBe(
      true,
    )
  })

  test('the files it makes are there for a probe', () => {
    const node = started(images)
    const container: Container = {
      ...nginx({ postStart: shell('echo Hello > /tmp/ready') }),
      readinessProbe: { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 1 },
    }
    node.create('web', { containers: [container] })
    node.wait(6)
    expect(states(node.follow('web', 1))).toEqual([])
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.ready).toBe(true)
  })

  test('a request that is answered is well, whatever the answer; one that is not is a failure', () => {
    const node = started(images)
    const get = (port: number) => ({ postStart: { httpGet: { port, path: '/nowhere' } } })
    const sleep = { name: 'c', image: 'busybox:1.36', command: ['sleep', '3600'] }
    node.create('web', { containers: [{ ...sleep, lifecycle: get(81) }] })
    node.wait(37)
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.state?.waiting?.message).toMatch(
      /^HTTP lifecycle hook \(\/nowhere\) for Container "c" in Pod "web_default\(.*\)" failed - error: Get "http:\/\/10\.244\.1\.\d+:81\/nowhere": dial tcp .*: connect: connection refused$/,
    )
  })

  test('a Pod that is deleted does not wait for a hook that never ends', () => {
    const node = started(images)
    node.create('web', { containers: [nginx({ postStart: shell('sleep infinity') })] })
    node.wait(10)
    expect(node.pod('web')?.status?.phase).toBe('Pending')
    node.remove('web')
    node.wait(5)
    expect(node.pod('web')).toBeUndefined()
  })
})

describe('preStop', () => {
  test('SIGTERM comes when it is done', () => {
    const node = started(images)
    node.create('web', { containers: [nginx({ preStop: { sleep: { seconds: 7 } } })] })
    node.wait(5)
    node.remove('web')
    const lines = node.follow('web', 20)
    expect(secondOf(lines, 'gone')).toBeGreaterThan(7)
    expect(secondOf(lines, 'gone')).toBeLessThan(11)
    expect(node.events('web').slice(-1)).toEqual(['Killing: Stopping container c'])
  })

  test('one that fails is told of, and the container ends all the same', () => {
    const node = started(images)
    node.create('web', { containers: [nginx({ preStop: shell('exit 1') })] })
    node.wait(5)
    node.remove('web')
    node.wait(5)
    expect(node.pod('web')).toBeUndefined()
    expect(node.events('web').slice(-2)).toEqual([
      'Killing: Stopping container c',
      'FailedPreStopHook: PreStopHook failed',
    ])
  })

  test('one that takes longer than the grace period leaves two seconds', () => {
    const node = started(images)
    const trap = script("trap '' TERM; sleep 3600")
    const [container] = trap.containers ?? []
    if (!container) throw new Error('no container')
    node.create('web', {
      terminationGracePeriodSeconds: 6,
      containers: [{ ...container, lifecycle: { preStop: shell('sleep 60') } }],
    })
    node.wait(5)
    node.remove('web')
    const lines = node.follow('web', 20)
    expect(secondOf(lines, 'Failed')).toBeGreaterThan(7.9)
    expect(secondOf(lines, 'Failed')).toBeLessThan(10)
  })

  test('the hook of the Kubernetes documentation works', () => {
    const node = started(images)
    const text = 'nginx -s quit; while killall -0 nginx; do sleep 1; done'
    node.create('web', { containers: [nginx({ preStop: shell(text) })] })
    node.wait(5)
    node.remove('web')
    node.wait(5)
    expect(node.pod('web')).toBeUndefined()
    expect(node.events('web').slice(-1)).toEqual(['Killing: Stopping container c'])
  })
})
