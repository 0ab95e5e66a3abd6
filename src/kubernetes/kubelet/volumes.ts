/**
 * Volumes that Pods claim: a Pod gets no sandbox before each of its claims has a volume that its node
 * can reach.
 *
 * *Upstream:* `pkg/kubelet/volumemanager` (volume_manager.go WaitForAttachAndMount,
 * populator/desired_state_of_world_populator.go)
 * *Leaves out:* attaching disks to machines; what is in a volume: no program here reads files.
 */

import type { Node, Pod } from '../api/core.ts'
import { matchesNodeSelector } from '../api/node-selectors.ts'
import { claimsOf } from '../api/storage.ts'
import { ApiError, type Client } from '../client/client.ts'
import { find } from '../client/find.ts'

/** The first claim that cannot be mounted, in upstream's words. */
export type ClaimCheck = (client: Client, pod: Pod, nodeName: string) => string | undefined

export const unmountableClaim: ClaimCheck = (client, pod, nodeName) => {
  const claims = claimsOf(pod)
  if (claims.length === 0) return undefined
  try {
    for (const { volume, name, key } of claims) {
      const why = problemOf(client, key, name, nodeName)
      if (why === undefined) continue
      if (why.startsWith('MountVolume')) return why
      return (
        `Unable to attach or mount volumes: unmounted volumes=[${volume}], unattached volumes=[], ` +
        `failed to process volumes=[${volume}]: error processing PVC ${key}: ${why}`
      )
    }
  } catch (error) {
    // Without a way to the API server nobody knows; the next sync asks again.
    if (error instanceof ApiError) return `failed to get PVCs of the Pod: ${error.message}`
    throw error
  }
  return undefined
}

function problemOf(client: Client, key: string, name: string, nodeName: string) {
  const claim = find(client, 'persistentvolumeclaims', key)
  if (!claim)
    return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`
  if (claim.metadata.deletionTimestamp) return 'PVC is being deleted'
  const { volumeName } = claim.spec
  if (claim.status?.phase !== 'Bound' || !volumeName) return 'PVC is not bound'
  const volume = find(client, 'persistentvolumes', `/${volumeName}`)
  if (!volume)
    return `failed to fetch PV ${volumeName} from API server: persistentvolumes "${volumeName}" not found`
  const terms = volume.spec.nodeAffinity?.required?.nodeSelectorTerms
  const node: Node | undefined = terms && find(client, 'nodes', `/${nodeName}`)
  if (terms && node && !matchesNodeSelector(terms, node)) {
    const why = 'no matching NodeSelectorTerms'
    return `MountVolume.NodeAffinity check failed for volume "${volumeName}" : ${why}`
  }
  return undefined
}
