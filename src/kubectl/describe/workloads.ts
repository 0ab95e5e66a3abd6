/** `describe` for Pods and what makes them. */
import type { Deployment, ReplicaSet, StatefulSet } from '../../kubernetes/api/apps.ts'
import type { Pod, PodTemplateSpec } from '../../kubernetes/api/core.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import { isEqual } from '../../kubernetes/api/equality.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { controllerOf, isControlledBy } from '../../kubernetes/api/owner-references.ts'
import { podQosClass } from '../../kubernetes/api/pod-qos.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { listObjects } from '../api.ts'
import type { Desk } from '../command.ts'
import { at, listAt, numberAt, textAt } from '../json.ts'
import { kindOf } from '../kinds.ts'
import {
  annotationLines,
  type Lines,
  labelLines,
  longTime,
  ownerLines,
  tolerationLines,
} from './lines.ts'
import { claimTemplateLines } from './storage.ts'
import { containerLines, spreadLines, templateLines, volumeLines } from './template.ts'

export function podLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata, spec, status = {} } = object as Pod
  const isOver = status.phase === 'Succeeded' || status.phase === 'Failed'
  const end = isOver ? undefined : metadata.deletionTimestamp
  const gates = listAt(spec, 'readinessGates').map((gate) => {
    const type = textAt(gate, 'conditionType')
    const found = status.conditions?.find((condition) => condition.type === type)
    return `  ${type} \t${found?.status ?? '<none>'} `
  })
  const conditions = (status.conditions ?? []).map(
    ({ type, status: value }) => `  ${type} \t${value} `,
  )
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(spec.priority === undefined ? [] : [`Priority:\t${spec.priority}`]),
    ...(spec.priorityClassName ? [`Priority Class Name:\t${spec.priorityClassName}`] : []),
    ...(spec.serviceAccountName ? [`Service Account:\t${spec.serviceAccountName}`] : []),
    `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}`,
    ...(status.startTime ? [`Start Time:\t${longTime(status.startTime)}`] : []),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...(end
      ? [
          `Status:\tTerminating (lasts ${humanDuration(desk.now() - msOf(end))})`,
          `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`,
        ]
      : [`Status:\t${status.phase ?? ''}`]),
    ...(status.reason ? [`Reason:\t${status.reason}`] : []),
    ...(status.message ? [`Message:\t${status.message}`] : []),
    `IP:\t${status.podIP ?? ''}`,
    ...(status.podIPs?.length
      ? ['IPs:', ...status.podIPs.map(({ ip }) => `  IP:\t${ip}`)]
      : ['IPs:\t<none>']),
    ...ownerLines(object),
    ...(status.nominatedNodeName ? [`NominatedNodeName:\t${status.nominatedNodeName}`] : []),
    ...(spec.initContainers?.length
      ? containerLines(
          'Init Containers',
          spec.initContainers,
          status.initContainerStatuses ?? [],
          '',
        )
      : []),
    ...containerLines('Containers', spec.containers, status.containerStatuses ?? [], ''),
    ...(gates.length > 0 ? ['Readiness Gates:', '  Type\tStatus', ...gates] : []),
    ...(conditions.length > 0 ? ['Conditions:', '  Type\tStatus', ...conditions] : []),
    ...volumeLines(spec, ''),
    `QoS Class:\t${status.qosClass ?? podQosClass(spec)}`,
    ...labelLines('Node-Selectors', spec.nodeSelector),
    ...tolerationLines('Tolerations', spec.tolerations),
    ...spreadLines(spec, ''),
  ]
}

