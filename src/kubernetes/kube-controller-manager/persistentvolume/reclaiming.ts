/**
 * What becomes of a volume whose claim has gone. Pure.
 *
 * *Upstream:* `pkg/controller/volume/persistentvolume/pv_controller.go` reclaimVolume,
 * `pkg/volume/hostpath/host_path.go`
 * *Leaves out:* the Pod that empties a volume before it is offered again.
 */
import { type PersistentVolume, storageNotes } from '../../api/storage.ts'

export type Reclamation =
  | { readonly do: 'nothing' | 'delete' | 'offer-again' }
  | { readonly do: 'fail'; readonly reason: string; readonly message: string }

export function reclamationOf({ metadata, spec }: PersistentVolume): Reclamation {
  const { persistentVolumeReclaimPolicy: policy = 'Retain', hostPath } = spec
  if (policy === 'Retain') return { do: 'nothing' }
  // Whoever made it takes it away.
  if (metadata.annotations?.[storageNotes.provisionedBy]) return { do: 'nothing' }
  if (policy === 'Recycle') {
    if (hostPath || 'nfs' in spec) return { do: 'offer-again' }
    const message = 'Recycle failed: no recyclable volume plugin matched'
    return { do: 'fail', reason: 'VolumeFailedRecycle', message }
  }
  if (hostPath && /^\/tmp\/.+/.test(hostPath.path)) return { do: 'delete' }
  const message = hostPath
    ? `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`
    : `error getting deleter volume plugin for volume "${metadata.name}": no deletable volume plugin matched`
  return { do: 'fail', reason: 'VolumeFailedDelete', message }
}
