/** Areas of the deployment controller: its arithmetic, its decisions, its conditions. */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/apps.ts'
import { conditionOf } from '../../kubernetes/api/conditions.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { replicaSetsToForget } from '../../kubernetes/kube-controller-manager/deployment/history.ts'
import {
  deployment,
  type ReplicaSetTraits,
  replicaSet,
} from '../../kubernetes/kube-controller-manager/deployment/objects-for-tests.ts'
import { replicaSetName } from '../../kubernetes/kube-controller-manager/deployment/pod-template-hash.ts'
import {
  isProgressing,
  isTimedOut,
  rolloutStatus,
  untilDeadlineMs,
} from '../../kubernetes/kube-controller-manager/deployment/progress.ts'
import {
  replicaSetFraction,
  scalingPlan,
} from '../../kubernetes/kube-controller-manager/deployment/proportional-scaling.ts'
import { oldPodsRunning } from '../../kubernetes/kube-controller-manager/deployment/recreate.ts'
import type { Scaling } from '../../kubernetes/kube-controller-manager/deployment/replica-sets.ts'
import {
  cleanUpUnhealthy,
  maxUnavailable,
  minAvailable,
  newReplicaSetSize,
  reconciledSize,
  resolveFenceposts,
  scaleDownAvailable,
  scaleDownOld,
} from '../../kubernetes/kube-controller-manager/deployment/rolling-update.ts'
import { isComplete } from '../../kubernetes/kube-controller-manager/deployment/status.ts'
import { type Areas, goDuration, operation, type Runner } from './area.ts'

type Input = Parameters<Runner>[0]['input']

export const deployments: Areas = {
  deployment_math: ({ input }) => operation(math, input.op)(input),
  deployment_rolling({ input, expected }) {
    const answer = operation(rollingDecisions, input.function)(input)
    // Where nothing is scaled, the number beside it is the zero nobody set.
    return answer['scaleExpected'] === false ? { ...expected, ...answer } : answer
  },

  deployment_proportional_scaling({ input }) {
    const { replicas, strategy: type, maxSurge, maxUnavailable } = input.deployment
    const strategy = { type, rollingUpdate: { maxSurge, maxUnavailable } }
    const newReplicaSet: ReplicaSet | undefined = input.newRS ? scaledSet(input.newRS) : undefined
    const oldReplicaSets: ReplicaSet[] = input.oldRSs.map(scaledSet)
    const rollout = {
      deployment: deployment({ replicas, strategy }),
      newReplicaSet,
      oldReplicaSets,
    }
    const after = new Map(
      scalingPlan(rollout).map(({ replicaSet: { metadata }, replicas }) => [
        metadata.name,
        replicas,
      ]),
    )
    const sizeOf = ({ metadata, spec }: ReplicaSet) => after.get(metadata.name) ?? spec.replicas
    return {
      newRS: newReplicaSet ? sizeOf(newReplicaSet) : null,
      oldRSs: Object.fromEntries(oldReplicaSets.map((one) => [one.metadata.name, sizeOf(one)])),
    }
  },

  deployment_cleanup({ input }) {
    const limit = input.revisionHistoryLimit
    const spec = limit === undefined ? {} : { revisionHistoryLimit: limit }
    const old = input.oldRSs.map((row: Input) =>
      replicaSet(row.name, {
        replicas: row.specReplicas,
        generation: row.generation ?? 0,
        status: {
          replicas: row.statusReplicas,
          observedGeneration: row.observedGeneration ?? 0,
        },
        ...(row.deletionTimestamp ? { deleted: row.deletionTimestamp } : {}),
      }),
    )
    return { deleted: replicaSetsToForget(deployment(spec), old).length }
  },

  deployment_rs_name: ({ input }) => replicaSetName(input.deployment, input.hash),

  deployment_recreate({ input }) {
    const byUid = Object.entries(input.podsByReplicaSetUID ?? {})
    const pods = new Map(byUid.map(([uid, list]) => [uid, list ?? []])) as never
    return { oldPodsRunning: oldPodsRunning(input.newRS, input.oldRSs ?? [], pods) }
  },

  deployment_progress({ input, expected }) {
    // The tables do not count generations.
    const web: Deployment = { ...deployment(), ...input.deployment }
    if (input.op === 'requeue-after') {
      const after = untilDeadlineMs(web, input.newStatus, preciseMsOf(input.now))
      return { after: after === undefined ? null : goDuration(after) }
    }
    if (expected.condition === null) return { condition: null }
    const rollout = { deployment: web, newReplicaSet: input.newRS, oldReplicaSets: input.allRSs }
    const { conditions } = rolloutStatus(rollout, msOf('2017-02-15T18:51:00Z'))
    const found = conditionOf(conditions, 'Progressing')
    return {
      condition: found && { type: found.type, status: found.status, reason: found.reason },
    }
  },
}

