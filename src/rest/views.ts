/**
 * Other versions of kinds: the same objects, under other names of fields. What comes in is turned
 * into what is stored, and what goes out is turned back.
 *
 * *Upstream:* `pkg/apis/autoscaling/v1/conversion.go`, `pkg/apis/events/v1/conversion.go`
 * *Leaves out:* JSON patches that name a field which is called otherwise; of an autoscaler in its
 * first version the metrics other than the CPU.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { schemaReader } from '../kubernetes/kube-apiserver/schema.ts'
import { anySchemaOf } from '../kubernetes/kube-apiserver/schema-more.ts'

type Json = Readonly<Record<string, unknown>>

export interface View {
  /** What is stored. */
  readonly resource: ResourceName
  readonly definition: Pick<ResourceDefinition, 'group' | 'version' | 'schema'>
  /** Also of a patch, which holds some of the fields. */
  toStored(object: Json): Json
  fromStored(object: KubernetesObject): KubernetesObject
  /** The name of a field by which one selects. */
  field(name: string): string
}

const schemas = schemaReader(
  `
HorizontalPodAutoscaler kind apiVersion metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec
  status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec scaleTargetRef!:CrossVersionObjectReference minReplicas*:i maxReplicas!:i
  targetCPUUtilizationPercentage*:i
HorizontalPodAutoscalerStatus observedGeneration*:l lastScaleTime*:t currentReplicas!:i
  desiredReplicas!:i currentCPUUtilizationPercentage*:i
Event kind apiVersion metadata:ObjectMeta eventTime!:T series*:EventSeries reportingController
  reportingInstance action reason regarding:ObjectReference related*:ObjectReference note type
  deprecatedSource:EventSource deprecatedFirstTimestamp:t deprecatedLastTimestamp:t
  deprecatedCount:i
`,
  anySchemaOf,
)

interface Metric {
  readonly type?: string
  readonly resource?: {
    readonly name?: string
    readonly target?: { readonly averageUtilization?: number }
    readonly current?: { readonly averageUtilization?: number }
  }
}

/** Fields of an Event by their newer names. */
const eventNames: Readonly<Record<string, string>> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
}
const newerNames = Object.fromEntries(Object.entries(eventNames).map(([to, from]) => [from, to]))

export const views: readonly View[] = [
  {
    resource: 'horizontalpodautoscalers',
    definition: {
      group: 'autoscaling',
      version: 'v1',
      schema: schemas('HorizontalPodAutoscaler'),
    },
    toStored: (object) => ({
      ...object,
      ...(object['apiVersion'] === 'autoscaling/v1' ? { apiVersion: 'autoscaling/v2' } : {}),
      ...(isJson(object['spec']) ? { spec: metricsSpec(object['spec']) } : {}),
    }),
    fromStored: (object) =>
      ({
        ...object,
        apiVersion: 'autoscaling/v1',
        ...(isJson(object.spec) ? { spec: percentSpec(object.spec) } : {}),
        ...(isJson(object.status) ? { status: percentStatus(object.status) } : {}),
      }) as KubernetesObject,
    field: (name) => name,
  },
  {
    resource: 'events',
    definition: { group: 'events.k8s.io', version: 'v1', schema: schemas('Event') },
    toStored: (object) => ({
      ...renamed(object, eventNames),
      ...(object['apiVersion'] === 'events.k8s.io/v1' ? { apiVersion: 'v1' } : {}),
    }),
    fromStored: (object) =>
      ({
        ...renamed(object as unknown as Json, newerNames),
        apiVersion: 'events.k8s.io/v1',
      }) as unknown as KubernetesObject,
    field: (name) => name.replace(/^regarding\b/, 'involvedObject'),
  },
]

function metricsSpec({ targetCPUUtilizationPercentage: percent, ...spec }: Json): Json {
  if (percent === undefined) return spec
  const target = { type: 'Utilization', averageUtilization: percent }
  return { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] }
}

function percentSpec({ metrics, behavior: _, ...spec }: Json): Json {
  const percent = cpuOf(metrics)?.target?.averageUtilization
  return percent === undefined ? spec : { ...spec, targetCPUUtilizationPercentage: percent }
}

function percentStatus({ currentMetrics, conditions: _, ...status }: Json): Json {
  const percent = cpuOf(currentMetrics)?.current?.averageUtilization
  return percent === undefined ? status : { ...status, currentCPUUtilizationPercentage: percent }
}

function cpuOf(metrics: unknown): Metric['resource'] {
  const list = Array.isArray(metrics) ? (metrics as readonly (Metric | null)[]) : []
  return list.find((metric) => metric?.type === 'Resource' && metric.resource?.name === 'cpu')
    ?.resource
}

function renamed(object: Json, names: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [names[key] ?? key, value]),
  )
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
