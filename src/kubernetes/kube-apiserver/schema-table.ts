/**
 * The fields that Kubernetes v1.35 knows, of the kinds the cluster serves and of the structs in
 * them, in the order of the Go structs. `schema.ts` reads this table and says how it is written.
 *
 * *Upstream:* `staging/src/k8s.io/api/{core,apps,discovery,coordination}/v1/types.go`,
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go`
 * *Leaves out:* the inside of what nothing here acts upon (`:y`), such as volumes of particular
 * storage makers, seccomp profiles and resource claims: it is accepted unchecked.
 */
export const schemaTable = `
Scale kind apiVersion metadata:ObjectMeta spec:ScaleSpec status:ScaleStatus
ScaleSpec replicas:i
ScaleStatus replicas!:i selector
Deployment kind apiVersion metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
ObjectMeta name generateName namespace selfLink uid:=types.UID resourceVersion generation:l
  creationTimestamp:t deletionTimestamp*:t deletionGracePeriodSeconds*:l labels:{} annotations:{}
  ownerReferences@uid:[]OwnerReference finalizers@:[] managedFields:[]ManagedFieldsEntry
ManagedFieldsEntry manager operation apiVersion time*:t fieldsType fieldsV1*:y subresource
OwnerReference apiVersion! kind! name! uid!:=types.UID controller*:b blockOwnerDeletion*:b
DeploymentSpec replicas*:i selector!*:LabelSelector template!:PodTemplateSpec
  strategy~:DeploymentStrategy minReadySeconds:i revisionHistoryLimit*:i paused:b
  progressDeadlineSeconds*:i
LabelSelector matchLabels:{} matchExpressions:[]LabelSelectorRequirement
LabelSelectorRequirement key! operator!:=LabelSelectorOperator values:[]
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PodSpec volumes@name~:[]Volume initContainers@name:[]Container containers!@name:[]Container
  ephemeralContainers@name:y restartPolicy:=RestartPolicy terminationGracePeriodSeconds*:l
  activeDeadlineSeconds*:l dnsPolicy:=DNSPolicy nodeSelector:{} serviceAccountName serviceAccount
  automountServiceAccountToken*:b nodeName hostNetwork:b hostPID:b hostIPC:b
  shareProcessNamespace*:b securityContext*:PodSecurityContext
  imagePullSecrets@name:[]LocalObjectReference hostname subdomain affinity*:Affinity schedulerName
  tolerations:[]Toleration hostAliases@ip:[]HostAlias priorityClassName priority*:i
  dnsConfig*:PodDNSConfig readinessGates:[]PodReadinessGate runtimeClassName*
  enableServiceLinks*:b preemptionPolicy*:=PreemptionPolicy overhead:{}q
  topologySpreadConstraints@topologyKey:[]TopologySpreadConstraint setHostnameAsFQDN*:b os*:PodOS
  hostUsers*:b schedulingGates@name:[]PodSchedulingGate resourceClaims@name~:y
  resources*:ResourceRequirements hostnameOverride* workloadRef*:y
Volume name! hostPath*:HostPathVolumeSource emptyDir*:EmptyDirVolumeSource gcePersistentDisk*:y
  awsElasticBlockStore*:y gitRepo*:y secret*:SecretVolumeSource nfs*:y iscsi*:y glusterfs*:y
  persistentVolumeClaim*:PersistentVolumeClaimVolumeSource rbd*:y flexVolume*:y cinder*:y
  cephfs*:y flocker*:y downwardAPI*:y fc*:y azureFile*:y configMap*:ConfigMapVolumeSource
  vsphereVolume*:y quobyte*:y azureDisk*:y photonPersistentDisk*:y projected*:y portworxVolume*:y
  scaleIO*:y storageos*:y csi*:y ephemeral*:y image*:y
HostPathVolumeSource path! type*:=HostPathType
EmptyDirVolumeSource medium:=StorageMedium sizeLimit*:q
SecretVolumeSource secretName items:[]KeyToPath defaultMode*:i optional*:b
KeyToPath key! path! mode*:i
LocalObjectReference name
PersistentVolumeClaimVolumeSource claimName! readOnly:b
ObjectFieldSelector apiVersion fieldPath!
ResourceFieldSelector containerName resource! divisor:q
ConfigMapVolumeSource name items:[]KeyToPath defaultMode*:i optional*:b
Container name! image command:[] args:[] workingDir ports@containerPort:[]ContainerPort
  envFrom:[]EnvFromSource env@name:[]EnvVar resources:ResourceRequirements resizePolicy:y
  restartPolicy*:=ContainerRestartPolicy restartPolicyRules:y volumeMounts@mountPath:[]VolumeMount
  volumeDevices@devicePath:[]VolumeDevice livenessProbe*:Probe readinessProbe*:Probe
  startupProbe*:Probe lifecycle*:Lifecycle terminationMessagePath
  terminationMessagePolicy:=TerminationMessagePolicy imagePullPolicy:=PullPolicy
  securityContext*:SecurityContext stdin:b stdinOnce:b tty:b
ContainerPort name hostPort:i containerPort!:i protocol:=Protocol hostIP
EnvFromSource prefix configMapRef*:ConfigMapEnvSource secretRef*:SecretEnvSource
ConfigMapEnvSource name optional*:b
SecretEnvSource name optional*:b
EnvVar name! value valueFrom*:EnvVarSource
EnvVarSource fieldRef*:ObjectFieldSelector resourceFieldRef*:ResourceFieldSelector
  configMapKeyRef*:ConfigMapKeySelector secretKeyRef*:SecretKeySelector fileKeyRef*:y
ConfigMapKeySelector name key! optional*:b
SecretKeySelector name key! optional*:b
ResourceRequirements limits:{}q requests:{}q claims:y
VolumeMount name! readOnly:b recursiveReadOnly* mountPath! subPath mountPropagation* subPathExpr
VolumeDevice name! devicePath!
Probe exec*:ExecAction httpGet*:HTTPGetAction tcpSocket*:TCPSocketAction grpc*:GRPCAction
  initialDelaySeconds:i timeoutSeconds:i periodSeconds:i successThreshold:i failureThreshold:i
  terminationGracePeriodSeconds*:l
ExecAction command:[]
HTTPGetAction path port!:I host scheme:=URIScheme httpHeaders:[]HTTPHeader
HTTPHeader name! value!
TCPSocketAction port!:I host
GRPCAction port!:i service!*
Lifecycle postStart*:LifecycleHandler preStop*:LifecycleHandler stopSignal*
LifecycleHandler exec*:ExecAction httpGet*:HTTPGetAction tcpSocket*:TCPSocketAction
  sleep*:SleepAction
SleepAction seconds!:l
SecurityContext capabilities*:Capabilities privileged*:b seLinuxOptions*:y windowsOptions*:y
  runAsUser*:l runAsGroup*:l runAsNonRoot*:b readOnlyRootFilesystem*:b allowPrivilegeEscalation*:b
  procMount* seccompProfile*:y appArmorProfile*:y
Capabilities add:[]=Capability drop:[]=Capability
PodSecurityContext seLinuxOptions*:y windowsOptions*:y runAsUser*:l runAsGroup*:l runAsNonRoot*:b
  supplementalGroups:[]l supplementalGroupsPolicy* fsGroup*:l sysctls:y fsGroupChangePolicy*
  seccompProfile*:y appArmorProfile*:y seLinuxChangePolicy*
Affinity nodeAffinity*:NodeAffinity podAffinity*:PodAffinity podAntiAffinity*:PodAntiAffinity
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution*:NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
NodeSelector nodeSelectorTerms!:[]NodeSelectorTerm
NodeSelectorTerm matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement
NodeSelectorRequirement key! operator!:=NodeSelectorOperator values:[]
PreferredSchedulingTerm weight!:i preference!:NodeSelectorTerm
PodAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodAffinityTerm labelSelector*:LabelSelector namespaces:[] topologyKey!
  namespaceSelector*:LabelSelector matchLabelKeys:[] mismatchLabelKeys:[]
WeightedPodAffinityTerm weight!:i podAffinityTerm!:PodAffinityTerm
PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
Toleration key operator:=TolerationOperator value effect:=TaintEffect tolerationSeconds*:l
HostAlias ip! hostnames:[]
PodDNSConfig nameservers:[] searches:[] options:[]PodDNSConfigOption
PodDNSConfigOption name value*
PodReadinessGate conditionType!:=PodConditionType
TopologySpreadConstraint maxSkew!:i topologyKey! whenUnsatisfiable!:=UnsatisfiableConstraintAction
  labelSelector*:LabelSelector minDomains*:i nodeAffinityPolicy* nodeTaintsPolicy*
  matchLabelKeys:[]
PodOS name!:=OSName
PodSchedulingGate name!
DeploymentStrategy type:=DeploymentStrategyType rollingUpdate*:RollingUpdateDeployment
RollingUpdateDeployment maxUnavailable*:I maxSurge*:I
DeploymentStatus observedGeneration:l replicas:i updatedReplicas:i readyReplicas:i
  availableReplicas:i unavailableReplicas:i terminatingReplicas*:i
  conditions@type:[]DeploymentCondition collisionCount*:i
DeploymentCondition type!:=DeploymentConditionType status!:=ConditionStatus lastUpdateTime:t
  lastTransitionTime:t reason message
ReplicaSet kind apiVersion metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetSpec replicas*:i minReadySeconds:i selector!*:LabelSelector template:PodTemplateSpec
ReplicaSetStatus replicas!:i fullyLabeledReplicas:i readyReplicas:i availableReplicas:i
  terminatingReplicas*:i observedGeneration:l conditions@type:[]ReplicaSetCondition
ReplicaSetCondition type!:=ReplicaSetConditionType status!:=ConditionStatus lastTransitionTime:t
  reason message
Pod kind apiVersion metadata:ObjectMeta spec:PodSpec status:PodStatus
PodStatus observedGeneration:l phase:=PodPhase conditions@type:[]PodCondition message reason
  nominatedNodeName hostIP hostIPs@ip:[]HostIP podIP podIPs@ip:[]PodIP startTime*:t
  initContainerStatuses:[]ContainerStatus containerStatuses:[]ContainerStatus
  qosClass:=PodQOSClass ephemeralContainerStatuses:y resize resourceClaimStatuses@name~:y
  extendedResourceClaimStatus*:y allocatedResources:{}q resources*:y
PodCondition type!:=PodConditionType observedGeneration:l status!:=ConditionStatus lastProbeTime:t
  lastTransitionTime:t reason message
HostIP ip!
PodIP ip!
ContainerStatus name! state:ContainerState lastState:ContainerState ready!:b restartCount!:i
  image! imageID! containerID started*:b allocatedResources:{}q resources*:y
  volumeMounts@mountPath:y user*:y allocatedResourcesStatus@name:y stopSignal*
ContainerState waiting*:ContainerStateWaiting running*:ContainerStateRunning
  terminated*:ContainerStateTerminated
ContainerStateWaiting reason message
ContainerStateRunning startedAt:t
ContainerStateTerminated exitCode!:i signal:i reason message startedAt:t finishedAt:t containerID
Node kind apiVersion metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeSpec podCIDR podCIDRs@:[] providerID unschedulable:b taints:[]Taint configSource*:y externalID
Taint key! value effect!:=TaintEffect timeAdded*:t
NodeStatus capacity:{}q allocatable:{}q phase conditions@type:[]NodeCondition
  addresses@type:[]NodeAddress daemonEndpoints:NodeDaemonEndpoints nodeInfo:NodeSystemInfo
  images:[]ContainerImage volumesInUse:[] volumesAttached:y config*:y runtimeHandlers:y
  features*:y declaredFeatures:[]
NodeCondition type!:=NodeConditionType status!:=ConditionStatus lastHeartbeatTime:t
  lastTransitionTime:t reason message
NodeAddress type!:=NodeAddressType address!
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
DaemonEndpoint Port!:i
NodeSystemInfo machineID! systemUUID! bootID! kernelVersion! osImage! containerRuntimeVersion!
  kubeletVersion! kubeProxyVersion! operatingSystem! architecture! swap*:y
ContainerImage names!:[] sizeBytes:l
Service kind apiVersion metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceSpec ports@port:[]ServicePort selector:{} clusterIP clusterIPs:[] type:=ServiceType
  externalIPs:[] sessionAffinity:=ServiceAffinity loadBalancerIP loadBalancerSourceRanges:[]
  externalName externalTrafficPolicy:=ServiceExternalTrafficPolicy healthCheckNodePort:i
  publishNotReadyAddresses:b sessionAffinityConfig*:SessionAffinityConfig ipFamilies:[]=IPFamily
  ipFamilyPolicy*:=IPFamilyPolicy allocateLoadBalancerNodePorts*:b loadBalancerClass*
  internalTrafficPolicy*:=ServiceInternalTrafficPolicy trafficDistribution*
ServicePort name protocol:=Protocol appProtocol* port!:i targetPort:I nodePort:i
SessionAffinityConfig clientIP*:ClientIPConfig
ClientIPConfig timeoutSeconds*:i
ServiceStatus loadBalancer:LoadBalancerStatus conditions@type:y
LoadBalancerStatus ingress:[]LoadBalancerIngress
LoadBalancerIngress ip hostname ipMode* ports:y
Namespace kind apiVersion metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceSpec finalizers:[]=FinalizerName
NamespaceStatus phase:=NamespacePhase conditions@type:y
Event kind apiVersion metadata!:ObjectMeta involvedObject!:ObjectReference reason message
  source:EventSource firstTimestamp:t lastTimestamp:t count:i type eventTime:T series*:EventSeries
  action related*:ObjectReference reportingComponent! reportingInstance!
ObjectReference kind namespace name uid:=types.UID apiVersion resourceVersion fieldPath
EventSource component host
EventSeries count:i lastObservedTime:T
EndpointSlice kind apiVersion metadata:ObjectMeta addressType!:=AddressType endpoints!:[]Endpoint
  ports!:[]EndpointPort
Endpoint addresses!:[] conditions:EndpointConditions hostname* targetRef*:ObjectReference
  deprecatedTopology:{} nodeName* zone* hints*:y
EndpointConditions ready*:b serving*:b terminating*:b
EndpointPort name* protocol*:=Protocol port*:i appProtocol*
Lease kind apiVersion metadata:ObjectMeta spec:LeaseSpec
LeaseSpec holderIdentity* leaseDurationSeconds*:i acquireTime*:T renewTime*:T leaseTransitions*:i
  strategy* preferredHolder*
ConfigMap kind apiVersion metadata:ObjectMeta immutable*:b data:{} binaryData:{}B
Secret kind apiVersion metadata:ObjectMeta immutable*:b data:{}B stringData:{} type:=SecretType
ServiceAccount kind apiVersion metadata:ObjectMeta secrets@name:[]ObjectReference
  imagePullSecrets:[]LocalObjectReference automountServiceAccountToken*:b
PriorityClass kind apiVersion metadata:ObjectMeta value!:i globalDefault:b description
  preemptionPolicy*:=PreemptionPolicy
`
