/**
 * Take one away: the symptom is the one its card promises, and starting it again heals.
 * Every component of the list has a row here; a new one without a row fails.
 */
import { describe, expect, it } from 'vitest'
import type { Cluster } from './cluster.ts'
import {
  ask,
  create,
  deployment,
  deploymentNamed,
  minutes,
  nodeIsReady,
  patch,
  podsOf,
  readyPods,
  remove,
  seconds,
  service,
  testCluster,
} from './cluster-for-tests.ts'
import type { ComponentName, ForClients } from './component.ts'
import { components, without } from './components.ts'
import {
  autoscaler,
  budget,
  cronJob,
  job,
  keeper,
} from './kube-controller-manager/kinds-for-tests.ts'
import { kernelRulesOf, restoreText } from './kube-proxy/kernel-rules.ts'

interface Row {
  /** Only this machine's, for components of every node. */
  readonly machine?: string
  /** Runs while it is missing. */
  readonly act: (cluster: Cluster) => void
  /** What one then sees. */
  readonly symptom: (cluster: Cluster) => void
  /** What one sees some minutes after it has been started again. */
  readonly healed?: (cluster: Cluster) => void
}

const declare = (cluster: Cluster) => {
  create(cluster, 'deployments', deployment())
  create(cluster, 'services', service())
}
const allReady = (cluster: Cluster) => expect(readyPods(cluster)).toHaveLength(3)
const runningOn = (cluster: Cluster, machine?: string) =>
  cluster
    .snapshot()
    .machines.filter(({ name }) => machine === undefined || name === machine)
    .flatMap(({ containers }) => containers)
    .filter(({ state, name }) => state === 'running' && name === 'main')
const stillRunning = (cluster: Cluster) => expect(runningOn(cluster)).toHaveLength(3)
const breakNode = (cluster: Cluster) => {
  const [pod] = podsOf(cluster)
  cluster.powerOff(pod?.spec.nodeName ?? '')
}
const brokenNode = (cluster: Cluster) =>
  cluster.snapshot().machines.find(({ powered }) => !powered)?.name ?? ''

