import { describe, expect, it } from 'vitest'
import { create, minutes, testCluster } from '../../cluster-for-tests.ts'
import { cronJob } from '../kinds-for-tests.ts'

function started(script: string, spec: Readonly<Record<string, unknown>> = {}) {
  const cluster = testCluster({ workers: 1 })
  create(cluster, 'cronjobs', cronJob('tick', script, spec))
  const said = () => cluster.objects('events').map(({ reason }) => reason)
  return { cluster, said }
}

describe('cronjob-controller', () => {
  it('makes a Job each minute, named after the minute, and keeps the last three', () => {
    const { cluster, said } = started('sleep 1')
    cluster.simulation.advance(minutes(6.5))
    const jobs = cluster.objects('jobs')
    expect(jobs).toHaveLength(3)
    const minuteOf = (name: string) => Number(name.slice('tick-'.length))
    const numbers = jobs.map(({ metadata }) => minuteOf(metadata.name))
    expect(numbers[2]).toBe((numbers[0] ?? 0) + 2)
    const { lastScheduleTime, lastSuccessfulTime, active } =
      cluster.objects('cronjobs')[0]?.status ?? {}
    expect(Date.parse(lastScheduleTime ?? '')).toBe((numbers[2] ?? 0) * 60_000)
    expect(lastSuccessfulTime).toBeDefined()
    expect(active).toBeUndefined()
    expect(said()).toEqual(
      expect.arrayContaining(['SuccessfulCreate', 'SawCompletedJob', 'SuccessfulDelete']),
    )
  })

  it('rests while it waits for the hour', () => {
    const { cluster } = started('sleep 1', { schedule: '0 0 1 1 *' })
    expect(cluster.simulation.settle()).toBe('settled')
  })

  it('does not begin a second Job where that is forbidden', () => {
    const { cluster, said } = started('sleep 600', { concurrencyPolicy: 'Forbid' })
    cluster.simulation.advance(minutes(3.5))
    expect(cluster.objects('jobs')).toHaveLength(1)
    expect(said()).toContain('JobAlreadyActive')
  })

  it('replaces the one that still runs', () => {
    const { cluster } = started('sleep 600', { concurrencyPolicy: 'Replace' })
    cluster.simulation.advance(minutes(3.5))
    expect(cluster.objects('jobs')).toHaveLength(1)
    expect(cluster.objects('cronjobs')[0]?.status?.active).toHaveLength(1)
  })
})
