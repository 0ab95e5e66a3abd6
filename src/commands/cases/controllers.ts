/** Areas of the other controllers: replicas, garbage, taints, zones, endpoints. */
import type { Node, Pod, Taint } from '../../kubernetes/api/core.ts'
import { parseSchedule } from '../../kubernetes/api/cron-schedule.ts'
import { availableAfterMs } from '../../kubernetes/api/pod-availability.ts'
import { msOf, timeOf } from '../../kubernetes/api/time.ts'
import { slowStart } from '../../kubernetes/client/slow-start.ts'
import {
  endpointOf,
  targetPortOf,
} from '../../kubernetes/kube-controller-manager/endpointslice/endpoint.ts'
import {
  isOwnNoSchedule,
  noScheduleTaints,
  withTaints,
} from '../../kubernetes/kube-controller-manager/node-lifecycle/condition-taints.ts'
import type { ReadyStatus } from '../../kubernetes/kube-controller-manager/node-lifecycle/zone-state.ts'
import { Zones } from '../../kubernetes/kube-controller-manager/node-lifecycle/zones.ts'
import {
  isFinished,
  isOutOfService,
  Quarantine,
  surplusOf,
} from '../../kubernetes/kube-controller-manager/pod-garbage-collector/collectable.ts'
import {
  compareForDeletion,
  podsToDelete,
} from '../../kubernetes/kube-controller-manager/replicaset/pods-to-delete.ts'
import { statusOf } from '../../kubernetes/kube-controller-manager/replicaset/status.ts'
import {
  noExecuteTaints,
  shortestOf,
  tolerationTime,
} from '../../kubernetes/kube-controller-manager/taint-eviction/toleration-time.ts'
import { type Areas, goDuration, operation, type Row } from './area.ts'

type Input = Row['input']

export const controllers: Areas = {
  cron_schedule({ input }) {
    const parsed = parseSchedule(input.schedule)
    if ('error' in parsed) return parsed
    const next: string[] = []
    let at: number | undefined = Date.parse(input.after)
    while (next.length < 3) {
      at = parsed.schedule.next(at)
      if (at === undefined) break
      next.push(`${new Date(at).toISOString().slice(0, 19)}Z`)
    }
    return { next }
  },

  replicaset_delete_ranking({ input }) {
    const nowMs = msOf(input.now)
    const forth = Math.sign(compareForDeletion(input.a, input.b, nowMs))
    const back = Math.sign(compareForDeletion(input.b, input.a, nowMs))
    if (forth !== -back) return { order: 'contradicts itself' }
    return { order: forth < 0 ? 'a-first' : forth > 0 ? 'b-first' : 'equal' }
  },

  replicaset_pods_to_delete({ input }) {
    const nowMs = msOf('2026-01-05T04:00:00Z')
    const chosen = podsToDelete(input.pods, input.relatedPods ?? [], input.count, nowMs)
    return { deletedNames: namesOf(chosen) }
  },

  slow_start_batch({ input, expected }) {
    let calls = 0
    const call = () => (++calls > input.failAfterCalls ? 'fake error' : undefined)
    const { successes, error } = slowStart(input.count, call, input.initialBatchSize)
    return { calls, successes, ...('error' in expected ? { error: error ?? null } : { error }) }
  },

  replicaset_status({ input, expected }) {
    const { conditions = [], ...status } = statusOf(input.replicaSet, {
      activePods: input.activePods ?? [],
      terminatingPods: input.terminatingPods ?? [],
      failure: input.manageReplicasError,
      nowMs: 0,
    })
    if (expected.status) return { status }
    return { conditions: conditions.map(({ lastTransitionTime: _, ...rest }) => rest) }
  },

  pod_availability({ input }) {
    const after = availableAfterMs(input.pod, input.minReadySeconds, msOf(input.now))
    return { nextCheckAfter: after === undefined ? null : goDuration(after) }
  },

  pod_gc: ({ input }) => operation(garbage, input.op)(input),

  taint_eviction({ input }) {
    if (input.op === 'min-toleration-time') {
      const time = shortestOf(input.tolerations ?? [])
      return { duration: time === 'forever' ? time : goDuration(time * 1000) }
    }
    const deleted = isEvicted(input)
    return { deleted, disruptionTargetConditionAdded: deleted }
  },

  node_zone_state({ input }) {
    const statuses = new Map<string, ReadyStatus | 'absent'>(
      input.nodes.map(({ name, ready }: Input) => [name, ready]),
    )
    const zones = new Zones({ now: 0 } as never, () => {})
    zones.judge(input.nodes.map(zonedNode), ({ metadata }) => {
      const status = statuses.get(metadata.name)
      return status === 'absent' ? undefined : status
    })
    return Object.fromEntries(zones.states)
  },

  node_condition_taints({ input }) {
    const taints = input.existingTaints ?? []
    const node = {
      metadata: { name: 'n' },
      spec: taints.length > 0 ? { taints } : {},
      status: { conditions: input.conditions },
    } as unknown as Node
    const after = withTaints(node, noScheduleTaints(node), isOwnNoSchedule, timeOf(0))
    return (after.spec.taints ?? []).map(({ timeAdded: _, ...taint }) => taint)
  },

  endpointslice_endpoint: ({ input }) => endpointOf(input.pod, input.node, input.service),

  service_target_port({ input }) {
    const { targetPort, containers, initContainers } = input
    const pod = { spec: { containers, initContainers } } as Pod
    const port = targetPortOf(pod, { port: 0, targetPort })
    return port === undefined ? { error: true } : { port }
  },
}

