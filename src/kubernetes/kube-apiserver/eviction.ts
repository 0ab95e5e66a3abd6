/**
 * POST …/eviction: a deletion that asks first whether the Pod may be spared.
 *
 * *Upstream:* `pkg/registry/core/pod/storage/eviction.go`
 * *Leaves out:* the upper bound on evictions that are under way at once.
 */
import { isConditionTrue } from '../api/conditions.ts'
import type { Pod } from '../api/core.ts'
import { matchesSelector } from '../api/labels.ts'
import type { PodDisruptionBudget } from '../api/policy.ts'
import { timeOf } from '../api/time.ts'
import { deleteObject } from './delete.ts'
import { answer, type Handling } from './handling.ts'
import type { RequestOptions, Response, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { badRequest, budgetExhausted, internalError, succeeded } from './status.ts'
import { etcdKey, etcdRange, read, type Stored, write } from './storage.ts'

interface Eviction {
  readonly metadata?: { readonly name?: string }
  readonly deleteOptions?: Pick<
    RequestOptions,
    'gracePeriodSeconds' | 'preconditions' | 'propagationPolicy'
  >
}

export function evictPod(handling: Handling): Response {
  const { request, definition, etcd } = handling
  const sent = (request.body ?? {}) as Eviction
  const name = request.name ?? ''
  if (sent.metadata?.name && sent.metadata.name !== name)
    return answer(badRequest('name in URL does not match name in Eviction object'))
  const pod = read<Pod>(etcd, etcdKey(definition, request.namespace, name))?.object
  const refusal = pod && isCounted(pod) ? spend(pod, handling) : undefined
  if (refusal) return answer(refusal)
  const { subresource: _, body: __, ...rest } = request
  const options = { ...request.options, ...sent.deleteOptions }
  const outcome = deleteObject({ ...handling, request: { ...rest, verb: 'delete', options } })
  if (!('object' in outcome)) return answer(outcome)
  return { code: 201, body: succeeded(), warnings: [] }
}

/** What has not begun, has ended or is ending anyway is missed by no budget. */
function isCounted({ metadata, status }: Pod): boolean {
  const phase = status?.phase ?? 'Pending'
  return !metadata.deletionTimestamp && (phase === 'Running' || phase === 'Unknown')
}

/** Takes one from the budget of the Pod; why not, where there is none to take. */
function spend(pod: Pod, handling: Handling): Status | undefined {
  const { request, etcd, host, resources } = handling
  const definition = resources.poddisruptionbudgets as ResourceDefinition
  const { namespace, name, labels } = pod.metadata
  const budgets = etcd
    .range(etcdRange(definition, namespace))
    .map(({ value }) => value as PodDisruptionBudget)
    .filter(({ spec }) => matchesSelector(spec.selector, labels))
  const [budget] = budgets
  if (!budget) return undefined
  if (budgets.length > 1)
    return internalError(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    )
  const { status } = budget
  if (!isConditionTrue(pod.status?.conditions, 'Ready') && sparesHealthyOnly(budget))
    return undefined
  if (!status || (status.observedGeneration ?? 0) < (budget.metadata.generation ?? 0))
    return budgetExhausted(
      `The disruption budget ${budget.metadata.name} is still being processed by the server.`,
      10,
    )
  if (status.disruptionsAllowed <= 0)
    return budgetExhausted(
      `The disruption budget ${budget.metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
      0,
    )
  if (request.options?.dryRun) return undefined
  const key = etcdKey(definition, namespace, budget.metadata.name)
  const stored = read<PodDisruptionBudget>(etcd, key) as Stored<PodDisruptionBudget>
  const disruptedPods = { ...status.disruptedPods, [name]: timeOf(host.clock.now) }
  const disruptionsAllowed = status.disruptionsAllowed - 1
  const next = { ...budget, status: { ...status, disruptionsAllowed, disruptedPods } }
  write(etcd, key, next, stored.revision, request.cause)
  return undefined
}

/** Whether a Pod that is not ready may go without being counted. */
function sparesHealthyOnly({ spec, status }: PodDisruptionBudget): boolean {
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {}
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy
}
