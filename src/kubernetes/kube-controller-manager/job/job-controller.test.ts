import { describe, expect, it } from 'vitest'
import type { Job } from '../../api/batch.ts'
import type { Cluster } from '../../cluster.ts'
import {
  create,
  minutes,
  patch,
  podsOf,
  remove,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { job } from '../kinds-for-tests.ts'
import { indexesFrom, indexesText } from './count.ts'

type Spec = Readonly<Record<string, unknown>>

function run(script: string, spec: Spec = {}): { cluster: Cluster; now: () => Job | undefined } {
  const cluster = testCluster({ workers: 2 })
  create(cluster, 'jobs', job('work', script, spec))
  return { cluster, now: () => cluster.objects('jobs')[0] }
}

const trueConditions = (one: Job | undefined) =>
  (one?.status?.conditions ?? [])
    .filter(({ status }) => status === 'True')
    .map(({ type, reason }) => `${type} ${reason}`)
const said = (cluster: Cluster) => cluster.objects('events').map(({ reason }) => reason)

describe('job-controller', () => {
  it('runs so many at a time until so many have succeeded', () => {
    const { cluster, now } = run('sleep 3', { completions: 3, parallelism: 2 })
    cluster.simulation.advance(seconds(2))
    expect(now()?.status?.active).toBe(2)
    cluster.simulation.advance(seconds(30))
    expect(now()?.status).toMatchObject({ succeeded: 3, terminating: 0, ready: 0 })
    expect(now()?.status?.completionTime).toBeDefined()
    expect(trueConditions(now())).toEqual([
      'SuccessCriteriaMet CompletionsReached',
      'Complete CompletionsReached',
    ])
    expect(podsOf(cluster, 'work').map(({ metadata }) => metadata.finalizers)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(said(cluster)).toContain('Completed')
  })

  it('waits longer after each failure, and gives up', () => {
    const { cluster, now } = run('sleep 2; exit 1', { backoffLimit: 2 })
    cluster.simulation.advance(minutes(2))
    expect(trueConditions(now())).toEqual([
      'FailureTarget BackoffLimitExceeded',
      'Failed BackoffLimitExceeded',
    ])
    expect(now()?.status?.failed).toBe(3)
    const made = podsOf(cluster, 'work').map(({ metadata }) =>
      Date.parse(metadata.creationTimestamp),
    )
    const [first = 0, second = 0, third = 0] = made.sort()
    expect(second - first).toBeGreaterThanOrEqual(10_000)
    expect(third - second).toBeGreaterThanOrEqual(20_000)
  })

  it('does each index once', () => {
    const spec = { completions: 3, parallelism: 3, completionMode: 'Indexed' }
    const { cluster, now } = run('sleep 1', spec)
    cluster.simulation.advance(seconds(30))
    expect(now()?.status?.completedIndexes).toBe('0-2')
    const hosts = podsOf(cluster, 'work').map(({ spec: { hostname } }) => hostname)
    expect(hosts.sort()).toEqual(['work-0', 'work-1', 'work-2'])
    expect(indexesText(indexesFrom('0-2,5,7-8'))).toBe('0-2,5,7,8')
  })

  it('pauses and goes on', () => {
    const { cluster, now } = run('sleep 5', { suspend: true })
    cluster.simulation.advance(seconds(5))
    expect(podsOf(cluster, 'work')).toEqual([])
    expect(trueConditions(now())).toEqual(['Suspended JobSuspended'])
    patch(cluster, 'jobs', 'work', { spec: { suspend: false } })
    cluster.simulation.advance(seconds(30))
    expect(now()?.status?.succeeded).toBe(1)
    expect(said(cluster)).toEqual(expect.arrayContaining(['Suspended', 'Resumed']))
  })

  it('ends at its deadline, and is removed in its time', () => {
    const { cluster, now } = run('sleep 600', {
      activeDeadlineSeconds: 10,
      ttlSecondsAfterFinished: 60,
    })
    cluster.simulation.advance(seconds(60))
    expect(trueConditions(now())).toContain('Failed DeadlineExceeded')
    cluster.simulation.advance(minutes(3))
    expect(now()).toBeUndefined()
    expect(podsOf(cluster, 'work')).toEqual([])
  })

  it('fails at once where the policy says so', () => {
    const onExitCodes = { operator: 'In', values: [42] }
    const { cluster, now } = run('exit 42', {
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes }] },
    })
    cluster.simulation.advance(seconds(30))
    const [{ message } = { message: '' }] = now()?.status?.conditions ?? []
    expect(message).toMatch(
      /^Container main for pod default\/work-\w+ failed with exit code 42 matching FailJob rule at index 0$/,
    )
    expect(podsOf(cluster, 'work')).toHaveLength(1)
  })

  it('lets its Pods go when it is deleted', () => {
    const { cluster } = run('sleep 600')
    cluster.simulation.advance(seconds(10))
    remove(cluster, 'jobs', 'work')
    cluster.simulation.advance(minutes(2))
    expect(podsOf(cluster, 'work')).toEqual([])
  })
})

