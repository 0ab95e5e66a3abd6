/** `content/scenarios/*.yaml` and `content/incidents/*.yaml`: clusters, and what befalls them. */
import { z } from 'astro/zod'
import { bilingual, duration, id } from './common.ts'
import { faultSchema } from './exercise.ts'

const quantity = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine(
    (text) => /^\d+(?:\.\d+)?(?:m|[kMG]i?)?$/.test(text),
    'must be a quantity such as 2 or 4Gi',
  )

export const scenarioSchema = z.strictObject({
  title: bilingual,
  machines: z
    .array(
      z.strictObject({
        name: id,
        role: z.enum(['control-plane', 'worker']),
        cpu: quantity,
        memory: quantity,
        pods: z.int().positive().optional(),
        labels: z.record(z.string(), z.string()).optional(),
        runtime: z.enum(['containerd', 'cri-o']).optional(),
        images: z.array(z.string()).optional(),
      }),
    )
    .min(2)
    .refine(
      (machines) => machines.filter(({ role }) => role === 'control-plane').length === 1,
      'needs exactly one machine with the role control-plane',
    ),
  leaveOut: z.array(z.string()).optional(),
  manifests: z.array(z.string()).optional(),
  /** How old the cluster is when the reader comes. */
  boot: duration,
})

export const incidentSchema = z.strictObject({
  scenario: id,
  manifests: z.array(z.string()).min(1),
  /** From the manifests to the fault. */
  calm: duration,
  /** One fault, or several at the same moment. */
  fault: z.union([faultSchema, z.array(faultSchema).min(1)]),
  /** How long to watch after the fault. */
  watch: duration,
})
