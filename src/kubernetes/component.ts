/**
 * What every component is, and all that it is given.
 *
 * A process is `start(host)`; stopping it forgets everything. The host owns its timers, watches and
 * caches and drops them, so that a crash, a stop and an ablation are one mechanism and a restart is
 * a re-list, the recovery story of Kubernetes itself.
 */
import type { Random } from '../simulation/random.ts'
import type { Timer } from '../simulation/simulation.ts'
import type { ResourceName } from './api/resource-types.ts'
import type { Client } from './client/client.ts'
import type { ControlLoop, ControlLoopOptions } from './client/control-loop.ts'
import type { EventRecorder } from './client/event-recorder.ts'
import type { Informer, InformerOptions } from './client/informer.ts'
import type { ContainerRuntime } from './container-runtime/cri.ts'
import type { Etcd } from './etcd/etcd.ts'
import type { Machine } from './infrastructure/machine.ts'
import type { ApiServer } from './kube-apiserver/request.ts'

/** What can be left out, stopped and started. */
export type ComponentName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-scheduler'
  | 'kube-controller-manager'
  | 'deployment-controller'
  | 'replicaset-controller'
  | 'node-lifecycle-controller'
  | 'taint-eviction-controller'
  | 'endpointslice-controller'
  | 'garbage-collector'
  | 'pod-garbage-collector'
  | 'serviceaccount-controller'
  | 'daemonset-controller'
  | 'statefulset-controller'
  | 'job-controller'
  | 'cronjob-controller'
  | 'disruption-controller'
  | 'namespace-controller'
  | 'horizontal-pod-autoscaler'
  | 'persistentvolume-binder-controller'
  | 'local-path-provisioner'
  | 'kubelet'
  | 'kube-proxy'
  | 'container-runtime'
  | ForClients

/** Those that only the cluster for real clients has. */
export type ForClients =
  | 'custom-resource-collector'
  | 'customresourcedefinition-controller'
  | 'endpoints-controller'
  | 'post-start-hooks'
  | 'replicationcontroller-controller'
  | 'resourcequota-controller'

/** A resource, or one of its subresources, that a component may write: `pods`, `pods/binding`. */
export type Permission =
  | ResourceName
  | `${ResourceName}/status`
  | 'pods/binding'
  | 'namespaces/finalize'
  /** Whatever there is: for who does away with kinds that others make. */
  | '*'

/** A kind that is served, by its names. */
export interface KindName {
  readonly resource: ResourceName
  /** `apps/v1` */
  readonly apiVersion: string
  readonly kind: string
  readonly namespaced: boolean
}

export interface ComponentDefinition {
  readonly name: ComponentName
  /** The process it runs in, where it is not a process of its own. */
  readonly partOf?: ComponentName
  /** Whom its Events are from, where that is not its own name. */
  readonly speaksAs?: string
  readonly runsOn: 'control-plane' | 'every-node'
  readonly watches: readonly ResourceName[]
  readonly writes: readonly Permission[]
  /** The symptom the book promises when it is missing; tested, shown, and never just claimed. */
  readonly withoutIt: { readonly ja: string; readonly en: string }
  /** Absent for a process that is only the roof over its parts (kube-controller-manager). */
  start?(host: Host): void
}

/** The two wires that are not the API, and the API itself. */
export interface Services {
  etcd: Etcd
  'kube-apiserver': ApiServer
  'container-runtime': ContainerRuntime
}

export interface HostClock {
  /** Virtual milliseconds since the start. */
  readonly now: number
  /** Work or deadline; taken back when the host stops. */
  after(delayMs: number, label: string, run: () => void): Timer
  /** Rhythm: does not keep the cluster from being at rest. Taken back when the host stops. */
  afterInBackground(delayMs: number, label: string, run: () => void): Timer
  /** Rhythm, again and again; the first time after one period, or after `firstMs`. */
  every(periodMs: number, label: string, run: () => void, firstMs?: number): Timer
}

/** All a component is given; it has no other reach. */
export interface Host {
  readonly name: ComponentName
  /** `kubelet@node-1`: how it appears in traces and causes. */
  readonly identity: string
  readonly clock: HostClock
  /** Its own stream of chance. */
  readonly random: Random
  /** Where it runs; what is written to its disk survives a stop and a power cut. */
  readonly machine: Machine
  listen<S extends keyof Services>(service: S, implementation: Services[S]): void
  /**
   * The service, on this machine or over the network. Calls are instant.
   * @throws {ApiError} ConnectionRefused where nothing listens, Unreachable where no link leads.
   */
  dial<S extends keyof Services>(service: S): Services[S]
  /** Be told when the way to the service that now answers breaks. */
  hold<S extends keyof Services>(service: S, onBreak: () => void): { close(): void }
  /** Speaks to the API server, as far as `watches` and `writes` allow. */
  readonly client: Client
  /** List, then watch: a read-only cache of a resource, shared within the process. */
  informer<K extends ResourceName>(resource: K, options?: InformerOptions): Informer<K>
  controlLoop(options: ControlLoopOptions): ControlLoop
  readonly events: EventRecorder
  /** A line for the trace: what this component did that no request shows (a CRI call, say). */
  trace(type: string, detail: Readonly<Record<string, unknown>>): void
  /** Run when the host stops, to undo what it did outside itself. */
  onStop(run: () => void): void
}
