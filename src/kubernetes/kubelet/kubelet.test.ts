import { describe, expect, test } from 'vitest'
import { readyOf, started, worker } from './node-for-tests.ts'

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