const math: Readonly<Record<string, (input: Input) => unknown>> = {
  'resolve-fenceposts': (input) => resolveFenceposts(input, input.desired) ?? { error: true },
  'new-rs-replicas'(input) {
    const strategy = { ...rolling(input.maxSurge, input.maxUnavailable), type: input.strategy }
    const web = deployment({ replicas: input.deploymentReplicas, strategy })
    const size = input.newRSReplicas
    return { replicas: newReplicaSetSize(web, [available('new', size)], size) }
  },
  'is-complete': (input) => isComplete(complete(input.deployment), input.deployment.status),
  'is-progressing': (input) => isProgressing(input.deployment, input.newStatus),
  'is-timed-out': (input) => isTimedOut(input.deployment, input.newStatus, msOf(input.now)),
  'max-unavailable': (input) => maxUnavailable(complete(input.deployment)),
  'min-available': (input) => minAvailable(complete(input.deployment)),
  'replica-set-fraction'(input) {
    const status = { replicas: input.deploymentStatusReplicas }
    const strategy = rolling(input.maxSurge, 0)
    const web = deployment({ replicas: input.deploymentReplicas, strategy }, status)
    const { metadata, ...rest } = available('rs', input.rsReplicas)
    const annotated = { ...metadata, annotations: input.rsAnnotations ?? {} }
    return replicaSetFraction(web, { ...rest, metadata: annotated })
  },
}

const rollingDecisions: Readonly<Record<string, (input: Input) => Record<string, unknown>>> = {
  reconcileNewReplicaSet(input) {
    const { newReplicas } = input
    const sets = [available('old', input.oldReplicas), available('new', newReplicas)]
    const size = reconciledSize(webOf(input), sets, newReplicas)
    return {
      scaleExpected: size !== newReplicas,
      ...(size === newReplicas ? {} : { expectedNewReplicas: size }),
    }
  },
  reconcileOldReplicaSets(input) {
    const old = available('old', input.oldReplicas, input.readyPodsFromOldRS)
    const fresh = available('new', input.newReplicas, input.readyPodsFromNewRS)
    return oldAfter(scaleDownOld(webOf(input), fresh, [old]), input.oldReplicas)
  },
  cleanupUnhealthyReplicas(input) {
    const old = available('old', input.oldReplicas, input.readyPods)
    const scalings = cleanUpUnhealthy([old], input.maxCleanupCount)
    const left = scalings[0]?.replicas ?? input.oldReplicas
    return { cleanupCountExpected: input.oldReplicas - left }
  },
  scaleDownOldReplicaSetsForRollingUpdate(input) {
    const old = available('old', input.oldReplicas, input.readyPods)
    return oldAfter(scaleDownAvailable(webOf(input), [old], [old]), input.oldReplicas)
  },
}

function oldAfter(scalings: readonly Scaling[], before: number) {
  const replicas = scalings.at(-1)?.replicas ?? before
  return replicas === before
    ? { scaleExpected: false }
    : { scaleExpected: true, expectedOldReplicas: replicas }
}

function webOf(input: Input): Deployment {
  const strategy = rolling(input.maxSurge, input.maxUnavailable)
  return deployment({ replicas: input.deploymentReplicas, strategy })
}

function rolling(maxSurge: number | string, maxUnavailable: number | string) {
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } as const
}

/** Rows know nanoseconds, the engine's clock only milliseconds: what is beyond them is a half. */
function preciseMsOf(time: string): number {
  return msOf(time) + (/\.\d{3}0*[1-9]/.test(time) ? 0.5 : 0)
}

/** All of it available unless told otherwise. */
function available(name: string, replicas: number, availableReplicas = replicas): ReplicaSet {
  return replicaSet(name, { replicas, status: { availableReplicas } })
}

function scaledSet(row: Input): ReplicaSet {
  const { name, replicas, creationTimestamp: created } = row
  const traits: Record<string, unknown> = { replicas }
  if (created !== undefined) traits['created'] = created
  if (row['desired-replicas'] !== undefined) traits['desired'] = row['desired-replicas']
  if (row['max-replicas'] !== undefined) traits['max'] = row['max-replicas']
  return replicaSet(name, traits as ReplicaSetTraits)
}

/** The tables leave out what does not matter to them. */
function complete(partial: { readonly metadata?: object }): Deployment {
  return { ...deployment(), ...partial, metadata: partial.metadata ?? {} } as Deployment
}