const garbage: Readonly<Record<string, (input: Input) => unknown>> = {
  terminated(input) {
    const finished = input.podsOldestFirst.map(briefPod).filter(isFinished)
    return collected(surplusOf(finished, input.threshold))
  },

  orphaned(input) {
    const pods: Pod[] = input.pods.map(briefPod)
    const cached = new Set<string>(input.cacheNodes)
    const stored = new Set<string>(input.apiNodes)
    const unknown = () =>
      new Set(pods.flatMap(({ spec }) => spec.nodeName ?? []).filter((name) => !cached.has(name)))
    const quarantine = new Quarantine()
    quarantine.over(unknown(), 0)
    for (const name of input.thenAddApiNodes ?? []) stored.add(name)
    for (const name of input.thenDeleteApiNodes ?? []) stored.delete(name)
    for (const name of input.thenAddCacheNodes ?? []) cached.add(name)
    for (const name of input.thenDeleteCacheNodes ?? []) cached.delete(name)
    const gone = [...quarantine.over(unknown(), millisecondsOf(input.secondPassAfter))]
    const { deleted, patchedToFailed } = collected(
      pods.filter(({ spec }) => {
        const name = spec.nodeName ?? ''
        return gone.includes(name) && !stored.has(name)
      }),
    )
    return { deletedInSecondPass: deleted, patchedToFailed }
  },

  'terminating-on-out-of-service-node'(input) {
    // The table marks terminating Pods by a zero time, which its JSON form lost: all Pods of a
    // one-letter name, and of the others those called b.
    const isMarked = ({ name }: Input) => name.length === 1 || name.startsWith('b')
    const pods: Pod[] = input.pods.map((row: Input, index: number) =>
      briefPod({ ...row, terminating: row.terminating || isMarked(row) }, index),
    )
    const nodes = new Map<string, Node>(
      input.nodes.map(({ name, readyCondition, taints }: Input) => [
        name,
        {
          metadata: { name },
          spec: { taints },
          status: { conditions: [{ type: 'Ready', status: readyCondition }] },
        },
      ]),
    )
    return collected(pods.filter((pod) => isOutOfService(pod, nodes.get(pod.spec.nodeName ?? ''))))
  },
}

function briefPod(row: Input, index = 0): Pod {
  return {
    metadata: {
      name: row.name,
      creationTimestamp: timeOf(index * 1000),
      ...(row.terminating ? { deletionTimestamp: timeOf(3_600_000) } : {}),
    },
    spec: { containers: [], ...(row.nodeName ? { nodeName: row.nodeName } : {}) },
    status: { phase: row.phase || undefined, reason: row.reason },
  } as unknown as Pod
}

function collected(pods: readonly Pod[]) {
  return {
    deleted: namesOf(pods),
    patchedToFailed: namesOf(pods.filter((pod) => !isFinished(pod))),
  }
}

function namesOf(pods: readonly Pod[]): readonly string[] {
  return pods.map(({ metadata }) => metadata.name).sort()
}

function millisecondsOf(goText: string): number {
  const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
  let sum = 0
  for (const [, count, unit] of goText.matchAll(/([\d.]+)(ms|h|m|s)/g))
    sum += Number(count) * units[unit as keyof typeof units]
  return sum
}

/** Upstream looks for a moment that is longer than one second, the shortest toleration there is. */
function isEvicted(input: Input): boolean {
  const pods: readonly Pod[] = input.pods ?? [input.after ?? input.pod]
  const taintsOf = ({ spec }: Pod): readonly Taint[] => {
    const node = input.op.startsWith('node') ? (input.after ?? input.node) : undefined
    if (node) return noExecuteTaints({ spec: {}, ...node })
    return spec?.nodeName ? (input.taintsByNode?.[spec.nodeName] ?? []) : []
  }
  return pods.some((pod) => {
    const now = tolerationTime(taintsOf(pod), pod.spec?.tolerations)
    // Once the time runs, it runs by the toleration that there was at the start.
    const isRunning = input.op === 'pod-updated' && input.evictionAlreadyScheduled && now !== 0
    const time = isRunning
      ? tolerationTime(taintsOf(pod), (input.before as Pod).spec.tolerations)
      : now
    return now !== 'forever' && time !== 'forever' && time <= 1
  })
}

function zonedNode({ name, region, zone, excludeDisruption }: Input): Node {
  const labels: Record<string, string> = {
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  }
  if (excludeDisruption) labels['node.kubernetes.io/exclude-disruption'] = ''
  return { metadata: { name, uid: name, labels }, spec: {} } as unknown as Node
}