const claim = (name: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
})
const claimant = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'claimant' },
  spec: {
    containers: [{ name: 'main', image: 'nginx:1.27' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
}
const useStorage = (cluster: Cluster) => {
  create(cluster, 'persistentvolumeclaims', claim('data'))
  create(cluster, 'pods', claimant)
}
const phaseOfClaim = (cluster: Cluster) =>
  cluster.objects('persistentvolumeclaims')[0]?.status?.phase
const phaseOfClaimant = (cluster: Cluster) =>
  cluster.objects('pods').find(({ metadata }) => metadata.name === 'claimant')?.status?.phase
const storageWaits: Row = {
  act: useStorage,
  symptom: (cluster) => {
    expect(phaseOfClaim(cluster)).toBe('Pending')
    expect(phaseOfClaimant(cluster)).toBe('Pending')
  },
  healed: (cluster) => {
    expect(phaseOfClaim(cluster)).toBe('Bound')
    expect(phaseOfClaimant(cluster)).toBe('Running')
  },
}

const rows: Readonly<Record<Exclude<ComponentName, ForClients>, Row>> = {
  'persistentvolume-binder-controller': storageWaits,
  'local-path-provisioner': storageWaits,
  etcd: {
    act: (cluster) => {
      const response = ask(cluster, { verb: 'list', resource: 'pods' })
      expect(response.code).toBe(500)
    },
    symptom: stillRunning,
    healed: allReady,
  },
  'kube-apiserver': {
    act: (cluster) => {
      const response = ask(cluster, { verb: 'list', resource: 'pods' })
      expect(response.body).toMatchObject({ reason: 'ConnectionRefused' })
    },
    symptom: stillRunning,
    healed: allReady,
  },
  'kube-scheduler': {
    act: (cluster) => patch(cluster, 'deployments', 'web', { spec: { replicas: 5 } }),
    symptom: (cluster) => {
      const homeless = podsOf(cluster).filter(({ spec }) => !spec.nodeName)
      expect(homeless.map(({ status }) => status?.phase)).toEqual(['Pending', 'Pending'])
    },
    healed: (cluster) => expect(readyPods(cluster)).toHaveLength(5),
  },
  'kube-controller-manager': {
    act: (cluster) => create(cluster, 'deployments', deployment({ name: 'late' })),
    symptom: (cluster) => {
      expect(deploymentNamed(cluster, 'late')).toBeDefined()
      expect(cluster.objects('replicasets')).toHaveLength(1)
    },
    healed: (cluster) => expect(readyPods(cluster, 'late')).toHaveLength(3),
  },
  'deployment-controller': {
    act: (cluster) => create(cluster, 'deployments', deployment({ name: 'late' })),
    symptom: (cluster) => {
      expect(deploymentNamed(cluster, 'late')).toBeDefined()
      expect(cluster.objects('replicasets')).toHaveLength(1)
    },
    healed: (cluster) => expect(readyPods(cluster, 'late')).toHaveLength(3),
  },
  'replicaset-controller': {
    act: (cluster) => {
      create(cluster, 'deployments', deployment({ name: 'late' }))
      remove(cluster, 'pods', podsOf(cluster)[0]?.metadata.name ?? '')
    },
    symptom: (cluster) => {
      expect(cluster.objects('replicasets')).toHaveLength(2)
      expect(podsOf(cluster, 'late')).toHaveLength(0)
      expect(podsOf(cluster)).toHaveLength(2)
    },
    healed: (cluster) => {
      expect(readyPods(cluster, 'late')).toHaveLength(3)
      expect(readyPods(cluster)).toHaveLength(3)
    },
  },
  'node-lifecycle-controller': {
    act: breakNode,
    symptom: (cluster) => expect(nodeIsReady(cluster, brokenNode(cluster))).toBe(true),
    healed: (cluster) => {
      expect(nodeIsReady(cluster, brokenNode(cluster))).toBe(false)
      expect(readyPods(cluster)).toHaveLength(3)
    },
  },
  'taint-eviction-controller': {
    act: breakNode,
    symptom: (cluster) => {
      expect(nodeIsReady(cluster, brokenNode(cluster))).toBe(false)
      expect(podsOf(cluster)).toHaveLength(3)
      expect(podsOf(cluster).some(({ metadata }) => metadata.deletionTimestamp)).toBe(false)
    },
    healed: allReady,
  },
  'endpointslice-controller': {
    act: (cluster) => create(cluster, 'services', { ...(service('late') as object) }),
    symptom: (cluster) =>
      expect(
        cluster
          .objects('endpointslices')
          .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'late'),
      ).toHaveLength(0),
    healed: (cluster) =>
      expect(
        cluster
          .objects('endpointslices')
          .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'late'),
      ).toHaveLength(1),
  },
  'garbage-collector': {
    act: (cluster) => remove(cluster, 'deployments', 'web'),
    symptom: (cluster) => {
      expect(cluster.objects('replicasets')).toHaveLength(1)
      expect(readyPods(cluster)).toHaveLength(3)
    },
    healed: (cluster) => {
      expect(cluster.objects('replicasets')).toHaveLength(0)
      expect(podsOf(cluster)).toHaveLength(0)
    },
  },
  'pod-garbage-collector': {
    act: (cluster) => {
      breakNode(cluster)
      const name = brokenNode(cluster)
      expect(ask(cluster, { verb: 'delete', resource: 'nodes', name }).code).toBe(200)
    },
    symptom: (cluster) =>
      expect(
        podsOf(cluster).filter(({ spec }) => spec.nodeName === brokenNode(cluster)),
      ).not.toEqual([]),
    healed: (cluster) =>
      expect(podsOf(cluster).filter(({ spec }) => spec.nodeName === brokenNode(cluster))).toEqual(
        [],
      ),
  },
  'serviceaccount-controller': {
    act: (cluster) => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } }
      expect(ask(cluster, { verb: 'create', resource: 'namespaces', body }).code).toBe(201)
    },
    symptom: (cluster) => {
      const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
      const body = { apiVersion: 'v1', kind: 'Pod', ...pod }
      const at = { resource: 'pods', namespace: 'lab' } as const
      expect(ask(cluster, { verb: 'create', ...at, body }).code).toBe(403)
    },
    healed: (cluster) =>
      expect(
        cluster.objects('serviceaccounts').filter(({ metadata }) => metadata.namespace === 'lab'),
      ).toHaveLength(1),
  },
  'daemonset-controller': {
    act: (cluster) => create(cluster, 'daemonsets', keeper('DaemonSet', 'agent')),
    symptom: (cluster) => expect(podsOf(cluster, 'agent')).toHaveLength(0),
    healed: (cluster) => expect(readyPods(cluster, 'agent')).toHaveLength(3),
  },
  'statefulset-controller': {
    act: (cluster) => create(cluster, 'statefulsets', keeper('StatefulSet', 'db')),
    symptom: (cluster) => expect(podsOf(cluster, 'db')).toHaveLength(0),
    healed: (cluster) => expect(readyPods(cluster, 'db')).toHaveLength(1),
  },
  'job-controller': {
    act: (cluster) => create(cluster, 'jobs', job('work', 'sleep 1')),
    symptom: (cluster) => expect(podsOf(cluster, 'work')).toHaveLength(0),
    healed: (cluster) => expect(cluster.objects('jobs')[0]?.status?.succeeded).toBe(1),
  },
  'cronjob-controller': {
    act: (cluster) => create(cluster, 'cronjobs', cronJob('tick', 'sleep 1')),
    symptom: (cluster) => expect(cluster.objects('jobs')).toHaveLength(0),
    healed: (cluster) => expect(cluster.objects('jobs').length).toBeGreaterThan(0),
  },
  'disruption-controller': {
    act: (cluster) => {
      create(cluster, 'poddisruptionbudgets', budget('web', { maxUnavailable: 1 }))
    },
    symptom: (cluster) =>
      expect(cluster.objects('poddisruptionbudgets')[0]?.status?.disruptionsAllowed).toBe(0),
    healed: (cluster) =>
      expect(cluster.objects('poddisruptionbudgets')[0]?.status?.disruptionsAllowed).toBe(1),
  },
  'namespace-controller': {
    act: (cluster) => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } }
      expect(ask(cluster, { verb: 'create', resource: 'namespaces', body }).code).toBe(201)
      const gone = ask(cluster, { verb: 'delete', resource: 'namespaces', name: 'lab' })
      expect(gone.code).toBe(200)
    },
    symptom: (cluster) => expect(cluster.objects('namespaces')).toHaveLength(5),
    healed: (cluster) => expect(cluster.objects('namespaces')).toHaveLength(4),
  },
  'horizontal-pod-autoscaler': {
    act: (cluster) => create(cluster, 'horizontalpodautoscalers', autoscaler('web', 1, 2)),
    symptom: (cluster) => expect(readyPods(cluster)).toHaveLength(3),
    healed: (cluster) => expect(readyPods(cluster)).toHaveLength(2),
  },
  kubelet: {
    machine: 'node-2',
    act: () => {},
    symptom: (cluster) => {
      expect(nodeIsReady(cluster, 'node-2')).toBe(false)
      // Its container lives on, though its Pod has been replaced elsewhere by now.
      expect(runningOn(cluster, 'node-2')).toHaveLength(1)
      expect(readyPods(cluster).filter(({ spec }) => spec.nodeName !== 'node-2')).toHaveLength(3)
    },
    healed: (cluster) => expect(nodeIsReady(cluster, 'node-2')).toBe(true),
  },
  'kube-proxy': {
    machine: 'node-2',
    act: (cluster) => create(cluster, 'services', service('late')),
    symptom: (cluster) => {
      expect(rulesNaming(cluster, 'node-2', 'default/late')).toBe(0)
      expect(rulesNaming(cluster, 'node-2', 'default/web')).toBeGreaterThan(0)
      expect(rulesNaming(cluster, 'node-1', 'default/late')).toBeGreaterThan(0)
    },
    healed: (cluster) => expect(rulesNaming(cluster, 'node-2', 'default/late')).toBeGreaterThan(0),
  },
  'container-runtime': {
    machine: 'node-2',
    act: () => {},
    symptom: (cluster) => {
      expect(nodeIsReady(cluster, 'node-2')).toBe(false)
      // Its container lives on, though its Pod has been replaced elsewhere by now.
      expect(runningOn(cluster, 'node-2')).toHaveLength(1)
      expect(readyPods(cluster).filter(({ spec }) => spec.nodeName !== 'node-2')).toHaveLength(3)
    },
    healed: (cluster) => expect(nodeIsReady(cluster, 'node-2')).toBe(true),
  },
}

