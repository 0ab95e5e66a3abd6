import { describe, expect, test } from 'vitest'
import type { PodSpec } from '../api/core.ts'
import { createTestNode, type TestNode } from './node-for-tests.ts'

function started(options?: Parameters<typeof createTestNode>[0]): TestNode {
  const node = createTestNode(options)
  node.wait(3)
  return node
}

function script(text: string, more: Partial<PodSpec> = {}): Partial<PodSpec> {
  const container = { name: 'c', image: 'busybox:1.36', command: ['sh', '-c', text] }
  return { containers: [container], ...more }
}

/** The states without their times. */
const states = (lines: readonly string[]) => lines.map((line) => line.replace(/^\S+ /, ''))
const secondOf = (lines: readonly string[], state: string) =>
  Number(lines.find((line) => line.includes(state))?.split(' ')[0])

function readyOf(node: TestNode, name: string) {
  const found = node.cluster.objects('nodes').find(({ metadata }) => metadata.name === name)
  return found?.status?.conditions?.find(({ type }) => type === 'Ready')
}

const worker = (node: TestNode) => {
  const found = node.cluster.snapshot().machines.find(({ name }) => name === 'worker-1')
  if (!found) throw new Error('no worker')
  return found
}

describe('the node', () => {
  test('registers itself, ready, with its labels and its range of addresses', () => {
    const node = started()
    const [controlPlane, worker1] = node.cluster.objects('nodes')
    expect(controlPlane?.spec.taints).toContainEqual({
      key: 'node-role.kubernetes.io/control-plane',
      effect: 'NoSchedule',
    })
    expect(worker1?.spec.podCIDR).toBe('10.244.1.0/24')
    expect(worker1?.metadata.labels?.['kubernetes.io/hostname']).toBe('worker-1')
    expect(worker1?.status?.conditions?.map(({ type }) => type)).toEqual([
      'MemoryPressure',
      'DiskPressure',
      'PIDPressure',
      'Ready',
    ])
    expect(readyOf(node, 'worker-1')?.message).toBe('kubelet is posting ready status')
    expect(worker1?.status?.nodeInfo?.containerRuntimeVersion).toBe('containerd://2.1.5')
    expect(node.cluster.simulation.atRest).toBe(true)
  })

  test('its lease is renewed every ten seconds, its status every five minutes', () => {
    const node = started()
    const lease = () =>
      node.cluster.objects('leases').find(({ metadata }) => metadata.name === 'worker-1')
    const status = () => readyOf(node, 'worker-1')?.lastHeartbeatTime
    const before = { renewed: lease()?.spec.renewTime, status: status() }
    node.wait(10)
    const later = { renewed: lease()?.spec.renewTime, status: status() }
    expect(later.renewed).not.toBe(before.renewed)
    expect(later.status).toBe(before.status)
    node.wait(300)
    expect(status()).not.toBe(before.status)
  })

  test('without its runtime it is not ready after 30 s, and ready again with it', () => {
    const node = started()
    node.create('web', {})
    node.wait(5)
    node.cluster.stop('container-runtime', 'worker-1')
    node.create('late', {})
    node.wait(29)
    expect(readyOf(node, 'worker-1')?.status).toBe('True')
    node.wait(2)
    expect(readyOf(node, 'worker-1')).toMatchObject({
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'container runtime is down',
    })
    expect(worker(node).containers.map(({ state }) => state)).toEqual(['running'])
    expect(node.pod('late')?.status?.phase).toBe('Pending')
    expect(node.cluster.simulation.settle()).toBe('settled')
    node.cluster.start('container-runtime', 'worker-1')
    node.wait(20)
    expect(readyOf(node, 'worker-1')?.status).toBe('True')
    expect(node.pod('late')?.status?.phase).toBe('Running')
  })
})

describe('left out from the start', () => {
  test('the runtime: the node is there, and not ready', () => {
    const node = started({ without: ['container-runtime'] })
    expect(readyOf(node, 'worker-1')).toMatchObject({
      status: 'False',
      message: 'container runtime status check may not have completed yet',
    })
    expect(node.cluster.simulation.settle()).toBe('settled')
  })

  test('the kubelet: there is no node', () => {
    expect(started({ without: ['kubelet'] }).cluster.objects('nodes')).toEqual([])
  })
})

