/**
 * What is done about a Pod's claims between the choice of its node and the Binding: the volume that
 * was chosen learns whose it is, or the claim learns its node, and a provisioner does the rest.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/volumebinding/binder.go` BindPodVolumes
 */

import type { Timer } from '../../simulation/simulation.ts'
import type { Node, Pod } from '../api/core.ts'
import { keyOf } from '../api/meta.ts'
import { claimsOf, type PersistentVolumeClaim, storageNotes } from '../api/storage.ts'
import { ApiError } from '../client/client.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import type { Plugin } from './framework.ts'
import {
  isBound,
  type StorageLookup,
  serviceFor,
  volumeBinding,
  volumeRestrictions,
} from './plugins/volume-binding.ts'
import type { QueuedPod } from './queue/scheduling-queue.ts'

export interface VolumeBinder {
  readonly plugins: readonly Plugin[]
  /** What is known of storage is complete. */
  readonly synced: boolean
  /** The scheduler is told when all of the Pod's claims have their volumes, now or later. */
  bind(queued: QueuedPod, node: Node): void
  /** Nobody waits for the Pod's volumes any more. */
  forget(uid: string): void
}

export interface VolumeNews {
  bound(queued: QueuedPod, nodeName: string): void
  failed(queued: QueuedPod, why: string): void
  /** Something of storage has changed. */
  changed(): void
}

interface Awaited {
  readonly queued: QueuedPod
  readonly node: Node
  readonly deadline: Timer
}

export function createVolumeBinder(host: Host, news: VolumeNews): VolumeBinder {
  const awaited = new Map<string, Awaited>()
  const claims = host.informer('persistentvolumeclaims')
  const volumes = host.informer('persistentvolumes')
  const classes = host.informer('storageclasses')
  const lookup: StorageLookup = {
    claim: (key) => claims.get(key),
    volume: (name) => volumes.get(`/${name}`),
    volumes: () => volumes.list(),
    storageClass: (name) => classes.get(`/${name}`),
  }

  function ask(claim: PersistentVolumeClaim, node: Node): void {
    const { name, namespace = '', uid, resourceVersion } = claim.metadata
    const service = serviceFor(claim, node, lookup)
    if (service === 'new') {
      if (claim.metadata.annotations?.[storageNotes.selectedNode]) return
      host.client.modify('persistentvolumeclaims', keyOf(claim), (now) => {
        const note = { [storageNotes.selectedNode]: node.metadata.name }
        const annotations = { ...now.metadata.annotations, ...note }
        return { ...now, metadata: { ...now.metadata, annotations } }
      })
    } else if (service && !service.spec.claimRef) {
      const kind = 'PersistentVolumeClaim'
      const claimRef = { kind, apiVersion: 'v1', namespace, name, uid, resourceVersion }
      host.client.modify('persistentvolumes', keyOf(service), (now) => {
        if (now.spec.claimRef) return now
        const annotations = { ...now.metadata.annotations, [storageNotes.boundByController]: 'yes' }
        return {
          ...now,
          metadata: { ...now.metadata, annotations },
          spec: { ...now.spec, claimRef },
        }
      })
    }
  }

  /** Whether all is bound; if not, whatever is missing is asked for. @throws {ApiError} */
  function isAllBound(pod: Pod, node: Node): boolean {
    let isDone = true
    for (const { key } of claimsOf(pod)) {
      const claim = claims.get(key)
      if (claim && isBound(claim)) continue
      isDone = false
      if (claim) ask(claim, node)
    }
    return isDone
  }

  function forget(uid: string): void {
    awaited.get(uid)?.deadline.cancel()
    awaited.delete(uid)
  }

  function bind(queued: QueuedPod, node: Node): void {
    const { uid, pod } = queued
    const outcome = outcomeOf(() => isAllBound(pod.pod, node))
    if (outcome === 'waits') {
      if (awaited.has(uid)) return
      const deadline = host.clock.afterInBackground(timing.volumeBindMs, 'bind volumes', () => {
        awaited.delete(uid)
        news.failed(queued, 'context deadline exceeded')
      })
      awaited.set(uid, { queued, node, deadline })
      return
    }
    forget(uid)
    if (outcome === 'bound') news.bound(queued, node.metadata.name)
    else news.failed(queued, outcome.message)
  }

  for (const informer of [claims, volumes, classes])
    informer.onChange(() => {
      for (const { queued, node } of [...awaited.values()]) bind(queued, node)
      news.changed()
    })

  return {
    plugins: [volumeRestrictions(lookup), volumeBinding(lookup)],
    get synced() {
      return claims.synced && volumes.synced && classes.synced
    },
    bind,
    forget,
  }
}

function outcomeOf(isDone: () => boolean): 'bound' | 'waits' | ApiError {
  try {
    return isDone() ? 'bound' : 'waits'
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
