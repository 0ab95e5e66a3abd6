/**
 * PATCH: an object and a change of it give the object that will be decoded and checked like any
 * other.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go`; RFC 7386
 * Server-side apply is a part of its own: `field-ownership/`.
 */
import type { KubernetesObject } from '../api/meta.ts'
import { jsonPatch } from './json-patch.ts'
import type { PatchType, Status } from './request.ts'
import type { StructSchema } from './schema.ts'
import { badRequest, rejectedPatch } from './status.ts'
import { BadPatch, isJson, type Json, strategicMerge } from './strategic-merge.ts'

/** The patched object, not yet known to be of its kind, or why the patch does not fit. */
export function applyPatch(
  type: Exclude<PatchType, 'apply'>,
  schema: StructSchema,
  object: KubernetesObject,
  patch: unknown,
): Json | Status {
  const original = object as unknown as Json
  if (type === 'json') {
    if (!Array.isArray(patch)) return badRequest(notAPatch(patch))
    const patched = jsonPatch(original, patch)
    return 'result' in patched && isJson(patched.result) ? patched.result : rejectedPatch()
  }
  if (!isJson(patch)) return badRequest('the patch is not an object')
  if (type === 'merge') return mergePatch(original, patch) as Json
  try {
    return strategicMerge(original, patch, schema)
  } catch (error) {
    if (error instanceof BadPatch) return badRequest(error.message)
    throw error
  }
}

/** What Go says of JSON that is no list of operations. */
function notAPatch(patch: unknown): string {
  const kind = patch !== null && typeof patch === 'object' ? 'object' : typeof patch
  const named = kind === 'boolean' ? 'bool' : kind
  return `json: cannot unmarshal ${named} into Go value of type jsonpatch.Patch`
}

/** RFC 7386: maps merge, null deletes, everything else replaces. */
export function mergePatch(original: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch
  const result = new Map(Object.entries(isJson(original) ? original : {}))
  for (const [key, value] of Object.entries(patch))
    if (value === null) result.delete(key)
    else result.set(key, mergePatch(result.get(key), value))
  return Object.fromEntries(result)
}
