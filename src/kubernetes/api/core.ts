/**
 * The core group, `v1`: Pod, Node, Service, Namespace, Event.
 *
 * *Upstream:* `staging/src/k8s.io/api/core/v1/types.go`
 * *Leaves out:* fields that nothing here acts upon are kept in objects but not typed.
 */
import type {
  Condition,
  IntOrString,
  KubernetesObject,
  LabelSelector,
  Labels,
  MicroTime,
  ObjectMeta,
  Quantity,
  Time,
} from './meta.ts'

export type ResourceList = Readonly<Record<string, Quantity>>

export interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly hostPort?: number
  readonly hostIP?: string
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
}

export interface ResourceRequirements {
  readonly requests?: ResourceList
  readonly limits?: ResourceList
}

export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: unknown
}

export interface Probe {
  readonly httpGet?: {
    readonly path?: string
    readonly port: IntOrString
    readonly scheme?: string
  }
  readonly tcpSocket?: { readonly port: IntOrString }
  readonly exec?: { readonly command?: readonly string[] }
  readonly initialDelaySeconds?: number
  readonly timeoutSeconds?: number
  readonly periodSeconds?: number
  readonly successThreshold?: number
  readonly failureThreshold?: number
}

/** What happens to a container right after its start, or right before its end. */
export interface HookAction {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: NonNullable<Probe['httpGet']>
  readonly sleep?: { readonly seconds: number }
}

export interface Container {
  readonly name: string
  readonly image?: string
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  /** Its input stays open, for somebody who attaches and types. */
  readonly stdin?: boolean
  readonly env?: readonly EnvVar[]
  readonly ports?: readonly ContainerPort[]
  readonly resources?: ResourceRequirements
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly startupProbe?: Probe
  readonly lifecycle?: { readonly postStart?: HookAction; readonly preStop?: HookAction }
  readonly restartPolicy?: string
  readonly volumeMounts?: readonly {
    readonly mountPath: string
    readonly name: string
    readonly readOnly?: boolean
  }[]
  readonly terminationMessagePath?: string
  readonly terminationMessagePolicy?: string
}

export interface Toleration {
  readonly key?: string
  readonly operator?: 'Exists' | 'Equal'
  readonly value?: string
  readonly effect?: TaintEffect
  readonly tolerationSeconds?: number
}

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: TaintEffect
  readonly timeAdded?: Time
}

export interface NodeSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values?: readonly string[]
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[]
  readonly matchFields?: readonly NodeSelectorRequirement[]
}

export interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: {
    readonly nodeSelectorTerms: readonly NodeSelectorTerm[]
  }
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight: number
    readonly preference: NodeSelectorTerm
  }[]
}

export interface PodAffinityTerm {
  readonly labelSelector?: LabelSelector
  readonly namespaces?: readonly string[]
  readonly namespaceSelector?: LabelSelector
  readonly topologyKey: string
}

export interface PodAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[]
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight: number
    readonly podAffinityTerm: PodAffinityTerm
  }[]
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  readonly labelSelector?: LabelSelector
  readonly matchLabelKeys?: readonly string[]
  readonly minDomains?: number
  readonly nodeAffinityPolicy?: 'Honor' | 'Ignore'
  readonly nodeTaintsPolicy?: 'Honor' | 'Ignore'
}

export interface PodSpec {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly nodeName?: string
  readonly nodeSelector?: Labels
  readonly affinity?: {
    readonly nodeAffinity?: NodeAffinity
    readonly podAffinity?: PodAffinity
    readonly podAntiAffinity?: PodAffinity
  }
  readonly tolerations?: readonly Toleration[]
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[]
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  readonly terminationGracePeriodSeconds?: number
  readonly activeDeadlineSeconds?: number
  readonly hostname?: string
  readonly subdomain?: string
  readonly schedulerName?: string
  readonly schedulingGates?: readonly { readonly name: string }[]
  readonly serviceAccountName?: string
  readonly automountServiceAccountToken?: boolean
  readonly serviceAccount?: string
  readonly dnsPolicy?: string
  readonly securityContext?: unknown
  readonly hostNetwork?: boolean
  readonly enableServiceLinks?: boolean
  readonly priority?: number
  readonly priorityClassName?: string
  readonly preemptionPolicy?: string
  readonly overhead?: ResourceList
  /** Of the Pod as a whole, in the place of the sum over its containers. */
  readonly resources?: ResourceRequirements
  readonly volumes?: readonly unknown[]
}

