/**
 * Reads an answer by a rubric: the names in it, who does what, what is said — and whether it is an
 * answer at all.
 */

import type { Said } from './criteria.ts'
import {
  dontKnow,
  isAimedAtGrader,
  isDontKnow,
  isKeywordList,
  isPasted,
  lettersOf,
  type NonAnswerKind,
  shortestPaste,
  type Wording,
  wordingOf,
  wordingOfCopy,
} from './gate.ts'
import { unfolded } from './patterns/fragments.ts'
import type { CompiledRubric } from './rubric.ts'
import {
  type FeatureFinder,
  featureFinders,
  findEvents,
  fragmentsOf,
  type SayingEvent,
} from './sayings/events.ts'
import { unexplained } from './sayings/residue.ts'
import { mentionPattern, type NameFinder, nameFinder } from './speakers/mentions.ts'
import { ownersOf } from './speakers/owners.ts'
import { type MappedText, replaceStretches } from './text/mapped-text.ts'
import { type Stretch, sentences } from './text/sentences.ts'

/** The expressions of a rubric, made once. */
export interface Machine {
  readonly names: NameFinder
  readonly features: readonly FeatureFinder[]
  readonly neutral: RegExp
  readonly question: readonly Wording[]
}

const machines = new WeakMap<CompiledRubric, Machine>()

export function machineFor(rubric: CompiledRubric): Machine {
  const known = machines.get(rubric)
  if (known) return known
  const machine: Machine = {
    names: nameFinder(rubric.subjects, rubric.type === 'relation'),
    features: featureFinders(rubric),
    neutral: new RegExp(unfolded(rubric.neutral, fragmentsOf(rubric)) || '(?!)', 'g'),
    question: [...rubric.question.map(wordingOf), ...rubric.copies.map(wordingOfCopy)],
  }
  machines.set(rubric, machine)
  return machine
}

export interface Reading {
  readonly events: readonly SayingEvent[]
  readonly said: Said
  /** For each piece of unexplained content, of whom it is said. */
  readonly unexplainedOwners: readonly (readonly number[] | null)[]
}

export function read(rubric: CompiledRubric, machine: Machine, { text }: MappedText): Reading {
  const owners = ownersOf(text, rubric.subjects)
  const events = findEvents(text, machine.features, owners)
  const patterns = [...machine.features.map(({ pattern }) => pattern), machine.neutral, dontKnow]
  const pieces = unexplained(text, patterns, owners)
  const subjectIds = rubric.subjects.map(({ id }) => id)
  return {
    events,
    unexplainedOwners: pieces.map((piece) => piece.owners),
    said: {
      events,
      subjectIds,
      doubtUnbound: mentionPattern.test(text) || !rubric.verdict.some(({ unbound }) => unbound),
      unexplained: new Set(
        pieces.flatMap((piece) => piece.owners?.map((owner) => subjectIds[owner]!) ?? []),
      ),
    },
  }
}

export function nonAnswerAtSight(normal: string): NonAnswerKind | null {
  if (!/[a-z0-9一-龠ァ-ヺぁ-ん]/.test(normal)) return 'empty'
  if (isAimedAtGrader(normal)) return 'aimed-at-grader'
  return null
}

export function nonAnswerOnReading(
  rubric: CompiledRubric,
  machine: Machine,
  text: string,
  original: string,
  { events }: Reading,
): NonAnswerKind | null {
  if (events.length === 0 && isDontKnow(text)) return 'dont-know'
  const onTopic = text.search(machine.neutral) >= 0
  if (rubric.type === 'choose') {
    if (mentionPattern.test(text) || events.length > 0) return null
    return onTopic ? null : shortOrOff(text, rubric.minCharacters)
  }
  if (rubric.type === 'relation' && isKeywordList(original)) return 'keyword-list'
  if (events.length > 0 || mentionPattern.test(text) || onTopic) return null
  return shortOrOff(text, rubric.minCharacters)
}

function shortOrOff(text: string, minCharacters: number): NonAnswerKind {
  return text.trim().length < minCharacters ? 'too-short' : 'off-topic'
}

/**
 * The question may stand before the answer; it says nothing about what the learner knows. `null`
 * where there is nothing else.
 */
export function withoutPastes(normal: MappedText, question: readonly Wording[]): MappedText | null {
  const all = sentences(normal.text)
  const pasted = all.filter(({ start, end }) => isPasted(normal.text.slice(start, end), question))
  const weight = ({ start, end }: Stretch) =>
    lettersOf(normal.text.slice(start, end)).replace(/[^a-z0-9]/g, '__').length / 2
  const long = (stretch: Stretch) => weight(stretch) >= shortestPaste
  if (!pasted.some(long)) return normal
  if (pasted.length === all.length) return null
  // A name alone on its line heads what follows.
  const heads = (stretch: Stretch) =>
    !long(stretch) && !pasted.includes(all[all.indexOf(stretch) + 1] ?? stretch)
  return replaceStretches(
    normal,
    pasted
      .filter((stretch) => !heads(stretch))
      .map(({ start, end }) => ({ start, end, put: '\n' })),
  )
}
