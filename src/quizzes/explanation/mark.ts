/**
 * Marks a written answer by its rubric: offline, at once, and explainably. The same answer gets the
 * same mark in Node and in every browser.
 *
 * Gate → normal form → names → who does what → sayings → criteria → verdict, or "unsure".
 *
 * *Leaves out:* grammar beyond what the rules name, and any knowledge that is not in the rubric.
 */
import type { Language } from '../../language.ts'
import { choiceFindings } from './choose.ts'
import {
  type CriterionFinding,
  findCriterion,
  type Said,
  wasSaid,
  withCompanions,
} from './criteria.ts'
import { holdsKeywords, type NonAnswerKind } from './gate.ts'
import { machineFor, nonAnswerAtSight, nonAnswerOnReading, read, withoutPastes } from './reading.ts'
import { type CompiledRubric, type CriterionState, longestAnswer, type Verdict } from './rubric.ts'
import { replaceNames } from './speakers/mentions.ts'
import { type MappedText, quote, type Span } from './text/mapped-text.ts'
import { normalise } from './text/normalise.ts'
import { mendSlips } from './text/slips-en.ts'
import { decideVerdict } from './verdict.ts'

export interface CriterionMark {
  readonly id: string
  readonly state: CriterionState
  readonly bonus: boolean
  /** The learner's own words that led to the state; empty where nothing was said. */
  readonly quotes: readonly Span[]
}

export interface MisconceptionMark {
  readonly id: string
  /** The section to read again. */
  readonly section: string
}

export interface ExplanationMark {
  readonly verdict: Verdict
  /** The checker could not read enough to be certain; the learner checks the criteria himself. */
  readonly unsure: boolean
  /** Why there is no verdict; `null` where there is one. */
  readonly nonAnswer: NonAnswerKind | null
  readonly criteria: readonly CriterionMark[]
  readonly misconceptions: readonly MisconceptionMark[]
  /** Something required was said, but of nobody. */
  readonly unbound: boolean
  /** Features that were said and not denied; with `unbound`, what a verdict needs besides. */
  readonly said: readonly string[]
}

const mostQuotes = 3
const pairNamed = /[\uE000\uE001](?:が|は)[\uE000\uE001](?=[、。でだ\n]|$)/

/**
 * `_language` is that of the page. Learners mix languages, so patterns of both are tried whatever
 * it is; it stands here so that a rubric may one day read them apart.
 */
export function markExplanation(
  rubric: CompiledRubric,
  text: string,
  _language: Language,
): ExplanationMark {
  const original = text.slice(0, longestAnswer)
  const normal = normalise(original)
  const early = nonAnswerAtSight(normal.text)
  if (early) return nonAnswer(rubric, early)

  const machine = machineFor(rubric)
  const own = withoutPastes(normal, machine.question)
  if (own === null) return nonAnswer(rubric, 'pasted-question')
  const named = mendSlips(replaceNames(own, machine.names))
  const reading = read(rubric, machine, named)
  const late = nonAnswerOnReading(rubric, machine, named.text, original, reading)
  if (late) return nonAnswer(rubric, late)

  const findings =
    rubric.type === 'choose'
      ? choiceFindings(rubric, named.text, reading.unexplainedOwners.length > 0)
      : withCompanions(rubric.criteria.map((criterion) => findCriterion(criterion, reading.said)))
  const required = new Set(rubric.criteria.flatMap(({ bonus, does }) => (bonus ? [] : does)))
  const unbound = reading.events.some(
    ({ owners, feature, denied }) => owners === null && !denied && required.has(feature),
  )
  const said = new Set(reading.events.flatMap(({ feature, denied }) => (denied ? [] : [feature])))
  const { verdict, unsure } = decideVerdict(findings, rubric.verdict, { unbound, said })
  // One word can turn a statement of facts: "three nginx Pods run *for a week*".
  const turned =
    rubric.type === 'facts' && verdict === 'correct' && reading.unexplainedOwners.length > 0
  // "… or …: the former is X": who the former is, is told after what he does.
  const crossed =
    rubric.type === 'relation' && (pairNamed.test(named.text) || holdsKeywords(original))
  return {
    verdict,
    unsure: unsure || turned || crossed,
    nonAnswer: null,
    criteria: findings.map((finding) => criterionMark(finding, original, named)),
    misconceptions: misconceptionsIn(rubric, {
      ...reading.said,
      events: [...reading.events, ...findings.flatMap(({ evidence }) => evidence)],
    }),
    unbound,
    said: [...said],
  }
}

function nonAnswer(rubric: CompiledRubric, kind: NonAnswerKind): ExplanationMark {
  return {
    verdict: 'nonanswer',
    unsure: false,
    nonAnswer: kind,
    criteria: rubric.criteria.map(({ id, who, bonus }) => ({
      id,
      // Where one thing is asked for, who names nothing names no rival either.
      state: rubric.type === 'choose' && who === undefined ? 'met' : 'not_met',
      bonus: bonus ?? false,
      quotes: [],
    })),
    misconceptions: [],
    unbound: false,
    said: [],
  }
}

function criterionMark(
  { criterion, state, evidence }: CriterionFinding,
  original: string,
  named: MappedText,
): CriterionMark {
  const quotes = new Map(
    evidence.map(({ start, end }) => {
      const span = quote(original, named, start, end)
      return [`${span.start}-${span.end}`, span] as const
    }),
  )
  return {
    id: criterion.id,
    state,
    bonus: criterion.bonus ?? false,
    quotes: [...quotes.values()].slice(0, mostQuotes),
  }
}

function misconceptionsIn({ misconceptions }: CompiledRubric, said: Said): MisconceptionMark[] {
  return misconceptions
    .filter(
      ({ when, unless }) =>
        when.every((saying) => wasSaid(saying, said)) &&
        !(unless?.some((saying) => wasSaid(saying, said)) ?? false),
    )
    .map(({ id, section }) => ({ id, section }))
}
