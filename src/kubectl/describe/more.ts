/**
 * `describe` for Jobs and CronJobs, settings, accounts, budgets and priorities.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/describe/describe.go`
 */
import type { CronJob, Job } from '../../kubernetes/api/batch.ts'
import type { ConfigMap, Secret, ServiceAccount } from '../../kubernetes/api/configuration.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import type { PodDisruptionBudget } from '../../kubernetes/api/policy.ts'
import type { PriorityClass } from '../../kubernetes/api/scheduling.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import type { Desk } from '../command.ts'
import {
  annotationLines,
  type Lines,
  labelLines,
  listLines,
  longTime,
  ownerLines,
} from './lines.ts'
import { templateLines } from './template.ts'

function headLines({ metadata }: KubernetesObject): Lines {
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
  ]
}

const yesOrNo = (value: boolean | undefined) => (value ? 'True' : 'False')

export function configMapLines(_: Desk, object: KubernetesObject): Lines {
  const { data = {}, binaryData = {} } = object as ConfigMap
  const keys = Object.keys(data).sort()
  return [
    ...headLines(object),
    '',
    'Data',
    '====',
    ...keys.flatMap((key) => [`${key}:`, '----', ...(data[key] ?? '').split('\n'), '']),
    '',
    'BinaryData',
    '====',
    ...Object.keys(binaryData)
      .sort()
      .map((key) => `${key}: ${binaryData[key]?.length ?? 0} bytes`),
    '',
  ]
}

export function secretLines(_: Desk, object: KubernetesObject): Lines {
  const { data = {}, type } = object as Secret
  const bytesOf = (base64: string) =>
    (base64.length * 3) / 4 - (/=*$/.exec(base64)?.[0].length ?? 0)
  return [
    ...headLines(object),
    '',
    `Type:\t${type}`,
    '',
    'Data',
    '====',
    ...Object.keys(data)
      .sort()
      .map((key) => `${key}:\t${bytesOf(data[key] ?? '')} bytes`),
  ]
}

export function jobLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata, spec, status = {} } = object as Job
  const optional = (title: string, value: unknown) =>
    value === undefined ? [] : [`${title}:\t${value}`]
  const { startTime, completionTime, ready, active = 0, succeeded = 0, failed = 0 } = status
  const endMs = completionTime ? msOf(completionTime) : desk.now()
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(spec.selector ? [`Selector:\t${selectorText(spec.selector)}`] : []),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...ownerLines(object),
    `Parallelism:\t${spec.parallelism ?? '<unset>'}`,
    `Completions:\t${spec.completions ?? '<unset>'}`,
    ...optional('Completion Mode', spec.completionMode),
    ...optional('Suspend', spec.suspend),
    ...optional('Backoff Limit', spec.backoffLimit),
    ...optional('TTL Seconds After Finished', spec.ttlSecondsAfterFinished),
    ...(startTime ? [`Start Time:\t${longTime(startTime)}`] : []),
    ...(completionTime ? [`Completed At:\t${longTime(completionTime)}`] : []),
    ...(startTime && completionTime
      ? [`Duration:\t${humanDuration(endMs - msOf(startTime))}`]
      : []),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : [`Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`]),
    `Pods Statuses:\t${active} Active${ready === undefined ? '' : ` (${ready} Ready)`} / ${succeeded} Succeeded / ${failed} Failed`,
    ...templateLines(spec.template),
  ]
}

export function cronJobLines(_: Desk, object: KubernetesObject): Lines {
  const { spec, status } = object as CronJob
  const { jobTemplate } = spec
  const job = jobTemplate.spec
  const active = (status?.active ?? []).map(({ name }) => name).join(', ')
  return [
    ...headLines(object),
    `Schedule:\t${spec.schedule}`,
    ...(spec.timeZone ? [`Time Zone:\t${spec.timeZone}`] : []),
    `Concurrency Policy:\t${spec.concurrencyPolicy}`,
    `Suspend:\t${yesOrNo(spec.suspend)}`,
    `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}`,
    `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}`,
    spec.startingDeadlineSeconds === undefined
      ? 'Starting Deadline Seconds:\t<unset>'
      : `Starting Deadline Seconds:\t${spec.startingDeadlineSeconds}s`,
    `Selector:\t${job.selector ? selectorText(job.selector) : '<unset>'}`,
    `Parallelism:\t${job.parallelism ?? '<unset>'}`,
    `Completions:\t${job.completions ?? '<unset>'}`,
    ...templateLines(job.template),
    `Last Schedule Time:\t${longTime(status?.lastScheduleTime)}`,
    `Active Jobs:\t${active || '<none>'}`,
  ]
}

export function serviceAccountLines(_: Desk, object: KubernetesObject): Lines {
  const { imagePullSecrets = [] } = object as ServiceAccount & {
    readonly imagePullSecrets?: readonly { readonly name?: string }[]
  }
  const names = imagePullSecrets.map(({ name = '' }) => name)
  return [...headLines(object), ...listLines('Image pull secrets', names)]
}

export function budgetLines(_: Desk, object: KubernetesObject): Lines {
  const { metadata, spec, status } = object as PodDisruptionBudget
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    spec.minAvailable === undefined
      ? `Max unavailable:\t${spec.maxUnavailable}`
      : `Min available:\t${spec.minAvailable}`,
    `Selector:\t${spec.selector ? selectorText(spec.selector) : '<unset>'}`,
    'Status:',
    `    Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`,
    `    Current:\t${status?.currentHealthy ?? 0}`,
    `    Desired:\t${status?.desiredHealthy ?? 0}`,
    `    Total:\t${status?.expectedPods ?? 0}`,
  ]
}

export function priorityClassLines(_: Desk, object: KubernetesObject): Lines {
  const { metadata, value, globalDefault, preemptionPolicy, description } = object as PriorityClass
  return [
    `Name:\t${metadata.name}`,
    `Value:\t${value}`,
    `GlobalDefault:\t${globalDefault ?? false}`,
    `PreemptionPolicy:\t${preemptionPolicy}`,
    `Description:\t${description ?? ''}`,
    ...annotationLines('Annotations', metadata.annotations),
  ]
}
