/**
 * How `kubectl get pods` shows a Pod.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go` printPod
 */
import { conditionOf, isConditionTrue } from '../../api/conditions.ts'
import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/core.ts'
import { msOf } from '../../api/time.ts'
import { ageColumn, ageOf, nameColumn } from './cells.ts'
import { type Column, column } from './column.ts'

export const podColumns: readonly Column<Pod>[] = [
  nameColumn,
  column('READY', 0, readyText),
  column('STATUS', 0, podStatusText),
  column('RESTARTS', 0, restartsText),
  ageColumn,
  column('IP', 1, ({ status }) => addressOf(status) || '<none>'),
  column('NODE', 1, ({ spec }) => spec.nodeName || '<none>'),
  column('NOMINATED NODE', 1, ({ status }) => status?.nominatedNodeName || '<none>'),
  column('READINESS GATES', 1, gatesText),
]

/** The STATUS column: a phase, or the reason that matters more. */
export function podStatusText({ metadata, spec, status }: Pod): string {
  const phase = status?.phase ?? ''
  const scheduled = conditionOf(status?.conditions, 'PodScheduled')
  let text: string =
    scheduled?.reason === 'SchedulingGated' ? 'SchedulingGated' : status?.reason || phase
  const isInitialized = isConditionTrue(status?.conditions, 'Initialized')
  const init = initText(spec.initContainers ?? [], status?.initContainerStatuses ?? [])
  text = init ?? text
  if (init === undefined || isInitialized) {
    const own = containersText(status?.containerStatuses ?? [])
    text = own.text ?? text
    if (text === 'Completed' && own.someRunning)
      text = isConditionTrue(status?.conditions, 'Ready') ? 'Running' : 'NotReady'
  }
  if (metadata.deletionTimestamp === undefined) return text
  if (status?.reason === 'NodeLost') return 'Unknown'
  return phase === 'Succeeded' || phase === 'Failed' ? text : 'Terminating'
}

/** `Init:1/2`, or why it is stuck; nothing where all init containers are done. */
function initText(
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
): string | undefined {
  const byName = new Map(containers.map((container) => [container.name, container]))
  for (const [index, { name, state = {}, started }] of statuses.entries()) {
    const { terminated, waiting } = state
    if (terminated && terminated.exitCode === 0) continue
    if (isSidecar(byName.get(name)) && started) continue
    if (terminated) return `Init:${terminated.reason || exitText(terminated)}`
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`
    return `Init:${index}/${containers.length}`
  }
  return undefined
}

/** The reason of the first container that has one; looked at from the last. */
function containersText(statuses: readonly ContainerStatus[]): {
  readonly text: string | undefined
  readonly someRunning: boolean
} {
  let text: string | undefined
  let someRunning = false
  for (const { state = {}, ready } of [...statuses].reverse()) {
    const { waiting, terminated, running } = state
    if (waiting?.reason) text = waiting.reason
    else if (terminated) text = terminated.reason || exitText(terminated)
    else if (ready && running) someRunning = true
  }
  return { text, someRunning }
}

function exitText({ signal, exitCode }: NonNullable<ContainerState['terminated']>): string {
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

function isSidecar(container: Container | undefined): boolean {
  return container?.restartPolicy === 'Always'
}

/** Sidecars count with the regular containers. */
function countedStatuses({ spec, status }: Pod): {
  readonly sidecars: readonly ContainerStatus[]
  readonly total: number
} {
  const names = new Set((spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name))
  const sidecars = (status?.initContainerStatuses ?? []).filter(({ name }) => names.has(name))
  return { sidecars, total: (spec.containers ?? []).length + names.size }
}

function readyText(pod: Pod): string {
  const { sidecars, total } = countedStatuses(pod)
  const ready =
    (pod.status?.containerStatuses ?? []).filter(({ ready, state }) => ready && state?.running)
      .length + sidecars.filter(({ ready, started }) => ready && started).length
  return `${ready}/${total}`
}

/** `2 (5m ago)`: how often, and when last. */
function restartsText(pod: Pod, nowMs: number): string {
  const { sidecars } = countedStatuses(pod)
  const { initContainerStatuses = [], containerStatuses = [], conditions } = pod.status ?? {}
  const init = initText(pod.spec.initContainers ?? [], initContainerStatuses)
  const isInitializing = init !== undefined && !isConditionTrue(conditions, 'Initialized')
  const counted = isInitializing ? initContainerStatuses : [...containerStatuses, ...sidecars]
  let restarts = 0
  let last = Number.NEGATIVE_INFINITY
  let lastTime: string | undefined
  for (const { restartCount, lastState } of counted) {
    restarts += restartCount
    const finishedAt = lastState?.terminated?.finishedAt
    if (msOf(finishedAt) <= last) continue
    last = msOf(finishedAt)
    lastTime = finishedAt
  }
  return restarts > 0 && lastTime ? `${restarts} (${ageOf(lastTime, nowMs)} ago)` : `${restarts}`
}

function addressOf(status: Pod['status']): string | undefined {
  return status?.podIPs?.[0]?.ip ?? status?.podIP
}

function gatesText({ spec, status }: Pod): string {
  const { readinessGates = [] } = spec as { readinessGates?: { conditionType: string }[] }
  if (readinessGates.length === 0) return '<none>'
  const open = readinessGates.filter(({ conditionType }) =>
    isConditionTrue(status?.conditions, conditionType),
  )
  return `${open.length}/${readinessGates.length}`
}
