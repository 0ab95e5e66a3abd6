/**
 * persistentvolume-binder-controller — brings claims and volumes together, asks the provisioner of a
 * class for what is not there, and decides what becomes of a volume whose claim has gone.
 *
 * *Upstream:* `pkg/controller/volume/persistentvolume/pv_controller.go`; the two protections, which
 * are controllers of their own, `pkg/controller/volume/{pvcprotection,pvprotection}`
 * *Leaves out:* expanding volumes: a claim that asks for more later gets no more.
 */
import type { ObjectReference } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { type KubernetesObject, keyOf } from '../../api/meta.ts'
import {
  claimFinalizer,
  claimsOf,
  defaultClassOf,
  isFor,
  type PersistentVolume,
  type PersistentVolumeClaim,
  storageNotes,
  type VolumePhase,
  volumeFinalizer,
} from '../../api/storage.ts'
import { timeOf } from '../../api/time.ts'
import { matchingVolume, mismatchOf } from '../../api/volume-matching.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { timing } from '../../timing.ts'
import { reclamationOf } from './reclaiming.ts'

const claimPrefix = 'claim '
const volumePrefix = 'volume '

export const persistentVolumeBinder: ComponentDefinition = {
  name: 'persistentvolume-binder-controller',
  speaksAs: 'persistentvolume-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['persistentvolumes', 'persistentvolumeclaims', 'storageclasses', 'pods'],
  writes: [
    'persistentvolumes',
    'persistentvolumes/status',
    'persistentvolumeclaims',
    'persistentvolumeclaims/status',
    'events',
  ],
  withoutIt: {
    ja: 'PersistentVolumeClaim は Pending のままで、それを使う Pod も始まりません。',
    en: 'PersistentVolumeClaims stay Pending, and the Pods that use them do not start.',
  },
  start: (host) => void new Binder(host),
}

class Binder {
  readonly #host: Host
  readonly #claims
  readonly #volumes
  readonly #classes
  readonly #pods
  readonly #loop

