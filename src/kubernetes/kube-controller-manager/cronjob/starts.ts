/**
 * When a CronJob should have started since it last did.
 *
 * *Upstream:* `pkg/controller/cronjob/utils.go` mostRecentScheduleTime
 */
import { epochMs } from '../../../simulation/simulation.ts'
import type { CronJob } from '../../api/batch.ts'
import type { CronSchedule } from '../../api/cron-schedule.ts'
import { msOf } from '../../api/time.ts'

/** From here on something is wrong, and it is said. */
export const tooManyMissed = 100

export interface Starts {
  /** The last one that is due, in virtual milliseconds. */
  readonly latest?: number
  readonly missed: number
}

export function startsSince(
  { metadata, spec, status }: CronJob,
  schedule: CronSchedule,
  nowMs: number,
): Starts {
  const { startingDeadlineSeconds: deadline } = spec
  let fromMs = msOf(status?.lastScheduleTime ?? metadata.creationTimestamp)
  if (deadline !== undefined) fromMs = Math.max(fromMs, nowMs - deadline * 1000)
  let latest: number | undefined
  let missed = 0
  for (;;) {
    const next = schedule.next(epochMs + (latest ?? fromMs))
    if (next === undefined || next - epochMs > nowMs) break
    latest = next - epochMs
    missed++
  }
  return { missed, ...(latest === undefined ? {} : { latest }) }
}
