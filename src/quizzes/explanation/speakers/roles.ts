/** What a name does in its sentence; `roles-ja.ts` and `roles-en.ts` find it out. */
import { firstMention } from '../patterns/gaps.ts'
import type { Stretch } from '../text/sentences.ts'

export type RoleKind =
  /** What follows is its deed. */
  | 'forward'
  /** What stands before is its deed: "…するのはX", "done by X". */
  | 'backward'
  /** Its deed is a short insertion: "Xが作ったPodを". */
  | 'inner'
  /** Somebody makes it do something: "Xに…を頼む". */
  | 'recipient'
  /** It is denied: "Xではなく". */
  | 'denied'
  /** It is spoken of and does nothing: "Xに知らせる". */
  | 'object'

export interface Role {
  readonly at: number
  readonly owners: readonly number[]
  readonly kind: RoleKind
  /** `inner`, `recipient`: where its own part ends. */
  readonly until?: number
  /** `forward`, `recipient`: where a part that stands before the name begins. */
  readonly from?: number
}

export interface RoleContext {
  readonly text: string
  readonly sentence: Stretch
  readonly aside: (owner: number) => boolean
  /** Things that are spoken of, such as a method; they do nothing themselves. */
  readonly topic: (owner: number) => boolean
}

export function ownerAt(text: string, at: number): number {
  return text.charCodeAt(at) - firstMention
}

export function mentionsIn(text: string, { start, end }: Stretch): number[] {
  const found: number[] = []
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= firstMention && code < firstMention + 0x100) found.push(at)
  }
  return found
}
