/**
 * What the handlers of a request share: what they work with, and how they answer.
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Host } from '../component.ts'
import type { Etcd } from '../etcd/etcd.ts'
import type { Extensions } from './extensions.ts'
import type { LeaseManager } from './lease-manager.ts'
import type { Ownership } from './ownership.ts'
import type { Request, Response, Status, Subresource } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import type { ResourceTable } from './resource-table.ts'
import type { Stored } from './storage.ts'

/** What the handlers of one request work with. */
export interface Handling {
  readonly request: Request
  readonly definition: ResourceDefinition
  /** What this server serves. */
  readonly resources: ResourceTable
  readonly etcd: Etcd
  readonly host: Pick<Host, 'clock' | 'random'>
  readonly leases: LeaseManager
  /** Who keeps track of the owners of fields, in a server that has one. */
  readonly ownership?: Ownership | undefined
  /** What the server serves and asks beyond its table of kinds. */
  readonly extensions?: Extensions | undefined
  /** The subresource that a write came by, where it goes on as one of the object itself. */
  readonly via?: Subresource
}

/** The answer of a handler, or why there is none. */
export type Outcome = Stored<KubernetesObject> | Status

export function answer(outcome: Outcome, code = 200, warnings: readonly string[] = []): Response {
  return 'object' in outcome
    ? { code, body: outcome.object, warnings }
    : { code: outcome.code, body: outcome, warnings }
}

/** For what is kept for a while only. */
export function leaseOf({ definition, etcd, host, leases }: Handling): number | undefined {
  const { ttlSeconds } = definition
  return ttlSeconds === undefined ? undefined : leases.leaseFor(etcd, ttlSeconds, host.clock.now)
}

export function apiVersionOf(definition: Pick<ResourceDefinition, 'group' | 'version'>): string {
  return definition.group ? `${definition.group}/${definition.version}` : definition.version
}
