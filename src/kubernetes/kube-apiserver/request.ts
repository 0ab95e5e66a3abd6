/**
 * The only thing that enters the control plane, and what comes back.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go`,
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go` (Status, options)
 */
import type { KubernetesObject, ResourceVersion } from '../api/meta.ts'
import type { ResourceName } from '../api/resource-types.ts'

export type Verb = 'create' | 'get' | 'list' | 'watch' | 'update' | 'patch' | 'delete'

export type Subresource = 'status' | 'binding' | 'scale' | 'eviction' | 'finalize' | 'approval'

export type UserName = string

/** Why a request was made, so that every revision knows its cause. */
export interface Cause {
  /** Who asked: `replicaset-controller`, `kubelet@node-1`, `learner`. */
  readonly by: string
  /** The key it was working on, `deployments default/web`. */
  readonly key?: string
  /** The revision whose news set it off; followed back it leads to the learner's action. */
  readonly trigger?: number
  /** For the learner: the position of the action in the recording. */
  readonly action?: number
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply'

export interface RequestOptions {
  /** Refuse, warn about or ignore fields the kind does not have; the server's default is Warn. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  readonly fieldManager?: string
  readonly dryRun?: boolean
  /** For an apply: take over fields that others own. */
  readonly force?: boolean
  /** Answer with `metadata.managedFields`, which the cluster's own components never look at. */
  readonly showManagedFields?: boolean
  readonly patchType?: PatchType
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: ResourceVersion }
  /** As typed: `app in (a,b),!old`. */
  readonly labelSelector?: string
  /** As typed, `status.phase!=Failed`, or the values that fields must have. */
  readonly fieldSelector?: string | Readonly<Record<string, string>>
  /** Watch from here; absent: everything that exists is sent first. For a list: see its match. */
  readonly resourceVersion?: ResourceVersion
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan'
  /** A list of at most so many objects, and a token for the rest. */
  readonly limit?: number
  readonly continue?: string
  readonly allowWatchBookmarks?: boolean
  /** A watch that begins with all there is, and says by a bookmark where that ends. */
  readonly sendInitialEvents?: boolean
}

export interface Request {
  readonly user: UserName
  readonly verb: Verb
  readonly resource: ResourceName
  readonly subresource?: Subresource
  readonly namespace?: string
  readonly name?: string
  /** As it came over the wire: not yet known to be an object of the resource's kind. */
  readonly body?: unknown
  /** Paths of fields that the text of the body named more than once. */
  readonly duplicateFields?: readonly string[]
  /** Built by a typed client out of objects of the kind: there is nothing to decode or to warn of. */
  readonly typed?: true
  readonly options?: RequestOptions
  readonly cause: Cause
}

export interface StatusCause {
  readonly reason: string
  readonly message: string
  readonly field: string
}

/** `v1 Status`: how a request failed, or that a deletion succeeded. */
export interface Status {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: Readonly<Record<string, never>>
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: string
  readonly details?: {
    readonly name?: string
    readonly group?: string
    readonly kind?: string
    readonly uid?: string
    readonly causes?: readonly StatusCause[]
    readonly retryAfterSeconds?: number
  }
  readonly code: number
}

export interface List {
  readonly kind: string
  readonly apiVersion: string
  readonly metadata: {
    readonly resourceVersion: ResourceVersion
    /** Asks for the rest of a list that was cut off. */
    readonly continue?: string
    readonly remainingItemCount?: number
  }
  readonly items: readonly KubernetesObject[]
}

export interface Response {
  /** HTTP status code. */
  readonly code: number
  readonly body: KubernetesObject | List | Status
  /** Texts of `Warning` headers. */
  readonly warnings: readonly string[]
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubernetesObject | Status
  /** The revision of the change. */
  readonly revision: number
}

export interface Watch {
  stop(): void
}

/** What listens as `kube-apiserver`. */
export interface ApiServer {
  handle(request: Request): Response
  /** `sink` is called at once for each change; delivery over the network is the client's matter. */
  watch(request: Request, sink: (event: WatchEvent) => void): Watch | Response
}

export function isStatus(body: Response['body'] | WatchEvent['object']): body is Status {
  return body.kind === 'Status'
}
