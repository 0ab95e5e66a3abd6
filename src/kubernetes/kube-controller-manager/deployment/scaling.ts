/**
 * Giving a ReplicaSet another size, with the Event that says so.
 *
 * *Upstream:* `pkg/controller/deployment/sync.go` (scaleReplicaSet)
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import { isEqual } from '../../api/equality.ts'
import type { Host } from '../../component.ts'
import { replicasOf, type Scaling } from './replica-sets.ts'
import { sizeAnnotations } from './revisions.ts'

/** One after the other; a ReplicaSet may come up twice. @returns whether any changed its size. */
export function scaleAll(
  host: Host,
  deployment: Deployment,
  scalings: readonly Scaling[],
): boolean {
  /** As the last write left them: the next one must start from there. */
  const written = new Map<string, ReplicaSet>()
  let isScaled = false
  for (const { replicaSet, replicas } of scalings) {
    const { name } = replicaSet.metadata
    const current = written.get(name) ?? replicaSet
    if (replicasOf(current) !== replicas) isScaled = true
    written.set(name, scale(host, deployment, current, replicas))
  }
  return isScaled
}

function scale(
  { client, events }: Host,
  deployment: Deployment,
  replicaSet: ReplicaSet,
  replicas: number,
): ReplicaSet {
  const annotations = { ...replicaSet.metadata.annotations, ...sizeAnnotations(deployment) }
  const before = replicasOf(replicaSet)
  const isSame = before === replicas && isEqual(annotations, replicaSet.metadata.annotations)
  if (isSame) return replicaSet
  const written = client.update('replicasets', {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations },
    spec: { ...replicaSet.spec, replicas },
  })
  if (before !== replicas) {
    const direction = before < replicas ? 'up' : 'down'
    const { name } = written.metadata
    const text = `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`
    events.record(deployment, 'Normal', 'ScalingReplicaSet', text)
  }
  return written
}
