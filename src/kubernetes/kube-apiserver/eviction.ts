/**
 * POST …/eviction: a deletion that asks first whether the Pod may be spared.
 *
 * *Upstream:* `pkg/registry/core/pod/storage/eviction.go`
 * *Leaves out:* PodDisruptionBudgets, a kind that the cluster does not have: nothing objects.
 */
import { deleteObject } from './delete.ts'
import { answer, type Handling } from './handling.ts'
import type { RequestOptions, Response } from './request.ts'
import { badRequest, succeeded } from './status.ts'

export function evictPod(handling: Handling): Response {
  const { request } = handling
  const sent = (request.body ?? {}) as {
    readonly metadata?: { readonly name?: string }
    readonly deleteOptions?: Pick<
      RequestOptions,
      'gracePeriodSeconds' | 'preconditions' | 'propagationPolicy'
    >
  }
  const name = request.name ?? ''
  if (sent.metadata?.name && sent.metadata.name !== name)
    return answer(badRequest('name in URL does not match name in Eviction object'))
  const { subresource: _, body: __, ...rest } = request
  const options = { ...request.options, ...sent.deleteOptions }
  const outcome = deleteObject({ ...handling, request: { ...rest, verb: 'delete', options } })
  if (!('object' in outcome)) return answer(outcome)
  return { code: 201, body: succeeded(), warnings: [] }
}
