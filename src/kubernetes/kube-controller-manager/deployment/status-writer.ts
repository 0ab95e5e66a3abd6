/**
 * Writing a Deployment's status, if there is anything new to write.
 *
 * *Upstream:* `pkg/controller/deployment` (sync.go, progress.go)
 */
import type { Deployment, DeploymentStatus } from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { isEqual } from '../../api/equality.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { Host } from '../../component.ts'
import { hasProgressDeadline, progressing, rolloutStatus, untilDeadlineMs } from './progress.ts'
import type { Rollout } from './replica-sets.ts'
import { setCondition, statusOf } from './status.ts'

/** The counts alone: nothing is said about progress. */
export function writePlainStatus(host: Host, rollout: Rollout): undefined {
  write(host, rollout.deployment, statusOf(rollout, host.clock.now))
}

/** @returns when to look again: after the deadline, where nothing moves until then. */
export function writeRolloutStatus(host: Host, rollout: Rollout): undefined | RequeueAfter {
  const { deployment } = rollout
  const nowMs = host.clock.now
  const status = rolloutStatus(rollout, nowMs)
  // What is written comes back as news, and with it the next look.
  if (write(host, deployment, status)) return undefined
  const left = untilDeadlineMs(deployment, status, nowMs)
  return left === undefined ? undefined : { afterMs: left + 1000 }
}

/** Pausing and resuming are written down, so that the deadline does not count the pause. */
export function notePause({ client, clock }: Host, deployment: Deployment): Deployment {
  const { conditions = [] } = deployment.status ?? {}
  const reason = conditionOf(conditions, 'Progressing')?.reason
  if (!hasProgressDeadline(deployment) || reason === 'ProgressDeadlineExceeded') return deployment
  const { paused = false } = deployment.spec
  if (paused === (reason === 'DeploymentPaused')) return deployment
  const finding = paused
    ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
    : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed')
  const next = setCondition(conditions, finding, clock.now)
  const status = { ...deployment.status, conditions: next }
  return client.updateStatus('deployments', { ...deployment, status })
}

/** An empty selector would claim the whole namespace: the Deployment is seen but not obeyed. */
export function refuseToSelectAll({ client, events }: Host, deployment: Deployment): undefined {
  const text = 'This deployment is selecting all pods. A non-empty selector is required.'
  events.record(deployment, 'Warning', 'SelectingAll', text)
  const { generation = 0 } = deployment.metadata
  if ((deployment.status?.observedGeneration ?? 0) >= generation) return
  const status = { ...deployment.status, observedGeneration: generation }
  client.updateStatus('deployments', { ...deployment, status })
}

function write({ client }: Host, deployment: Deployment, status: DeploymentStatus): boolean {
  if (isEqual(status, deployment.status)) return false
  client.updateStatus('deployments', { ...deployment, status })
  return true
}
