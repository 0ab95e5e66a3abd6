/**
 * The field numbers under which Kubernetes v1.35 writes its kinds in protocol buffers.
 * `protobuf.ts` reads this table and says how it is written.
 *
 * *Upstream:* `staging/src/k8s.io/api/<group>/<version>/generated.proto`, and
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto`
 * *Leaves out:* kinds that the cluster does not serve. A field of theirs never gets here.
 */
export const protobufTable = `
Pod metadata#1:ObjectMeta spec#2:PodSpec status#3:PodStatus
Namespace metadata#1:ObjectMeta spec#2:NamespaceSpec status#3:NamespaceStatus
ConfigMap metadata#1:ObjectMeta immutable#4*:b data#2:{} binaryData#3:{}B
Secret metadata#1:ObjectMeta immutable#5*:b data#2:{}B stringData#4:{} type#3
ServiceAccount metadata#1:ObjectMeta secrets#2:[]ObjectReference
  imagePullSecrets#3:[]LocalObjectReference automountServiceAccountToken#4*:b
Service metadata#1:ObjectMeta spec#2:ServiceSpec status#3:ServiceStatus
Node metadata#1:ObjectMeta spec#2:NodeSpec status#3:NodeStatus
Event metadata#1!:ObjectMeta involvedObject#2!:ObjectReference reason#3 message#4
  source#5:EventSource firstTimestamp#6:t lastTimestamp#7:t count#8:i type#9 eventTime#10:T
  series#11*:EventSeries action#12 related#13*:ObjectReference reportingComponent#14!
  reportingInstance#15!
Binding metadata#1:ObjectMeta target#2!:ObjectReference
Endpoints metadata#1:ObjectMeta subsets#2:[]EndpointSubset
PodTemplateSpec metadata#1:ObjectMeta spec#2:PodSpec
Deployment metadata#1:ObjectMeta spec#2:DeploymentSpec status#3:DeploymentStatus
ReplicaSet metadata#1:ObjectMeta spec#2:ReplicaSetSpec status#3:ReplicaSetStatus
DaemonSet metadata#1:ObjectMeta spec#2:DaemonSetSpec status#3:DaemonSetStatus
StatefulSet metadata#1:ObjectMeta spec#2:StatefulSetSpec status#3:StatefulSetStatus
ControllerRevision metadata#1:ObjectMeta data#2:F revision#3!:i
Job metadata#1:ObjectMeta spec#2:JobSpec status#3:JobStatus
CronJob metadata#1:ObjectMeta spec#2:CronJobSpec status#3:CronJobStatus
HorizontalPodAutoscaler metadata#1:ObjectMeta spec#2:HorizontalPodAutoscalerSpec
  status#3:HorizontalPodAutoscalerStatus
Scale metadata#1:ObjectMeta spec#2:ScaleSpec status#3:ScaleStatus
PodDisruptionBudget metadata#1:ObjectMeta spec#2:PodDisruptionBudgetSpec
  status#3:PodDisruptionBudgetStatus
Eviction metadata#1:ObjectMeta deleteOptions#2*:DeleteOptions
PriorityClass metadata#1:ObjectMeta value#2!:i globalDefault#3:b description#4 preemptionPolicy#5*
Lease metadata#1:ObjectMeta spec#2:LeaseSpec
EndpointSlice metadata#1:ObjectMeta addressType#4! endpoints#2!:[]Endpoint ports#3!:[]EndpointPort
CertificateSigningRequest metadata#1:ObjectMeta spec#2!:CertificateSigningRequestSpec
  status#3:CertificateSigningRequestStatus
CertificateSigningRequestSpec request#1:B username#2 uid#3 groups#4:[] usages#5:[] signerName#7
  expirationSeconds#8*:i
CertificateSigningRequestStatus conditions#1:[]CertificateSigningRequestCondition certificate#2:B
CertificateSigningRequestCondition type#1! reason#2 message#3 lastUpdateTime#4:t
  lastTransitionTime#5:t status#6!
SubjectAccessReview metadata#1:ObjectMeta spec#2!:SubjectAccessReviewSpec
LocalSubjectAccessReview metadata#1:ObjectMeta spec#2!:SubjectAccessReviewSpec
SubjectAccessReviewSpec resourceAttributes#1*:ResourceAttributes
  nonResourceAttributes#2*:NonResourceAttributes user#3 groups#4:[] uid#6
TokenReview metadata#1:ObjectMeta spec#2!:TokenReviewSpec
TokenReviewSpec token#1 audiences#2:[]
SelfSubjectAccessReview metadata#1:ObjectMeta spec#2!:SelfSubjectAccessReviewSpec
  status#3:SubjectAccessReviewStatus
SelfSubjectRulesReview metadata#1:ObjectMeta spec#2!:SelfSubjectRulesReviewSpec
  status#3:SubjectRulesReviewStatus
SelfSubjectReview metadata#1:ObjectMeta status#2:SelfSubjectReviewStatus
TokenRequest metadata#1:ObjectMeta spec#2!:TokenRequestSpec status#3:TokenRequestStatus
DeleteOptions gracePeriodSeconds#1*:i preconditions#2*:Preconditions orphanDependents#3*:b
  propagationPolicy#4* dryRun#5:[] ignoreStoreReadErrorWithClusterBreakingPotential#6*:b
ObjectMeta name#1 generateName#2 namespace#3 selfLink#4 uid#5 resourceVersion#6 generation#7:i
  creationTimestamp#8:t deletionTimestamp#9*:t deletionGracePeriodSeconds#10*:i labels#11:{}
  annotations#12:{} ownerReferences#13:[]OwnerReference finalizers#14:[]
  managedFields#17:[]ManagedFieldsEntry
PodSpec volumes#1:[]Volume initContainers#20:[]Container containers#2!:[]Container
  ephemeralContainers#34:[]EphemeralContainer restartPolicy#3 terminationGracePeriodSeconds#4*:i
  activeDeadlineSeconds#5*:i dnsPolicy#6 nodeSelector#7:{} serviceAccountName#8 serviceAccount#9
  automountServiceAccountToken#21*:b nodeName#10 hostNetwork#11:b hostPID#12:b hostIPC#13:b
  shareProcessNamespace#27*:b securityContext#14*:PodSecurityContext
  imagePullSecrets#15:[]LocalObjectReference hostname#16 subdomain#17 affinity#18*:Affinity
  schedulerName#19 tolerations#22:[]Toleration hostAliases#23:[]HostAlias priorityClassName#24
  priority#25*:i dnsConfig#26*:PodDNSConfig readinessGates#28:[]PodReadinessGate
  runtimeClassName#29* enableServiceLinks#30*:b preemptionPolicy#31* overhead#32:{}q
  topologySpreadConstraints#33:[]TopologySpreadConstraint setHostnameAsFQDN#35*:b os#36*:PodOS
  hostUsers#37*:b schedulingGates#38:[]PodSchedulingGate resourceClaims#39:[]PodResourceClaim
  resources#40*:ResourceRequirements hostnameOverride#41* workloadRef#42*:WorkloadReference
PodStatus observedGeneration#17:i phase#1 conditions#2:[]PodCondition message#3 reason#4
  nominatedNodeName#11 hostIP#5 hostIPs#16:[]HostIP podIP#6 podIPs#12:[]PodIP startTime#7*:t
  initContainerStatuses#10:[]ContainerStatus containerStatuses#8:[]ContainerStatus qosClass#9
  ephemeralContainerStatuses#13:[]ContainerStatus resize#14
  resourceClaimStatuses#15:[]PodResourceClaimStatus
  extendedResourceClaimStatus#18*:PodExtendedResourceClaimStatus allocatedResources#19:{}q
  resources#20*:ResourceRequirements
NamespaceSpec finalizers#1:[]
NamespaceStatus phase#1 conditions#2:[]NamespaceCondition
ObjectReference kind#1 namespace#2 name#3 uid#4 apiVersion#5 resourceVersion#6 fieldPath#7
LocalObjectReference name#1
ServiceSpec ports#1:[]ServicePort selector#2:{} clusterIP#3 clusterIPs#18:[] type#4
  externalIPs#5:[] sessionAffinity#7 loadBalancerIP#8 loadBalancerSourceRanges#9:[] externalName#10
  externalTrafficPolicy#11 healthCheckNodePort#12:i publishNotReadyAddresses#13:b
  sessionAffinityConfig#14*:SessionAffinityConfig ipFamilies#19:[] ipFamilyPolicy#17*
  allocateLoadBalancerNodePorts#20*:b loadBalancerClass#21* internalTrafficPolicy#22*
  trafficDistribution#23*
ServiceStatus loadBalancer#1:LoadBalancerStatus conditions#2:[]Condition
NodeSpec podCIDR#1 podCIDRs#7:[] providerID#3 unschedulable#4:b taints#5:[]Taint
  configSource#6*:NodeConfigSource externalID#2
NodeStatus capacity#1:{}q allocatable#2:{}q phase#3 conditions#4:[]NodeCondition
  addresses#5:[]NodeAddress daemonEndpoints#6:NodeDaemonEndpoints nodeInfo#7:NodeSystemInfo
  images#8:[]ContainerImage volumesInUse#9:[] volumesAttached#10:[]AttachedVolume
  config#11*:NodeConfigStatus runtimeHandlers#12:[]NodeRuntimeHandler features#13*:NodeFeatures
  declaredFeatures#14:[]
EventSource component#1 host#2
EventSeries count#1:i lastObservedTime#2:T
EndpointSubset addresses#1:[]EndpointAddress notReadyAddresses#2:[]EndpointAddress
  ports#3:[]CoreEndpointPort
DeploymentSpec replicas#1*:i selector#2!*:LabelSelector template#3!:PodTemplateSpec
  strategy#4:DeploymentStrategy minReadySeconds#5:i revisionHistoryLimit#6*:i paused#7:b
  progressDeadlineSeconds#9*:i
DeploymentStatus observedGeneration#1:i replicas#2:i updatedReplicas#3:i readyReplicas#7:i
  availableReplicas#4:i unavailableReplicas#5:i terminatingReplicas#9*:i
  conditions#6:[]DeploymentCondition collisionCount#8*:i
ReplicaSetSpec replicas#1*:i minReadySeconds#4:i selector#2!*:LabelSelector
  template#3:PodTemplateSpec
ReplicaSetStatus replicas#1!:i fullyLabeledReplicas#2:i readyReplicas#4:i availableReplicas#5:i
  terminatingReplicas#7*:i observedGeneration#3:i conditions#6:[]ReplicaSetCondition
DaemonSetSpec selector#1!*:LabelSelector template#2!:PodTemplateSpec
  updateStrategy#3:DaemonSetUpdateStrategy minReadySeconds#4:i revisionHistoryLimit#6*:i
DaemonSetStatus currentNumberScheduled#1!:i numberMisscheduled#2!:i desiredNumberScheduled#3!:i
  numberReady#4!:i observedGeneration#5:i updatedNumberScheduled#6:i numberAvailable#7:i
  numberUnavailable#8:i collisionCount#9*:i conditions#10:[]DaemonSetCondition
StatefulSetSpec replicas#1*:i selector#2!*:LabelSelector template#3!:PodTemplateSpec
  volumeClaimTemplates#4:[]PersistentVolumeClaim serviceName#5! podManagementPolicy#6
  updateStrategy#7:StatefulSetUpdateStrategy revisionHistoryLimit#8*:i minReadySeconds#9:i
  persistentVolumeClaimRetentionPolicy#10*:StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals#11*:StatefulSetOrdinals
StatefulSetStatus observedGeneration#1:i replicas#2!:i readyReplicas#3:i currentReplicas#4:i
  updatedReplicas#5:i currentRevision#6 updateRevision#7 collisionCount#9*:i
  conditions#10:[]StatefulSetCondition availableReplicas#11!:i
JobSpec parallelism#1*:i completions#2*:i activeDeadlineSeconds#3*:i
  podFailurePolicy#11*:PodFailurePolicy successPolicy#16*:SuccessPolicy backoffLimit#7*:i
  backoffLimitPerIndex#12*:i maxFailedIndexes#13*:i selector#4*:LabelSelector manualSelector#5*:b
  template#6!:PodTemplateSpec ttlSecondsAfterFinished#8*:i completionMode#9* suspend#10*:b
  podReplacementPolicy#14* managedBy#15*
JobStatus conditions#1:[]JobCondition startTime#2*:t completionTime#3*:t active#4:i succeeded#5:i
  failed#6:i terminating#11*:i completedIndexes#7 failedIndexes#10*
  uncountedTerminatedPods#8*:UncountedTerminatedPods ready#9*:i
CronJobSpec schedule#1! timeZone#8* startingDeadlineSeconds#2*:i concurrencyPolicy#3 suspend#4*:b
  jobTemplate#5!:JobTemplateSpec successfulJobsHistoryLimit#6*:i failedJobsHistoryLimit#7*:i
CronJobStatus active#1:[]ObjectReference lastScheduleTime#4*:t lastSuccessfulTime#5*:t
HorizontalPodAutoscalerSpec scaleTargetRef#1!:CrossVersionObjectReference minReplicas#2*:i
  maxReplicas#3!:i metrics#4:[]MetricSpec behavior#5*:HorizontalPodAutoscalerBehavior
HorizontalPodAutoscalerStatus observedGeneration#1*:i lastScaleTime#2*:t currentReplicas#3:i
  desiredReplicas#4!:i currentMetrics#5!:[]MetricStatus
  conditions#6:[]HorizontalPodAutoscalerCondition
ScaleSpec replicas#1:i
ScaleStatus replicas#1!:i selector#2
PodDisruptionBudgetSpec minAvailable#1*:I selector#2*:LabelSelector maxUnavailable#3*:I
  unhealthyPodEvictionPolicy#4*
PodDisruptionBudgetStatus observedGeneration#1:i disruptedPods#2:{}t disruptionsAllowed#3!:i
  currentHealthy#4!:i desiredHealthy#5!:i expectedPods#6!:i conditions#7:[]Condition
LeaseSpec holderIdentity#1* leaseDurationSeconds#2*:i acquireTime#3*:T renewTime#4*:T
  leaseTransitions#5*:i strategy#6* preferredHolder#7*
Endpoint addresses#1!:[] conditions#2:EndpointConditions hostname#3* targetRef#4*:ObjectReference
  deprecatedTopology#5:{} nodeName#6* zone#7* hints#8*:EndpointHints
EndpointPort name#1* protocol#2* port#3*:i appProtocol#4*
SelfSubjectAccessReviewSpec resourceAttributes#1*:ResourceAttributes
  nonResourceAttributes#2*:NonResourceAttributes
SubjectAccessReviewStatus allowed#1!:b denied#4:b reason#2 evaluationError#3
SelfSubjectRulesReviewSpec namespace#1
SubjectRulesReviewStatus resourceRules#1!:[]ResourceRule nonResourceRules#2!:[]NonResourceRule
  incomplete#3!:b evaluationError#4
SelfSubjectReviewStatus userInfo#1:UserInfo
TokenRequestSpec audiences#1!:[] expirationSeconds#4!*:i boundObjectRef#3!*:BoundObjectReference
TokenRequestStatus token#1! expirationTimestamp#2!:t
Preconditions uid#1* resourceVersion#2*
OwnerReference apiVersion#5! kind#1! name#3! uid#4! controller#6*:b blockOwnerDeletion#7*:b
ManagedFieldsEntry manager#1 operation#2 apiVersion#3 time#4*:t fieldsType#6 fieldsV1#7*:F
  subresource#8
Volume name#1! ^2:VolumeSource
Container name#1! image#2 command#3:[] args#4:[] workingDir#5 ports#6:[]ContainerPort
  envFrom#19:[]EnvFromSource env#7:[]EnvVar resources#8:ResourceRequirements
  resizePolicy#23:[]ContainerResizePolicy restartPolicy#24*
  restartPolicyRules#25:[]ContainerRestartRule volumeMounts#9:[]VolumeMount
  volumeDevices#21:[]VolumeDevice livenessProbe#10*:Probe readinessProbe#11*:Probe
  startupProbe#22*:Probe lifecycle#12*:Lifecycle terminationMessagePath#13
  terminationMessagePolicy#20 imagePullPolicy#14 securityContext#15*:SecurityContext stdin#16:b
  stdinOnce#17:b tty#18:b
EphemeralContainer ^1:EphemeralContainerCommon targetContainerName#2
PodSecurityContext seLinuxOptions#1*:SELinuxOptions windowsOptions#8*:WindowsSecurityContextOptions
  runAsUser#2*:i runAsGroup#6*:i runAsNonRoot#3*:b supplementalGroups#4:[]i
  supplementalGroupsPolicy#12* fsGroup#5*:i sysctls#7:[]Sysctl fsGroupChangePolicy#9*
  seccompProfile#10*:SeccompProfile appArmorProfile#11*:AppArmorProfile seLinuxChangePolicy#13*
Affinity nodeAffinity#1*:NodeAffinity podAffinity#2*:PodAffinity podAntiAffinity#3*:PodAntiAffinity
Toleration key#1 operator#2 value#3 effect#4 tolerationSeconds#5*:i
HostAlias ip#1! hostnames#2:[]
PodDNSConfig nameservers#1:[] searches#2:[] options#3:[]PodDNSConfigOption
PodReadinessGate conditionType#1!
TopologySpreadConstraint maxSkew#1!:i topologyKey#2! whenUnsatisfiable#3!
  labelSelector#4*:LabelSelector minDomains#5*:i nodeAffinityPolicy#6* nodeTaintsPolicy#7*
  matchLabelKeys#8:[]
PodOS name#1!
PodSchedulingGate name#1!
PodResourceClaim name#1! resourceClaimName#3* resourceClaimTemplateName#4*
ResourceRequirements limits#1:{}q requests#2:{}q claims#3:[]ResourceClaim
WorkloadReference name#1! podGroup#2! podGroupReplicaKey#3
PodCondition type#1! observedGeneration#7:i status#2! lastProbeTime#3:t lastTransitionTime#4:t
  reason#5 message#6
HostIP ip#1!
PodIP ip#1!
ContainerStatus name#1! state#2:ContainerState lastState#3:ContainerState ready#4!:b
  restartCount#5!:i image#6! imageID#7! containerID#8 started#9*:b allocatedResources#10:{}q
  resources#11*:ResourceRequirements volumeMounts#12:[]VolumeMountStatus user#13*:ContainerUser
  allocatedResourcesStatus#14:[]ResourceStatus stopSignal#15*
PodResourceClaimStatus name#1! resourceClaimName#2*
PodExtendedResourceClaimStatus requestMappings#1!:[]ContainerExtendedResourceRequest
  resourceClaimName#2!
NamespaceCondition type#1! status#2! lastTransitionTime#4:t reason#5 message#6
ServicePort name#1 protocol#2 appProtocol#6* port#3!:i targetPort#4:I nodePort#5:i
SessionAffinityConfig clientIP#1*:ClientIPConfig
LoadBalancerStatus ingress#1:[]LoadBalancerIngress
Condition type#1! status#2! observedGeneration#3:i lastTransitionTime#4!:t reason#5! message#6!
Taint key#1! value#2 effect#3! timeAdded#4*:t
NodeConfigSource configMap#2*:ConfigMapNodeConfigSource
NodeCondition type#1! status#2! lastHeartbeatTime#3:t lastTransitionTime#4:t reason#5 message#6
NodeAddress type#1! address#2!
NodeDaemonEndpoints kubeletEndpoint#1:DaemonEndpoint
NodeSystemInfo machineID#1! systemUUID#2! bootID#3! kernelVersion#4! osImage#5!
  containerRuntimeVersion#6! kubeletVersion#7! kubeProxyVersion#8! operatingSystem#9!
  architecture#10! swap#11*:NodeSwapStatus
ContainerImage names#1!:[] sizeBytes#2:i
AttachedVolume name#1! devicePath#2!
NodeConfigStatus assigned#1*:NodeConfigSource active#2*:NodeConfigSource
  lastKnownGood#3*:NodeConfigSource error#4
NodeRuntimeHandler name#1! features#2*:NodeRuntimeHandlerFeatures
NodeFeatures supplementalGroupsPolicy#1*:b
EndpointAddress ip#1! hostname#3 nodeName#4* targetRef#2*:ObjectReference
CoreEndpointPort name#1 port#2!:i protocol#3 appProtocol#4*
LabelSelector matchLabels#1:{} matchExpressions#2:[]LabelSelectorRequirement
DeploymentStrategy type#1 rollingUpdate#2*:RollingUpdateDeployment
DeploymentCondition type#1! status#2! lastUpdateTime#6:t lastTransitionTime#7:t reason#4 message#5
ReplicaSetCondition type#1! status#2! lastTransitionTime#3:t reason#4 message#5
DaemonSetUpdateStrategy type#1 rollingUpdate#2*:RollingUpdateDaemonSet
DaemonSetCondition type#1! status#2! lastTransitionTime#3:t reason#4 message#5
PersistentVolumeClaim metadata#1:ObjectMeta spec#2:PersistentVolumeClaimSpec
  status#3:PersistentVolumeClaimStatus
StatefulSetUpdateStrategy type#1 rollingUpdate#2*:RollingUpdateStatefulSetStrategy
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted#1 whenScaled#2
StatefulSetOrdinals start#1!:i
StatefulSetCondition type#1! status#2! lastTransitionTime#3:t reason#4 message#5
PodFailurePolicy rules#1!:[]PodFailurePolicyRule
SuccessPolicy rules#1!:[]SuccessPolicyRule
JobCondition type#1! status#2! lastProbeTime#3:t lastTransitionTime#4:t reason#5 message#6
UncountedTerminatedPods succeeded#1:[] failed#2:[]
JobTemplateSpec metadata#1:ObjectMeta spec#2:JobSpec
CrossVersionObjectReference kind#1! name#2! apiVersion#3
MetricSpec type#1! object#2*:ObjectMetricSource pods#3*:PodsMetricSource
  resource#4*:ResourceMetricSource containerResource#7*:ContainerResourceMetricSource
  external#5*:ExternalMetricSource
HorizontalPodAutoscalerBehavior scaleUp#1*:HPAScalingRules scaleDown#2*:HPAScalingRules
MetricStatus type#1! object#2*:ObjectMetricStatus pods#3*:PodsMetricStatus
  resource#4*:ResourceMetricStatus containerResource#7*:ContainerResourceMetricStatus
  external#5*:ExternalMetricStatus
HorizontalPodAutoscalerCondition type#1! status#2! lastTransitionTime#3:t reason#4 message#5
EndpointConditions ready#1*:b serving#2*:b terminating#3*:b
EndpointHints forZones#1:[]ForZone forNodes#2:[]ForNode
ResourceAttributes namespace#1 verb#2 group#3 version#4 resource#5 subresource#6 name#7
  fieldSelector#8*:FieldSelectorAttributes labelSelector#9*:LabelSelectorAttributes
NonResourceAttributes path#1 verb#2
ResourceRule verbs#1!:[] apiGroups#2:[] resources#3:[] resourceNames#4:[]
NonResourceRule verbs#1!:[] nonResourceURLs#2:[]
UserInfo username#1 uid#2 groups#3:[] extra#4:{}[]
BoundObjectReference kind#1 apiVersion#2 name#3 uid#4
VolumeSource hostPath#1*:HostPathVolumeSource emptyDir#2*:EmptyDirVolumeSource
  gcePersistentDisk#3*:GCEPersistentDiskVolumeSource
  awsElasticBlockStore#4*:AWSElasticBlockStoreVolumeSource gitRepo#5*:GitRepoVolumeSource
  secret#6*:SecretVolumeSource nfs#7*:NFSVolumeSource iscsi#8*:ISCSIVolumeSource
  glusterfs#9*:GlusterfsVolumeSource persistentVolumeClaim#10*:PersistentVolumeClaimVolumeSource
  rbd#11*:RBDVolumeSource flexVolume#12*:FlexVolumeSource cinder#13*:CinderVolumeSource
  cephfs#14*:CephFSVolumeSource flocker#15*:FlockerVolumeSource
  downwardAPI#16*:DownwardAPIVolumeSource fc#17*:FCVolumeSource azureFile#18*:AzureFileVolumeSource
  configMap#19*:ConfigMapVolumeSource vsphereVolume#20*:VsphereVirtualDiskVolumeSource
  quobyte#21*:QuobyteVolumeSource azureDisk#22*:AzureDiskVolumeSource
  photonPersistentDisk#23*:PhotonPersistentDiskVolumeSource projected#26*:ProjectedVolumeSource
  portworxVolume#24*:PortworxVolumeSource scaleIO#25*:ScaleIOVolumeSource
  storageos#27*:StorageOSVolumeSource csi#28*:CSIVolumeSource ephemeral#29*:EphemeralVolumeSource
  image#30*:ImageVolumeSource
ContainerPort name#1 hostPort#2:i containerPort#3!:i protocol#4 hostIP#5
EnvFromSource prefix#1 configMapRef#2*:ConfigMapEnvSource secretRef#3*:SecretEnvSource
EnvVar name#1! value#2 valueFrom#3*:EnvVarSource
ContainerResizePolicy resourceName#1! restartPolicy#2!
ContainerRestartRule action#1 exitCodes#2*:ContainerRestartRuleOnExitCodes
VolumeMount name#1! readOnly#2:b recursiveReadOnly#7* mountPath#3! subPath#4 mountPropagation#5*
  subPathExpr#6
VolumeDevice name#1! devicePath#2!
Probe ^1:ProbeHandler initialDelaySeconds#2:i timeoutSeconds#3:i periodSeconds#4:i
  successThreshold#5:i failureThreshold#6:i terminationGracePeriodSeconds#7*:i
Lifecycle postStart#1*:LifecycleHandler preStop#2*:LifecycleHandler stopSignal#3*
SecurityContext capabilities#1*:Capabilities privileged#2*:b seLinuxOptions#3*:SELinuxOptions
  windowsOptions#10*:WindowsSecurityContextOptions runAsUser#4*:i runAsGroup#8*:i runAsNonRoot#5*:b
  readOnlyRootFilesystem#6*:b allowPrivilegeEscalation#7*:b procMount#9*
  seccompProfile#11*:SeccompProfile appArmorProfile#12*:AppArmorProfile
EphemeralContainerCommon name#1! image#2 command#3:[] args#4:[] workingDir#5
  ports#6:[]ContainerPort envFrom#19:[]EnvFromSource env#7:[]EnvVar
  resources#8:ResourceRequirements resizePolicy#23:[]ContainerResizePolicy restartPolicy#24*
  restartPolicyRules#25:[]ContainerRestartRule volumeMounts#9:[]VolumeMount
  volumeDevices#21:[]VolumeDevice livenessProbe#10*:Probe readinessProbe#11*:Probe
  startupProbe#22*:Probe lifecycle#12*:Lifecycle terminationMessagePath#13
  terminationMessagePolicy#20 imagePullPolicy#14 securityContext#15*:SecurityContext stdin#16:b
  stdinOnce#17:b tty#18:b
SELinuxOptions user#1 role#2 type#3 level#4
WindowsSecurityContextOptions gmsaCredentialSpecName#1* gmsaCredentialSpec#2* runAsUserName#3*
  hostProcess#4*:b
Sysctl name#1! value#2!
SeccompProfile type#1! localhostProfile#2*
AppArmorProfile type#1! localhostProfile#2*
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution#1*:NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution#2:[]PreferredSchedulingTerm
PodAffinity requiredDuringSchedulingIgnoredDuringExecution#1:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution#2:[]WeightedPodAffinityTerm
PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution#1:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution#2:[]WeightedPodAffinityTerm
PodDNSConfigOption name#1 value#2*
ResourceClaim name#1! request#2
ContainerState waiting#1*:ContainerStateWaiting running#2*:ContainerStateRunning
  terminated#3*:ContainerStateTerminated
VolumeMountStatus name#1! mountPath#2! readOnly#3:b recursiveReadOnly#4*
ContainerUser linux#1*:LinuxContainerUser
ResourceStatus name#1! resources#2:[]ResourceHealth
ContainerExtendedResourceRequest containerName#1! resourceName#2! requestName#3!
ClientIPConfig timeoutSeconds#1*:i
LoadBalancerIngress ip#1 hostname#2 ipMode#3* ports#4:[]PortStatus
ConfigMapNodeConfigSource namespace#1! name#2! uid#3 resourceVersion#4 kubeletConfigKey#5!
DaemonEndpoint Port#1!:i
NodeSwapStatus capacity#1*:i
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts#1*:b userNamespaces#2*:b
LabelSelectorRequirement key#1! operator#2! values#3:[]
RollingUpdateDeployment maxUnavailable#1*:I maxSurge#2*:I
RollingUpdateDaemonSet maxUnavailable#1*:I maxSurge#2*:I
PersistentVolumeClaimSpec accessModes#1:[] selector#4*:LabelSelector
  resources#2:VolumeResourceRequirements volumeName#3 storageClassName#5* volumeMode#6*
  dataSource#7*:TypedLocalObjectReference dataSourceRef#8*:TypedObjectReference
  volumeAttributesClassName#9*
PersistentVolumeClaimStatus phase#1 accessModes#2:[] capacity#3:{}q
  conditions#4:[]PersistentVolumeClaimCondition allocatedResources#5:{}q
  allocatedResourceStatuses#7:{} currentVolumeAttributesClassName#8*
  modifyVolumeStatus#9*:ModifyVolumeStatus
RollingUpdateStatefulSetStrategy partition#1*:i maxUnavailable#2*:I
PodFailurePolicyRule action#1! onExitCodes#2*:PodFailurePolicyOnExitCodesRequirement
  onPodConditions#3:[]PodFailurePolicyOnPodConditionsPattern
SuccessPolicyRule succeededIndexes#1* succeededCount#2*:i
ObjectMetricSource describedObject#1!:CrossVersionObjectReference target#2!:MetricTarget
  metric#3!:MetricIdentifier
PodsMetricSource metric#1!:MetricIdentifier target#2!:MetricTarget
ResourceMetricSource name#1! target#2!:MetricTarget
ContainerResourceMetricSource name#1! target#2!:MetricTarget container#3!
ExternalMetricSource metric#1!:MetricIdentifier target#2!:MetricTarget
HPAScalingRules stabilizationWindowSeconds#3*:i selectPolicy#1* policies#2:[]HPAScalingPolicy
  tolerance#4*:q
ObjectMetricStatus metric#1!:MetricIdentifier current#2!:MetricValueStatus
  describedObject#3!:CrossVersionObjectReference
PodsMetricStatus metric#1!:MetricIdentifier current#2!:MetricValueStatus
ResourceMetricStatus name#1! current#2!:MetricValueStatus
ContainerResourceMetricStatus name#1! current#2!:MetricValueStatus container#3!
ExternalMetricStatus metric#1!:MetricIdentifier current#2!:MetricValueStatus
ForZone name#1!
ForNode name#1!
FieldSelectorAttributes rawSelector#1 requirements#2:[]FieldSelectorRequirement
LabelSelectorAttributes rawSelector#1 requirements#2:[]LabelSelectorRequirement
HostPathVolumeSource path#1! type#2*
EmptyDirVolumeSource medium#1 sizeLimit#2*:q
GCEPersistentDiskVolumeSource pdName#1! fsType#2 partition#3:i readOnly#4:b
AWSElasticBlockStoreVolumeSource volumeID#1! fsType#2 partition#3:i readOnly#4:b
GitRepoVolumeSource repository#1! revision#2 directory#3
SecretVolumeSource secretName#1 items#2:[]KeyToPath defaultMode#3*:i optional#4*:b
NFSVolumeSource server#1! path#2! readOnly#3:b
ISCSIVolumeSource targetPortal#1! iqn#2! lun#3!:i iscsiInterface#4 fsType#5 readOnly#6:b
  portals#7:[] chapAuthDiscovery#8:b chapAuthSession#11:b secretRef#10*:LocalObjectReference
  initiatorName#12*
GlusterfsVolumeSource endpoints#1! path#2! readOnly#3:b
PersistentVolumeClaimVolumeSource claimName#1! readOnly#2:b
RBDVolumeSource monitors#1!:[] image#2! fsType#3 pool#4 user#5 keyring#6
  secretRef#7*:LocalObjectReference readOnly#8:b
FlexVolumeSource driver#1! fsType#2 secretRef#3*:LocalObjectReference readOnly#4:b options#5:{}
CinderVolumeSource volumeID#1! fsType#2 readOnly#3:b secretRef#4*:LocalObjectReference
CephFSVolumeSource monitors#1!:[] path#2 user#3 secretFile#4 secretRef#5*:LocalObjectReference
  readOnly#6:b
FlockerVolumeSource datasetName#1 datasetUUID#2
DownwardAPIVolumeSource items#1:[]DownwardAPIVolumeFile defaultMode#2*:i
FCVolumeSource targetWWNs#1:[] lun#2*:i fsType#3 readOnly#4:b wwids#5:[]
AzureFileVolumeSource secretName#1! shareName#2! readOnly#3:b
ConfigMapVolumeSource ^1:LocalObjectReference items#2:[]KeyToPath defaultMode#3*:i optional#4*:b
VsphereVirtualDiskVolumeSource volumePath#1! fsType#2 storagePolicyName#3 storagePolicyID#4
QuobyteVolumeSource registry#1! volume#2! readOnly#3:b user#4 group#5 tenant#6
AzureDiskVolumeSource diskName#1! diskURI#2! cachingMode#3* fsType#4* readOnly#5*:b kind#6*
PhotonPersistentDiskVolumeSource pdID#1! fsType#2
ProjectedVolumeSource sources#1!:[]VolumeProjection defaultMode#2*:i
PortworxVolumeSource volumeID#1! fsType#2 readOnly#3:b
ScaleIOVolumeSource gateway#1! system#2! secretRef#3!*:LocalObjectReference sslEnabled#4:b
  protectionDomain#5 storagePool#6 storageMode#7 volumeName#8 fsType#9 readOnly#10:b
StorageOSVolumeSource volumeName#1 volumeNamespace#2 fsType#3 readOnly#4:b
  secretRef#5*:LocalObjectReference
CSIVolumeSource driver#1! readOnly#2*:b fsType#3* volumeAttributes#4:{}
  nodePublishSecretRef#5*:LocalObjectReference
EphemeralVolumeSource volumeClaimTemplate#1*:PersistentVolumeClaimTemplate
ImageVolumeSource reference#1 pullPolicy#2
ConfigMapEnvSource ^1:LocalObjectReference optional#2*:b
SecretEnvSource ^1:LocalObjectReference optional#2*:b
EnvVarSource fieldRef#1*:ObjectFieldSelector resourceFieldRef#2*:ResourceFieldSelector
  configMapKeyRef#3*:ConfigMapKeySelector secretKeyRef#4*:SecretKeySelector
  fileKeyRef#5*:FileKeySelector
ContainerRestartRuleOnExitCodes operator#1 values#2:[]i
ProbeHandler exec#1*:ExecAction httpGet#2*:HTTPGetAction tcpSocket#3*:TCPSocketAction
  grpc#4*:GRPCAction
LifecycleHandler exec#1*:ExecAction httpGet#2*:HTTPGetAction tcpSocket#3*:TCPSocketAction
  sleep#4*:SleepAction
Capabilities add#1:[] drop#2:[]
NodeSelector nodeSelectorTerms#1!:[]NodeSelectorTerm
PreferredSchedulingTerm weight#1!:i preference#2!:NodeSelectorTerm
PodAffinityTerm labelSelector#1*:LabelSelector namespaces#2:[] topologyKey#3!
  namespaceSelector#4*:LabelSelector matchLabelKeys#5:[] mismatchLabelKeys#6:[]
WeightedPodAffinityTerm weight#1!:i podAffinityTerm#2!:PodAffinityTerm
ContainerStateWaiting reason#1 message#2
ContainerStateRunning startedAt#1:t
ContainerStateTerminated exitCode#1!:i signal#2:i reason#3 message#4 startedAt#5:t finishedAt#6:t
  containerID#7
LinuxContainerUser uid#1!:i gid#2!:i supplementalGroups#3:[]i
ResourceHealth resourceID#1! health#2
PortStatus port#1!:i protocol#2! error#3*
VolumeResourceRequirements limits#1:{}q requests#2:{}q
TypedLocalObjectReference apiGroup#1!* kind#2! name#3!
TypedObjectReference apiGroup#1!* kind#2! name#3! namespace#4*
PersistentVolumeClaimCondition type#1! status#2! lastProbeTime#3:t lastTransitionTime#4:t reason#5
  message#6
ModifyVolumeStatus targetVolumeAttributesClassName#1 status#2!
PodFailurePolicyOnExitCodesRequirement containerName#1* operator#2! values#3!:[]i
PodFailurePolicyOnPodConditionsPattern type#1! status#2!
MetricTarget type#1! value#2*:q averageValue#3*:q averageUtilization#4*:i
MetricIdentifier name#1! selector#2*:LabelSelector
HPAScalingPolicy type#1! value#2!:i periodSeconds#3!:i
MetricValueStatus value#1*:q averageValue#2*:q averageUtilization#3*:i
FieldSelectorRequirement key#1! operator#2! values#3:[]
KeyToPath key#1! path#2! mode#3*:i
DownwardAPIVolumeFile path#1! fieldRef#2*:ObjectFieldSelector
  resourceFieldRef#3*:ResourceFieldSelector mode#4*:i
VolumeProjection secret#1*:SecretProjection downwardAPI#2*:DownwardAPIProjection
  configMap#3*:ConfigMapProjection serviceAccountToken#4*:ServiceAccountTokenProjection
  clusterTrustBundle#5*:ClusterTrustBundleProjection podCertificate#6*:PodCertificateProjection
PersistentVolumeClaimTemplate metadata#1:ObjectMeta spec#2!:PersistentVolumeClaimSpec
ObjectFieldSelector apiVersion#1 fieldPath#2!
ResourceFieldSelector containerName#1 resource#2! divisor#3:q
ConfigMapKeySelector ^1:LocalObjectReference key#2! optional#3*:b
SecretKeySelector ^1:LocalObjectReference key#2! optional#3*:b
FileKeySelector volumeName#1! path#2! key#3! optional#4*:b
ExecAction command#1:[]
HTTPGetAction path#1 port#2!:I host#3 scheme#4 httpHeaders#5:[]HTTPHeader
TCPSocketAction port#1!:I host#2
GRPCAction port#1!:i service#2!*
SleepAction seconds#1!:i
NodeSelectorTerm matchExpressions#1:[]NodeSelectorRequirement
  matchFields#2:[]NodeSelectorRequirement
SecretProjection ^1:LocalObjectReference items#2:[]KeyToPath optional#4*:b
DownwardAPIProjection items#1:[]DownwardAPIVolumeFile
ConfigMapProjection ^1:LocalObjectReference items#2:[]KeyToPath optional#4*:b
ServiceAccountTokenProjection audience#1 expirationSeconds#2*:i path#3!
ClusterTrustBundleProjection name#1* signerName#2* labelSelector#3*:LabelSelector optional#5*:b
  path#4!
PodCertificateProjection signerName#1 keyType#2 maxExpirationSeconds#3*:i credentialBundlePath#4
  keyPath#5 certificateChainPath#6 userAnnotations#7:{}
HTTPHeader name#1! value#2!
NodeSelectorRequirement key#1! operator#2! values#3:[]
Role metadata#1:ObjectMeta rules#2!:[]PolicyRule
RoleBinding metadata#1:ObjectMeta subjects#2:[]Subject roleRef#3!:RoleRef
ClusterRole metadata#1:ObjectMeta rules#2!:[]PolicyRule aggregationRule#3*:AggregationRule
ClusterRoleBinding metadata#1:ObjectMeta subjects#2:[]Subject roleRef#3!:RoleRef
Ingress metadata#1:ObjectMeta spec#2:IngressSpec status#3:IngressStatus
ResourceQuota metadata#1:ObjectMeta spec#2:ResourceQuotaSpec status#3:ResourceQuotaStatus
PolicyRule verbs#1!:[] apiGroups#2:[] resources#3:[] resourceNames#4:[] nonResourceURLs#5:[]
Subject kind#1! apiGroup#2 name#3! namespace#4
RoleRef apiGroup#1! kind#2! name#3!
AggregationRule clusterRoleSelectors#1:[]LabelSelector
IngressSpec ingressClassName#4* defaultBackend#1*:IngressBackend tls#2:[]IngressTLS
  rules#3:[]IngressRule
IngressStatus loadBalancer#1:IngressLoadBalancerStatus
ResourceQuotaSpec hard#1:{}q scopes#2:[] scopeSelector#3*:ScopeSelector
ResourceQuotaStatus hard#1:{}q used#2:{}q
IngressBackend service#4*:IngressServiceBackend resource#3*:TypedLocalObjectReference
IngressTLS hosts#1:[] secretName#2
IngressRule host#1 ^2:IngressRuleValue
IngressLoadBalancerStatus ingress#1:[]IngressLoadBalancerIngress
ScopeSelector matchExpressions#1:[]ScopedResourceSelectorRequirement
IngressServiceBackend name#1! port#2:ServiceBackendPort
IngressRuleValue http#1*:HTTPIngressRuleValue
IngressLoadBalancerIngress ip#1 hostname#2 ports#4:[]IngressPortStatus
ScopedResourceSelectorRequirement scopeName#1! operator#2! values#3:[]
ServiceBackendPort name#1 number#2:i
HTTPIngressRuleValue paths#1!:[]HTTPIngressPath
IngressPortStatus port#1!:i protocol#2! error#3*
HTTPIngressPath path#1 pathType#3!* backend#2!:IngressBackend
`
