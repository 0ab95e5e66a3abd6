/**
 * What the strategies of several kinds have in common.
 *
 * *Upstream:* PrepareForCreate, PrepareForUpdate in the `strategy.go` of each kind
 */
import { isEqual } from '../../api/equality.ts'
import type { KubernetesObject, ObjectMeta } from '../../api/meta.ts'

/** The desired state of a new object is its first. */
export function withFirstGeneration<T extends KubernetesObject>(object: T): T {
  return { ...object, metadata: { ...object.metadata, generation: 1 } }
}

/** One more where the desired state has changed, as it was where it has not. */
export function withNextGeneration<T extends KubernetesObject>(
  next: T,
  old: T,
  changed: boolean,
): T {
  const before = old.metadata.generation ?? 0
  return { ...next, metadata: { ...next.metadata, generation: changed ? before + 1 : before } }
}

/** A write to the object leaves the status alone. */
export function withStatusOf<T extends KubernetesObject>(next: T, old: T): T {
  if (old.status === undefined) return withoutStatus(next)
  return { ...next, status: old.status }
}

export function withoutStatus<T extends KubernetesObject>(object: T): T {
  const { status: _, ...rest } = object
  return rest as T
}

/** A write to `/status` leaves the spec alone, and the metadata that `kept` names. */
export function statusWrite<T extends KubernetesObject>(
  next: T,
  old: T,
  kept: readonly (keyof ObjectMeta)[] = [],
): T {
  const metadata: Record<string, unknown> = {}
  for (const key in next.metadata)
    if (!kept.includes(key as keyof ObjectMeta))
      metadata[key] = next.metadata[key as keyof ObjectMeta]
  for (const key of kept) if (old.metadata[key] !== undefined) metadata[key] = old.metadata[key]
  const spec = old.spec === undefined ? {} : { spec: old.spec }
  return { ...next, ...spec, metadata }
}

export function hasSameSpec(a: KubernetesObject, b: KubernetesObject): boolean {
  return isEqual(a.spec, b.spec)
}
