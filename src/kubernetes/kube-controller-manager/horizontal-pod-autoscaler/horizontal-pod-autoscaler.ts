/**
 * horizontal-pod-autoscaler — every fifteen seconds, brings the number of replicas between the bounds
 * of its HorizontalPodAutoscaler. The load it would go by comes from metrics-server, which this
 * cluster does not have: so it says what it says on a real cluster without one.
 *
 * *Upstream:* `pkg/controller/podautoscaler/horizontal.go`
 * *Leaves out:* metrics; the arithmetic for them is `replicas.ts`.
 */
import type { HorizontalPodAutoscaler } from '../../api/autoscaling.ts'
import { withCondition } from '../../api/conditions.ts'
import { isEqual } from '../../api/equality.ts'
import { type Condition, keyOf } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { find } from '../../client/find.ts'
import type { ComponentDefinition } from '../../component.ts'

const syncPeriodMs = 15_000

/** What can be scaled here. */
const targets = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
} as const

export const horizontalPodAutoscaler: ComponentDefinition = {
  name: 'horizontal-pod-autoscaler',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['horizontalpodautoscalers'],
  writes: [
    'horizontalpodautoscalers/status',
    'deployments',
    'replicasets',
    'statefulsets',
    'events',
  ],
  withoutIt: {
    ja: 'HorizontalPodAutoscaler の上限と下限が守られません。レプリカ数は誰にも動かされません。',
    en: 'Nobody holds replicas between the bounds of an autoscaler; their number stays as it is.',
  },
  start(host) {
    const { client, clock, events } = host
    const autoscalers = host.informer('horizontalpodautoscalers')
    const loop = host.controlLoop({ reconcile })
    autoscalers.onChange(({ object, type }) => {
      if (type !== 'deleted') loop.add(keyOf(object))
    })

    function reconcile(key: string): undefined | RequeueAfter {
      const autoscaler = autoscalers.get(key)
      if (!autoscaler) return undefined
      const again = { afterMs: syncPeriodMs, background: true }
      const { kind, name } = autoscaler.spec.scaleTargetRef
      const resource = targets[kind as keyof typeof targets]
      const where = `${autoscaler.metadata.namespace}/${name}`
      const target = resource && find(client, resource, where)
      if (!target) {
        const plural = `${kind.toLowerCase()}s.apps`
        const message = resource
          ? `the HPA controller was unable to get the target's current scale: ${plural} "${name}" not found`
          : `the HPA controller was unable to get the target's current scale: no matches for kind "${kind}"`
        const reason = 'FailedGetScale'
        events.record(autoscaler, 'Warning', reason, message.replace(/^.*?scale: /, ''))
        write(autoscaler, undefined, [{ type: 'AbleToScale', status: 'False', reason, message }])
        return again
      }
      const current = target.spec.replicas ?? 1
      const { minReplicas = 1, maxReplicas } = autoscaler.spec
      const conditions: Condition[] = [
        {
          type: 'AbleToScale',
          status: 'True',
          reason: 'SucceededGetScale',
          message: "the HPA controller was able to get the target's current scale",
        },
      ]
      if (current === 0) {
        const message = 'scaling is disabled since the replica count of the target is zero'
        conditions.push({
          type: 'ScalingActive',
          status: 'False',
          reason: 'ScalingDisabled',
          message,
        })
        write(autoscaler, { current, desired: 0 }, conditions)
        return again
      }
      const desired = Math.min(maxReplicas, Math.max(minReplicas, current))
      if (desired !== current) {
        const bound = current > maxReplicas ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas'
        const why = `Current number of replicas ${bound}`
        client.modify(resource as 'deployments', where, (now) => {
          return { ...now, spec: { ...now.spec, replicas: desired } }
        })
        events.record(
          autoscaler,
          'Normal',
          'SuccessfulRescale',
          `New size: ${desired}; reason: ${why}`,
        )
        const message = `the HPA controller was able to update the target scale to ${desired}`
        conditions[0] = { type: 'AbleToScale', status: 'True', reason: 'SucceededRescale', message }
        write(autoscaler, { current, desired, scaled: true }, conditions)
        return again
      }
      conditions.push(withoutMetrics(autoscaler))
      write(autoscaler, { current, desired: autoscaler.status?.desiredReplicas ?? 0 }, conditions)
      return again
    }

    /** As on a cluster where nobody has installed metrics-server. */
    function withoutMetrics(autoscaler: HorizontalPodAutoscaler): Condition {
      const [metric] = autoscaler.spec.metrics ?? []
      const name = metric?.resource?.name ?? metric?.containerResource?.name
      const reason = name
        ? 'FailedGetResourceMetric'
        : `FailedGet${metric?.type ?? 'Resource'}Metric`
      const text = name
        ? `failed to get ${name} utilization: unable to get metrics for resource ${name}: ` +
          'unable to fetch metrics from resource metrics API: the server could not find the ' +
          'requested resource (get pods.metrics.k8s.io)'
        : 'unable to fetch metrics from custom metrics API: no custom metrics API ' +
          '(custom.metrics.k8s.io) registered'
      events.record(autoscaler, 'Warning', reason, text)
      const message = `the HPA was unable to compute the replica count: ${text}`
      return { type: 'ScalingActive', status: 'False', reason, message }
    }

    function write(
      autoscaler: HorizontalPodAutoscaler,
      counts:
        | { readonly current: number; readonly desired: number; readonly scaled?: boolean }
        | undefined,
      news: readonly Condition[],
    ): void {
      const now = timeOf(clock.now)
      const before = autoscaler.status
      let conditions = before?.conditions
      for (const condition of news) conditions = withCondition(conditions, condition, now)
      const status = {
        ...(counts?.scaled ? { lastScaleTime: now } : {}),
        ...(before?.lastScaleTime && !counts?.scaled
          ? { lastScaleTime: before.lastScaleTime }
          : {}),
        currentReplicas: counts?.current ?? before?.currentReplicas ?? 0,
        desiredReplicas: counts?.desired ?? before?.desiredReplicas ?? 0,
        currentMetrics: null,
        ...(conditions ? { conditions } : {}),
      }
      if (isEqual(status, before)) return
      const { uid } = autoscaler.metadata
      client.modify(
        'horizontalpodautoscalers',
        keyOf(autoscaler),
        (current) => (current.metadata.uid === uid ? { ...current, status } : current),
        'status',
      )
    }
  },
}
