/**
 * Who does what in an English sentence, told by the words around each name: "by X", "X's job",
 * "asks X to", "not X but Y".
 */
import { longPattern } from '../text/long-pattern.ts'
import { mentionsIn, ownerAt, type Role, type RoleContext } from './roles.ts'

const joined = /^(?:,? and |,? or |\/| & |, |\+)(?:the |a |kube )?(?:both )?(?=[\uE000-\uE0FF])/
const articles =
  /(?:(?:^|[ (])(?:the|a|an|our|your|this|that|its|kube|kubernetes|k8s|so called|"|'))+ ?$/
const denied = /\b(?:not|instead of|rather than|unlike|never|nor|neither)$/
const asks = longPattern(String.raw`
    \b(?:ask|asks|asked|asking|tell|tells|told|telling|instruct|instructs|instructed
    |instructing|request|requests|requested|requesting|order|orders|ordered|let|lets
    |letting|has|have|having|make|makes|making|cause|causes|trigger|triggers|allow|allows
    |command|commands|get|gets|want|wants|require|requires|direct|directs)$
  `)
const objects = longPattern(String.raw`
    \b(?:to|with|from|of|via|at|on|into|onto|than|like|through|inside|in|about|between|for
    |calls?|calling|notif[a-z]+|informs?|informed|informing|helps?|helping|using|uses?
    |contacts?|signals?|signalling|alerts?|under|against|within|per|as)$
  `)
const duty = /\b(?:job|role|responsibility|task|duty|work|purpose|function|decision|choice)$/
const possessive = longPattern(`
    ^(?:'s|s'|') ?(?:main |only |own )?(?:job|role|task|responsib[a-z]+|work|duty|turn
    |part|purpose|function|call|decision|choice|business|concern|domain)
  `)
const ends = /^ ?(?:$|[.,;)!?\n→]|and\b|while\b|whereas\b|but\b)/
const starts = longPattern(String.raw`
    ^[\s\d.)("':-]*(?:first|then|next|finally|so|and|but|also|while|whereas|meanwhile
    |in contrast|on the other hand|however|therefore|i think|maybe|perhaps|basically|well
    |,|\s|-|・)*$
  `)

export function englishRoles(context: RoleContext): Role[] {
  const { text, sentence } = context
  const roles: Role[] = []
  let group: number[] = []
  let groupStart = -1
  const mentions = mentionsIn(text, sentence)
  mentions.forEach((at, n) => {
    const begin = groupStart >= 0 ? groupStart : at
    const from = n === 0 ? sentence.start : (roles.at(-1)?.at ?? sentence.start - 1) + 1
    const before = text.slice(Math.min(from, begin), begin).replace(articles, ' ').trimEnd()
    const after = text.slice(at + 1, sentence.end)
    const opensGroup = starts.test(before) || /\b(?:both|between|that|the)$/.test(before)
    if (joined.test(after) && (group.length > 0 || opensGroup)) {
      group.push(ownerAt(text, at))
      if (groupStart < 0) groupStart = at
      return
    }
    const owners = [...group, ownerAt(text, at)]
    group = []
    groupStart = -1
    roles.push({ at, owners, ...roleOf(context, at, before, after) })
  })
  return roles
}

function roleOf(
  { text, sentence: { end }, aside, topic }: RoleContext,
  at: number,
  before: string,
  after: string,
): { kind: Role['kind']; until?: number } {
  const owner = ownerAt(text, at)
  if (denied.test(before)) return { kind: 'denied' }
  if (/\bwithout$/.test(before)) return { kind: 'forward' }
  if (aside(owner) && (!acts.test(after) || isTold.test(after))) return { kind: 'object' }
  if (topic(owner) && setting.test(before)) return { kind: 'forward' }
  if (asks.test(before) || (/\bfor$/.test(before) && /^ to\b/.test(after))) {
    return { kind: 'recipient', until: clauseEnd(text, at, end) }
  }
  if (
    /\b(?:is|are) (?:all |only )?for$/.test(before) &&
    /^ ?(?:$|[.,;:)!?\n]|and\b|while\b)/.test(after)
  ) {
    return { kind: 'backward' }
  }
  if (/\b(?:told|informed|notified|alerted) by$/.test(before)) return { kind: 'object' }
  if (/\b(?:up|left|falls?) to$/.test(before) && /^ to\b/.test(after)) return { kind: 'forward' }
  if (/\b(?:by|(?:up|left|falls?|belongs?) to)$/.test(before)) return { kind: 'backward' }
  if (/\bof$/.test(before) && duty.test(before.replace(/ ?of$/, ''))) {
    return { kind: /^ ?(?:is|are|was|:|=)/.test(after) ? 'forward' : 'backward' }
  }
  if (possessive.test(after)) {
    const rest = after.replace(possessive, '')
    const says = /^ ?(?:is|are|was|:|=|,? ?to\b)/.test(rest)
    return { kind: says || starts.test(before) ? 'forward' : 'backward' }
  }
  // "… is the scheduler's": the job was named before, or is what stands before.
  if (/^(?:'s|s'|')(?=$|[.,;)!?\n→]| and\b| while\b)/.test(after)) return { kind: 'backward' }
  if (/^ to\b/.test(after) && objects.test(before)) {
    return { kind: 'recipient', until: clauseEnd(text, at, end) }
  }
  if (objects.test(before)) return { kind: 'object' }
  const named = /(?:\bis|\bare|\bwas|=|:|→|\()$/.test(before)
  if ((named || !starts.test(before)) && ends.test(after)) {
    return { kind: named || !/,$/.test(before) ? 'backward' : 'forward' }
  }
  return { kind: 'forward' }
}

/** An aside speaks only where it acts: "the kitchen decides", not "tell the kitchen each step". */
const acts = longPattern(String.raw`
    ^ (?:(?:of|on|at) (?:that|the|this|each|its) (?:[a-z]+ )?(?:node|machine
    |worker) )?(?:then |also |just |simply |already )?(?:[a-z]+s|can|will|would|must
    |should|may|have|did|does|know|decide|figure|do)\b
  `)
/** Whoever is told, listens. */
const isTold =
  /^ (?:gets?|is|are|was|were|has been) (?:only |just |then )?(?:told|given|asked|handed)\b/
/** "In the imperative model …" opens what is said of it. */
const setting = /(?:^|[ ,.:;(])(?:in|with|under|for|using|as for|by|through|on|when using|to be)$/

function clauseEnd(text: string, at: number, end: number): number {
  const stop = /[,;.\n]/.exec(text.slice(at, end))
  return stop ? at + stop.index : end
}