describe('a Pod starts', () => {
  test('first ContainerCreating, then Running and ready', () => {
    const node = started()
    node.create('web', {})
    const lines = node.follow('web', 10)
    expect(states(lines)).toEqual(['Pending ContainerCreating#0', 'Running running#0 ready'])
    expect(node.events('web')).toEqual([
      'Pulling: Pulling image "nginx:1.14.2"',
      'Pulled: Successfully pulled image "nginx:1.14.2" in 2.588s (2.588s including waiting). ' +
        'Image size: 44708492 bytes.',
      'Created: Container created',
      'Started: Container started',
    ])
    const { status } = node.pod('web') ?? {}
    expect(status?.conditions?.map(({ type }) => type)).toEqual([
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
    ])
    expect(status?.podIP).toBe('10.244.1.2')
    expect(status?.qosClass).toBe('BestEffort')
    expect(status?.containerStatuses?.[0]).toMatchObject({
      image: 'docker.io/library/nginx:1.14.2',
      imageID: expect.stringMatching(/^docker.io\/library\/nginx@sha256:[0-9a-f]{64}$/),
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      lastState: {},
    })
  })

  test('one image at a time: the second Pod waits for its turn', () => {
    const node = started()
    node.create('a', {})
    node.create('b', {})
    node.wait(10)
    expect(node.events('b')[1]).toMatch(/in 800ms \(3\.\d+s including waiting\)/)
  })

  test('an image that is there is not pulled', () => {
    const node = started({ worker: { images: ['nginx:1.14.2'] } })
    node.create('web', {})
    node.wait(3)
    expect(node.events('web')[0]).toBe(
      'Pulled: Container image "nginx:1.14.2" already present on machine and can be accessed by the pod',
    )
  })

  test('init containers first, a sidecar beside the others', () => {
    const node = started()
    const image = 'busybox:1.36'
    node.create('web', {
      initContainers: [
        { name: 'setup', image, command: ['sleep', '4'] },
        { name: 'side', image, command: ['sleep', '3600'], restartPolicy: 'Always' },
      ],
      containers: [{ name: 'main', image, command: ['sleep', '5'] }],
      restartPolicy: 'Never',
    })
    node.wait(4)
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.state).toEqual({
      waiting: { reason: 'PodInitializing' },
    })
    node.wait(5)
    const inits = node.pod('web')?.status?.initContainerStatuses
    expect(inits?.[0]?.state?.terminated?.reason).toBe('Completed')
    expect(inits?.[1]?.state?.running).toBeDefined()
    expect(node.pod('web')?.status?.phase).toBe('Running')
    node.wait(60)
    expect(node.pod('web')?.status?.phase).toBe('Succeeded')
  })

  test('a Pod that does not fit is rejected', () => {
    const node = started()
    const resources = { requests: { cpu: '3' } }
    node.create('big', { containers: [{ name: 'c', image: 'nginx:1.14.2', resources }] })
    node.wait(1)
    expect(node.pod('big')?.status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
      message:
        "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, " +
        'capacity: 2000',
    })
  })
})

