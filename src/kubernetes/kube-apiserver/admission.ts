/**
 * What a request passes between decoding and validation: plugins that fill in or refuse.
 * The list is the order; leaving one out is deleting its line.
 *
 * *Upstream:* `pkg/kubeapiserver/options/plugins.go`
 * *Leaves out:* service account tokens, webhooks. Quotas and limit ranges are `extensions/`.
 */
import type { KubernetesObject } from '../api/meta.ts'
import { clusterIp } from './admission/cluster-ip.ts'
import { defaultTolerationSeconds } from './admission/default-toleration-seconds.ts'
import { namespaceLifecycle } from './admission/namespace-lifecycle.ts'
import { nodePorts } from './admission/node-ports.ts'
import { priority } from './admission/priority.ts'
import { serviceAccount } from './admission/service-account.ts'
import { taintNodesByCondition } from './admission/taint-nodes-by-condition.ts'
import type { Request, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'

export interface AdmissionContext {
  readonly request: Request
  readonly definition: ResourceDefinition
  /** Reads what is stored, for plugins that must know more than the object. */
  lookUp(
    resource: ResourceDefinition['resource'],
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined
  list(resource: ResourceDefinition['resource']): readonly KubernetesObject[]
  random(from: number, to: number): number
}

export interface AdmissionPlugin {
  readonly name: string
  /** The object, perhaps changed, or why it is refused. */
  admit(object: KubernetesObject, context: AdmissionContext): KubernetesObject | Status
}

/** Upstream's order of mutating plugins, then allocation, which the registry does there. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccount,
  taintNodesByCondition,
  priority,
  defaultTolerationSeconds,
  clusterIp,
  nodePorts,
]
