/**
 * A Deployment's ReplicaSets: which is the new one, which count, how many Pods they make together.
 *
 * *Upstream:* `pkg/controller/deployment/util/deployment_util.go`,
 * `pkg/controller/controller_utils.go` (the orders)
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import { isSameTemplate } from './pod-template-hash.ts'

/** What a Deployment consists of while it is looked at. */
export interface Rollout {
  readonly deployment: Deployment
  /** The one with the Deployment's template, if there is one yet. */
  readonly newReplicaSet: ReplicaSet | undefined
  readonly oldReplicaSets: readonly ReplicaSet[]
}

/** A ReplicaSet and the size it shall have. */
export interface Scaling {
  readonly replicaSet: ReplicaSet
  readonly replicas: number
}

export function replicasOf({ spec }: Deployment | ReplicaSet): number {
  return spec.replicas ?? 1
}

export function availableOf({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0
}

export function sum<T>(items: readonly T[], number: (item: T) => number): number {
  return items.reduce((total, item) => total + number(item), 0)
}

/** Old ones first, then the new one. */
export function allReplicaSets({
  newReplicaSet,
  oldReplicaSets,
}: Pick<Rollout, 'newReplicaSet' | 'oldReplicaSets'>): readonly ReplicaSet[] {
  return newReplicaSet ? [...oldReplicaSets, newReplicaSet] : oldReplicaSets
}

/** Meant to have Pods. */
export function isActive(replicaSet: ReplicaSet): boolean {
  return replicasOf(replicaSet) > 0
}

/** The oldest of those that have the Deployment's template. */
export function findNewReplicaSet(
  { spec }: Deployment,
  replicaSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  return [...replicaSets]
    .sort(olderFirst)
    .find((replicaSet) => isSameTemplate(replicaSet.spec.template, spec.template))
}

type Order = (a: ReplicaSet, b: ReplicaSet) => number

export const olderFirst: Order = (a, b) =>
  compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
  compare(a.metadata.name, b.metadata.name)

export const newerFirst: Order = (a, b) =>
  compare(b.metadata.creationTimestamp, a.metadata.creationTimestamp) ||
  compare(a.metadata.name, b.metadata.name)

export const largerThenNewerFirst: Order = (a, b) =>
  replicasOf(b) - replicasOf(a) || newerFirst(a, b)

export const largerThenOlderFirst: Order = (a, b) =>
  replicasOf(b) - replicasOf(a) || olderFirst(a, b)

/** Times in one format compare as texts; a missing one is the oldest. */
function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
