/** How things must stand after a storm: as declared, or with a reason that one can read. */
import type { Deployment } from '../../kubernetes/api/apps.ts'
import { conditionOf, isConditionTrue } from '../../kubernetes/api/conditions.ts'
import type { Pod } from '../../kubernetes/api/core.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import { isAsDeclared, miscounted } from './companions-at-rest.ts'
import type { Weather } from './disturbances.ts'
import type { Wish } from './wishes.ts'

/** What is neither done nor explained, if anything. */
export function problemOf(weather: Weather): string | undefined {
  const { cluster, wishes, declared } = weather
  for (const wish of wishes.values()) {
    const pods = podsOf(weather, wish)
    if (!isMet(weather, wish, pods) && !isExplained(weather, wish, pods))
      return `${wish.name} is not as declared, and nothing says why`
  }
  for (const [name, manifest] of declared) {
    const pods = cluster.objects('pods').filter(({ metadata }) => metadata.labels?.['app'] === name)
    if (!isAsDeclared(cluster, manifest) && !pods.some((pod) => sayWhy(pod)))
      return `${name} is not as declared, and nothing says why`
  }
  const wanted = new Set([...wishes.keys(), ...declared.keys()])
  for (const { metadata } of cluster.objects('pods'))
    if (!wanted.has(metadata.labels?.['app'] ?? ''))
      return `${metadata.name} is left of what was deleted`
  return miscounted(cluster) ?? untruthIn(weather)
}

function podsOf({ cluster }: Weather, { name }: Wish): readonly Pod[] {
  return cluster
    .objects('pods')
    .filter(
      ({ metadata, status }) => metadata.labels?.['app'] === name && status?.phase !== 'Failed',
    )
}

function isMet({ cluster }: Weather, wish: Wish, pods: readonly Pod[]): boolean {
  const deployment = cluster
    .objects('deployments')
    .find(({ metadata }) => metadata.name === wish.name)
  return (
    deployment?.status?.observedGeneration === deployment?.metadata.generation &&
    (deployment?.status?.readyReplicas ?? 0) === wish.replicas &&
    (deployment?.status?.updatedReplicas ?? 0) === wish.replicas &&
    pods.length === wish.replicas &&
    pods.every(
      ({ spec, status }) =>
        isConditionTrue(status?.conditions, 'Ready') && spec.containers[0]?.image === wish.image,
    )
  )
}

const reasons = [
  'ErrImagePull',
  'ImagePullBackOff',
  'CrashLoopBackOff',
  'Error',
  'Completed',
  'Unschedulable',
]

/** A Pod, or the Deployment, says in one of Kubernetes' own words what is the matter. */
function isExplained({ cluster }: Weather, { name }: Wish, pods: readonly Pod[]): boolean {
  const deployment = cluster.objects('deployments').find(({ metadata }) => metadata.name === name)
  const progress = conditionOf(deployment?.status?.conditions, 'Progressing')
  return (
    progress?.reason === 'ProgressDeadlineExceeded' ||
    isCaughtBetweenStrategies(cluster, deployment) ||
    pods.some(sayWhy)
  )
}

/**
 * Made to recreate and to be of another size at once, in the middle of a rolling update: upstream's
 * controller sees a change of size first, has no rule for it with two ReplicaSets, and waits for
 * ever (`pkg/controller/deployment/sync.go` scale).
 */
function isCaughtBetweenStrategies(cluster: Cluster, deployment: Deployment | undefined): boolean {
  if (deployment?.spec.strategy?.type !== 'Recreate') return false
  const active = cluster
    .objects('replicasets')
    .filter((set) => controllerOf(set)?.uid === deployment.metadata.uid && set.spec.replicas !== 0)
  const desired = 'deployment.kubernetes.io/desired-replicas'
  return (
    active.length > 1 &&
    active.some((set) => set.metadata.annotations?.[desired] !== String(deployment.spec.replicas))
  )
}

function sayWhy({ status }: Pod): boolean {
  const { waiting, terminated } = status?.containerStatuses?.[0]?.state ?? {}
  const scheduled = conditionOf(status?.conditions, 'PodScheduled')?.reason
  return [waiting?.reason, terminated?.reason, scheduled].some(
    (reason) => reason !== undefined && reasons.includes(reason),
  )
}

/** What the API says is running is what runs. */
function untruthIn({ cluster }: Weather): string | undefined {
  const truth = cluster.snapshot().machines.flatMap(({ name, containers, sandboxes }) =>
    containers
      .filter(({ state }) => state === 'running')
      .map(({ sandboxId }) => {
        const sandbox = sandboxes.find(({ id }) => id === sandboxId)
        return `${sandbox?.podName} on ${name}`
      }),
  )
  const said = cluster
    .objects('pods')
    .filter(({ status }) => status?.containerStatuses?.[0]?.state?.running)
    .map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`)
  const [runs, claims] = [truth.sort().join(', '), said.sort().join(', ')]
  return runs === claims ? undefined : `what runs is [${runs}], what is said is [${claims}]`
}