describe('a Pod fails', () => {
  test('crash loop: Error is shown, 10 to 15 s later CrashLoopBackOff', () => {
    const node = started()
    node.create('web', script('sleep 2; exit 1'))
    const lines = node.follow('web', 60)
    expect(states(lines).slice(0, 8)).toEqual([
      'Pending ContainerCreating#0',
      'Running running#0 ready',
      'Running Error#0',
      'Running running#1 ready',
      'Running Error#1',
      'Running CrashLoopBackOff#1',
      'Running running#2 ready',
      'Running Error#2',
    ])
    const lag = secondOf(lines, 'CrashLoopBackOff#1') - secondOf(lines, 'Error#1')
    expect(lag).toBeGreaterThanOrEqual(10)
    expect(lag).toBeLessThanOrEqual(15)
    const { uid } = node.pod('web')?.metadata ?? {}
    expect(node.events('web').at(-1)).toContain(
      `BackOff: Back-off restarting failed container c in pod web_default(${uid})`,
    )
    expect(node.cluster.simulation.settle(120_000)).toBe('time-limit')
  })

  test('an image that is not there: ErrImagePull and ImagePullBackOff take turns', () => {
    const node = started()
    node.create('web', { containers: [{ name: 'c', image: 'nginx:9.99' }] })
    expect(states(node.follow('web', 60))).toEqual([
      'Pending ContainerCreating#0',
      'Pending ErrImagePull#0',
      'Pending ImagePullBackOff#0',
      'Pending ErrImagePull#0',
      'Pending ImagePullBackOff#0',
      'Pending ErrImagePull#0',
    ])
    expect(
      node
        .events('web')
        .slice(1, 5)
        .map((line) => line.replace(/ x\d+$/, '')),
    ).toEqual([
      'Failed: Failed to pull image "nginx:9.99": rpc error: code = NotFound desc = failed to pull ' +
        'and unpack image "docker.io/library/nginx:9.99": failed to resolve reference ' +
        '"docker.io/library/nginx:9.99": docker.io/library/nginx:9.99: not found',
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "nginx:9.99"',
      'Failed: Error: ImagePullBackOff',
    ])
  })

  test.each([
    ['Bad Image!!', undefined, 'InvalidImageName'],
    ['nginx:1.14.2', 'Never', 'ErrImageNeverPull'],
  ] as const)('%s, pull policy %s: %s', (image, imagePullPolicy, reason) => {
    const node = started()
    const policy = imagePullPolicy ? { imagePullPolicy } : {}
    node.create('web', { containers: [{ name: 'c', image, ...policy }] })
    node.wait(3)
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe(reason)
    expect(node.events('web').some((line) => line.startsWith(`Failed: Error: ${reason}`))).toBe(
      true,
    )
  })

  test.each([
    ['Never', 0, 'Succeeded Completed#0'],
    ['Never', 1, 'Failed Error#0'],
    ['OnFailure', 0, 'Succeeded Completed#0'],
  ] as const)('restartPolicy %s, exit code %i: %s', (restartPolicy, code, end) => {
    const node = started()
    node.create('job', script(`sleep 2; exit ${code}`, { restartPolicy }))
    const lines = states(node.follow('job', 20))
    // The containers have ended before the phase says so.
    expect(lines.at(-2)).toMatch(/^Running (Completed|Error)#0$/)
    expect(lines.at(-1)).toBe(end)
  })

  test('killed from outside it is restarted at once, the second time with back-off', () => {
    const node = started()
    const { uid } = node.create('web', {}).metadata
    node.wait(6)
    expect(node.cluster.crash(uid)).toBe(true)
    expect(states(node.follow('web', 4))).toEqual(['Running Error#0', 'Running running#1 ready'])
    node.cluster.crash(uid)
    expect(states(node.follow('web', 8))).toEqual(['Running Error#1'])
  })
})

describe('probes', () => {
  const nginx = { name: 'c', image: 'nginx:1.14.2' }

  test('not ready before the first success', () => {
    const node = started()
    const readinessProbe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 3 }
    node.create('web', { containers: [{ ...nginx, readinessProbe }] })
    expect(states(node.follow('web', 15))).toEqual([
      'Pending ContainerCreating#0',
      'Running running#0',
      'Running running#0 ready',
    ])
    expect(node.cluster.simulation.atRest).toBe(true)
  })

  test('a readiness probe that fails says why and restarts nothing', () => {
    const node = started()
    const readinessProbe = { httpGet: { path: '/missing', port: 80 }, periodSeconds: 5 }
    node.create('web', { containers: [{ ...nginx, readinessProbe }] })
    expect(states(node.follow('web', 30)).at(-1)).toBe('Running running#0')
    expect(node.events('web').at(-1)).toContain(
      'Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404',
    )
  })

  test('a liveness probe that fails three times has the container killed', () => {
    const node = started()
    const livenessProbe = { tcpSocket: { port: 8080 }, periodSeconds: 2 }
    node.create('web', { containers: [{ ...nginx, livenessProbe }] })
    expect(states(node.follow('web', 12))).toContain('Running running#1 ready')
    expect(node.events('web')).toContain(
      'Killing: Container c failed liveness probe, will be restarted',
    )
  })
})

describe('a Pod ends', () => {
  test('Completed is shown, a second later it is gone, and nothing is left of it', () => {
    const node = started()
    node.create('web', {})
    node.wait(6)
    node.remove('web')
    const lines = node.follow('web', 5)
    expect(states(lines)).toEqual(['Succeeded Completed#0 ending', 'gone'])
    expect(secondOf(lines, 'gone') - secondOf(lines, 'Succeeded')).toBeCloseTo(1, 0)
    expect(node.events('web').at(-1)).toBe('Killing: Stopping container c')
    expect(worker(node).sandboxes).toEqual([])
  })

  test('one that ignores SIGTERM ends after its grace period, as Failed', () => {
    const node = started()
    node.create('web', script('sleep 3600'))
    node.wait(5)
    node.remove('web')
    const lines = node.follow('web', 40)
    expect(states(lines)).toEqual(['Failed Error#0 ending', 'gone'])
    expect(secondOf(lines, 'Failed')).toBeCloseTo(30, 0)
  })

  test('a second deletion with less grace shortens the wait', () => {
    const node = started()
    node.create('web', script('sleep 3600'))
    node.wait(5)
    node.remove('web')
    node.wait(5)
    node.remove('web', 3)
    expect(secondOf(node.follow('web', 10), 'Failed')).toBeCloseTo(3, 0)
  })

  test('forced, the object goes at once and the container soon after', () => {
    const node = started()
    node.create('web', script('sleep 3600'))
    node.wait(5)
    node.remove('web', 0)
    expect(node.pod('web')).toBeUndefined()
    expect(worker(node).containers.map(({ state }) => state)).toEqual(['running'])
    node.wait(5)
    expect(worker(node).containers).toEqual([])
  })

  test('one whose image never came is Failed: its container was never seen', () => {
    const node = started()
    node.create('web', { containers: [{ name: 'c', image: 'nginx:9.99' }] })
    node.wait(5)
    node.remove('web')
    expect(states(node.follow('web', 3))).toEqual([
      'Failed ContainerStatusUnknown#0 ending',
      'gone',
    ])
  })
})

