/**
 * One watch of etcd for each resource, however many clients follow it. Clients that asked for the
 * objects of one node or of one name are found by that, so that news of a Pod costs the same
 * whether the cluster has three kubelets or five thousand.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/storage/cacher/cacher.go` (indexedTrigger)
 * *Leaves out:* the cache itself: reads go to etcd.
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Etcd } from '../etcd/etcd.ts'
import type { Change } from '../etcd/store.ts'
import type { RequestOptions, Watch, WatchEvent } from './request.ts'
import { eventOf, type Matches } from './storage.ts'

export interface Following {
  /** All keys of the resource start so. */
  readonly resourceRange: string
  /** Those the client asked for: of the resource, or of one namespace. */
  readonly range: string
  readonly revision: number
  readonly fieldSelector: RequestOptions['fieldSelector'] | undefined
  readonly matches: Matches
  readonly sink: (event: WatchEvent) => void
}

interface Follower extends Following {
  readonly place: number
}

/** The followers of one resource, in the order in which they came. */
interface Channel {
  readonly everything: Set<Follower>
  readonly byName: Map<string, Set<Follower>>
  readonly byNode: Map<string, Set<Follower>>
}

/** Those who asked for one name or one node: where they are kept, and under what. */
interface Trigger {
  readonly by: 'byName' | 'byNode'
  readonly value: string
}

export class WatchFan {
  /** Of one life of etcd: another life knows none of them. */
  readonly #channels = new WeakMap<Etcd, Map<string, Channel>>()
  #places = 0

  /**
   * An object that starts or stops matching is seen as ADDED or DELETED; DELETED carries the last
   * state with the revision of the deletion. What happened since the revision comes at once.
   * @returns undefined where that revision has been compacted.
   */
  follow(etcd: Etcd, following: Following): Watch | undefined {
    const follower: Follower = { ...following, place: this.#places++ }
    const past = etcd.watch(following.range, following.revision, (change) => tell(follower, change))
    if (!past) return undefined
    past.stop()
    const channel = this.#channelOf(etcd, following.resourceRange)
    const trigger = triggerOf(following.fieldSelector)
    const followers = trigger ? setAt(channel[trigger.by], trigger.value) : channel.everything
    followers.add(follower)
    return {
      stop() {
        followers.delete(follower)
        if (trigger && followers.size === 0) channel[trigger.by].delete(trigger.value)
      },
    }
  }

  #channelOf(etcd: Etcd, range: string): Channel {
    const channels = this.#channels.get(etcd) ?? new Map<string, Channel>()
    this.#channels.set(etcd, channels)
    const known = channels.get(range)
    if (known) return known
    const channel: Channel = { everything: new Set(), byName: new Map(), byNode: new Map() }
    channels.set(range, channel)
    etcd.watch(range, etcd.revision, (change) => {
      for (const follower of concernedBy(channel, change)) tell(follower, change)
    })
    return channel
  }
}

function tell({ range, matches, sink }: Follower, change: Change): void {
  if (!change.key.startsWith(range)) return
  const event = eventOf(change, matches)
  if (event) sink(event)
}

function concernedBy({ everything, byName, byNode }: Channel, change: Change): Follower[] {
  const followers = [...everything]
  const all = followers.length
  const now = change.keyValue.value as KubernetesObject
  if (byName.size > 0) addAll(followers, byName.get(now.metadata.name))
  if (byNode.size > 0) {
    const node = nodeOf(now)
    const before = nodeOf((change.previous?.value ?? now) as KubernetesObject)
    addAll(followers, byNode.get(node))
    if (before !== node) addAll(followers, byNode.get(before))
  }
  return followers.length === all ? followers : followers.sort((a, b) => a.place - b.place)
}

function addAll(followers: Follower[], more: Iterable<Follower> | undefined): void {
  if (more) followers.push(...more)
}

function nodeOf({ spec }: KubernetesObject): string {
  return (spec as { readonly nodeName?: string } | undefined)?.nodeName ?? ''
}

/** What most clients with a selector ask by: a kubelet for its Pods and its Node. */
function triggerOf(fieldSelector: Following['fieldSelector']): Trigger | undefined {
  // Typed out by a person: few watch so, and they may hear of everything.
  if (typeof fieldSelector === 'string') return undefined
  const { 'spec.nodeName': node, 'metadata.name': name } = fieldSelector ?? {}
  if (node !== undefined) return { by: 'byNode', value: node }
  return name === undefined ? undefined : { by: 'byName', value: name }
}

function setAt<T>(sets: Map<string, Set<T>>, key: string): Set<T> {
  const set = sets.get(key) ?? new Set<T>()
  sets.set(key, set)
  return set
}
