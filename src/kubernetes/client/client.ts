/**
 * The typed client of a component: verbs become requests, answers become objects or an `ApiError`.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/kubernetes`
 */
import { type Draft, keyOf, splitKey } from '../api/meta.ts'
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import type {
  ApiServer,
  List,
  Request,
  RequestOptions,
  Response,
  Status,
  Subresource,
  Verb,
} from '../kube-apiserver/request.ts'
import type { CauseContext } from './cause-context.ts'

/** A request that failed; `control-loop.ts` is the place that catches it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: Status
  constructor(status: Status) {
    super(status.message ?? status.reason ?? 'the request failed')
    this.status = status
  }
  /** `NotFound`, `Conflict`, `AlreadyExists`, `ConnectionRefused`, … */
  get reason(): string {
    return this.status.reason ?? ''
  }
}

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

export interface Client {
  /** @throws {ApiError} NotFound, among others; every verb throws what the server refuses. */
  get<K extends ResourceName>(resource: K, key: string): ResourceTypes[K]
  list<K extends ResourceName>(resource: K): readonly ResourceTypes[K][]
  create<K extends ResourceName>(resource: K, draft: Draft<ResourceTypes[K]>): ResourceTypes[K]
  /** Sends the whole object; a `resourceVersion` that is no longer the stored one is a Conflict. */
  update<K extends ResourceName>(resource: K, object: ResourceTypes[K]): ResourceTypes[K]
  updateStatus<K extends ResourceName>(resource: K, object: ResourceTypes[K]): ResourceTypes[K]
  /** Reads the newest object, changes it, writes it: what others do by PATCH. */
  modify<K extends ResourceName>(
    resource: K,
    key: string,
    change: (current: ResourceTypes[K]) => ResourceTypes[K],
    subresource?: 'status',
  ): ResourceTypes[K]
  delete<K extends ResourceName>(resource: K, object: Named, options?: RequestOptions): void
  /** PUT …/finalize: takes the namespace's own finalizers off. */
  finalize(namespace: ResourceTypes['namespaces']): void
  /** POST …/binding: gives a Pod its node. */
  bind(pod: ResourceTypes['pods'], nodeName: string): void
}

export interface ClientOptions {
  readonly user: string
  readonly context: CauseContext
  /** @throws {ApiError} where there is no way to the API server. */
  readonly dial: () => ApiServer
}

export function createClient({ user, context, dial }: ClientOptions): Client {
  function send(
    verb: Verb,
    resource: ResourceName,
    rest: {
      readonly namespace?: string
      readonly name?: string
      readonly subresource?: Subresource
      readonly body?: unknown
      readonly options?: RequestOptions
    },
  ): Response['body'] {
    // What is in no namespace has an empty one in its key.
    const place = rest.namespace === '' ? { namespace: undefined } : {}
    const cause = context.cause()
    const request = { user, verb, resource, ...rest, ...place, typed: true, cause } as Request
    const response = dial().handle(request)
    if (response.code >= 400) throw new ApiError(response.body as Status)
    return response.body
  }

  function put<K extends ResourceName>(
    resource: K,
    object: ResourceTypes[K],
    subresource?: 'status',
  ): ResourceTypes[K] {
    const { name, namespace } = object.metadata
    return send('update', resource, {
      name,
      ...(namespace ? { namespace } : {}),
      ...(subresource ? { subresource } : {}),
      body: object,
    }) as ResourceTypes[K]
  }

  const client: Client = {
    get: <K extends ResourceName>(resource: K, key: string) =>
      send('get', resource, splitKey(key)) as ResourceTypes[K],
    list: <K extends ResourceName>(resource: K) =>
      (send('list', resource, {}) as List).items as readonly ResourceTypes[K][],
    create: <K extends ResourceName>(resource: K, draft: Draft<ResourceTypes[K]>) =>
      send('create', resource, {
        ...(draft.metadata.namespace ? { namespace: draft.metadata.namespace } : {}),
        body: draft,
      }) as ResourceTypes[K],
    update: (resource, object) => put(resource, object),
    updateStatus: (resource, object) => put(resource, object, 'status'),
    modify(resource, key, change, subresource) {
      const current = client.get(resource, key)
      const next = change(current)
      return next === current ? current : put(resource, next, subresource)
    },
    delete(resource, object, options) {
      send('delete', resource, {
        ...splitKey(keyOf(object)),
        ...(options ? { options } : {}),
      })
    },
    finalize(namespace) {
      const { name } = namespace.metadata
      send('update', 'namespaces', { name, subresource: 'finalize', body: namespace })
    },
    bind(pod, nodeName) {
      send('create', 'pods', {
        ...splitKey(keyOf(pod)),
        subresource: 'binding',
        body: {
          apiVersion: 'v1',
          kind: 'Binding',
          metadata: { name: pod.metadata.name, uid: pod.metadata.uid },
          target: { kind: 'Node', name: nodeName },
        },
      })
    },
  }
  return client
}
