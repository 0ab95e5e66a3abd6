/** What must hold at every step of a storm, read off each change that etcd has kept. */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/apps.ts'
import type { Pod } from '../../kubernetes/api/core.ts'
import { scaledValue } from '../../kubernetes/api/int-or-string.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import { milliValueOf } from '../../kubernetes/api/quantity.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import type { Change } from '../../kubernetes/etcd/store.ts'

/** Thrown where an invariant is broken: the storm has found something. */
export class Broken extends Error {}

/** A controller may act on what its cache knew: the Deployment of so long ago. */
const cacheAgeMs = 60_000

/** So many Pods in all at most, and at least, while that counted. */
interface Asked {
  readonly most: number
  readonly least: number
  readonly untilMs: number
}

export class Invariants {
  readonly #cluster: Cluster
  #revision: number
  /** What each Deployment asked for, and until when that counted, by uid. */
  readonly #asked = new Map<string, Asked[]>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#revision = cluster.history().revision
  }

  /** Every change since the last look, then the state of things. */
  check(): void {
    const history = this.#cluster.history()
    if (history.revision < this.#revision) throw new Broken('the revision went back')
    for (const change of history.changesAfter(this.#revision) ?? []) this.#checkChange(change)
    this.#revision = history.revision
    const pods = this.#cluster.objects('pods')
    noAddressTwice(pods)
    noOwnerTwice(pods)
    this.#noNodeOverCommitted(pods)
  }

  #checkChange(change: Change): void {
    if (change.revision <= this.#revision) throw new Broken('a revision came twice')
    this.#revision = change.revision
    const object = change.keyValue.value as KubernetesObject
    const old = change.previous?.value as KubernetesObject | undefined
    if (change.type === 'put' && old && old.metadata.uid !== object.metadata.uid)
      throw new Broken(`${change.key} was made anew over a living one`)
    if (change.type === 'put' && object.kind === 'Pod') boundOnce(object as Pod, old as Pod)
    if (object.kind === 'Deployment') this.#remember(object as Deployment)
    if (change.type === 'put' && object.kind === 'ReplicaSet')
      this.#withinBounds(object as ReplicaSet, old as ReplicaSet | undefined)
  }

  #remember({ metadata, spec }: Deployment): void {
    const now = this.#cluster.simulation.now
    const replicas = spec.replicas ?? 1
    const { maxSurge = 0, maxUnavailable = '100%' } = spec.strategy?.rollingUpdate ?? {}
    const surge = scaledValue(maxSurge, replicas, true) ?? 0
    const most = replicas + surge
    // Where both come to nothing, one Pod may be missing after all, or nothing could ever move.
    const missing = scaledValue(maxUnavailable, replicas, false) ?? 0
    const least = Math.max(0, replicas - (surge === 0 && missing === 0 ? 1 : missing))
    const known = this.#asked.get(metadata.uid) ?? []
    const recent = known.filter(({ untilMs }) => untilMs >= now - cacheAgeMs)
    const before = recent.map((one) => ({ ...one, untilMs: Math.min(one.untilMs, now) }))
    this.#asked.set(metadata.uid, [...before, { most, least, untilMs: Number.POSITIVE_INFINITY }])
  }

  /** Nothing may be scaled up past what the Deployment allows in all, nor down below it. */
  #withinBounds(set: ReplicaSet, old: ReplicaSet | undefined): void {
    const owner = controllerOf(set)
    const asked = owner && this.#asked.get(owner.uid)
    const [before, now] = [old?.spec.replicas ?? 0, set.spec.replicas ?? 1]
    if (!asked || now === before) return
    const sum = this.#replicaSetsOf(owner.uid).reduce(
      (total, { spec }) => total + (spec.replicas ?? 1),
      0,
    )
    const since = this.#cluster.simulation.now - cacheAgeMs
    const recent = asked.filter(({ untilMs }) => untilMs >= since)
    const most = Math.max(...recent.map((one) => one.most))
    const least = Math.min(...recent.map((one) => one.least))
    const name = `of ${owner.name}`
    if (now > before && sum > most)
      throw new Broken(`${sum} Pods are wanted ${name}, of at most ${most}`)
    if (now < before && sum < least)
      throw new Broken(`${sum} Pods are wanted ${name}, of at least ${least}`)
  }

  #replicaSetsOf(uid: string): readonly ReplicaSet[] {
    return this.#cluster.objects('replicasets').filter((set) => controllerOf(set)?.uid === uid)
  }

  #noNodeOverCommitted(pods: readonly Pod[]): void {
    const load = new Map<string, number>()
    for (const { spec, status } of pods) {
      if (!spec.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') continue
      const cpu = spec.containers.map(({ resources }) => milliValueOf(resources?.requests?.['cpu']))
      const sum = cpu.reduce((total, one) => total + one, 0)
      load.set(spec.nodeName, (load.get(spec.nodeName) ?? 0) + sum)
    }
    for (const [node, milli] of load)
      if (milli > this.#cluster.machine(node).cpuMilli)
        throw new Broken(`${node} is over-committed: ${milli}m`)
  }
}

function boundOnce(pod: Pod, old: Pod | undefined): void {
  const [before, now] = [old?.spec.nodeName, pod.spec.nodeName]
  if (before && before !== now)
    throw new Broken(`${pod.metadata.name} was bound to ${before}, then to ${now}`)
}

function noAddressTwice(pods: readonly Pod[]): void {
  const holders = new Map<string, string>()
  for (const { metadata, status } of pods) {
    if (!status?.podIP || status.phase !== 'Running') continue
    const other = holders.get(status.podIP)
    if (other) throw new Broken(`${other} and ${metadata.name} have the address ${status.podIP}`)
    holders.set(status.podIP, metadata.name)
  }
}

function noOwnerTwice(pods: readonly Pod[]): void {
  for (const { metadata } of pods) {
    const controllers = (metadata.ownerReferences ?? []).filter(({ controller }) => controller)
    if (controllers.length > 1) throw new Broken(`${metadata.name} has two controllers`)
  }
}
