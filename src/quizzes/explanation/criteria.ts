/** From sayings to criteria: said of the right one, of another one, denied, or not said. */

import type { CompiledCriterion, CriterionState, Saying } from './rubric.ts'
import type { SayingEvent } from './sayings/events.ts'

export interface CriterionFinding {
  readonly criterion: CompiledCriterion
  readonly state: CriterionState
  /** What it may be as well; the verdict is unsure where this makes a difference. */
  readonly possible: readonly CriterionState[]
  /** The best guess, for a verdict that must be given. */
  readonly guess: CriterionState
  readonly evidence: readonly SayingEvent[]
}

export interface Said {
  readonly events: readonly SayingEvent[]
  readonly subjectIds: readonly string[]
  /** What is said of nobody could belong to somebody, and the verdict has no rule for it. */
  readonly doubtUnbound: boolean
  /** Subjects whose clauses hold content that no pattern explains. */
  readonly unexplained: ReadonlySet<string>
}

export function findCriterion(criterion: CompiledCriterion, said: Said): CriterionFinding {
  const { events } = said
  const of = (features: readonly string[], who: readonly string[] | null) =>
    events.filter(
      (event) => features.includes(event.feature) && (who === null || isOf(event, who, said)),
    )
  const who = criterion.who === undefined ? null : [criterion.who]
  const own = of(criterion.does, who)
  /** What anybody may say, two may say together. */
  const shared = (event: SayingEvent) => who !== null && isOfSeveral(event)
  const affirmed = (features: readonly string[] | undefined) =>
    of(features ?? [], who).filter((event) => !event.denied && !shared(event))
  const firm = (event: SayingEvent) => !event.denied && !event.passive && !shared(event)
  const pointing = affirmed(criterion.refers)
  const pointsBack = pointing.filter(({ start }) =>
    of(criterion.does, null).some((event) => event.denied && event.start < start),
  )
  const yes = [...own.filter(firm), ...pointsBack]
  /** Done, but by whom? Or said of two at once. */
  const loose = own.filter((event) => !event.denied && !firm(event))
  const no =
    criterion.mayBeDenied || pointsBack.length > 0 ? [] : own.filter(({ denied }) => denied)
  const others = of(criterion.does, criterion.notWho ?? []).filter(firm)
  const against = affirmed(criterion.against)
  const refuting = affirmed(criterion.refutedBy)

  const finding = (
    state: CriterionState,
    possible: readonly CriterionState[],
    guess: CriterionState,
    evidence: readonly SayingEvent[],
  ): CriterionFinding => ({ criterion, state, possible, guess, evidence })

  if (refuting.length > 0)
    return finding('contradicted', ['contradicted'], 'contradicted', refuting)
  if (yes.length > 0) {
    const contrary = [...no, ...others, ...affirmed(criterion.doubtedBy)]
    if (contrary.length === 0) return finding('met', ['met'], 'met', yes)
    return finding('unsure', ['met', 'contradicted'], 'met', [...yes, ...contrary])
  }
  const contrary = [...others, ...no, ...against]
  /** In its part, but what somebody else does there. */
  const nearby = events.filter(
    ({ feature, within = null, denied }) =>
      who !== null &&
      !denied &&
      criterion.does.includes(feature) &&
      isOf({ owners: within }, who, said),
  )
  const weak = [...loose, ...nearby, ...affirmed(criterion.maybe), ...pointing]
  if (contrary.length > 0) {
    if (loose.length === 0)
      return finding('contradicted', ['contradicted'], 'contradicted', contrary)
    return finding('unsure', ['met', 'contradicted'], 'contradicted', contrary)
  }
  if (weak.length > 0) {
    return finding(
      'unsure',
      ['met', 'not_met'],
      loose.some(({ passive }) => passive) ? 'met' : 'not_met',
      weak,
    )
  }
  if (who !== null) {
    const unbound = events.filter(
      ({ feature, owners, denied }) =>
        criterion.does.includes(feature) && owners === null && !denied,
    )
    if (said.unexplained.has(who[0]!) || (unbound.length > 0 && said.doubtUnbound)) {
      return finding('unsure', ['met', 'not_met'], 'not_met', unbound)
    }
  }
  return finding('not_met', ['not_met'], 'not_met', [])
}

/** Criteria that only count beside others: the word "pizza" alone explains nothing. */
export function withCompanions(findings: readonly CriterionFinding[]): CriterionFinding[] {
  const spoken = new Map(findings.map((finding) => [finding.criterion.id, finding]))
  return findings.map((finding) => {
    const beside = finding.criterion.beside
    if (beside === undefined || finding.state === 'not_met') return finding
    const companions = beside.flatMap((id) => spoken.get(id) ?? [])
    if (companions.some(({ guess, state }) => guess !== 'not_met' && state !== 'not_met'))
      return finding
    if (companions.some(({ state }) => state === 'unsure')) {
      return { ...finding, state: 'unsure', possible: ['met', 'not_met'], guess: 'not_met' }
    }
    return { ...finding, state: 'not_met', possible: ['not_met'], guess: 'not_met', evidence: [] }
  })
}

export function wasSaid(saying: Saying, { events, subjectIds }: Said): boolean {
  return events.some(
    (event) =>
      !event.denied &&
      !event.passive &&
      (saying.does === undefined || saying.does.includes(event.feature)) &&
      (saying.who === undefined || isOf(event, [saying.who], { subjectIds })),
  )
}

/** "X and Y create Pods" says of neither that it is its job. */
function isOfSeveral({ owners }: SayingEvent): boolean {
  return (owners?.length ?? 0) > 1
}

function isOf(
  { owners }: Pick<SayingEvent, 'owners'>,
  who: readonly string[],
  { subjectIds }: Pick<Said, 'subjectIds'>,
): boolean {
  return owners?.some((owner) => who.includes(subjectIds[owner]!)) ?? false
}
