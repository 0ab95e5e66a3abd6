/**
 * When the change happened that the slices are about to show: an annotation from which people
 * measure how long a change of a Pod takes until traffic follows it.
 *
 * *Upstream:* `staging/src/k8s.io/endpointslice/trigger_time_tracker.go`
 */
import { conditionOf } from '../../api/conditions.ts'
import type { Pod, Service } from '../../api/core.ts'
import { keyOf, type Time } from '../../api/meta.ts'

export const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time'

export class TriggerTimes {
  readonly #podTimes = new Map<string, ReadonlyMap<string, Time>>()

  /** The earliest of the times that are news; of a Service not seen before, its creation. */
  changedAt(service: Service, pods: readonly Pod[]): Time | undefined {
    const key = keyOf(service)
    const before = this.#podTimes.get(key)
    const now = new Map<string, Time>()
    const news: Time[] = []
    for (const pod of pods) {
      const time = conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime
      if (!time) continue
      now.set(pod.metadata.name, time)
      if (time > (before?.get(pod.metadata.name) ?? '')) news.push(time)
    }
    this.#podTimes.set(key, now)
    return before ? news.sort()[0] : service.metadata.creationTimestamp
  }

  forget(serviceKey: string): void {
    this.#podTimes.delete(serviceKey)
  }
}
