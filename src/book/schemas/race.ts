/** `content/scenes/race.yaml`: two ways to run a shop, and the rounds in which they are compared. */
import { z } from 'astro/zod'
import { bilingual, duration, id, positiveInteger, uniqueIds } from './common.ts'

const count = z.int().nonnegative()

const choice = z.strictObject({
  id,
  text: bilingual,
  /** How many containers run at the moments of `watch`, if this were so. */
  left: z.array(count),
  right: z.array(count),
  correct: z.literal(true).optional(),
  reason: bilingual,
})

const round = z
  .strictObject({
    id,
    name: bilingual,
    question: bilingual,
    /** What the button says that lets it happen. */
    act: bilingual,
    /** The restart policy that the commands of the left get in this round. */
    restart: z.enum(['always', 'unless-stopped', 'on-failure']).optional(),
    faults: z.array(z.enum(['again', 'crash', 'power-off', 'close-laptop'])).min(1),
    watch: z.array(duration).min(1),
    choices: z.array(choice).min(2, 'needs at least two choices').superRefine(uniqueIds),
    notice: bilingual,
  })
  .superRefine(({ choices, watch }, context) => {
    const issue = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (choices.filter(({ correct }) => correct).length !== 1)
      issue(['choices'], 'needs exactly one choice that is correct')
    choices.forEach(({ left, right }, index) => {
      for (const [side, counts] of Object.entries({ left, right }))
        if (counts.length !== watch.length)
          issue(['choices', index, side], 'needs one number for each moment of watch')
    })
  })

export const raceSchema = z.strictObject({
  title: bilingual,
  lead: bilingual,
  scenario: id,
  seed: positiveInteger,
  hosts: z.array(id).min(2),
  image: z.string(),
  commands: z.array(z.string().startsWith('docker ')).min(1),
  file: z.string().endsWith('.yaml'),
  manifest: z.string(),
  rounds: z.array(round).min(1).superRefine(uniqueIds),
  fairness: z.array(bilingual).min(1),
})
