/* placeholder until the client is written below */
import type { Draft } from '../api/meta.ts'
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import type { RequestOptions, Status } from '../kube-apiserver/request.ts'

/** A request that failed; `control-loop.ts` is the one place that catches it. */
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
  /** POST …/binding: gives a Pod its node. */
  bind(pod: ResourceTypes['pods'], nodeName: string): void
}
