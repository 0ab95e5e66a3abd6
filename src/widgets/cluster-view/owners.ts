/** Who asks for Pods: each workload with how many it wants and has, and what it made under it. */
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../kubernetes/api/apps.ts'
import type { CronJob, Job } from '../../kubernetes/api/batch.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import { objectsOf, type Snapshot } from '../../kubernetes/snapshot.ts'

type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet | Job | CronJob

export interface OwnerBox {
  readonly uid: string
  readonly kind: Workload['kind']
  readonly name: string
  /** Pods, or completions of a Job; a CronJob has no number of its own. */
  readonly count?: { readonly desired: number; readonly ready: number }
  readonly children: readonly OwnerBox[]
}

export interface Completions {
  readonly desired: number
  readonly done: number
}

const resources = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'cronjobs',
  'replicasets',
  'jobs',
] as const

/** Those that nobody owns, in the order in which the book tells of them. */
export function ownersOf(snapshot: Snapshot): readonly OwnerBox[] {
  const workloads: readonly Workload[] = resources.flatMap((kind) => objectsOf(snapshot, kind))
  const owned = new Map<string | undefined, Workload[]>()
  for (const workload of workloads) {
    const owner = controllerOf(workload)?.uid
    owned.set(owner, [...(owned.get(owner) ?? []), workload])
  }
  const boxOf = (workload: Workload): OwnerBox => {
    const { kind, metadata } = workload
    const children = (owned.get(metadata.uid) ?? []).filter((child) => isPresent(child, workload))
    const count = countOf(workload)
    return {
      uid: metadata.uid,
      kind,
      name: metadata.name,
      ...(count ? { count } : {}),
      children: children.map(boxOf),
    }
  }
  return (owned.get(undefined) ?? []).map(boxOf)
}

/** Pods that are wanted to stay. */
export function wantedPods(owners: readonly OwnerBox[]): number {
  return owners
    .filter(({ kind }) => kind !== 'Job')
    .reduce((sum, { count }) => sum + (count?.desired ?? 0), 0)
}

export function completionsOf(owners: readonly OwnerBox[]): Completions | undefined {
  const jobs = owners
    .flatMap((owner) => [owner, ...owner.children])
    .flatMap(({ kind, count }) => (kind === 'Job' && count ? [count] : []))
  if (jobs.length === 0) return undefined
  return {
    desired: jobs.reduce((sum, { desired }) => sum + desired, 0),
    done: jobs.reduce((sum, { ready }) => sum + ready, 0),
  }
}

function countOf(workload: Workload): OwnerBox['count'] {
  switch (workload.kind) {
    case 'CronJob':
      return undefined
    case 'Job':
      return { desired: workload.spec.completions ?? 1, ready: workload.status?.succeeded ?? 0 }
    case 'DaemonSet': {
      const { desiredNumberScheduled = 0, numberReady = 0 } = workload.status ?? {}
      return { desired: desiredNumberScheduled, ready: numberReady }
    }
    default:
      return {
        desired: workload.spec.replicas ?? 1,
        ready: workload.status?.readyReplicas ?? 0,
      }
  }
}

/** ReplicaSets of former revisions are empty and stay out of the picture. */
function isPresent(child: Workload, owner: Workload): boolean {
  if (child.kind !== 'ReplicaSet') return true
  if ((child.spec.replicas ?? 1) > 0 || (child.status?.replicas ?? 0) > 0) return true
  return child.metadata.annotations?.[revisionKey] === owner.metadata.annotations?.[revisionKey]
}

const revisionKey = 'deployment.kubernetes.io/revision'
