/** `exercises/<id>/exercise.yaml`: a task on the cluster and the checks that judge it. */
import { z } from 'astro/zod'
import { bilingual, duration, id, positiveInteger, uniqueIds } from './common.ts'

const number = z.number()
const bounds = z.strictObject({ atLeast: number.optional(), atMost: number.optional() })

const expected = z.union(
  [
    z.string(),
    number,
    z.boolean(),
    bounds,
    z.strictObject({ absent: z.boolean() }),
    z.strictObject({ not: z.union([z.string(), number, z.boolean()]) }),
  ],
  'must be a value, { atLeast, atMost }, { absent } or { not }',
)

const labels = z.record(z.string(), z.string())

const condition = z.strictObject({
  kind: z.string(),
  name: z.string().optional(),
  labels: labels.optional(),
  has: z.record(z.string(), expected).optional(),
  ready: z.boolean().optional(),
  onLivingNode: z.boolean().optional(),
  count: z.union([number, bounds]).optional(),
})

/** What can stop as a whole: the processes of the chapter's figures. */
const processes = [
  'etcd',
  'kube-apiserver',
  'kube-scheduler',
  'kube-controller-manager',
  'kubelet',
  'kube-proxy',
] as const

export const faultSchema = z.union(
  [
    z.strictObject({ powerOff: z.strictObject({ busiest: labels }) }),
    z.strictObject({ stopKubelet: z.strictObject({ busiest: labels }) }),
    z.strictObject({ stop: z.enum(processes) }),
    z.strictObject({ deleteOne: labels }),
    z.strictObject({ crashOne: labels }),
    z.strictObject({ apply: z.string() }),
  ],
  'must be powerOff, stopKubelet, stop, deleteOne, crashOne or apply',
)

const base = { id, says: bilingual, hint: bilingual }

const check = z.union(
  [
    z.strictObject({ ...base, accepted: z.literal(true) }),
    z.strictObject({ ...base, rejected: z.strictObject({ reason: z.string() }) }),
    z.strictObject({ ...base, eventually: condition, within: duration }),
    z.strictObject({ ...base, always: condition, from: duration.optional(), within: duration }),
    z.strictObject({ ...base, never: condition, from: duration.optional(), within: duration }),
    z.strictObject({
      ...base,
      survives: z.strictObject({
        fault: faultSchema,
        meanwhile: condition.optional(),
        recovers: condition,
      }),
      within: duration,
    }),
  ],
  'is no check: see content/README.md for the kinds there are and their keys',
)

export const exerciseSchema = z.strictObject({
  revision: positiveInteger,
  title: bilingual,
  goal: bilingual,
  scenario: id,
  files: z.array(z.string().regex(/^[\w.-]+\.yaml$/, 'must be a name such as web.yaml')).min(1),
  judges: z.enum(['files', 'session']),
  seeds: z.array(positiveInteger).min(1),
  checks: z.array(check).min(1).superRefine(uniqueIds),
  misconceptions: z
    .array(
      z.strictObject({
        id,
        wrote: z.strictObject({ kind: z.string(), has: z.record(z.string(), expected) }),
        explains: bilingual,
      }),
    )
    .superRefine(uniqueIds)
    .default([]),
  /** From a nudge to nearly everything; the solution comes after the last. */
  hints: z.array(bilingual).default([]),
  /** What to notice once it is done. */
  afterwards: bilingual.optional(),
})
