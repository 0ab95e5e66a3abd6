/**
 * For every place in an answer: of whom is it said? A name speaks until the next one, also over the
 * end of a sentence; a cleft reaches back; an aside ends with its clause.
 */

import type { CompiledSubject } from '../rubric.ts'
import { isJapanese, sentences } from '../text/sentences.ts'
import type { Role, RoleContext } from './roles.ts'
import { englishRoles } from './roles-en.ts'
import { japaneseRoles } from './roles-ja.ts'

/** Nobody was named so far: `null`. Said to be nobody's deed: `[]`. */
export type Owners = readonly number[] | null

export interface OwnerMap {
  readonly owners: readonly Owners[]
  /** Where an aside acts: in whose part it stands, if that is a topic. */
  readonly within: readonly Owners[]
  /** Every mention that is a subject, or a denied one. */
  readonly roles: readonly Role[]
}

export function ownersOf(text: string, subjects: readonly CompiledSubject[]): OwnerMap {
  const aside = (owner: number) => subjects[owner]?.aside ?? false
  const topic = (owner: number) => subjects[owner]?.topic ?? false
  const owners: Owners[] = Array.from({ length: text.length }, () => null)
  const within: Owners[] = Array.from({ length: text.length }, () => null)
  const all: Role[] = []
  let carried: Owners = null
  /** Whether the sentence before spoke of several. */
  let pair = false
  for (const sentence of sentences(text)) {
    const context: RoleContext = { text, sentence, aside, topic }
    if (pair && anExample.test(text.slice(sentence.start, sentence.end))) carried = null
    const japanese = isJapanese(text.slice(sentence.start, sentence.end))
    const roles = japanese ? japaneseRoles(context) : englishRoles(context)
    carried = fillSentence({ owners, within }, context, roles, carried)
    pair = new Set(roles.flatMap((role) => role.owners)).size > 1
    all.push(...roles)
  }
  return { owners, within, roles: all }
}

/** An example after a sentence that spoke of both is of neither alone. */
const anExample =
  /^ ?(?:たとえば|例えば|例:|e\.g\.|for (?:example|instance)|[^、。]{1,8}(?:なら|で言[うえ]|でい[うえ]|にたとえ|に例え|に置き換え|の例))/

function fillSentence(
  { owners, within }: { readonly owners: Owners[]; readonly within: Owners[] },
  { text, sentence, aside, topic }: RoleContext,
  roles: readonly Role[],
  carried: Owners,
): Owners {
  const fill = (from: number, to: number, who: Owners) => {
    for (let i = from; i < to; i++) owners[i] = who
  }
  fill(sentence.start, sentence.end, carried)
  let current = carried
  /** The last name that had a say here, and whether what it says stands before it. */
  let last: { at: number; backward: boolean } | null = null
  let asideEnd = sentence.start

  for (const role of roles) {
    const { kind, at } = role
    if (kind === 'object') continue
    if (kind === 'denied') {
      const laterName = roles.some((other) => other.at > at)
      const from = last ? last.at + 1 : sentence.start
      if (!laterName && /(?:の|こと|役割|仕事|係|担当)[はが]$/.test(text.slice(from, at))) {
        fill(from, at, [])
      }
      continue
    }
    if (kind === 'inner' || kind === 'recipient') {
      if (role.from !== undefined) fill(role.from, at, role.owners)
      fill(at, role.until ?? at + 1, role.owners)
      if (kind === 'inner' && current === null) {
        current = role.owners
        last = { at, backward: false }
        fill(role.until ?? at, sentence.end, current)
      }
      continue
    }
    if (kind === 'forward' && role.owners.every(aside)) {
      const words = at + 1 + (/^(?:は|が|も)?、?/.exec(text.slice(at + 1))?.[0].length ?? 0)
      const stop = asideStop.exec(text.slice(words, sentence.end))
      const end = stop ? words + stop.index : sentence.end
      fill(role.from ?? at, end, role.owners)
      if (current?.every(topic)) within.fill(current, role.from ?? at, end)
      asideEnd = end
      continue
    }
    if (kind === 'backward') {
      fill(backwardStart(text, asideEnd, at, last), at, role.owners)
    } else {
      fill(role.from ?? at, at, role.owners)
      // What comes before the first name of an answer is said of that name: 検知して、CMが作る.
      if (!last && carried === null) fill(asideEnd, at, role.owners)
    }
    fill(at, sentence.end, role.owners)
    last = { at, backward: kind === 'backward' }
    current = role.owners
  }
  return current
}

/** Where an aside ends and the former subject goes on. */
const asideStop = /[、。,;\n]|(?<=ので|ば)(?=[^、])/

function backwardStart(
  text: string,
  start: number,
  at: number,
  last: { at: number; backward: boolean } | null,
): number {
  if (!last) return start
  const between = text.slice(last.at + 1, at)
  // "作るのはX（…）、選ぶのはY": what follows X up to the comma is still of X.
  if (last.backward)
    return last.at + 1 + (/^(?:\([^)]*\))?[^、,→\n]{0,40}[、,→\n]/.exec(between)?.[0].length ?? 0)
  const comma = Math.max(
    ...['、', ',', '→', ' and ', ' while '].map((mark) => between.lastIndexOf(mark)),
  )
  return comma < 0 ? last.at + 1 : last.at + 1 + comma
}
