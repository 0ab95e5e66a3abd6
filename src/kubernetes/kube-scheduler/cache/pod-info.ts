/**
 * A Pod with what the scheduler works out about it once and then reads many times.
 *
 * *Upstream:* `pkg/scheduler/framework/types.go` (PodInfo, AffinityTerm)
 */
import type { Pod, PodAffinityTerm, PodSpec } from '../../api/core.ts'
import { matchesSelector } from '../../api/labels.ts'
import type { LabelSelector, Labels } from '../../api/meta.ts'
import {
  type Amounts,
  assumedRequests,
  countedAmounts,
  isSidecar,
  podRequests,
} from './resources.ts'

export interface PodInfo {
  readonly pod: Pod
  readonly uid: string
  readonly namespace: string
  readonly labels: Labels
  readonly priority: number
  /** Being deleted; it still takes up its place, but spreading no longer counts it. */
  readonly terminating: boolean
  readonly request: Amounts
  /** For scoring: with something assumed for containers that request nothing. */
  readonly assumedRequest: Amounts
  readonly hostPorts: readonly HostPort[]
  readonly affinity: AffinityTerms
}

export interface HostPort {
  readonly hostIP: string
  readonly protocol: string
  readonly port: number
}

/** One rule of inter-pod affinity, with the namespaces it looks at. */
export interface AffinityTerm {
  readonly namespaces: ReadonlySet<string>
  /** Further namespaces, by their labels; absent means none. */
  readonly namespaceSelector: LabelSelector | undefined
  readonly selector: LabelSelector | undefined
  readonly topologyKey: string
  /** 0 for a required term. */
  readonly weight: number
}

export interface AffinityTerms {
  readonly required: readonly AffinityTerm[]
  readonly requiredAnti: readonly AffinityTerm[]
  readonly preferred: readonly AffinityTerm[]
  readonly preferredAnti: readonly AffinityTerm[]
}

const noTerms: AffinityTerms = { required: [], requiredAnti: [], preferred: [], preferredAnti: [] }

/** @param earlier of the same Pod: what it asks for need not be worked out again. */
export function podInfoOf(pod: Pod, earlier?: PodInfo): PodInfo {
  const { metadata, spec } = pod
  const known = earlier && asksTheSame(earlier.pod.spec, spec) ? earlier : undefined
  return {
    pod,
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? noLabels,
    priority: spec.priority ?? 0,
    terminating: metadata.deletionTimestamp !== undefined,
    request: known?.request ?? countedAmounts(podRequests(spec)),
    assumedRequest: known?.assumedRequest ?? podRequests(spec, { missing: assumedRequests }),
    hostPorts: known?.hostPorts ?? hostPortsOf(pod),
    affinity: known?.affinity ?? affinityTermsOf(pod),
  }
}

const noLabels: Labels = {}

/** A Pod that gets its node keeps the parts of its spec. */
function asksTheSame(a: PodSpec, b: PodSpec): boolean {
  return (
    a.containers === b.containers &&
    a.initContainers === b.initContainers &&
    a.affinity === b.affinity &&
    a.overhead === b.overhead &&
    a.resources === b.resources
  )
}

/** Other Pods cannot tell whether this one or that one is there. */
export function takesTheSamePlace(a: PodInfo, b: PodInfo): boolean {
  return (
    a.labels === b.labels &&
    a.request === b.request &&
    a.assumedRequest === b.assumedRequest &&
    a.hostPorts === b.hostPorts &&
    a.affinity === b.affinity &&
    a.priority === b.priority &&
    a.terminating === b.terminating
  )
}

/** Whether the term means this Pod, whose namespace has these labels. */
export function matchesTerm(term: AffinityTerm, pod: PodInfo, namespaceLabels: Labels): boolean {
  return (
    (term.namespaces.has(pod.namespace) ||
      matchesSelector(term.namespaceSelector, namespaceLabels)) &&
    matchesSelector(term.selector, pod.labels)
  )
}

/** Two Pods on one node cannot both have the same port of the same address. */
export function portsConflict(a: HostPort, b: HostPort): boolean {
  const sameAddress = a.hostIP === b.hostIP || a.hostIP === anyAddress || b.hostIP === anyAddress
  return a.port === b.port && a.protocol === b.protocol && sameAddress
}

const anyAddress = '0.0.0.0'

function hostPortsOf({ spec }: Pod): readonly HostPort[] {
  const { containers: main = [], initContainers } = spec
  const containers = initContainers ? [...main, ...initContainers.filter(isSidecar)] : main
  return containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, hostIP, protocol }) =>
      hostPort
        ? [{ port: hostPort, hostIP: hostIP || anyAddress, protocol: protocol ?? 'TCP' }]
        : [],
    ),
  )
}

function affinityTermsOf(pod: Pod): AffinityTerms {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {}
  if (!podAffinity && !podAntiAffinity) return noTerms
  const own = pod.metadata.namespace ?? ''
  const required = (terms: readonly PodAffinityTerm[] | undefined) =>
    (terms ?? []).map((term) => affinityTermOf(term, own, 0))
  const preferred = (
    terms: readonly { weight: number; podAffinityTerm: PodAffinityTerm }[] | undefined,
  ) => (terms ?? []).map((term) => affinityTermOf(term.podAffinityTerm, own, term.weight))
  return {
    required: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAnti: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferred: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAnti: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  }
}

function affinityTermOf(term: PodAffinityTerm, own: string, weight: number): AffinityTerm {
  const named = term.namespaces ?? []
  const onlyOwn = named.length === 0 && term.namespaceSelector === undefined
  return {
    namespaces: new Set(onlyOwn ? [own] : named),
    namespaceSelector: term.namespaceSelector,
    selector: term.labelSelector,
    topologyKey: term.topologyKey,
    weight,
  }
}