  constructor(host: Host) {
    this.#host = host
    this.#claims = host.informer('persistentvolumeclaims')
    this.#volumes = host.informer('persistentvolumes')
    this.#classes = host.informer('storageclasses')
    this.#pods = host.informer('pods')
    this.#loop = host.controlLoop({ reconcile: (key) => this.#reconcile(key) })
    this.#claims.onChange(({ object: claim }) => {
      this.#wakeClaim(claim)
      for (const volume of this.#volumes.list())
        if (volume.metadata.name === claim.spec.volumeName || isFor(volume, claim))
          this.#loop.add(`${volumePrefix}${keyOf(volume)}`)
    })
    this.#volumes.onChange(({ object: volume }) => {
      this.#loop.add(`${volumePrefix}${keyOf(volume)}`)
      for (const claim of this.#claims.list())
        if (!isSettled(claim) || claim.spec.volumeName === volume.metadata.name)
          this.#wakeClaim(claim)
    })
    this.#classes.onChange(() => this.#wakeUnbound(false))
    this.#pods.onChange(({ object: pod }) => {
      for (const { key } of claimsOf(pod)) {
        const claim = this.#claims.get(key)
        if (claim?.metadata.deletionTimestamp) this.#wakeClaim(claim)
      }
    })
    host.clock.every(timing.claimSyncMs, 'look at all claims', () => this.#wakeUnbound(true))
  }

  #wakeClaim(claim: PersistentVolumeClaim): void {
    this.#loop.add(`${claimPrefix}${keyOf(claim)}`)
  }

  #wakeUnbound(background: boolean): void {
    for (const claim of this.#claims.list())
      if (!isSettled(claim)) this.#loop.addAfter(`${claimPrefix}${keyOf(claim)}`, 0, { background })
  }

  #reconcile(key: string): undefined | RequeueAfter {
    if (key.startsWith(claimPrefix)) {
      const claim = this.#claims.get(key.slice(claimPrefix.length))
      if (claim) this.#syncClaim(claim)
      return undefined
    }
    const volume = this.#volumes.get(key.slice(volumePrefix.length))
    return volume && this.#syncVolume(volume)
  }

  #syncClaim(claim: PersistentVolumeClaim): void {
    if (claim.metadata.deletionTimestamp) this.#releaseClaim(claim)
    else if (claim.metadata.annotations?.[storageNotes.bindCompleted]) this.#syncBound(claim)
    else if (claim.spec.volumeName) this.#syncNamed(claim, claim.spec.volumeName)
    else this.#syncOpen(claim)
  }

  /** Any volume that fits will do. */
  #syncOpen(open: PersistentVolumeClaim): void {
    const claim = this.#withDefaultClass(open)
    const { storageClassName = '' } = claim.spec
    const isDelayed =
      this.#classes.get(`/${storageClassName}`)?.volumeBindingMode === 'WaitForFirstConsumer'
    const volume = matchingVolume(claim, this.#volumes.list(), isDelayed)
    if (volume) return this.#bind(claim, volume)
    if (isDelayed && !claim.metadata.annotations?.[storageNotes.selectedNode])
      return this.#sayWaiting(claim)
    if (storageClassName !== '') return this.#askProvisioner(claim, storageClassName)
    const text = 'no persistent volumes available for this claim and no storage class is set'
    this.#host.events.record(claim, 'Normal', 'FailedBinding', text)
  }

  /** A class that became the default after the claim was made. */
  #withDefaultClass(claim: PersistentVolumeClaim): PersistentVolumeClaim {
    if (claim.spec.storageClassName !== undefined) return claim
    const chosen = defaultClassOf(this.#classes.list())
    if (!chosen) return claim
    return this.#host.client.modify('persistentvolumeclaims', keyOf(claim), (now) =>
      now.spec.storageClassName === undefined
        ? { ...now, spec: { ...now.spec, storageClassName: chosen.metadata.name } }
        : now,
    )
  }

  #sayWaiting(claim: PersistentVolumeClaim): void {
    const pods = this.#pods
      .inNamespace(claim.metadata.namespace ?? '')
      .filter((pod) => !pod.spec.nodeName && claimsOf(pod).some(({ key }) => key === keyOf(claim)))
      .map(({ metadata }) => metadata.name)
    const waitsFor = `waiting for pod${pods.length > 1 ? 's' : ''} ${pods.join(',')} to be scheduled`
    const [reason, text] =
      pods.length > 0
        ? ['WaitForPodScheduled', waitsFor]
        : ['WaitForFirstConsumer', 'waiting for first consumer to be created before binding']
    this.#host.events.record(claim, 'Normal', reason, text)
  }

  #askProvisioner(claim: PersistentVolumeClaim, className: string): void {
    const { events, client } = this.#host
    const found = this.#classes.get(`/${className}`)
    const fail = (text: string) => events.record(claim, 'Warning', 'ProvisioningFailed', text)
    if (!found) return fail(`storageclass.storage.k8s.io "${className}" not found`)
    const { provisioner } = found
    if (provisioner.startsWith('kubernetes.io/'))
      return fail(`no volume plugin matched name: ${provisioner}`)
    const notes = {
      [storageNotes.betaProvisioner]: provisioner,
      [storageNotes.provisioner]: provisioner,
    }
    if (claim.metadata.annotations?.[storageNotes.provisioner] !== provisioner)
      client.modify('persistentvolumeclaims', keyOf(claim), (now) => annotated(now, notes))
    const text =
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or ` +
      'manually by the system administrator. If volume creation is delayed, please verify that the ' +
      'provisioner is running and correctly registered.'
    events.record(claim, 'Normal', 'ExternalProvisioning', text)
  }

  /** The claim names its volume. */
  #syncNamed(claim: PersistentVolumeClaim, name: string): void {
    const volume = this.#volumes.get(`/${name}`)
    if (!volume) return
    if (volume.spec.claimRef) {
      if (isFor(volume, claim)) this.#bind(claim, volume)
      return
    }
    const mismatch = mismatchOf(volume, claim)
    if (mismatch === undefined) return this.#bind(claim, volume)
    const text = `Cannot bind to requested volume "${name}": ${mismatch}`
    this.#host.events.record(claim, 'Warning', 'VolumeMismatch', text)
  }

  #syncBound(claim: PersistentVolumeClaim): void {
    const volume = this.#volumes.get(`/${claim.spec.volumeName ?? ''}`)
    if (volume && (!volume.spec.claimRef || isFor(volume, claim))) return this.#bind(claim, volume)
    if (claim.status?.phase === 'Lost') return
    this.#writeClaimStatus(claim, { ...claim.status, phase: 'Lost' })
    const [reason, text] = volume
      ? ['ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly']
      : [
          'ClaimLost',
          'Bound claim has lost its PersistentVolume. Data on the volume is lost! Cluster admin must re-create the volume.',
        ]
    this.#host.events.record(claim, 'Warning', reason, text)
  }

  /** First the volume knows its claim, then the claim its volume; each step may be done already. */
  #bind(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    const { client } = this.#host
    const { name, namespace = '', uid, resourceVersion } = claim.metadata
    const byUs = { [storageNotes.boundByController]: 'yes' }
    const claimRef: ObjectReference = {
      kind: 'PersistentVolumeClaim',
      namespace,
      name,
      uid,
      apiVersion: 'v1',
      resourceVersion,
    }
    const taken =
      volume.spec.claimRef?.uid === uid
        ? volume
        : client.modify('persistentvolumes', keyOf(volume), (now) => {
            const next = { ...now, spec: { ...now.spec, claimRef } }
            return now.spec.claimRef ? next : annotated(next, byUs)
          })
    this.#writePhase(taken, 'Bound')
    const volumeName = volume.metadata.name
    if (
      claim.spec.volumeName !== volumeName ||
      !claim.metadata.annotations?.[storageNotes.bindCompleted]
    )
      client.modify('persistentvolumeclaims', keyOf(claim), (now) => {
        const next = { ...now, spec: { ...now.spec, volumeName } }
        return annotated(next, {
          [storageNotes.bindCompleted]: 'yes',
          ...(now.spec.volumeName ? {} : byUs),
        })
      })
    this.#writeClaimStatus(claim, {
      phase: 'Bound',
      accessModes: volume.spec.accessModes ?? [],
      capacity: claim.status?.capacity ?? volume.spec.capacity ?? {},
    })
  }

  #syncVolume(volume: PersistentVolume): undefined | RequeueAfter {
    const { metadata, spec, status } = volume
    const { claimRef } = spec
    if (metadata.deletionTimestamp && status?.phase !== 'Bound')
      this.#dropFinalizer('persistentvolumes', volume, volumeFinalizer)
    if (!claimRef?.uid) {
      this.#writePhase(volume, 'Available')
      return undefined
    }
    const claim = this.#claims.get(`${claimRef.namespace}/${claimRef.name}`)
    if (claim?.metadata.uid === claimRef.uid) {
      if (claim.spec.volumeName === metadata.name) this.#writePhase(volume, 'Bound')
      else if (!claim.spec.volumeName) this.#wakeClaim(claim)
      return undefined
    }
    if (status?.phase === 'Failed') return undefined
    if (status?.phase !== 'Released') {
      this.#writePhase(volume, 'Released')
      return undefined
    }
    return this.#reclaim(volume)
  }

  #reclaim(volume: PersistentVolume): undefined | RequeueAfter {
    const { events, client } = this.#host
    const reclamation = reclamationOf(volume)
    if (reclamation.do === 'nothing' || volume.metadata.deletionTimestamp) return undefined
    if (reclamation.do === 'fail') {
      const { reason, message } = reclamation
      this.#writePhase(volume, 'Failed', message)
      events.record(volume, 'Warning', reason, message)
    } else if (reclamation.do === 'delete') client.delete('persistentvolumes', volume)
    else {
      client.modify('persistentvolumes', keyOf(volume), ({ spec, ...now }) => {
        const { claimRef: _, ...left } = spec
        return { ...now, spec: left }
      })
      events.record(volume, 'Normal', 'VolumeRecycled', 'Volume recycled')
    }
    return undefined
  }

  /** A claim that is being deleted goes when no Pod on a node uses it any more. */
  #releaseClaim(claim: PersistentVolumeClaim): void {
    const isUsed = this.#pods
      .inNamespace(claim.metadata.namespace ?? '')
      .some((pod) => pod.spec.nodeName && claimsOf(pod).some(({ key }) => key === keyOf(claim)))
    if (!isUsed) this.#dropFinalizer('persistentvolumeclaims', claim, claimFinalizer)
  }

  #dropFinalizer(
    resource: 'persistentvolumes' | 'persistentvolumeclaims',
    { metadata }: KubernetesObject,
    finalizer: string,
  ): void {
    if (!metadata.finalizers?.includes(finalizer)) return
    this.#host.client.modify(resource, keyOf({ metadata }), (now) => {
      const finalizers = (now.metadata.finalizers ?? []).filter((one) => one !== finalizer)
      return { ...now, metadata: { ...now.metadata, finalizers } }
    })
  }

  #writePhase(volume: PersistentVolume, phase: VolumePhase, message?: string): void {
    if (volume.status?.phase === phase) return
    const lastPhaseTransitionTime = timeOf(this.#host.clock.now)
    const status = { phase, lastPhaseTransitionTime, ...(message ? { message } : {}) }
    const change = (now: PersistentVolume) => ({ ...now, status })
    this.#host.client.modify('persistentvolumes', keyOf(volume), change, 'status')
  }

  #writeClaimStatus(
    claim: PersistentVolumeClaim,
    status: NonNullable<PersistentVolumeClaim['status']>,
  ): void {
    if (isEqual(claim.status, status)) return
    const change = (now: PersistentVolumeClaim) => ({ ...now, status })
    this.#host.client.modify('persistentvolumeclaims', keyOf(claim), change, 'status')
  }
}

/** Nothing more is to be done for it. */
function isSettled({ metadata, status }: PersistentVolumeClaim): boolean {
  return status?.phase === 'Bound' && !metadata.deletionTimestamp
}

function annotated<T extends KubernetesObject>(
  object: T,
  notes: Readonly<Record<string, string>>,
): T {
  const annotations = { ...object.metadata.annotations, ...notes }
  return { ...object, metadata: { ...object.metadata, annotations } }
}