describe('a Job that counts by index', () => {
  const indexed = { completionMode: 'Indexed', completions: 3, parallelism: 3 }
  /** The Pods of one index fail, those of the others do well. */
  const failing = (index: number, spec: Spec) => {
    const { cluster, now } = run('sleep 1', { ...indexed, ...spec, suspend: true })
    const made = now()
    expect(made).toBeDefined()
    patch(cluster, 'jobs', 'work', { spec: { suspend: false } })
    const crash = () => {
      for (const { metadata, status } of podsOf(cluster, 'work'))
        if (
          status?.phase === 'Running' &&
          metadata.annotations?.['batch.kubernetes.io/job-completion-index'] === String(index)
        )
          cluster.crash(metadata.uid)
    }
    return { cluster, now, crash }
  }
  const slowly = (cluster: Cluster, crash: () => void, count: number) => {
    for (let step = 0; step < count * 10; step++) {
      cluster.simulation.advance(100)
      crash()
    }
  }

  it('gives up an index that has failed too often, and lets the others go on', () => {
    const { cluster, now, crash } = failing(1, { backoffLimitPerIndex: 1 })
    slowly(cluster, crash, 60)
    expect(now()?.status).toMatchObject({ succeeded: 2, failed: 2 })
    expect(now()?.status).toMatchObject({ completedIndexes: '0,2', failedIndexes: '1' })
    expect(trueConditions(now())).toEqual(['FailureTarget FailedIndexes', 'Failed FailedIndexes'])
    const counts = podsOf(cluster, 'work').map(
      ({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'],
    )
    expect(counts.sort()).toEqual(['0', '0', '0', '1'])
  })

  it('ends when more indexes have failed than may', () => {
    const { cluster, now, crash } = failing(0, { backoffLimitPerIndex: 0, maxFailedIndexes: 0 })
    slowly(cluster, crash, 10)
    expect(trueConditions(now())[0]).toBe('FailureTarget MaxFailedIndexesExceeded')
  })

  it('is done when its policy is met: the rest is ended', () => {
    const rules = [{ succeededIndexes: '2' }, { succeededCount: 2 }]
    const command = 'sleep 3600'
    const { cluster, now } = run(command, { ...indexed, successPolicy: { rules } })
    cluster.simulation.advance(seconds(5))
    expect(now()?.status?.active).toBe(3)
    expect(trueConditions(now())).toEqual([])
    const done = run('sleep 2', { ...indexed, parallelism: 1, successPolicy: { rules } })
    done.cluster.simulation.advance(seconds(40))
    expect(done.now()?.status).toMatchObject({ succeeded: 2, completedIndexes: '0,1' })
    expect(done.now()?.status?.conditions?.map(({ type, message }) => [type, message])).toEqual([
      ['SuccessCriteriaMet', 'Matched rules at index 1'],
      ['Complete', 'Matched rules at index 1'],
    ])
    expect(said(done.cluster)).toContain('Completed')
  })
})

it('a Job that somebody else sees to is left alone', () => {
  const { cluster, now } = run('true', { managedBy: 'example.com/manager' })
  cluster.simulation.advance(minutes(1))
  expect(now()?.status).toEqual({})
  expect(podsOf(cluster, 'work')).toEqual([])
})
