/**
 * More lines of the table of fields: the kinds beyond the basic ones, read as `schema-table.ts` is.
 *
 * *Upstream:* the `types.go` of those groups in `staging/src/k8s.io/api`
 */
export const moreOfTheSchemaTable = `
DaemonSet kind apiVersion metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetSpec selector!*:LabelSelector template!:PodTemplateSpec
  updateStrategy:DaemonSetUpdateStrategy minReadySeconds:i revisionHistoryLimit*:i
DaemonSetUpdateStrategy type:=DaemonSetUpdateStrategyType rollingUpdate*:RollingUpdateDaemonSet
RollingUpdateDaemonSet maxUnavailable*:I maxSurge*:I
DaemonSetStatus currentNumberScheduled!:i numberMisscheduled!:i desiredNumberScheduled!:i
  numberReady!:i observedGeneration:l updatedNumberScheduled:i numberAvailable:i
  numberUnavailable:i collisionCount*:i conditions@type:[]DaemonSetCondition
DaemonSetCondition type!:=DaemonSetConditionType status!:=ConditionStatus lastTransitionTime:t
  reason message
StatefulSet kind apiVersion metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetSpec replicas*:i selector!*:LabelSelector template!:PodTemplateSpec
  volumeClaimTemplates:[]PersistentVolumeClaim serviceName!
  podManagementPolicy:=PodManagementPolicyType updateStrategy:StatefulSetUpdateStrategy
  revisionHistoryLimit*:i minReadySeconds:i
  persistentVolumeClaimRetentionPolicy*:StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals*:StatefulSetOrdinals
StatefulSetUpdateStrategy type:=StatefulSetUpdateStrategyType
  rollingUpdate*:RollingUpdateStatefulSetStrategy
RollingUpdateStatefulSetStrategy partition*:i maxUnavailable*:I
StatefulSetPersistentVolumeClaimRetentionPolicy
  whenDeleted:=PersistentVolumeClaimRetentionPolicyType
  whenScaled:=PersistentVolumeClaimRetentionPolicyType
StatefulSetOrdinals start!:i
StatefulSetStatus observedGeneration:l replicas!:i readyReplicas:i currentReplicas:i
  updatedReplicas:i currentRevision updateRevision collisionCount*:i
  conditions@type:[]StatefulSetCondition availableReplicas!:i
StatefulSetCondition type!:=StatefulSetConditionType status!:=ConditionStatus lastTransitionTime:t
  reason message
PersistentVolumeClaim kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec
  status:PersistentVolumeClaimStatus
PersistentVolumeClaimSpec accessModes:[]=PersistentVolumeAccessMode selector*:LabelSelector
  resources:VolumeResourceRequirements volumeName storageClassName*
  volumeMode*:=PersistentVolumeMode dataSource*:TypedLocalObjectReference
  dataSourceRef*:TypedObjectReference volumeAttributesClassName*
PersistentVolumeClaimStatus phase:=PersistentVolumeClaimPhase
  accessModes:[]=PersistentVolumeAccessMode capacity:{}q
  conditions@type:[]PersistentVolumeClaimCondition allocatedResources:{}q
  allocatedResourceStatuses:{}
  currentVolumeAttributesClassName* modifyVolumeStatus*:ModifyVolumeStatus
VolumeResourceRequirements limits:{}q requests:{}q
TypedLocalObjectReference apiGroup!* kind! name!
TypedObjectReference apiGroup!* kind! name! namespace*
PersistentVolumeClaimCondition type!:=PersistentVolumeClaimConditionType status!:=ConditionStatus
  lastProbeTime:t lastTransitionTime:t reason message
ModifyVolumeStatus targetVolumeAttributesClassName
  status!:=PersistentVolumeClaimModifyVolumeStatus
SuccessPolicy rules!:[]SuccessPolicyRule
SuccessPolicyRule succeededIndexes* succeededCount*:i
ControllerRevision kind apiVersion metadata:ObjectMeta data:y revision!:l
Job kind apiVersion metadata:ObjectMeta spec:JobSpec status:JobStatus
JobSpec parallelism*:i completions*:i activeDeadlineSeconds*:l podFailurePolicy*:PodFailurePolicy
  successPolicy*:SuccessPolicy backoffLimit*:i backoffLimitPerIndex*:i maxFailedIndexes*:i
  selector*:LabelSelector manualSelector*:b template!:PodTemplateSpec ttlSecondsAfterFinished*:i
  completionMode*:=CompletionMode suspend*:b podReplacementPolicy*:=PodReplacementPolicy
  managedBy*
PodFailurePolicy rules!:[]PodFailurePolicyRule
PodFailurePolicyRule action!:=PodFailurePolicyAction
  onExitCodes*:PodFailurePolicyOnExitCodesRequirement
  onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement containerName*
  operator!:=PodFailurePolicyOnExitCodesOperator values!:[]i
PodFailurePolicyOnPodConditionsPattern type!:=PodConditionType status!:=ConditionStatus
JobStatus conditions@type:[]JobCondition startTime*:t completionTime*:t active:i succeeded:i
  failed:i terminating*:i completedIndexes failedIndexes*
  uncountedTerminatedPods*:UncountedTerminatedPods ready*:i
JobCondition type!:=JobConditionType status!:=ConditionStatus lastProbeTime:t lastTransitionTime:t
  reason message
UncountedTerminatedPods succeeded:[]=types.UID failed:[]=types.UID
CronJob kind apiVersion metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec schedule! timeZone* startingDeadlineSeconds*:l concurrencyPolicy:=ConcurrencyPolicy
  suspend*:b jobTemplate!:JobTemplateSpec successfulJobsHistoryLimit*:i failedJobsHistoryLimit*:i
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
CronJobStatus active:[]ObjectReference lastScheduleTime*:t lastSuccessfulTime*:t
PodDisruptionBudget kind apiVersion metadata:ObjectMeta spec:PodDisruptionBudgetSpec
  status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec minAvailable*:I selector*:LabelSelector maxUnavailable*:I
  unhealthyPodEvictionPolicy*:=UnhealthyPodEvictionPolicyType
PodDisruptionBudgetStatus observedGeneration:l disruptedPods:{}t disruptionsAllowed!:i
  currentHealthy!:i desiredHealthy!:i expectedPods!:i conditions@type:[]Condition
Condition type! status!:=ConditionStatus observedGeneration:l lastTransitionTime!:t reason!
  message!
HorizontalPodAutoscaler kind apiVersion metadata:ObjectMeta spec:v2.HorizontalPodAutoscalerSpec
  status:v2.HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec scaleTargetRef!:v2.CrossVersionObjectReference minReplicas*:i
  maxReplicas!:i metrics:[]v2.MetricSpec behavior*:v2.HorizontalPodAutoscalerBehavior
CrossVersionObjectReference kind! name! apiVersion
MetricSpec type!:=v2.MetricSourceType object*:v2.ObjectMetricSource pods*:v2.PodsMetricSource
  resource*:v2.ResourceMetricSource containerResource*:v2.ContainerResourceMetricSource
  external*:v2.ExternalMetricSource
ObjectMetricSource describedObject!:v2.CrossVersionObjectReference target!:v2.MetricTarget
  metric!:v2.MetricIdentifier
MetricTarget type!:=v2.MetricTargetType value*:q averageValue*:q averageUtilization*:i
MetricIdentifier name! selector*:LabelSelector
PodsMetricSource metric!:v2.MetricIdentifier target!:v2.MetricTarget
ResourceMetricSource name!:=ResourceName target!:v2.MetricTarget
ContainerResourceMetricSource name!:=ResourceName target!:v2.MetricTarget container!
ExternalMetricSource metric!:v2.MetricIdentifier target!:v2.MetricTarget
HorizontalPodAutoscalerBehavior scaleUp*:v2.HPAScalingRules scaleDown*:v2.HPAScalingRules
HPAScalingRules stabilizationWindowSeconds*:i selectPolicy*:=v2.ScalingPolicySelect
  policies:[]v2.HPAScalingPolicy tolerance*:q
HPAScalingPolicy type!:=v2.HPAScalingPolicyType value!:i periodSeconds!:i
HorizontalPodAutoscalerStatus observedGeneration*:l lastScaleTime*:t currentReplicas:i
  desiredReplicas!:i currentMetrics!:[]v2.MetricStatus
  conditions@type:[]v2.HorizontalPodAutoscalerCondition
MetricStatus type!:=v2.MetricSourceType object*:v2.ObjectMetricStatus pods*:v2.PodsMetricStatus
  resource*:v2.ResourceMetricStatus containerResource*:v2.ContainerResourceMetricStatus
  external*:v2.ExternalMetricStatus
ObjectMetricStatus metric!:v2.MetricIdentifier current!:v2.MetricValueStatus
  describedObject!:v2.CrossVersionObjectReference
MetricValueStatus value*:q averageValue*:q averageUtilization*:i
PodsMetricStatus metric!:v2.MetricIdentifier current!:v2.MetricValueStatus
ResourceMetricStatus name!:=ResourceName current!:v2.MetricValueStatus
ContainerResourceMetricStatus name!:=ResourceName current!:v2.MetricValueStatus container!
ExternalMetricStatus metric!:v2.MetricIdentifier current!:v2.MetricValueStatus
HorizontalPodAutoscalerCondition type!:=v2.HorizontalPodAutoscalerConditionType
  status!:=ConditionStatus lastTransitionTime:t reason message
`
