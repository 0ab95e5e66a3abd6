/**
 * What the handlers of a request share: what they work with, and how they answer.
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Host } from '../component.ts'
import type { Etcd } from '../etcd/etcd.ts'
import type { Request, Response, Status } from './request.ts'
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
}

/** The answer of a handler, or why there is none. */
export type Outcome = Stored<KubernetesObject> | Status

export function answer(outcome: Outcome, code = 200, warnings: readonly string[] = []): Response {
  return 'object' in outcome
    ? { code, body: outcome.object, warnings }
    : { code: outcome.code, body: outcome, warnings }
}

export function apiVersionOf(definition: Pick<ResourceDefinition, 'group' | 'version'>): string {
  return definition.group ? `${definition.group}/${definition.version}` : definition.version
}
