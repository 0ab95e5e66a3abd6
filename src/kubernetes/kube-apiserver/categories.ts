/**
 * What `all` means in `kubectl get all`: not all there is, but these, in this order.
 *
 * *Upstream:* `Categories()` in `pkg/registry`
 */
import type { ResourceName } from '../api/resource-types.ts'

export const inAll: readonly ResourceName[] = [
  'pods',
  'services',
  'daemonsets',
  'deployments',
  'replicasets',
  'statefulsets',
  'horizontalpodautoscalers',
  'cronjobs',
  'jobs',
]
