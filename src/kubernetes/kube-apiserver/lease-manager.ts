/**
 * Leases for objects that are kept for a while only: Events. What is written within the same minute
 * shares one, so that etcd has few of them to watch over.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/storage/etcd3/lease_manager.go`
 */
import type { Etcd } from '../etcd/etcd.ts'

const reuseSeconds = 60
const reuseShare = 0.05
const mostObjects = 1000

export class LeaseManager {
  #last: { readonly lease: number; readonly endsMs: number; objects: number } | undefined

  /** A lease that lasts so long at least, and not much longer. */
  leaseFor(etcd: Etcd, ttlSeconds: number, nowMs: number): number {
    const extraSeconds = Math.floor(Math.min(reuseSeconds, ttlSeconds * reuseShare))
    const last = this.#last
    if (last && nowMs + 1000 * ttlSeconds < last.endsMs && last.objects < mostObjects) {
      last.objects++
      return last.lease
    }
    const lease = etcd.grant(ttlSeconds + extraSeconds)
    this.#last = { lease, endsMs: nowMs + 1000 * (ttlSeconds + extraSeconds), objects: 1 }
    return lease
  }
}
