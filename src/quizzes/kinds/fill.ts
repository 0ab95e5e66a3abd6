/**
 * Filling in blanks. Width, case and spaces do not matter. Each blank is marked for itself, and a
 * wrong way that was expected has an explanation of its own.
 */
import type { Bilingual } from '../../language.ts'
import type { Blank, FillQuestion } from '../question.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

export interface FillAnswer {
  /** Blank → what was written, by the blank's id. */
  readonly values: Readonly<Record<string, string>>
}

export interface MarkedBlank {
  readonly blank: Blank
  readonly value: string
  readonly right: boolean
  /** Why it is right, or what is wrong with it. */
  readonly reason: Bilingual
}

export interface FillMark {
  readonly outcome: Outcome
  readonly blanks: readonly MarkedBlank[]
}

/** A piece of the text between blanks, or a blank. */
export type FillPiece = string | Blank

const longestValue = 200

export function markFill(question: FillQuestion, answer: FillAnswer): FillMark {
  const blanks = question.blanks.map((blank) => markBlank(blank, answer.values[blank.id] ?? ''))
  const right = blanks.filter((blank) => blank.right).length
  return { outcome: outcomeOf(right, blanks.length), blanks }
}

function markBlank(blank: Blank, value: string): MarkedBlank {
  const written = plainForm(value)
  const holds = (answers: readonly string[]) => answers.some((one) => plainForm(one) === written)
  if (holds(blank.answers)) return { blank, value, right: true, reason: blank.reason }
  const expected = blank.wrong.find(({ answers }) => holds(answers))
  return { blank, value, right: false, reason: expected?.reason ?? blank.otherwise }
}

/** ＲＥＡＤＹ, "Ready" and `ready.` are the same word; a long vowel may be missing. */
export function plainForm(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s`"'「」]+/g, '')
    .replace(/([ァ-ヺ])ー/g, '$1')
    .replace(/[。.、,]+$/, '')
}

export function readFillAnswer({ blanks }: FillQuestion, stored: unknown): FillAnswer | undefined {
  const { values } = (stored ?? {}) as { values?: unknown }
  if (typeof values !== 'object' || values === null) return undefined
  const known = Object.entries(values).filter(
    ([id, value]) =>
      blanks.some((blank) => blank.id === id) &&
      typeof value === 'string' &&
      value.length <= longestValue,
  )
  return known.length > 0
    ? { values: Object.fromEntries(known) as Record<string, string> }
    : undefined
}

/** The text cut at its blanks. */
export function piecesOf({ blanks }: FillQuestion, text: string): FillPiece[] {
  return text.split(/\{\{([^}]*)\}\}/).map((piece, index) => {
    if (index % 2 === 0) return piece
    return blanks.find(({ id }) => id === piece) ?? piece
  })
}
