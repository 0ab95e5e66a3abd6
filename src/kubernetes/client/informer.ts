/**
 * List, then watch: a read-only cache of one resource that follows the API server.
 *
 * News is late: each stream has a delay of its own, drawn anew for each delivery, and keeps its
 * order. When the stream breaks, the informer waits, lists again and works out what it missed.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/tools/cache` (reflector.go, shared_informer.go)
 * *Leaves out:* resyncs, bookmarks, paging.
 */
import type { Random } from '../../simulation/random.ts'
import { type KubernetesObject, keyOf } from '../api/meta.ts'
import { controllerOf } from '../api/owner-references.ts'
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import {
  type ApiServer,
  isStatus,
  type List,
  type Request,
  type Watch,
  type WatchEvent,
} from '../kube-apiserver/request.ts'
import { timing } from '../timing.ts'
import type { CauseContext } from './cause-context.ts'
import { ApiError } from './client.ts'

export interface InformerOptions {
  /** Only objects whose fields have these values: `{ 'spec.nodeName': 'node-1' }`. */
  readonly fieldSelector?: Readonly<Record<string, string>>
}

export interface Change<T> {
  readonly type: 'added' | 'modified' | 'deleted'
  /** The object as it is now; for `deleted`, as it last was. */
  readonly object: T
  /** As it was before; absent for `added`. */
  readonly old?: T
  /** The revision of the change. */
  readonly revision: number
}

export type ChangeHandler<T> = (change: Change<T>) => void

export interface Informer<K extends ResourceName> {
  /** The first list has arrived. */
  readonly synced: boolean
  /** By `namespace/name`. Objects are frozen and may be old. */
  get(key: string): ResourceTypes[K] | undefined
  list(): readonly ResourceTypes[K][]
  /** Objects whose controller has this uid. */
  byController(uid: string): readonly ResourceTypes[K][]
  /** Pods bound to this node. */
  byNode(nodeName: string): readonly ResourceTypes[K][]
  inNamespace(namespace: string): readonly ResourceTypes[K][]
  /** Called for each change; what is there already comes first, as `added`. */
  onChange(handler: ChangeHandler<ResourceTypes[K]>): void
}

/** What a reflector needs of its process. */
export interface ReflectorEnvironment {
  readonly user: string
  readonly context: CauseContext
  readonly random: Random
  dial(): ApiServer
  /** Be told when the way to the API server breaks. */
  hold(onBreak: () => void): { close(): void }
  after(delayMs: number, label: string, run: () => void, background: boolean): void
}

/** Objects by something they say; an index that nobody has asked for yet is not kept. */
class Index<T extends KubernetesObject> {
  readonly #placeOf: (object: KubernetesObject) => string | undefined
  #buckets: Map<string, Map<string, T>> | undefined

  constructor(placeOf: (object: KubernetesObject) => string | undefined) {
    this.#placeOf = placeOf
  }

  /** Those at a place, the one that changed last at the end, as in the cache itself. */
  at(place: string, objects: ReadonlyMap<string, T>): readonly T[] {
    if (!this.#buckets) {
      this.#buckets = new Map()
      for (const [key, object] of objects) this.put(key, object)
    }
    const bucket = this.#buckets.get(place)
    return bucket ? [...bucket.values()] : []
  }

  put(key: string, object: T): void {
    if (!this.#buckets) return
    const place = this.#placeOf(object)
    if (!place) return
    const bucket = this.#buckets.get(place)
    if (bucket) bucket.set(key, object)
    else this.#buckets.set(place, new Map([[key, object]]))
  }

  take(key: string, object: T): void {
    if (!this.#buckets) return
    const place = this.#placeOf(object) ?? ''
    const bucket = this.#buckets.get(place)
    if (bucket?.delete(key) && bucket.size === 0) this.#buckets.delete(place)
  }
}

/** The cache and its indexes; `apply` is the only way in. */
class Store<T extends KubernetesObject> {
  readonly objects = new Map<string, T>()
  readonly controllers = new Index<T>((object) => controllerOf(object)?.uid)
  readonly nodes = new Index<T>(nodeOf)
  readonly namespaces = new Index<T>(({ metadata }) => metadata.namespace)

  set(key: string, object: T): void {
    this.delete(key)
    this.objects.set(key, object)
    this.controllers.put(key, object)
    this.nodes.put(key, object)
    this.namespaces.put(key, object)
  }

  delete(key: string): void {
    const object = this.objects.get(key)
    if (!object) return
    this.objects.delete(key)
    this.controllers.take(key, object)
    this.nodes.take(key, object)
    this.namespaces.take(key, object)
  }
}

function nodeOf({ spec }: KubernetesObject): string | undefined {
  return (spec as { readonly nodeName?: string } | undefined)?.nodeName
}

/** One stream, shared by all of a process that watch the same thing. */
export class Reflector<K extends ResourceName> {
  readonly #store = new Store<ResourceTypes[K] & KubernetesObject>()
  readonly #resource: K
  readonly #options: InformerOptions
  readonly #environment: ReflectorEnvironment
  readonly #handlers = new Set<ChangeHandler<ResourceTypes[K]>>()
  #synced = false
  #failures = 0
  #watch: Watch | undefined
  #connection: { close(): void } | undefined
  #pending: WatchEvent[] = []
  #stopped = false

  constructor(resource: K, options: InformerOptions, environment: ReflectorEnvironment) {
    this.#resource = resource
    this.#options = options
    this.#environment = environment
    this.#later(drawDelay(environment.random), `list ${resource}`, () => this.#listAndWatch())
  }

  /** The cache as one component of the process sees it. */
  view(isAlive: () => boolean, context: CauseContext): Informer<K> {
    const store = this.#store
    const isSynced = () => this.#synced
    return {
      get synced() {
        return isSynced()
      },
      get: (key) => store.objects.get(key),
      list: () => [...store.objects.values()],
      byController: (uid) => store.controllers.at(uid, store.objects),
      byNode: (nodeName) => store.nodes.at(nodeName, store.objects),
      inNamespace: (namespace) => store.namespaces.at(namespace, store.objects),
      onChange: (handler) => {
        const guarded: ChangeHandler<ResourceTypes[K]> = (change) => {
          if (isAlive()) context.run(change.revision, undefined, () => handler(change))
          else this.#handlers.delete(guarded)
        }
        this.#handlers.add(guarded)
        if (this.#synced)
          this.#later(1, `replay ${this.#resource}`, () => {
            for (const object of [...store.objects.values()])
              guarded({ type: 'added', object, revision: Number(object.metadata.resourceVersion) })
          })
      },
    }
  }

  stop(): void {
    this.#stopped = true
    this.#watch?.stop()
    this.#connection?.close()
  }

  #later(delayMs: number, label: string, run: () => void, background = false): void {
    this.#environment.after(delayMs, label, () => !this.#stopped && run(), background)
  }

