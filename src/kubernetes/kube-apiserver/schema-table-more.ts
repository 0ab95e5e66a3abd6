/**
 * More lines of the table of fields: the kinds beyond the basic ones, read as `schema-table.ts` is.
 *
 * *Upstream:* the `types.go` of those groups in `staging/src/k8s.io/api`
 */
export const moreOfTheSchemaTable = `
DaemonSet kind apiVersion metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetSpec selector!*:LabelSelector template!:PodTemplateSpec
  updateStrategy:DaemonSetUpdateStrategy minReadySeconds:i revisionHistoryLimit*:i
DaemonSetUpdateStrategy type rollingUpdate*:RollingUpdateDaemonSet
RollingUpdateDaemonSet maxUnavailable*:I maxSurge*:I
DaemonSetStatus currentNumberScheduled!:i numberMisscheduled!:i desiredNumberScheduled!:i
  numberReady!:i observedGeneration:l updatedNumberScheduled:i numberAvailable:i
  numberUnavailable:i collisionCount*:i conditions@type:[]DaemonSetCondition
DaemonSetCondition type! status! lastTransitionTime:t reason message
StatefulSet kind apiVersion metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetSpec replicas*:i selector!*:LabelSelector template!:PodTemplateSpec
  volumeClaimTemplates:[]PersistentVolumeClaim serviceName! podManagementPolicy
  updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit*:i minReadySeconds:i
  persistentVolumeClaimRetentionPolicy*:StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals*:StatefulSetOrdinals
StatefulSetUpdateStrategy type rollingUpdate*:RollingUpdateStatefulSetStrategy
RollingUpdateStatefulSetStrategy partition*:i maxUnavailable*:I
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted whenScaled
StatefulSetOrdinals start!:i
StatefulSetStatus observedGeneration:l replicas!:i readyReplicas:i currentReplicas:i
  updatedReplicas:i currentRevision updateRevision collisionCount*:i
  conditions@type:[]StatefulSetCondition availableReplicas!:i
StatefulSetCondition type! status! lastTransitionTime:t reason message
PersistentVolumeClaim kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec
  status:PersistentVolumeClaimStatus
PersistentVolumeClaimSpec accessModes:[] selector*:LabelSelector
  resources:VolumeResourceRequirements volumeName storageClassName* volumeMode*
  dataSource*:TypedLocalObjectReference dataSourceRef*:TypedObjectReference
  volumeAttributesClassName*
PersistentVolumeClaimStatus phase accessModes:[] capacity:{}q
  conditions@type:[]PersistentVolumeClaimCondition allocatedResources:{}q
  allocatedResourceStatuses:{} currentVolumeAttributesClassName*
  modifyVolumeStatus*:ModifyVolumeStatus
VolumeResourceRequirements limits:{}q requests:{}q
TypedLocalObjectReference apiGroup!* kind! name!
TypedObjectReference apiGroup!* kind! name! namespace*
PersistentVolumeClaimCondition type! status! lastProbeTime:t lastTransitionTime:t reason message
ModifyVolumeStatus targetVolumeAttributesClassName status!
SuccessPolicy rules!:[]SuccessPolicyRule
SuccessPolicyRule succeededIndexes* succeededCount*:i
ControllerRevision kind apiVersion metadata:ObjectMeta data:y revision!:l
Job kind apiVersion metadata:ObjectMeta spec:JobSpec status:JobStatus
JobSpec parallelism*:i completions*:i activeDeadlineSeconds*:l
  podFailurePolicy*:PodFailurePolicy successPolicy*:SuccessPolicy backoffLimit*:i backoffLimitPerIndex*:i
  maxFailedIndexes*:i selector*:LabelSelector manualSelector*:b template!:PodTemplateSpec
  ttlSecondsAfterFinished*:i completionMode* suspend*:b podReplacementPolicy* managedBy*
PodFailurePolicy rules!:[]PodFailurePolicyRule
PodFailurePolicyRule action! onExitCodes*:PodFailurePolicyOnExitCodesRequirement
  onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement containerName* operator! values!:[]i
PodFailurePolicyOnPodConditionsPattern type! status!
JobStatus conditions@type:[]JobCondition startTime*:t completionTime*:t active:i succeeded:i
  failed:i terminating*:i completedIndexes failedIndexes*
  uncountedTerminatedPods*:UncountedTerminatedPods ready*:i
JobCondition type! status! lastProbeTime:t lastTransitionTime:t reason message
UncountedTerminatedPods succeeded:[] failed:[]
CronJob kind apiVersion metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec schedule! timeZone* startingDeadlineSeconds*:l concurrencyPolicy suspend*:b
  jobTemplate!:JobTemplateSpec successfulJobsHistoryLimit*:i failedJobsHistoryLimit*:i
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
CronJobStatus active:[]ObjectReference lastScheduleTime*:t lastSuccessfulTime*:t
PodDisruptionBudget kind apiVersion metadata:ObjectMeta spec:PodDisruptionBudgetSpec
  status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec minAvailable*:I selector*:LabelSelector maxUnavailable*:I
  unhealthyPodEvictionPolicy*
PodDisruptionBudgetStatus observedGeneration:l disruptedPods:{}t disruptionsAllowed!:i
  currentHealthy!:i desiredHealthy!:i expectedPods!:i conditions@type:[]Condition
Condition type! status! observedGeneration:l lastTransitionTime!:t reason! message!
HorizontalPodAutoscaler kind apiVersion metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec
  status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec scaleTargetRef!:CrossVersionObjectReference minReplicas*:i
  maxReplicas!:i metrics:[]MetricSpec behavior*:HorizontalPodAutoscalerBehavior
CrossVersionObjectReference kind! name! apiVersion
MetricSpec type! object*:ObjectMetricSource pods*:PodsMetricSource
  resource*:ResourceMetricSource containerResource*:ContainerResourceMetricSource
  external*:ExternalMetricSource
ObjectMetricSource describedObject!:CrossVersionObjectReference target!:MetricTarget
  metric!:MetricIdentifier
MetricTarget type! value*:q averageValue*:q averageUtilization*:i
MetricIdentifier name! selector*:LabelSelector
PodsMetricSource metric!:MetricIdentifier target!:MetricTarget
ResourceMetricSource name! target!:MetricTarget
ContainerResourceMetricSource name! target!:MetricTarget container!
ExternalMetricSource metric!:MetricIdentifier target!:MetricTarget
HorizontalPodAutoscalerBehavior scaleUp*:HPAScalingRules scaleDown*:HPAScalingRules
HPAScalingRules stabilizationWindowSeconds*:i selectPolicy* policies:[]HPAScalingPolicy
  tolerance*:q
HPAScalingPolicy type! value!:i periodSeconds!:i
HorizontalPodAutoscalerStatus observedGeneration*:l lastScaleTime*:t currentReplicas:i
  desiredReplicas!:i currentMetrics!:[]MetricStatus
  conditions@type:[]HorizontalPodAutoscalerCondition
MetricStatus type! object*:ObjectMetricStatus pods*:PodsMetricStatus
  resource*:ResourceMetricStatus containerResource*:ContainerResourceMetricStatus
  external*:ExternalMetricStatus
ObjectMetricStatus metric!:MetricIdentifier current!:MetricValueStatus
  describedObject!:CrossVersionObjectReference
MetricValueStatus value*:q averageValue*:q averageUtilization*:i
PodsMetricStatus metric!:MetricIdentifier current!:MetricValueStatus
ResourceMetricStatus name! current!:MetricValueStatus
ContainerResourceMetricStatus name! current!:MetricValueStatus container!
ExternalMetricStatus metric!:MetricIdentifier current!:MetricValueStatus
HorizontalPodAutoscalerCondition type! status! lastTransitionTime:t reason message
`