function rulesNaming(cluster: Cluster, machine: string, name: string): number {
  const rules = kernelRulesOf(cluster.machine(machine))
  return rules ? restoreText(rules).filter((line) => line.includes(name)).length : 0
}

describe.each(components)('without $name', ({ name, withoutIt }) => {
  const row = rows[name as keyof typeof rows]

  it('shows the promised symptom, and heals once it is started again', () => {
    expect(withoutIt.ja.length).toBeGreaterThan(10)
    expect(withoutIt.en.length).toBeGreaterThan(10)
    const cluster = testCluster()
    declare(cluster)
    cluster.simulation.advance(minutes(1))
    allReady(cluster)
    expect(cluster.stop(name, row.machine)).toBe(true)
    cluster.simulation.advance(seconds(5))
    row.act(cluster)
    cluster.simulation.advance(minutes(8))
    row.symptom(cluster)
    expect(cluster.start(name, row.machine)).toBe(true)
    cluster.simulation.advance(minutes(12))
    row.healed?.(cluster)
  })

  it('can be left out from the start without breaking the others', () => {
    const cluster = testCluster({ components: without(name) })
    cluster.simulation.advance(minutes(2))
    expect(cluster.snapshot().machines).toHaveLength(4)
    expect(cluster.machineNames).toContain('node-1')
  })
})
