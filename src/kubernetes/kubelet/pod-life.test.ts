import { describe, expect, test } from 'vitest'
import { script, secondOf, started, states, worker } from './node-for-tests.ts'

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

  test('an init container is ready once it has done its work, and the Pod is initialized', () => {
    const node = started()
    node.create('web', {
      initContainers: [{ name: 'setup', image: 'busybox:1.36', command: ['sleep', '10'] }],
    })
    node.wait(8)
    const initialized = () =>
      node.pod('web')?.status?.conditions?.find(({ type }) => type === 'Initialized')
    expect(node.pod('web')?.status?.initContainerStatuses?.[0]).toMatchObject({
      ready: false,
      started: true,
      state: { running: {} },
    })
    expect(initialized()).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [setup]',
    })
    node.wait(10)
    expect(node.pod('web')?.status?.initContainerStatuses?.[0]).toMatchObject({
      ready: true,
      started: false,
      state: { terminated: { exitCode: 0 } },
    })
    expect(initialized()).toMatchObject({ status: 'True' })
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
