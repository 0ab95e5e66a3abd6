/**
 * Query parameters, headers and the body of a deletion as options of the API server.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go` (ListOptions,
 * CreateOptions, PatchOptions, DeleteOptions)
 */
import type { RequestOptions } from '../kubernetes/kube-apiserver/request.ts'
import { badRequest, type Failure, forceForbidden } from './failure.ts'
import { booleanIn, integerIn, textIn } from './query.ts'

type Options = { -readonly [K in keyof RequestOptions]: RequestOptions[K] }

const validations = ['Strict', 'Warn', 'Ignore'] as const
const policies = ['Background', 'Foreground', 'Orphan'] as const

/** For reading: which objects, from which revision, how many. */
export function listOptions(query: URLSearchParams): Options {
  const limit = integerIn(query, 'limit')
  const labelSelector = textIn(query, 'labelSelector')
  const fieldSelector = textIn(query, 'fieldSelector')
  const resourceVersion = textIn(query, 'resourceVersion')
  const match = textIn(query, 'resourceVersionMatch')
  const token = textIn(query, 'continue')
  return {
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
    ...(resourceVersion ? { resourceVersion } : {}),
    ...(match ? { resourceVersionMatch: match as 'Exact' | 'NotOlderThan' } : {}),
    ...(limit !== undefined && limit > 0 ? { limit } : {}),
    ...(token ? { continue: token } : {}),
    ...(booleanIn(query, 'allowWatchBookmarks') ? { allowWatchBookmarks: true } : {}),
    ...(query.has('sendInitialEvents')
      ? { sendInitialEvents: booleanIn(query, 'sendInitialEvents') }
      : {}),
  }
}

/** For writing: who writes, whether it counts, how strictly fields are looked at. */
/** @param isApply who applies must name a manager; everyone else is known by the program it is */
export function writeOptions(
  query: URLSearchParams,
  agent: string,
  isApply = false,
): Options | Failure {
  const dryRun = query.getAll('dryRun').filter(Boolean)
  if (dryRun.some((value) => value !== 'All'))
    return badRequest(
      `dryRun: Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`,
    )
  const validation = textIn(query, 'fieldValidation')
  if (validation !== undefined && !isOneOf(validations, validation))
    return badRequest(
      `fieldValidation: Unsupported value: "${validation}": supported values: "", "Ignore", "Strict", "Warn"`,
    )
  const force = query.has('force') ? booleanIn(query, 'force') : undefined
  if (force !== undefined && !isApply) return forceForbidden()
  return {
    fieldManager: textIn(query, 'fieldManager') ?? (isApply ? '' : agent),
    ...(force ? { force } : {}),
    ...(dryRun.length > 0 ? { dryRun: true } : {}),
    ...(validation ? { fieldValidation: validation } : {}),
  }
}

/** For deleting: what the body says goes before what the address says. */
export function deleteOptions(query: URLSearchParams, body: unknown): Options | Failure {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const grace = sent['gracePeriodSeconds'] ?? integerIn(query, 'gracePeriodSeconds')
  const orphans = sent['orphanDependents'] ?? (query.has('orphanDependents') || undefined)
  const named = sent['propagationPolicy'] ?? textIn(query, 'propagationPolicy')
  const policy = named ?? (orphans === true ? 'Orphan' : undefined)
  if (policy !== undefined && !isOneOf(policies, policy))
    return badRequest(
      `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "${policy}": unsupported propagation policy`,
    )
  const preconditions = sent['preconditions'] as RequestOptions['preconditions'] | undefined
  const dryRun = sent['dryRun'] ?? query.getAll('dryRun')
  return {
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...(policy ? { propagationPolicy: policy } : {}),
    ...(preconditions ? { preconditions } : {}),
    ...(Array.isArray(dryRun) && dryRun.includes('All') ? { dryRun: true } : {}),
  }
}

export function isFailure(value: Options | Failure): value is Failure {
  return (value as Partial<Failure>).kind === 'Status'
}

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return (values as readonly unknown[]).includes(value)
}
