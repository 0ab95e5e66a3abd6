import { expect, test } from 'vitest'
import type { Moment, MomentKind } from '../../lab/moments.ts'
import { momentsSince, originOf } from './origin.ts'

const moment = (kind: MomentKind, at: number): Moment => ({ kind, at, subject: 'x', detail: {} })

test('time begins anew with the last thing that was done', () => {
  const applied = moment('deployment-applied', 0)
  const crash = moment('crash', 900)
  expect(originOf([applied, moment('pod-created', 20)])).toBe(applied)
  expect(originOf([applied, moment('pod-ready', 800), crash])).toBe(crash)
  expect(originOf([moment('node-ready', 0)])).toBeUndefined()
})

test('what happened at the same instant but before the origin is of the past', () => {
  const lost = moment('power-off', 500)
  const moments = [
    moment('deployment-applied', 0),
    moment('rollout-complete', 500),
    lost,
    moment('node-not-ready', 50_500),
  ]
  expect(momentsSince(moments, lost).map(({ kind }) => kind)).toEqual([
    'power-off',
    'node-not-ready',
  ])
  expect(momentsSince(moments, undefined)).toBe(moments)
})
