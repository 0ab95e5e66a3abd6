/**
 * The window: the only thing that leaves the cluster. Plain, frozen data; objects are shared with
 * the store and never copied.
 */
import type { KubernetesObject, ObjectKey } from './api/meta.ts'
import type { ResourceName, ResourceTypes } from './api/resource-types.ts'
import type { MachineView } from './infrastructure/machine.ts'

export interface Snapshot {
  /** Virtual milliseconds since the start. */
  readonly time: number
  readonly revision: number
  /** By `<resource>/<namespace>/<name>`; the namespace is empty for cluster-scoped objects. */
  readonly objects: ReadonlyMap<ObjectKey, KubernetesObject>
  readonly machines: readonly MachineView[]
  /** Components that are not running, by name; `kubelet@node-1` for those of a node. */
  readonly stopped: readonly string[]
  readonly traceLength: number
}

export function objectKey(resource: ResourceName, namespace: string, name: string): ObjectKey {
  return `${resource}/${namespace}/${name}`
}

/** All objects of a resource, in key order. */
export function objectsOf<K extends ResourceName>(
  snapshot: Pick<Snapshot, 'objects'>,
  resource: K,
): readonly ResourceTypes[K][] {
  const found: ResourceTypes[K][] = []
  const prefix = `${resource}/`
  for (const [key, object] of snapshot.objects)
    if (key.startsWith(prefix)) found.push(object as ResourceTypes[K])
  return found
}

export function objectOf<K extends ResourceName>(
  snapshot: Pick<Snapshot, 'objects'>,
  resource: K,
  namespace: string,
  name: string,
): ResourceTypes[K] | undefined {
  return snapshot.objects.get(objectKey(resource, namespace, name)) as ResourceTypes[K] | undefined
}
