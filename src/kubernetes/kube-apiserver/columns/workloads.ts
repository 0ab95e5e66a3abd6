/**
 * What `kubectl get` shows of whoever makes Pods: sets, Jobs, and who sets their number.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import type { ControllerRevision, DaemonSet, StatefulSet } from '../../api/apps.ts'
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../../api/autoscaling.ts'
import type { CronJob, Job } from '../../api/batch.ts'
import { isConditionTrue } from '../../api/conditions.ts'
import { humanDuration } from '../../api/duration.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { msOf } from '../../api/time.ts'
import { ageColumn, ageOf, labelsText, nameColumn, templateColumns } from './cells.ts'
import { type Column, column } from './column.ts'

export const daemonSetColumns: readonly Column<DaemonSet>[] = [
  nameColumn,
  column('DESIRED', 0, ({ status }) => status?.desiredNumberScheduled ?? 0),
  column('CURRENT', 0, ({ status }) => status?.currentNumberScheduled ?? 0),
  column('READY', 0, ({ status }) => status?.numberReady ?? 0),
  column('UP-TO-DATE', 0, ({ status }) => status?.updatedNumberScheduled ?? 0),
  column('AVAILABLE', 0, ({ status }) => status?.numberAvailable ?? 0),
  column('NODE SELECTOR', 0, ({ spec }) => labelsText(spec.template.spec.nodeSelector)),
  ageColumn,
  ...templateColumns,
]

export const statefulSetColumns: readonly Column<StatefulSet>[] = [
  nameColumn,
  column('READY', 0, ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`),
  ageColumn,
  ...templateColumns.slice(0, 2),
]

export const controllerRevisionColumns: readonly Column<ControllerRevision>[] = [
  nameColumn,
  column('CONTROLLER', 0, (revision) => {
    const owner = controllerOf(revision)
    if (!owner) return '<none>'
    const group = owner.apiVersion.split('/', 1)[0]
    return `${owner.kind.toLowerCase()}.${group}/${owner.name}`
  }),
  column('REVISION', 0, ({ revision }) => revision),
  ageColumn,
]

export const jobColumns: readonly Column<Job>[] = [
  nameColumn,
  column('STATUS', 0, jobStatusText),
  column('COMPLETIONS', 0, completionsText),
  column('DURATION', 0, ({ status }, nowMs) => {
    if (!status?.startTime) return ''
    const endMs = status.completionTime ? msOf(status.completionTime) : nowMs
    return humanDuration(endMs - msOf(status.startTime))
  }),
  ageColumn,
  ...(templateColumns as readonly Column<never>[]),
]

function jobStatusText({ metadata, status }: Job): string {
  const has = (type: string) => isConditionTrue(status?.conditions, type)
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (metadata.deletionTimestamp) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running'
}

function completionsText({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0
  const { completions, parallelism = 0 } = spec
  if (completions !== undefined) return `${succeeded}/${completions}`
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

export const cronJobColumns: readonly Column<CronJob>[] = [
  nameColumn,
  column('SCHEDULE', 0, ({ spec }) => spec.schedule),
  column('TIMEZONE', 0, ({ spec }) => spec.timeZone ?? '<none>'),
  column('SUSPEND', 0, ({ spec: { suspend } }) =>
    suspend === undefined ? '<unset>' : suspend ? 'True' : 'False',
  ),
  column('ACTIVE', 0, ({ status }) => status?.active?.length ?? 0),
  column('LAST SCHEDULE', 0, ({ status }, nowMs) =>
    status?.lastScheduleTime ? ageOf(status.lastScheduleTime, nowMs) : '<none>',
  ),
  ageColumn,
  ...templateColumns.map(({ name, priority, cell }) =>
    column<CronJob>(name, priority, ({ spec }, nowMs) => {
      const { selector, template } = spec.jobTemplate.spec
      return cell({ spec: { selector, template } } as never, nowMs)
    }),
  ),
]

export const autoscalerColumns: readonly Column<HorizontalPodAutoscaler>[] = [
  nameColumn,
  column('REFERENCE', 0, ({ spec: { scaleTargetRef } }) => {
    return `${scaleTargetRef.kind}/${scaleTargetRef.name}`
  }),
  column('TARGETS', 0, ({ spec, status }) =>
    metricsText(spec.metrics ?? [], status?.currentMetrics ?? []),
  ),
  column('MINPODS', 0, ({ spec }) => spec.minReplicas ?? '<unset>'),
  column('MAXPODS', 0, ({ spec }) => spec.maxReplicas),
  column('REPLICAS', 0, ({ status }) => status?.currentReplicas ?? 0),
  ageColumn,
]

/** More metrics are counted and not shown. */
const maxMetrics = 2

function metricsText(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>'
  const texts = specs.map((spec, index) => metricText(spec, statuses[index]))
  const shown = texts.slice(0, maxMetrics).join(', ')
  return texts.length > maxMetrics ? `${shown} + ${texts.length - maxMetrics} more...` : shown
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  const source = spec.resource ?? spec.containerResource
  if (!source) {
    const { target } = spec.pods ?? spec.object ?? spec.external ?? {}
    const wanted = target?.averageValue ?? target?.value
    return `<unknown>/${wanted}${spec.pods || !target?.averageValue ? '' : ' (avg)'}`
  }
  const { current } = status?.resource ?? status?.containerResource ?? {}
  const { averageValue, averageUtilization } = source.target
  if (averageValue !== undefined)
    return `${source.name}: ${current?.averageValue ?? '<unknown>'}/${averageValue}`
  const share = current?.averageUtilization
  const wanted = averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`
  return `${source.name}: ${share === undefined ? '<unknown>' : `${share}%`}/${wanted}`
}
