/**
 * The group `autoscaling/v2`: how many replicas the load asks for.
 *
 * *Upstream:* `staging/src/k8s.io/api/autoscaling/v2/types.go`
 */
import type { Condition, KubernetesObject, Quantity, Time } from './meta.ts'

export interface MetricTarget {
  readonly type: 'Utilization' | 'Value' | 'AverageValue'
  readonly value?: Quantity
  readonly averageValue?: Quantity
  readonly averageUtilization?: number
}

export interface MetricSpec {
  readonly type: 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External'
  readonly resource?: { readonly name: string; readonly target: MetricTarget }
  readonly containerResource?: {
    readonly name: string
    readonly container: string
    readonly target: MetricTarget
  }
  readonly pods?: { readonly metric: { readonly name: string }; readonly target: MetricTarget }
  readonly object?: { readonly metric: { readonly name: string }; readonly target: MetricTarget }
  readonly external?: { readonly metric: { readonly name: string }; readonly target: MetricTarget }
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent'
  readonly value: number
  readonly periodSeconds: number
}

export interface ScalingRules {
  readonly stabilizationWindowSeconds?: number
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled'
  readonly policies?: readonly ScalingPolicy[]
  readonly tolerance?: Quantity
}

export interface ScalingBehavior {
  readonly scaleUp?: ScalingRules
  readonly scaleDown?: ScalingRules
}

export interface MetricValue {
  readonly averageValue?: Quantity
  readonly averageUtilization?: number
}

export interface MetricStatus {
  readonly type: 'Resource' | 'ContainerResource'
  readonly resource?: { readonly name: string; readonly current: MetricValue }
  readonly containerResource?: {
    readonly name: string
    readonly container: string
    readonly current: MetricValue
  }
}

export interface HorizontalPodAutoscalerStatus {
  readonly observedGeneration?: number
  readonly lastScaleTime?: Time
  readonly currentReplicas?: number
  readonly desiredReplicas: number
  readonly currentMetrics?: readonly MetricStatus[] | null
  readonly conditions?: readonly Condition[]
}

export interface HorizontalPodAutoscaler extends KubernetesObject {
  readonly apiVersion: 'autoscaling/v2'
  readonly kind: 'HorizontalPodAutoscaler'
  readonly spec: {
    readonly scaleTargetRef: {
      readonly kind: string
      readonly name: string
      readonly apiVersion?: string
    }
    readonly minReplicas?: number
    readonly maxReplicas: number
    readonly metrics?: readonly MetricSpec[]
    readonly behavior?: ScalingBehavior
  }
  readonly status?: HorizontalPodAutoscalerStatus
}
