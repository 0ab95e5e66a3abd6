/**
 * What a question is: data that an author writes in `quiz.yaml`, one shape per kind.
 *
 * Ids are permanent and `revision` is raised when the meaning of a question changes, so that an
 * answer given to an older revision is asked for once more and never lost.
 */
import type { Bilingual } from '../language.ts'

interface QuestionBase {
  /** Permanent, unique in the book: `check1`, `do1-order`. */
  readonly id: string
  /** 1, 2, …; raised when the meaning changes, not when the wording does. */
  readonly revision: number
  /** The question itself; Markdown inline marks (`code`, **strong**) allowed. */
  readonly prompt: Bilingual
  /** The section to read again, an id of `chapter.yaml`. */
  readonly section: string
  /** The first rung of the ladder of hints: a nudge that gives nothing away. */
  readonly hint?: Bilingual
}

export interface Choice {
  readonly id: string
  readonly text: Bilingual
  readonly correct: boolean
  /** Why this option is right or wrong; shown once the learner has chosen it. */
  readonly reason: Bilingual
}

/** One option or several are right; every option says why. */
export interface MultipleChoiceQuestion extends QuestionBase {
  readonly kind: 'multiple-choice'
  readonly choices: readonly Choice[]
}

export interface OrderingItem {
  readonly id: string
  readonly text: Bilingual
  /** Why this comes where it comes; shown when the learner put it elsewhere. */
  readonly because: Bilingual
  /**
   * The moment of the incident's run that this item describes (`lab/moments.ts`): the key is
   * computed by running it, never authored.
   */
  readonly moment?: string
  /** Without an incident: the items that come before this one. What is not said is free. */
  readonly after?: readonly string[]
}

/** Bring items into the order in which they happen: the engine's, or as far as one must be. */
export interface OrderingQuestion extends QuestionBase {
  readonly kind: 'ordering'
  /** The incident that is run for the key: an id under `content/incidents/`. */
  readonly incident?: string
  /** In the order in which they are shown; not the answer. */
  readonly items: readonly OrderingItem[]
  /** Shown with a right answer. */
  readonly summary: Bilingual
}

export interface PredictionAsk {
  readonly id: string
  /** Virtual time after the incident's fault: `10s`, `6m`. */
  readonly after: string
  readonly label: Bilingual
  /** Numbers one can choose. */
  readonly options: readonly number[]
  /** The authored key; `book/content.test.ts` runs the incident and compares. */
  readonly answer: number
  /** One reason for each option, right or wrong, by its number. */
  readonly reasons: Readonly<Record<string, Bilingual>>
}

/** What will the cluster show at these moments? Committed before the run, compared after it. */
export interface PredictionQuestion extends QuestionBase {
  readonly kind: 'prediction'
  readonly incident: string
  /** What is counted at each moment. */
  readonly measure: 'ready-replicas' | 'running-pods' | 'pods' | 'objects-left'
  readonly asks: readonly PredictionAsk[]
  readonly summary: Bilingual
}

/** One thing that happens in an incident, and who does it. */
export interface IncidentLine {
  /** A moment of `lab/incident.ts`. */
  readonly moment: string
  readonly who: Bilingual
  readonly does: Bilingual
}

/**
 * An incident to be predicted, run, and explained; its YAML, its fault and its node differ each time.
 * Whatever is asked is the engine's: the variants are run when the book is built.
 */
export interface IncidentQuestion extends QuestionBase {
  readonly kind: 'incident'
  readonly variants: readonly string[]
  readonly asks: readonly {
    readonly id: string
    readonly after: string
    readonly label: Bilingual
  }[]
  /** In lanes, by who does it; those at the same moment stay in this order. */
  readonly lines: readonly IncidentLine[]
  readonly reasons: Readonly<Record<string, Bilingual>>
  /** The written question in which it is told in one's own words. */
  readonly explain: string
}

/** A written answer, marked by a rubric; the rubric stands in `rubrics/<id>.yaml`. */
export interface ExplanationQuestion extends QuestionBase {
  readonly kind: 'explanation'
  /** One line or a few. */
  readonly lines: 1 | 4
  readonly modelAnswer: Bilingual
}

export interface MatchingOption {
  readonly id: string
  readonly text: Bilingual
  /** What this is and where it belongs: told beside a right match, and beside a wrong one. */
  readonly reason: Bilingual
}

export interface MatchingItem {
  readonly id: string
  readonly text: Bilingual
  /** The id of the option that belongs to it. */
  readonly option: string
}

/** Give each thing what belongs to it; an option may serve twice, or not at all. */
export interface MatchingQuestion extends QuestionBase {
  readonly kind: 'matching'
  readonly items: readonly MatchingItem[]
  readonly options: readonly MatchingOption[]
}

export interface Blank {
  readonly id: string
  /** What it may hold, in any width and case; the first one is shown as the solution. */
  readonly answers: readonly string[]
  /** Why it is so. */
  readonly reason: Bilingual
  /** Wrong ways that are expected, each with its explanation. */
  readonly wrong: readonly { readonly answers: readonly string[]; readonly reason: Bilingual }[]
  /** Said of anything else. */
  readonly otherwise: Bilingual
}

/** A sentence or a piece of code with blanks, written `{{id}}` in its text. */
export interface FillQuestion extends QuestionBase {
  readonly kind: 'fill'
  readonly form: 'sentence' | 'code'
  readonly text: Bilingual
  readonly blanks: readonly Blank[]
}

/** A question of the bank: asked on the practice page, and again in review. */
export type Item = Question & {
  /** The objective of the chapter that it gives evidence of. */
  readonly objective: string
  /** Ids of the words of the glossary that it is about. */
  readonly concepts: readonly string[]
}

export type Question =
  | MultipleChoiceQuestion
  | OrderingQuestion
  | MatchingQuestion
  | FillQuestion
  | PredictionQuestion
  | IncidentQuestion
  | ExplanationQuestion

export type QuestionKind = Question['kind']
