/**
 * Keeps what the kubelet last found out about each Pod and brings it to the API server; when that
 * cannot be reached, later.
 *
 * *Upstream:* `pkg/kubelet/status/status_manager.go`
 */
import type { Pod, PodStatus } from '../api/core.ts'
import { isEqual } from '../api/equality.ts'
import { keyOf } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import type { Informer } from '../client/informer.ts'
import type { Host } from '../component.ts'
import { mergedStatus } from './pod-status.ts'

export interface StatusManager {
  set(pod: Pod, status: PodStatus): void
  /** The Pod has ended and is cleaned up: take it from the API once its last status is there. */
  remove(pod: Pod): void
  /** Somebody wrote the Pod: put right what is the kubelet's to say. */
  compare(pod: Pod): void
  /** Try again what could not be sent. */
  retry(): void
  forget(podUid: string): void
}

interface Entry {
  readonly key: string
  readonly uid: string
  status: PodStatus
  isSent: boolean
  toBeRemoved: boolean
}

export function createStatusManager(host: Host, pods: Informer<'pods'>): StatusManager {
  const entries = new Map<string, Entry>()
  /** The Pod of that name whose status was set last. */
  const byKey = new Map<string, Entry>()
  const loop = host.controlLoop({ name: 'kubelet status', reconcile: send })

  function send(key: string): void {
    const entry = byKey.get(key)
    if (!entry || pods.get(key)?.metadata.uid !== entry.uid) return
    const current = host.client.get('pods', key)
    if (current.metadata.uid !== entry.uid) return
    const status = mergedStatus(
      current.status,
      entry.status,
      timeOf(host.clock.now + host.machine.clockSkewMs),
    )
    if (!isEqual(status, current.status)) host.client.updateStatus('pods', { ...current, status })
    entry.isSent = true
    if (!entry.toBeRemoved) return
    host.client.delete('pods', current, {
      gracePeriodSeconds: 0,
      preconditions: { uid: entry.uid },
    })
    entry.toBeRemoved = false
  }

  function entryOf(pod: Pod, status: PodStatus): Entry {
    const { uid } = pod.metadata
    const known = entries.get(uid)
    if (known) return known
    const entry = { key: keyOf(pod), uid, status, isSent: false, toBeRemoved: false }
    entries.set(uid, entry)
    byKey.set(entry.key, entry)
    return entry
  }

  return {
    set(pod, status) {
      const known = entries.get(pod.metadata.uid)
      if (known && isEqual(known.status, status)) return
      const entry = entryOf(pod, status)
      entry.status = status
      entry.isSent = false
      loop.add(entry.key)
    },
    remove(pod) {
      const entry = entryOf(pod, pod.status ?? {})
      entry.toBeRemoved = true
      entry.isSent = false
      loop.add(entry.key)
    },
    compare(pod) {
      const entry = entries.get(pod.metadata.uid)
      if (!entry) return
      const merged = mergedStatus(
        pod.status,
        entry.status,
        timeOf(host.clock.now + host.machine.clockSkewMs),
      )
      if (isEqual(merged, pod.status)) return
      entry.isSent = false
      loop.add(entry.key)
    },
    retry() {
      for (const { key, isSent } of entries.values())
        if (!isSent) loop.addAfter(key, 0, { background: true })
    },
    forget(podUid) {
      const entry = entries.get(podUid)
      if (!entry) return
      entries.delete(podUid)
      if (byKey.get(entry.key) === entry) byKey.delete(entry.key)
    },
  }
}
