/**
 * local-path-provisioner — makes a directory of a node into a volume when a claim of its class asks
 * for one, and removes it when the claim has gone. No part of Kubernetes itself: a cluster made by
 * kind brings it along with the class `standard`, and so does this one. There it has a Pod of its own;
 * here it runs beside the controllers.
 *
 * *Upstream:* `github.com/rancher/local-path-provisioner`,
 * `sigs.k8s.io/sig-storage-lib-external-provisioner`
 * *Leaves out:* the Pod that makes the directory; where its node cannot run it, the time it would be
 * waited for passes all the same.
 */
import { isConditionTrue } from '../api/conditions.ts'
import { keyOf } from '../api/meta.ts'
import {
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  storageNotes,
} from '../api/storage.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'

const provisioner = 'rancher.io/local-path'
const retryBaseMs = 15_000
const retryMaxMs = 1_000_000
const patienceMs = 120_000

export const localPathProvisioner: ComponentDefinition = {
  name: 'local-path-provisioner',
  speaksAs: 'rancher.io/local-path',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['persistentvolumes', 'persistentvolumeclaims', 'storageclasses', 'nodes'],
  writes: ['persistentvolumes', 'events'],
  withoutIt: {
    ja: 'StorageClass standard の PersistentVolumeClaim に、ボリュームが作られません。消した claim のボリュームも残ります。',
    en: 'Claims of the class standard get no volume, and the volumes of deleted claims stay.',
  },
  start: (host) => void new Provisioner(host),
}

class Provisioner {
  readonly #host: Host
  readonly #claims
  readonly #volumes
  readonly #classes
  readonly #nodes
  readonly #loop
  /** Claims and volumes that are being worked on, by uid, and those whose work is due now. */
  readonly #work = new Map<string, 'busy' | 'due'>()
  readonly #failures = new Map<string, number>()

  constructor(host: Host) {
    this.#host = host
    this.#claims = host.informer('persistentvolumeclaims')
    this.#volumes = host.informer('persistentvolumes')
    this.#classes = host.informer('storageclasses')
    this.#nodes = host.informer('nodes')
    this.#loop = host.controlLoop({ reconcile: (key) => this.#reconcile(key) })
    this.#claims.onChange(({ object }) => this.#loop.add(`claim ${keyOf(object)}`))
    this.#volumes.onChange(({ object }) => this.#loop.add(`volume ${keyOf(object)}`))
  }

  #reconcile(key: string): undefined {
    const [kind, name = ''] = key.split(' ')
    const claim = kind === 'claim' && this.#claims.get(name)
    const volume = kind === 'volume' && this.#volumes.get(name)
    if (claim) this.#provide(claim)
    if (volume) this.#remove(volume)
  }

  #provide(claim: PersistentVolumeClaim): void {
    const { uid, annotations = {} } = claim.metadata
    const found = this.#classes.get(`/${claim.spec.storageClassName ?? ''}`)
    const isMine = annotations[storageNotes.provisioner] === provisioner
    if (!isMine || !found || claim.spec.volumeName || claim.metadata.deletionTimestamp) return
    if (this.#volumes.get(`/${nameFor(claim)}`) || this.#work.get(uid) === 'busy') return
    const node = annotations[storageNotes.selectedNode]
    if (found.volumeBindingMode === 'WaitForFirstConsumer' && !node) return
    const isReady = isConditionTrue(this.#nodes.get(`/${node}`)?.status?.conditions, 'Ready')
    if (this.#work.get(uid) === 'due') {
      if (isReady) return this.#create(claim, found, node ?? '')
      const why = `create process timeout after ${patienceMs / 1000} seconds`
      return this.#fail(claim, `failed to create volume ${nameFor(claim)}: ${why}`)
    }
    const about = `"${claim.metadata.namespace}/${claim.metadata.name}"`
    const text = `External provisioner is provisioning volume for claim ${about}`
    this.#host.events.record(claim, 'Normal', 'Provisioning', text)
    const problem = problemOf(claim, node)
    if (problem) return this.#fail(claim, problem)
    this.#workOn(`claim ${keyOf(claim)}`, uid, isReady ? undefined : patienceMs)
  }

  /** It takes its time; then the key comes back as due. */
  #workOn(key: string, uid: string, takesMs?: number): void {
    const { clock, random } = this.#host
    const { from, to } = timing.volumeProvisionMs
    this.#work.set(uid, 'busy')
    clock.after(takesMs ?? random.integer(from, to), `work on ${key}`, () => {
      this.#work.set(uid, 'due')
      this.#loop.add(key)
    })
  }

  #create(claim: PersistentVolumeClaim, { metadata, reclaimPolicy }: StorageClass, node: string) {
    const { client, events } = this.#host
    const name = nameFor(claim)
    const { uid, resourceVersion, namespace = '' } = claim.metadata
    const requested = claim.spec.resources?.requests?.['storage'] ?? '0'
    client.create('persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name,
        annotations: {
          'local.path.provisioner/selected-node': node,
          [storageNotes.provisionedBy]: provisioner,
        },
      },
      spec: {
        accessModes: claim.spec.accessModes ?? [],
        capacity: { storage: requested },
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: claim.metadata.name,
          namespace,
          resourceVersion,
          uid,
        },
        hostPath: {
          path: `/var/local-path-provisioner/${name}_${namespace}_${claim.metadata.name}`,
          type: 'DirectoryOrCreate',
        },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: [node] },
                ],
              },
            ],
          },
        },
        persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
        storageClassName: metadata.name,
        volumeMode: 'Filesystem',
      },
    })
    // Its volume is on the way: the cache will know of it in a moment.
    this.#work.set(uid, 'busy')
    const text = `Successfully provisioned volume ${name}`
    events.record(claim, 'Normal', 'ProvisioningSucceeded', text)
  }

  #fail(claim: PersistentVolumeClaim, problem: string): void {
    const { uid } = claim.metadata
    const failures = (this.#failures.get(uid) ?? 0) + 1
    this.#failures.set(uid, failures)
    const text = `failed to provision volume with StorageClass "${claim.spec.storageClassName}": ${problem}`
    this.#host.events.record(claim, 'Warning', 'ProvisioningFailed', text)
    const delayMs = Math.min(retryBaseMs * 2 ** (failures - 1), retryMaxMs)
    this.#work.set(uid, 'busy')
    this.#host.clock.afterInBackground(delayMs, 'try to make a volume again', () => {
      this.#work.delete(uid)
      this.#loop.add(`claim ${keyOf(claim)}`)
    })
  }

  #remove(volume: PersistentVolume): void {
    const { metadata, spec, status } = volume
    const isMine = metadata.annotations?.[storageNotes.provisionedBy] === provisioner
    const isOver = status?.phase === 'Released' && spec.persistentVolumeReclaimPolicy === 'Delete'
    const { uid, deletionTimestamp } = metadata
    if (!isMine || !isOver || deletionTimestamp || this.#work.get(uid) === 'busy') return
    if (this.#work.get(uid) !== 'due') return this.#workOn(`volume ${keyOf(volume)}`, uid)
    this.#host.client.delete('persistentvolumes', volume)
    this.#work.set(uid, 'busy')
  }
}

const nameFor = ({ metadata }: PersistentVolumeClaim) => `pvc-${metadata.uid}`

function problemOf({ spec }: PersistentVolumeClaim, node: string | undefined): string | undefined {
  if (spec.selector) return 'claim.Spec.Selector is not supported'
  if (!spec.accessModes?.every((mode) => /^ReadWriteOnce(Pod)?$/.test(mode)))
    return 'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes'
  return node ? undefined : 'configuration error, no node was specified'
}
