/**
 * What a rubric is: how a written answer to one question is read, and what the learner is told.
 *
 * `RubricSource` is what an author writes in `rubrics/<question>.yaml`; `CompiledRubric` is the
 * plain JSON that the page loads. `read-rubric.ts` checks the first, `compile.ts` makes the second.
 */
import type { Bilingual, Language } from '../../language.ts'

/** A written answer has at most so many characters; the field takes no more. */
export const longestAnswer = 1_200

/** What one criterion came to. `unsure` is shown as "check yourself". */
export type CriterionState = 'met' | 'unsure' | 'contradicted' | 'not_met'
export type Verdict = 'correct' | 'partial' | 'incorrect' | 'nonanswer'

/**
 * `choose`: name one thing among rivals. `facts`: several facts in one statement.
 * `relation`: who does what, or what is said of which.
 */
export type RubricType = 'choose' | 'facts' | 'relation'

/** Texts in each language; an answer is held against both, whatever language it was asked in. */
export type Patterns = Partial<Record<Language, readonly string[]>>

/** All names of each word of the glossary, by its id. */
export type GlossaryNames = ReadonlyMap<string, readonly string[]>

export interface SubjectSource {
  /** Those of the glossary, where the author named its word, and the author's own. */
  readonly names: readonly string[]
  /** Short names that are too common to be found by likeness: only exact, and only as a subject. */
  readonly short?: readonly string[]
  /** Words that look like a misspelt name and are none: `schedule` is not `Scheduler`. */
  readonly unlike?: readonly string[]
  /** Speaks for one clause only; then the former subject goes on. */
  readonly aside?: boolean
  /** A thing that is spoken of, such as a method; "in the imperative model" opens its part. */
  readonly topic?: boolean
}

export interface FeatureSource extends Patterns {
  /** A deed: in "the Pod that was created" nobody is said to create it. */
  readonly act?: boolean
  /** A thing, not a deed: only "no X" denies it, not a denied verb after it. */
  readonly thing?: boolean
  /** Features that mean nothing where this one stands: "where to start it" is no starting. */
  readonly absorbs?: readonly string[]
}

export interface CriterionSource {
  readonly id: string
  /** Shown, but the verdict does not ask for it. */
  readonly bonus?: boolean
  /** Whose deed it must be; without it, anybody's. */
  readonly who?: string
  readonly does: readonly string[]
  /** Features that may mean it and may not: "check yourself". */
  readonly maybe?: readonly string[]
  /** Features that point back: "that is up to X" means the deed that was just denied of another. */
  readonly refers?: readonly string[]
  /** Those of whom it must not be said. */
  readonly notWho?: readonly string[]
  /** Features that say the contrary, where nothing speaks for it. */
  readonly against?: readonly string[]
  /** Features that say the contrary, whatever speaks for it. */
  readonly refutedBy?: readonly string[]
  /** Features beside which it is in doubt. */
  readonly doubtedBy?: readonly string[]
  /** Counts only where one of these criteria was spoken of. */
  readonly beside?: readonly string[]
  /** Saying that it is not so says nothing against it. */
  readonly mayBeDenied?: boolean
  readonly label: Bilingual
  readonly hint?: Bilingual
}

/** One thing that was said: a feature, and of whom. */
export interface Saying {
  readonly who?: string
  readonly does?: readonly string[]
}

export interface MisconceptionSource {
  readonly id: string
  /** All of these were said, and not denied. */
  readonly when: readonly Saying[]
  /** … unless one of these was said as well. */
  readonly unless?: readonly Saying[]
  readonly feedback: Bilingual
  /** The section to read again, an id of `chapter.yaml`. */
  readonly section: string
}

/** One line of the verdict; the first whose conditions all hold decides. */
export interface VerdictRule {
  readonly is: 'correct' | 'partial' | 'incorrect'
  readonly all?: readonly string[]
  readonly any?: readonly string[]
  /** At least one of these is contradicted. */
  readonly contradicted?: readonly string[]
  /** None of these is contradicted. */
  readonly clear?: readonly string[]
  /** Something required was said, but of nobody. */
  readonly unbound?: boolean
  /** One of these features was said, of whomever. */
  readonly said?: readonly string[]
}

/** `+` correct, `~` partial, `-` incorrect, `?` must be unsure, `0` a non-answer. */
export type ExampleSign = '+' | '~' | '-' | '?' | '0'
/** Sign, answer, and optionally the misconception that must be found. */
export type Example = readonly [ExampleSign, string] | readonly [ExampleSign, string, string]

export const metamorphicRelations = [
  'swap_subjects',
  'width',
  'long_vowel',
  'hiragana_names',
  'prefix',
  'suffix',
  'paste_prompt',
] as const
export type MetamorphicRelation = (typeof metamorphicRelations)[number]

export interface RubricSource {
  readonly schema: 1
  readonly id: string
  readonly type: RubricType
  /** Other wordings of the question, so that a pasted question is known as one. */
  readonly wordings: Patterns
  /** Wordings that are not ours to print, as fingerprints (`text/fingerprint.ts`). */
  readonly copies?: readonly string[]
  /** Answers shorter than this, and without any evidence, are asked to say more. */
  readonly minCharacters: number
  readonly subjects: Readonly<Record<string, SubjectSource>>
  /** `choose` only: the subject that is the answer. */
  readonly answer?: string
  readonly features: Readonly<Record<string, FeatureSource>>
  /** Words of the topic that explain nothing: known, so that they do not raise doubt. */
  readonly neutral: Patterns
  readonly criteria: readonly CriterionSource[]
  readonly misconceptions: readonly MisconceptionSource[]
  readonly verdict: readonly VerdictRule[]
  readonly examples: readonly Example[]
  readonly metamorphic: readonly MetamorphicRelation[]
}

export interface CompiledSubject {
  readonly id: string
  /** In normal form, the longest first. */
  readonly names: readonly string[]
  readonly short: readonly string[]
  readonly unlike: readonly string[]
  readonly aside: boolean
  readonly topic: boolean
}

export interface CompiledFeature {
  readonly id: string
  /** One source of a regular expression for all patterns of both languages. */
  readonly source: string
  readonly act?: boolean
  readonly thing?: boolean
  readonly absorbs?: readonly string[]
}

export type CompiledCriterion = Omit<CriterionSource, 'label' | 'hint'>
export type CompiledMisconception = Omit<MisconceptionSource, 'feedback'>

/** What the learner is told, in one language and by id: no marking needs it. */
export interface RubricWords {
  readonly labels: Readonly<Record<string, string>>
  readonly hints: Readonly<Record<string, string>>
  readonly feedback: Readonly<Record<string, string>>
}

export interface CompiledRubric {
  readonly id: string
  readonly type: RubricType
  readonly question: readonly string[]
  readonly copies: readonly string[]
  readonly minCharacters: number
  readonly subjects: readonly CompiledSubject[]
  readonly answer: string | null
  readonly features: readonly CompiledFeature[]
  readonly neutral: string
  readonly criteria: readonly CompiledCriterion[]
  readonly misconceptions: readonly CompiledMisconception[]
  readonly verdict: readonly VerdictRule[]
}