describe('something is away', () => {
  test('the kubelet, at rest: nothing changes when it comes back', () => {
    const node = started()
    const readinessProbe = { httpGet: { path: '/', port: 80 } }
    node.create('web', { containers: [{ name: 'c', image: 'nginx:1.14.2', readinessProbe }] })
    node.wait(20)
    const before = { pod: node.pod('web'), node: node.cluster.objects('nodes')[1] }
    node.cluster.stop('kubelet', 'worker-1')
    node.wait(5)
    node.cluster.start('kubelet', 'worker-1')
    node.wait(30)
    expect(node.pod('web')).toBe(before.pod)
    expect(node.cluster.objects('nodes')[1]).toBe(before.node)
    expect(worker(node).containers).toHaveLength(1)
  })

  test('the kubelet, while a Pod is deleted: it ends when the kubelet is back', () => {
    const node = started()
    node.create('web', {})
    node.wait(6)
    node.cluster.stop('kubelet', 'worker-1')
    node.remove('web')
    node.wait(60)
    expect(node.pod('web')?.status?.phase).toBe('Running')
    node.cluster.start('kubelet', 'worker-1')
    node.wait(5)
    expect(node.pod('web')).toBeUndefined()
  })

  test('the kubelet dies in the middle of an ending: the next one brings it to its end', () => {
    const node = started()
    node.create('web', {})
    node.wait(6)
    node.remove('web')
    node.wait(0.6)
    expect(node.pod('web')?.status?.phase).toBe('Succeeded')
    node.cluster.stop('kubelet', 'worker-1')
    node.wait(5)
    node.cluster.start('kubelet', 'worker-1')
    node.wait(5)
    expect(node.pod('web')).toBeUndefined()
    expect(worker(node).sandboxes).toEqual([])
  })

  test('the API server: containers are restarted without it, the news comes later', () => {
    const node = started()
    const { uid } = node.create('web', {}).metadata
    node.wait(6)
    node.cluster.stop('kube-apiserver')
    node.wait(2)
    node.cluster.crash(uid)
    node.wait(100)
    expect(worker(node).containers.map(({ state }) => state)).toEqual(['exited', 'running'])
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.restartCount).toBe(0)
    node.cluster.start('kube-apiserver')
    node.wait(15)
    expect(node.pod('web')?.status?.containerStatuses?.[0]?.restartCount).toBe(1)
  })

  test('the power: wanted Pods are restarted in a new sandbox, deleted ones finished', () => {
    const node = started({ worker: { images: ['nginx:1.14.2'] } })
    node.create('web', {})
    node.create('old', {})
    node.wait(5)
    node.cluster.powerOff('worker-1')
    node.wait(30)
    node.remove('old')
    node.wait(60)
    expect(node.pod('old')?.status?.phase).toBe('Running')
    node.cluster.powerOn('worker-1')
    node.wait(30)
    expect(node.pod('old')).toBeUndefined()
    const status = node.pod('web')?.status?.containerStatuses?.[0]
    expect(status).toMatchObject({ restartCount: 1, ready: true })
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 255, reason: 'Unknown' })
    expect(node.events('web')).toContain(
      'SandboxChanged: Pod sandbox changed, it will be killed and re-created.',
    )
    expect(node.events('worker-1').some((line) => line.startsWith('Rebooted:'))).toBe(true)
  })

  test('the network: Pods that were force-deleted meanwhile end when it is back', () => {
    const node = started()
    node.create('web', {})
    node.wait(6)
    node.cluster.cut('control-plane', 'worker-1')
    node.wait(5)
    node.remove('web', 0)
    node.wait(60)
    expect(worker(node).containers.map(({ state }) => state)).toEqual(['running'])
    node.cluster.mend('control-plane', 'worker-1')
    node.wait(60)
    expect(worker(node).containers).toEqual([])
  })

  test('the kubelet, while its Pod is force-deleted: the orphan is found', () => {
    const node = started()
    node.create('web', {})
    node.wait(6)
    node.cluster.stop('kubelet', 'worker-1')
    node.remove('web', 0)
    node.wait(5)
    node.cluster.start('kubelet', 'worker-1')
    node.wait(10)
    expect(worker(node).containers).toEqual([])
  })
})
