/**
 * The fields that Kubernetes v1.35 knows, of the kinds the cluster serves and of all structs in
 * them, in the order of the Go structs. `schema.ts` reads this table and says how it is written.
 *
 * *Upstream:* `staging/src/k8s.io/api/{core,apps,discovery,coordination}/v1/types.go`,
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go`
 * *Leaves out:* the inside of volumes of particular storage makers (`:y`): accepted unchecked.
 */
export const schemaTable = `
Deployment kind apiVersion metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
ObjectMeta name generateName namespace selfLink uid resourceVersion generation:l
  creationTimestamp:t deletionTimestamp*:t deletionGracePeriodSeconds*:l labels:{}
  annotations:{} ownerReferences@uid:[]OwnerReference finalizers@:[]
  managedFields:[]ManagedFieldsEntry
OwnerReference apiVersion! kind! name! uid! controller*:b blockOwnerDeletion*:b
ManagedFieldsEntry manager operation apiVersion time*:t fieldsType fieldsV1*:y subresource
DeploymentSpec replicas*:i selector!*:LabelSelector template!:PodTemplateSpec
  strategy~:DeploymentStrategy minReadySeconds:i revisionHistoryLimit*:i paused:b
  progressDeadlineSeconds*:i
LabelSelector matchLabels:{} matchExpressions:[]LabelSelectorRequirement
LabelSelectorRequirement key! operator!:=LabelSelectorOperator values:[]
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PodSpec volumes@name~:[]Volume initContainers@name:[]Container containers!@name:[]Container
  ephemeralContainers@name:[]EphemeralContainer restartPolicy:=RestartPolicy
  terminationGracePeriodSeconds*:l activeDeadlineSeconds*:l dnsPolicy:=DNSPolicy nodeSelector:{}
  serviceAccountName serviceAccount automountServiceAccountToken*:b nodeName hostNetwork:b
  hostPID:b hostIPC:b shareProcessNamespace*:b securityContext*:PodSecurityContext
  imagePullSecrets@name:[]LocalObjectReference hostname subdomain affinity*:Affinity
  schedulerName tolerations:[]Toleration hostAliases@ip:[]HostAlias priorityClassName
  priority*:i dnsConfig*:PodDNSConfig readinessGates:[]PodReadinessGate runtimeClassName*
  enableServiceLinks*:b preemptionPolicy*:=PreemptionPolicy overhead:{}q
  topologySpreadConstraints@topologyKey:[]TopologySpreadConstraint setHostnameAsFQDN*:b
  os*:PodOS hostUsers*:b schedulingGates@name:[]PodSchedulingGate
  resourceClaims@name~:[]PodResourceClaim resources*:ResourceRequirements hostnameOverride*
  workloadRef*:WorkloadReference
Volume name! hostPath*:HostPathVolumeSource emptyDir*:EmptyDirVolumeSource gcePersistentDisk*:y
  awsElasticBlockStore*:y gitRepo*:y secret*:SecretVolumeSource nfs*:NFSVolumeSource iscsi*:y
  glusterfs*:y persistentVolumeClaim*:PersistentVolumeClaimVolumeSource rbd*:y flexVolume*:y
  cinder*:y cephfs*:y flocker*:y downwardAPI*:DownwardAPIVolumeSource fc*:y azureFile*:y
  configMap*:ConfigMapVolumeSource vsphereVolume*:y quobyte*:y azureDisk*:y
  photonPersistentDisk*:y projected*:ProjectedVolumeSource portworxVolume*:y scaleIO*:y
  storageos*:y csi*:CSIVolumeSource ephemeral*:EphemeralVolumeSource image*:ImageVolumeSource
HostPathVolumeSource path! type*
EmptyDirVolumeSource medium:=StorageMedium sizeLimit*:q
SecretVolumeSource secretName items:[]KeyToPath defaultMode*:i optional*:b
KeyToPath key! path! mode*:i
NFSVolumeSource server! path! readOnly:b
LocalObjectReference name
PersistentVolumeClaimVolumeSource claimName! readOnly:b
DownwardAPIVolumeSource items:[]DownwardAPIVolumeFile defaultMode*:i
DownwardAPIVolumeFile path! fieldRef*:ObjectFieldSelector
  resourceFieldRef*:ResourceFieldSelector mode*:i
ObjectFieldSelector apiVersion fieldPath!
ResourceFieldSelector containerName resource! divisor:q
ConfigMapVolumeSource name items:[]KeyToPath defaultMode*:i optional*:b
ProjectedVolumeSource sources!:[]VolumeProjection defaultMode*:i
VolumeProjection secret*:SecretProjection downwardAPI*:DownwardAPIProjection
  configMap*:ConfigMapProjection serviceAccountToken*:ServiceAccountTokenProjection
  clusterTrustBundle*:ClusterTrustBundleProjection podCertificate*:PodCertificateProjection
SecretProjection name items:[]KeyToPath optional*:b
DownwardAPIProjection items:[]DownwardAPIVolumeFile
ConfigMapProjection name items:[]KeyToPath optional*:b
ServiceAccountTokenProjection audience expirationSeconds*:l path!
ClusterTrustBundleProjection name* signerName* labelSelector*:LabelSelector optional*:b path!
PodCertificateProjection signerName keyType maxExpirationSeconds*:i credentialBundlePath keyPath
  certificateChainPath userAnnotations:{}
CSIVolumeSource driver! readOnly*:b fsType* volumeAttributes:{}
  nodePublishSecretRef*:LocalObjectReference
EphemeralVolumeSource volumeClaimTemplate*:PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate metadata:ObjectMeta spec!:PersistentVolumeClaimSpec
PersistentVolumeClaimSpec accessModes:[] selector*:LabelSelector
  resources:VolumeResourceRequirements volumeName storageClassName* volumeMode*
  dataSource*:TypedLocalObjectReference dataSourceRef*:TypedObjectReference
  volumeAttributesClassName*
VolumeResourceRequirements limits:{}q requests:{}q
TypedLocalObjectReference apiGroup!* kind! name!
TypedObjectReference apiGroup!* kind! name! namespace*
ImageVolumeSource reference pullPolicy
Container name! image command:[] args:[] workingDir ports@containerPort:[]ContainerPort
  envFrom:[]EnvFromSource env@name:[]EnvVar resources:ResourceRequirements
  resizePolicy:[]ContainerResizePolicy restartPolicy*:=ContainerRestartPolicy
  restartPolicyRules:[]ContainerRestartRule volumeMounts@mountPath:[]VolumeMount
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
  configMapKeyRef*:ConfigMapKeySelector secretKeyRef*:SecretKeySelector
  fileKeyRef*:FileKeySelector
ConfigMapKeySelector name key! optional*:b
SecretKeySelector name key! optional*:b
FileKeySelector volumeName! path! key! optional*:b
ResourceRequirements limits:{}q requests:{}q claims:[]ResourceClaim
ResourceClaim name! request
ContainerResizePolicy resourceName! restartPolicy!
ContainerRestartRule action exitCodes*:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator values:[]i
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
SecurityContext capabilities*:Capabilities privileged*:b seLinuxOptions*:SELinuxOptions
  windowsOptions*:WindowsSecurityContextOptions runAsUser*:l runAsGroup*:l runAsNonRoot*:b
  readOnlyRootFilesystem*:b allowPrivilegeEscalation*:b procMount*
  seccompProfile*:SeccompProfile appArmorProfile*:AppArmorProfile
Capabilities add:[] drop:[]
SELinuxOptions user role type level
WindowsSecurityContextOptions gmsaCredentialSpecName* gmsaCredentialSpec* runAsUserName*
  hostProcess*:b
SeccompProfile type! localhostProfile*
AppArmorProfile type! localhostProfile*
EphemeralContainer name! image command:[] args:[] workingDir ports@containerPort:[]ContainerPort
  envFrom:[]EnvFromSource env@name:[]EnvVar resources:ResourceRequirements
  resizePolicy:[]ContainerResizePolicy restartPolicy* restartPolicyRules:[]ContainerRestartRule
  volumeMounts@mountPath:[]VolumeMount volumeDevices@devicePath:[]VolumeDevice
  livenessProbe*:Probe readinessProbe*:Probe startupProbe*:Probe lifecycle*:Lifecycle
  terminationMessagePath terminationMessagePolicy imagePullPolicy
  securityContext*:SecurityContext stdin:b stdinOnce:b tty:b targetContainerName
PodSecurityContext seLinuxOptions*:SELinuxOptions windowsOptions*:WindowsSecurityContextOptions
  runAsUser*:l runAsGroup*:l runAsNonRoot*:b supplementalGroups:[]l supplementalGroupsPolicy*
  fsGroup*:l sysctls:[]Sysctl fsGroupChangePolicy* seccompProfile*:SeccompProfile
  appArmorProfile*:AppArmorProfile seLinuxChangePolicy*
Sysctl name! value!
Affinity nodeAffinity*:NodeAffinity podAffinity*:PodAffinity podAntiAffinity*:PodAntiAffinity
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution*:NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
NodeSelector nodeSelectorTerms!:[]NodeSelectorTerm
NodeSelectorTerm matchExpressions:[]NodeSelectorRequirement
  matchFields:[]NodeSelectorRequirement
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
PodReadinessGate conditionType!
TopologySpreadConstraint maxSkew!:i topologyKey!
  whenUnsatisfiable!:=UnsatisfiableConstraintAction labelSelector*:LabelSelector minDomains*:i
  nodeAffinityPolicy* nodeTaintsPolicy* matchLabelKeys:[]
PodOS name!
PodSchedulingGate name!
PodResourceClaim name! resourceClaimName* resourceClaimTemplateName*
WorkloadReference name! podGroup! podGroupReplicaKey
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
  qosClass:=PodQOSClass ephemeralContainerStatuses:[]ContainerStatus resize
  resourceClaimStatuses@name~:[]PodResourceClaimStatus
  extendedResourceClaimStatus*:PodExtendedResourceClaimStatus allocatedResources:{}q
  resources*:ResourceRequirements
PodCondition type!:=PodConditionType observedGeneration:l status!:=ConditionStatus
  lastProbeTime:t lastTransitionTime:t reason message
HostIP ip!
PodIP ip!
ContainerStatus name! state:ContainerState lastState:ContainerState ready!:b restartCount!:i
  image! imageID! containerID started*:b allocatedResources:{}q resources*:ResourceRequirements
  volumeMounts@mountPath:[]VolumeMountStatus user*:ContainerUser
  allocatedResourcesStatus@name:[]ResourceStatus stopSignal*
ContainerState waiting*:ContainerStateWaiting running*:ContainerStateRunning
  terminated*:ContainerStateTerminated
ContainerStateWaiting reason message
ContainerStateRunning startedAt:t
ContainerStateTerminated exitCode!:i signal:i reason message startedAt:t finishedAt:t
  containerID
VolumeMountStatus name! mountPath! readOnly:b recursiveReadOnly*
ContainerUser linux*:LinuxContainerUser
LinuxContainerUser uid!:l gid!:l supplementalGroups:[]l
ResourceStatus name! resources:[]ResourceHealth
ResourceHealth resourceID! health
PodResourceClaimStatus name! resourceClaimName*
PodExtendedResourceClaimStatus requestMappings!:[]ContainerExtendedResourceRequest
  resourceClaimName!
ContainerExtendedResourceRequest containerName! resourceName! requestName!
Node kind apiVersion metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeSpec podCIDR podCIDRs@:[] providerID unschedulable:b taints:[]Taint
  configSource*:NodeConfigSource externalID
Taint key! value effect!:=TaintEffect timeAdded*:t
NodeConfigSource configMap*:ConfigMapNodeConfigSource
ConfigMapNodeConfigSource namespace! name! uid resourceVersion kubeletConfigKey!
NodeStatus capacity:{}q allocatable:{}q phase conditions@type:[]NodeCondition
  addresses@type:[]NodeAddress daemonEndpoints:NodeDaemonEndpoints nodeInfo:NodeSystemInfo
  images:[]ContainerImage volumesInUse:[] volumesAttached:[]AttachedVolume
  config*:NodeConfigStatus runtimeHandlers:[]NodeRuntimeHandler features*:NodeFeatures
  declaredFeatures:[]
NodeCondition type!:=NodeConditionType status!:=ConditionStatus lastHeartbeatTime:t
  lastTransitionTime:t reason message
NodeAddress type!:=NodeAddressType address!
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
DaemonEndpoint Port!:i
NodeSystemInfo machineID! systemUUID! bootID! kernelVersion! osImage! containerRuntimeVersion!
  kubeletVersion! kubeProxyVersion! operatingSystem! architecture! swap*:NodeSwapStatus
NodeSwapStatus capacity*:l
ContainerImage names!:[] sizeBytes:l
AttachedVolume name! devicePath!
NodeConfigStatus assigned*:NodeConfigSource active*:NodeConfigSource
  lastKnownGood*:NodeConfigSource error
NodeRuntimeHandler name! features*:NodeRuntimeHandlerFeatures
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts*:b userNamespaces*:b
NodeFeatures supplementalGroupsPolicy*:b
Service kind apiVersion metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceSpec ports@port:[]ServicePort selector:{} clusterIP clusterIPs:[] type:=ServiceType
  externalIPs:[] sessionAffinity:=ServiceAffinity loadBalancerIP loadBalancerSourceRanges:[]
  externalName externalTrafficPolicy:=ServiceExternalTrafficPolicy healthCheckNodePort:i
  publishNotReadyAddresses:b sessionAffinityConfig*:SessionAffinityConfig ipFamilies:[]
  ipFamilyPolicy*:=IPFamilyPolicy allocateLoadBalancerNodePorts*:b loadBalancerClass*
  internalTrafficPolicy*:=ServiceInternalTrafficPolicy trafficDistribution*
ServicePort name protocol:=Protocol appProtocol* port!:i targetPort:I nodePort:i
SessionAffinityConfig clientIP*:ClientIPConfig
ClientIPConfig timeoutSeconds*:i
ServiceStatus loadBalancer:LoadBalancerStatus conditions@type:[]Condition
LoadBalancerStatus ingress:[]LoadBalancerIngress
LoadBalancerIngress ip hostname ipMode* ports:[]PortStatus
PortStatus port!:i protocol! error*
Condition type! status! observedGeneration:l lastTransitionTime!:t reason! message!
Namespace kind apiVersion metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceSpec finalizers:[]
NamespaceStatus phase:=NamespacePhase conditions@type:[]NamespaceCondition
NamespaceCondition type! status! lastTransitionTime:t reason message
Event kind apiVersion metadata!:ObjectMeta involvedObject!:ObjectReference reason message
  source:EventSource firstTimestamp:t lastTimestamp:t count:i type eventTime:T
  series*:EventSeries action related*:ObjectReference reportingComponent! reportingInstance!
ObjectReference kind namespace name uid apiVersion resourceVersion fieldPath
EventSource component host
EventSeries count:i lastObservedTime:T
EndpointSlice kind apiVersion metadata:ObjectMeta addressType!:=AddressType
  endpoints!:[]Endpoint ports!:[]EndpointPort
Endpoint addresses!:[] conditions:EndpointConditions hostname* targetRef*:ObjectReference
  deprecatedTopology:{} nodeName* zone* hints*:EndpointHints
EndpointConditions ready*:b serving*:b terminating*:b
EndpointHints forZones:[]ForZone forNodes:[]ForNode
ForZone name!
ForNode name!
EndpointPort name* protocol*:=Protocol port*:i appProtocol*
Lease kind apiVersion metadata:ObjectMeta spec:LeaseSpec
LeaseSpec holderIdentity* leaseDurationSeconds*:i acquireTime*:T renewTime*:T
  leaseTransitions*:i strategy* preferredHolder*
`
