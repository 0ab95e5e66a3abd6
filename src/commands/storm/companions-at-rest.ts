/** How the other kinds must stand after a storm, and whether what they say of themselves is true. */
import { conditionOf, isConditionTrue } from '../../kubernetes/api/conditions.ts'
import type { Pod } from '../../kubernetes/api/core.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import { isActive, isReady } from '../../kubernetes/api/pod-availability.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import type { Manifest } from './companions.ts'

/** What is not as declared, if anything; whether it is explained is for others to find. */
export function isAsDeclared(cluster: Cluster, { kind, spec }: Manifest): boolean {
  const image = spec.template?.spec.containers[0]?.image
  switch (kind) {
    case 'StatefulSet': {
      const [set] = cluster.objects('statefulsets')
      const pods = podsOf(cluster, 'db')
      const names = pods.map(({ metadata }) => metadata.name).sort()
      return (
        set?.status?.observedGeneration === set?.metadata.generation &&
        (set?.status?.readyReplicas ?? 0) === spec.replicas &&
        names.join() === Array.from({ length: spec.replicas ?? 1 }, (_, n) => `db-${n}`).join() &&
        pods.every((pod) => isReady(pod) && imageOf(pod) === image)
      )
    }
    case 'DaemonSet': {
      const pods = podsOf(cluster, 'agent')
      const workers = cluster.objects('nodes').filter((node) => !node.spec.taints?.length)
      const nodes = pods.map((pod) => pod.spec.nodeName).sort()
      return (
        nodes.join() ===
          workers
            .map(({ metadata }) => metadata.name)
            .sort()
            .join() && pods.every((pod) => isReady(pod) && imageOf(pod) === image)
      )
    }
    case 'Job': {
      const [job] = cluster.objects('jobs')
      const isComplete = isConditionTrue(job?.status?.conditions, 'Complete')
      const isFailed = isConditionTrue(job?.status?.conditions, 'Failed')
      // A Pod that was lost and its replacement may both come to their end.
      return isFailed || (isComplete && (job?.status?.succeeded ?? 0) >= (spec.completions ?? 1))
    }
    case 'Service':
      return readyAddresses(cluster).join() === endpointsOf(cluster).join()
    case 'PodDisruptionBudget': {
      const status = cluster.objects('poddisruptionbudgets')[0]?.status
      const pods = podsOf(cluster, 'web').filter((pod) => !pod.metadata.deletionTimestamp)
      return status?.currentHealthy === pods.filter(isReady).length
    }
    default:
      // Nobody makes a bare Pod again that went with its node.
      return podsOf(cluster, 'lone').every(
        (pod) => isReady(pod) || pod.status?.phase === 'Succeeded',
      )
  }
}

/** A number in a status that is not the number of what there is. */
export function miscounted(cluster: Cluster): string | undefined {
  const pods = cluster.objects('pods')
  const owned = ({ metadata }: { readonly metadata: { readonly uid: string } }) =>
    pods.filter((pod) => isActive(pod) && controllerOf(pod)?.uid === metadata.uid)
  for (const set of [...cluster.objects('replicasets'), ...cluster.objects('statefulsets')]) {
    const { replicas = 0, readyReplicas = 0 } = set.status ?? {}
    const own = owned(set)
    if (replicas !== own.length || readyReplicas !== own.filter(isReady).length)
      return `${set.metadata.name} says ${replicas} Pods, ${readyReplicas} ready, of ${own.length}`
  }
  for (const set of cluster.objects('daemonsets'))
    if ((set.status?.numberReady ?? 0) !== owned(set).filter(isReady).length)
      return `${set.metadata.name} says ${set.status?.numberReady} ready Pods`
  for (const job of cluster.objects('jobs'))
    if ((job.status?.active ?? 0) !== owned(job).length)
      return `${job.metadata.name} says ${job.status?.active} active Pods of ${owned(job).length}`
  for (const node of cluster.objects('nodes'))
    if (!isConditionTrue(node.status?.conditions, 'Ready'))
      return `${node.metadata.name} is ${conditionOf(node.status?.conditions, 'Ready')?.reason}`
  return undefined
}

function podsOf(cluster: Cluster, app: string): readonly Pod[] {
  return cluster
    .objects('pods')
    .filter(
      ({ metadata, status }) => metadata.labels?.['app'] === app && status?.phase !== 'Failed',
    )
}

function imageOf({ spec }: Pod): string | undefined {
  return spec.containers[0]?.image
}

function readyAddresses(cluster: Cluster): readonly string[] {
  return podsOf(cluster, 'web')
    .filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp)
    .flatMap(({ status }) => status?.podIP ?? [])
    .sort()
}

function endpointsOf(cluster: Cluster): readonly string[] {
  return cluster
    .objects('endpointslices')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'front')
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ conditions }) => conditions?.ready)
    .flatMap(({ addresses }) => addresses)
    .sort()
}
