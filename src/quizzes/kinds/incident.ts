/**
 * An incident: predicted before it runs, compared after. Each try has another variant, so that it is
 * understood and not remembered.
 */
import type { Bilingual } from '../../language.ts'
import type { IncidentQuestion } from '../question.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** A variant as it was run: what is read before, and what happens. */
export interface IncidentVariant {
  readonly id: string
  /** What stands in the cluster, as YAML. */
  readonly manifest: string
  /** What happens to which node, in words. */
  readonly fault: Bilingual
  readonly replicas: number
  /** The number shown at each of the question's moments. */
  readonly answers: Readonly<Record<string, number>>
  readonly steps: readonly {
    readonly moment: string
    readonly subject: string
    readonly afterMs: number
  }[]
}

export interface IncidentAnswer {
  readonly variant: string
  readonly numbers: Readonly<Record<string, number>>
}

export interface MarkedMoment {
  readonly id: string
  readonly predicted: number
  readonly happens: number
  readonly right: boolean
}

export function markIncident(
  { asks }: IncidentQuestion,
  { answers }: IncidentVariant,
  { numbers }: IncidentAnswer,
): { readonly outcome: Outcome; readonly moments: readonly MarkedMoment[] } {
  const moments = asks.map(({ id }) => {
    const predicted = numbers[id] ?? -1
    const happens = answers[id] ?? -1
    return { id, predicted, happens, right: predicted === happens }
  })
  return {
    outcome: outcomeOf(moments.filter(({ right }) => right).length, moments.length),
    moments,
  }
}

/** A stored answer to a variant that there still is. */
export function readIncidentAnswer(
  { asks }: IncidentQuestion,
  variants: readonly IncidentVariant[],
  stored: unknown,
): IncidentAnswer | undefined {
  const { variant, numbers } = (stored ?? {}) as { variant?: unknown; numbers?: unknown }
  const known = variants.find(({ id }) => id === variant)
  if (!known || typeof numbers !== 'object' || numbers === null) return undefined
  const given = numbers as Readonly<Record<string, unknown>>
  const complete = asks.every(({ id }) => Number.isInteger(given[id]))
  return complete ? { variant: known.id, numbers: given as Record<string, number> } : undefined
}

/** The one after this; after the last comes the first. */
export function nextVariant(variants: readonly IncidentVariant[], id: string | undefined): string {
  const at = variants.findIndex((variant) => variant.id === id)
  return variants[(at + 1) % variants.length]?.id ?? ''
}
