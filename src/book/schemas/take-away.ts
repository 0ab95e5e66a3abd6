/** `content/scenes/take-away.yaml`: which components are taken away, what is done then, what is asked. */
import { z } from 'astro/zod'
import { bilingual, duration, id, oneCorrect, positiveInteger, uniqueIds } from './common.ts'

const count = z.int().nonnegative().exactOptional()

/** What can be seen of the cluster; a choice says as much as it promises. */
const seen = z.strictObject({
  /** Pods in the API, those without a node, those it calls Ready. */
  pods: count,
  homeless: count,
  ready: count,
  /** Containers that really run, whatever the API says. */
  running: count,
  readyNodes: count,
  /** Whether what was asked of the API was accepted. */
  accepted: z.boolean().exactOptional(),
  /** Of the requests to the Service. */
  answered: z.enum(['all', 'some', 'none']).exactOptional(),
})

const answer = z.strictObject({
  id,
  text: bilingual,
  correct: z.literal(true).optional(),
  reason: bilingual,
})

export const takeAwayActs = ['scale', 'delete-pod', 'crash', 'power-off', 'request'] as const

const round = z.strictObject({
  id,
  name: bilingual,
  /** Named as in the figure. */
  component: z.enum([
    'kube-apiserver',
    'etcd',
    'kube-scheduler',
    'kube-controller-manager',
    'kubelet',
    'kube-proxy',
    'container-runtime',
  ]),
  question: bilingual,
  /** What is done while it is away, and how long one waits. */
  steps: z.array(z.union([z.enum(takeAwayActs), duration])).min(1),
  choices: z
    .array(answer.extend({ seen }))
    .min(2, 'needs at least two choices')
    .superRefine(uniqueIds)
    .refine(...oneCorrect),
  notice: bilingual,
  /** How long one waits once it is back, and what is seen then. */
  heal: duration,
  healed: seen,
  role: z
    .array(answer)
    .min(2)
    .superRefine(uniqueIds)
    .refine(...oneCorrect),
})

export const takeAwaySchema = z.strictObject({
  scenario: id,
  seed: positiveInteger,
  service: id,
  scenes: z
    .array(
      z.strictObject({
        id,
        /** Whose parts are switched. */
        figure: id,
        /** Where the components stand, if on a node. */
        machine: id.exactOptional(),
        title: bilingual,
        lead: bilingual,
        rounds: z.array(round).min(1).superRefine(uniqueIds),
      }),
    )
    .min(1)
    .superRefine(uniqueIds),
})