export interface PodTemplateSpec {
  readonly metadata?: Partial<ObjectMeta>
  readonly spec: PodSpec
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string }
  readonly running?: { readonly startedAt: Time }
  readonly terminated?: {
    readonly exitCode: number
    readonly signal?: number
    readonly reason?: string
    readonly message?: string
    readonly startedAt?: Time
    readonly finishedAt?: Time
    readonly containerID?: string
  }
}

export interface ContainerStatus {
  readonly name: string
  readonly state?: ContainerState
  readonly lastState?: ContainerState
  readonly ready: boolean
  readonly started?: boolean
  readonly restartCount: number
  readonly image: string
  readonly imageID: string
  readonly containerID?: string
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'

export interface PodCondition extends Condition {
  readonly lastProbeTime?: Time | null
  readonly observedGeneration?: number
}

export interface PodStatus {
  readonly phase?: PodPhase
  readonly observedGeneration?: number
  readonly conditions?: readonly PodCondition[]
  readonly message?: string
  readonly reason?: string
  readonly nominatedNodeName?: string
  readonly hostIP?: string
  readonly hostIPs?: readonly { readonly ip: string }[]
  readonly podIP?: string
  readonly podIPs?: readonly { readonly ip: string }[]
  readonly startTime?: Time
  readonly initContainerStatuses?: readonly ContainerStatus[]
  readonly containerStatuses?: readonly ContainerStatus[]
  readonly qosClass?: 'Guaranteed' | 'Burstable' | 'BestEffort'
}

export interface Pod extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Pod'
  readonly spec: PodSpec
  readonly status?: PodStatus
}

export interface NodeCondition extends Condition {
  readonly lastHeartbeatTime?: Time
}

export interface NodeSystemInfo {
  readonly machineID: string
  readonly systemUUID: string
  readonly bootID: string
  readonly kernelVersion: string
  readonly osImage: string
  readonly containerRuntimeVersion: string
  readonly kubeletVersion: string
  readonly kubeProxyVersion: string
  readonly operatingSystem: string
  readonly architecture: string
}

export interface Node extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Node'
  readonly spec: {
    readonly podCIDR?: string
    readonly podCIDRs?: readonly string[]
    readonly providerID?: string
    readonly unschedulable?: boolean
    readonly taints?: readonly Taint[]
  }
  readonly status?: {
    readonly capacity?: ResourceList
    readonly allocatable?: ResourceList
    readonly conditions?: readonly NodeCondition[]
    readonly addresses?: readonly { readonly type: string; readonly address: string }[]
    readonly nodeInfo?: NodeSystemInfo
    readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[]
  }
}

export interface ServicePort {
  readonly name?: string
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly appProtocol?: string
  readonly port: number
  readonly targetPort?: IntOrString
  readonly nodePort?: number
}

export interface Service extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Service'
  readonly spec: {
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly selector?: Labels
    readonly ports?: readonly ServicePort[]
    readonly clusterIP?: string
    readonly clusterIPs?: readonly string[]
    readonly ipFamilies?: readonly string[]
    readonly ipFamilyPolicy?: string
    readonly sessionAffinity?: 'None' | 'ClientIP'
    readonly internalTrafficPolicy?: string
    readonly externalTrafficPolicy?: string
    readonly publishNotReadyAddresses?: boolean
  }
  readonly status?: { readonly loadBalancer?: unknown }
}

export interface Namespace extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Namespace'
  readonly spec?: { readonly finalizers?: readonly string[] }
  readonly status?: {
    readonly phase?: 'Active' | 'Terminating'
    readonly conditions?: readonly Condition[]
  }
}

export interface ObjectReference {
  readonly kind?: string
  readonly namespace?: string
  readonly name?: string
  readonly uid?: string
  readonly apiVersion?: string
  readonly resourceVersion?: string
  readonly fieldPath?: string
}

/** The Kubernetes object, not a watch event. */
export interface Event extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'Event'
  readonly involvedObject: ObjectReference
  readonly reason: string
  readonly message: string
  readonly type: 'Normal' | 'Warning'
  readonly count?: number
  readonly firstTimestamp?: Time | null
  readonly lastTimestamp?: Time | null
  readonly eventTime?: MicroTime | null
  readonly source?: { readonly component?: string; readonly host?: string }
  readonly reportingComponent?: string
  readonly reportingInstance?: string
  readonly action?: string
}
