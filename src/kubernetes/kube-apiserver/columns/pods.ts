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
export function podStatusText(pod: Pod): string {
  const { metadata, status } = pod
  const phase = status?.phase ?? ''
  const scheduled = conditionOf(status?.conditions, 'PodScheduled')
  let text: string =
    scheduled?.reason === 'SchedulingGated' ? 'SchedulingGated' : status?.reason || phase
  const init = initProgress(pod)
  text = init.text ?? text
  if (isBeyondInit(pod, init)) {
    const own = containersText(status?.containerStatuses ?? [])
    text = own.text ?? text
    if (text === 'Completed' && own.someRunning)
      text = isConditionTrue(status?.conditions, 'Ready') ? 'Running' : 'NotReady'
  }
  if (metadata.deletionTimestamp === undefined) return text
  if (status?.reason === 'NodeLost') return 'Unknown'
  return phase === 'Succeeded' || phase === 'Failed' ? text : 'Terminating'
}

interface InitProgress {
  /** `Init:1/2`, or why it is stuck; nothing where all init containers are done. */
  readonly text?: string
  /** As far as one looks: to the first that is not done. */
  readonly seen: readonly ContainerStatus[]
  readonly readySidecars: number
}

function initProgress({ spec, status }: Pod): InitProgress {
  const containers = spec.initContainers ?? []
  const statuses = status?.initContainerStatuses ?? []
  const byName = new Map(containers.map((container) => [container.name, container]))
  let readySidecars = 0
  for (const [index, { name, state = {}, started, ready }] of statuses.entries()) {
    const { terminated, waiting } = state
    const stuck = (text: string) => ({
      text: `Init:${text}`,
      seen: statuses.slice(0, index + 1),
      readySidecars,
    })
    if (terminated && terminated.exitCode === 0) continue
    if (isSidecar(byName.get(name)) && started) {
      if (ready) readySidecars++
      continue
    }
    if (terminated) return stuck(terminated.reason || exitText(terminated))
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return stuck(waiting.reason)
    return stuck(`${index}/${containers.length}`)
  }
  return { seen: statuses, readySidecars }
}

/** Once all is initialized, what became of the init containers no longer matters. */
function isBeyondInit({ status }: Pod, { text }: InitProgress): boolean {
  return text === undefined || isConditionTrue(status?.conditions, 'Initialized')
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
function readyText(pod: Pod): string {
  const { containers = [], initContainers = [] } = pod.spec
  const total = containers.length + initContainers.filter(isSidecar).length
  const init = initProgress(pod)
  const isReady = ({ ready, state }: ContainerStatus) => ready && state?.running
  const regular = isBeyondInit(pod, init) ? (pod.status?.containerStatuses ?? []) : []
  return `${init.readySidecars + regular.filter(isReady).length}/${total}`
}

/** `2 (5m ago)`: how often, and when last. */
function restartsText(pod: Pod, nowMs: number): string {
  const init = initProgress(pod)
  const sidecars = new Set(
    (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name),
  )
  const counted = isBeyondInit(pod, init)
    ? [
        ...init.seen.filter(({ name }) => sidecars.has(name)),
        ...(pod.status?.containerStatuses ?? []),
      ]
    : init.seen
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
