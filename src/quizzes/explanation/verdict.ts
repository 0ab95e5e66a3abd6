/** From criteria to a verdict; where the doubtful ones could change it, the verdict is unsure. */
import type { CriterionFinding } from './criteria.ts'
import type { CriterionState, VerdictRule } from './rubric.ts'

type Decided = 'correct' | 'partial' | 'incorrect'
type States = ReadonlyMap<string, CriterionState>

export interface VerdictFinding {
  readonly verdict: Decided
  readonly unsure: boolean
}

export interface VerdictContext {
  /** Something required was said, but the answer names nobody. */
  readonly unbound: boolean
  /** Features that were said and not denied. */
  readonly said: ReadonlySet<string>
}

/** More doubtful criteria than this are not tried out; that is unsure anyhow. */
const mostDoubtful = 8

export function decideVerdict(
  findings: readonly CriterionFinding[],
  rules: readonly VerdictRule[],
  context: VerdictContext,
): VerdictFinding {
  const guess = new Map(findings.map(({ criterion, guess }) => [criterion.id, guess]))
  const verdict = decideByStates(rules, guess, context)
  const doubtful = findings.filter(({ possible }) => possible.length > 1)
  if (doubtful.length === 0) return { verdict, unsure: false }
  if (doubtful.length > mostDoubtful) return { verdict, unsure: true }
  let worlds: States[] = [guess]
  for (const { criterion, possible } of doubtful) {
    worlds = worlds.flatMap((world) =>
      possible.map((state) => new Map(world).set(criterion.id, state)),
    )
  }
  return {
    verdict,
    unsure: worlds.some((world) => decideByStates(rules, world, context) !== verdict),
  }
}

/** The first rule that holds; an unsure criterion counts neither as met nor as contradicted. */
export function decideByStates(
  rules: readonly VerdictRule[],
  states: States,
  context: VerdictContext,
): Decided {
  const is = (state: CriterionState) => (id: string) => states.get(id) === state
  const rule = rules.find(
    ({ all, any, contradicted, clear, unbound, said }) =>
      (all?.every(is('met')) ?? true) &&
      (any?.some(is('met')) ?? true) &&
      (contradicted?.some(is('contradicted')) ?? true) &&
      !(clear?.some(is('contradicted')) ?? false) &&
      (unbound === undefined || unbound === context.unbound) &&
      (said?.some((feature) => context.said.has(feature)) ?? true),
  )
  return rule?.is ?? 'incorrect'
}
