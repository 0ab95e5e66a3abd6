/** The pieces from which the schemas of `content/` are made. */
import { z } from 'astro/zod'

const sentence = z.string().trim().min(1, 'is empty: write a text')

/** A text in both languages; neither may be missing. */
export const bilingual = z.strictObject({ ja: sentence, en: sentence })

/** A text in both languages that cannot do its work in fewer letters than these. */
export function textOf(letters: number, what: string) {
  const text = sentence.min(letters, `is too short to do its work: ${what}`)
  return z.strictObject({ ja: text, en: text })
}

/** Ids stand in addresses and in saved progress, so they are short, plain and permanent. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, 'must be lower-case letters, digits and hyphens')

export const positiveInteger = z.int('must be a whole number').positive('must be 1 or more')

/** A span of virtual time as Kubernetes writes it: `10s`, `6m`, `1m30s`. */
export const duration = z
  .string()
  .regex(/^(?=\d)(?:\d+h)?(?:\d+m)?(?:\d+s)?$/, 'must be a duration such as 10s, 6m or 1m30s')

/** Refuses a list in which an id stands twice, and says which. */
export function uniqueIds(
  items: readonly { readonly id: string }[],
  context: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>()
  items.forEach((item, index) => {
    if (seen.has(item.id)) {
      context.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: `"${item.id}" is used twice: every id here must be different`,
      })
    }
    seen.add(item.id)
  })
}

/** Refuses choices of which none or several are right. */
export const oneCorrect = [
  (choices: readonly { readonly correct?: true | undefined }[]) =>
    choices.filter(({ correct }) => correct).length === 1,
  'needs exactly one choice that is correct',
] as const