export function deploymentLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata, spec, status } = object as Deployment
  const sets = setsOf(desk, object as Deployment)
  const current = sets.find((set) => hasTemplate(set, spec.template))
  const { type, rollingUpdate } = spec.strategy ?? {}
  const count = (name: string) => numberAt(status, name)
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${selectorText(spec.selector)}`,
    `Replicas:\t${spec.replicas ?? 0} desired | ${count('updatedReplicas')} updated | ${count('replicas')} total | ` +
      `${count('availableReplicas')} available | ${count('unavailableReplicas')} unavailable`,
    `StrategyType:\t${type ?? ''}`,
    `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`,
    ...(rollingUpdate
      ? [
          `RollingUpdateStrategy:\t${rollingUpdate.maxUnavailable} max unavailable, ${rollingUpdate.maxSurge} max surge`,
        ]
      : []),
    ...templateLines(spec.template),
    ...conditionLines(status),
    `OldReplicaSets:\t${setTexts(sets.filter((set) => set !== current))}`,
    `NewReplicaSet:\t${setTexts(current ? [current] : [])}`,
  ]
}

function setsOf(desk: Desk, deployment: Deployment): readonly ReplicaSet[] {
  const { namespace } = deployment.metadata
  const sets = listObjects(desk, kindOf('replicasets'), { namespace })
    .items as readonly ReplicaSet[]
  return sets.filter((set) => isControlledBy(set, deployment))
}

/** The same template but for the label by which its Pods are told apart. */
function hasTemplate({ spec }: ReplicaSet, template: PodTemplateSpec): boolean {
  const { 'pod-template-hash': _, ...labels } = spec.template.metadata?.labels ?? {}
  return (
    isEqual(spec.template.spec, template.spec) && isEqual(labels, template.metadata?.labels ?? {})
  )
}

function setTexts(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  )
  return texts.join(', ') || '<none>'
}

function conditionLines(status: unknown): Lines {
  const conditions = listAt(status, 'conditions').filter(isJson)
  if (conditions.length === 0) return []
  const rows = conditions.map(
    ({ type, status: value, reason }) => `  ${type} \t${value}\t${reason ?? ''}`,
  )
  return ['Conditions:', '  Type\tStatus\tReason', '  ----\t------\t------', ...rows]
}

export function replicaSetLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata, spec, status } = object as ReplicaSet
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Selector:\t${selectorText(spec.selector)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...ownerLines(object),
    `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired`,
    podStatusLine(desk, object),
    ...templateLines(spec.template),
    ...conditionLines(status),
  ]
}

function podStatusLine(desk: Desk, owner: KubernetesObject): string {
  const { namespace } = owner.metadata
  const pods = listObjects(desk, kindOf('pods'), { namespace }).items as readonly Pod[]
  const phases = pods
    .filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid)
    .map(({ status }) => status?.phase)
  const count = (phase: string) => phases.filter((own) => own === phase).length
  return (
    `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ` +
    `${count('Succeeded')} Succeeded / ${count('Failed')} Failed`
  )
}

export function daemonSetLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata } = object
  const count = (name: string) => numberAt(object, `status.${name}`)
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Selector:\t${selectorText(at(object, 'spec.selector') as never)}`,
    ...labelLines('Node-Selector', at(object, 'spec.template.spec.nodeSelector') as never),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Desired Number of Nodes Scheduled: ${count('desiredNumberScheduled')}`,
    `Current Number of Nodes Scheduled: ${count('currentNumberScheduled')}`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${count('updatedNumberScheduled')}`,
    `Number of Nodes Scheduled with Available Pods: ${count('numberAvailable')}`,
    `Number of Nodes Misscheduled: ${count('numberMisscheduled')}`,
    podStatusLine(desk, object),
    ...templateLines(at(object, 'spec.template') as PodTemplateSpec),
  ]
}

export function statefulSetLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata } = object
  const partition = at(object, 'spec.updateStrategy.rollingUpdate.partition')
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`,
    `Selector:\t${selectorText(at(object, 'spec.selector') as never)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Replicas:\t${numberAt(object, 'spec.replicas')} desired | ${numberAt(object, 'status.replicas')} total`,
    `Update Strategy:\t${textAt(object, 'spec.updateStrategy.type')}`,
    ...(partition === undefined ? [] : [`  Partition:\t${partition}`]),
    podStatusLine(desk, object),
    ...templateLines(at(object, 'spec.template') as PodTemplateSpec),
    ...claimTemplateLines((object as StatefulSet).spec.volumeClaimTemplates ?? []),
  ]
}