  #request(verb: 'list' | 'watch', resourceVersion?: string): Request {
    const { fieldSelector } = this.#options
    return {
      user: this.#environment.user,
      verb,
      resource: this.#resource,
      options: {
        ...(fieldSelector ? { fieldSelector } : {}),
        ...(resourceVersion ? { resourceVersion } : {}),
      },
      cause: this.#environment.context.cause(),
    }
  }

  #listAndWatch(): void {
    const server = this.#dialOrRetry()
    if (!server) return
    const response = server.handle(this.#request('list'))
    if (response.code !== 200) return this.#retry()
    const list = response.body as List
    this.#replaceAll(list)
    const watch = server.watch(this.#request('watch', list.metadata.resourceVersion), (event) =>
      this.#receive(event),
    )
    if (!('stop' in watch)) return this.#retry()
    this.#failures = 0
    this.#watch = watch
    this.#connection = this.#environment.hold(() => this.#lost())
  }

  #dialOrRetry(): ApiServer | undefined {
    try {
      return this.#environment.dial()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#retry()
      return undefined
    }
  }

  /** The stream broke: what was on its way is lost, and the cache grows old until the next list. */
  #lost(): void {
    this.#watch?.stop()
    this.#watch = undefined
    this.#connection?.close()
    this.#pending = []
    if (!this.#stopped) this.#retry()
  }

  #retry(): void {
    const delay = Math.min(timing.relistBaseMs * 2 ** this.#failures++, timing.relistMaxMs)
    const jittered = delay * (1 + this.#environment.random.unit())
    this.#later(jittered, `list ${this.#resource} again`, () => this.#listAndWatch(), true)
  }

  #replaceAll(list: List): void {
    const items = new Map(list.items.map((item) => [keyOf(item), item as ResourceTypes[K]]))
    const revision = Number(list.metadata.resourceVersion)
    this.#synced = true
    for (const key of [...this.#store.objects.keys()]) {
      const object = this.#store.objects.get(key) as ResourceTypes[K]
      if (!items.has(key)) this.#apply('deleted', key, object, revision)
    }
    for (const [key, object] of items) {
      const old = this.#store.objects.get(key)
      if (old?.metadata.resourceVersion === object.metadata.resourceVersion) continue
      this.#apply('added', key, object, Number(object.metadata.resourceVersion))
    }
  }

  /** News leaves the server at once and arrives after the stream's delay, in order. */
  #receive(event: WatchEvent): void {
    this.#pending.push(event)
    if (this.#pending.length > 1) return
    const delay = drawDelay(this.#environment.random)
    this.#later(delay, `news of ${this.#resource}`, () => this.#deliver())
  }

  #deliver(): void {
    const events = this.#pending
    this.#pending = []
    for (const event of events) {
      if (event.type === 'BOOKMARK') continue
      if (isStatus(event.object)) return this.#lost()
      const object = event.object as ResourceTypes[K]
      const type = event.type === 'DELETED' ? 'deleted' : 'modified'
      this.#apply(type, keyOf(object), object, event.revision)
    }
  }

  #apply(
    type: 'added' | 'modified' | 'deleted',
    key: string,
    object: ResourceTypes[K],
    revision: number,
  ): void {
    const old = this.#store.objects.get(key)
    if (type === 'deleted') {
      if (!old) return
      this.#store.delete(key)
    } else this.#store.set(key, object)
    const known = type === 'deleted' ? 'deleted' : old ? 'modified' : 'added'
    const change: Change<ResourceTypes[K]> = old
      ? { type: known, object, old, revision }
      : { type: known, object, revision }
    for (const handler of [...this.#handlers]) handler(change)
  }
}

function drawDelay(random: Random): number {
  return random.integer(timing.watchDelayMs.from, timing.watchDelayMs.to)
}
