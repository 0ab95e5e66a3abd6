/** Finds what is said in an answer: which feature, of whom, where, and whether it is denied. */

import { unfolded } from '../patterns/fragments.ts'
import { contextsOf, repeatedParts } from '../patterns/gaps.ts'
import type { CompiledFeature, CompiledRubric } from '../rubric.ts'
import type { OwnerMap, Owners } from '../speakers/owners.ts'
import { longPattern } from '../text/long-pattern.ts'
import { isJapanese, type Stretch, sentences } from '../text/sentences.ts'
import { isDenied, isThingDenied, isWithout } from './polarity.ts'

export interface SayingEvent {
  readonly feature: string
  readonly owners: Owners
  /** The topic in whose part somebody else does it. */
  readonly within?: Owners
  readonly start: number
  readonly end: number
  readonly denied: boolean
  /** In the passive and with nobody named: it is done, but by whom? */
  readonly passive: boolean
}

export interface FeatureFinder extends CompiledFeature {
  readonly absorbs: readonly string[]
  readonly pattern: RegExp
}

/** What one character of its sources stands for. */
export function fragmentsOf({ type, subjects }: CompiledRubric): string[] {
  return repeatedParts(contextsOf(type, subjects))
}

export function featureFinders(rubric: CompiledRubric): FeatureFinder[] {
  const fragments = fragmentsOf(rubric)
  return rubric.features.map((feature) => ({
    ...feature,
    absorbs: feature.absorbs ?? [],
    pattern: new RegExp(unfolded(feature.source, fragments), 'g'),
  }))
}

/** Whoever says a thing more often than this says nothing new. */
const mostTimes = 40

export function findEvents(
  text: string,
  finders: readonly FeatureFinder[],
  { owners, within }: OwnerMap,
): SayingEvent[] {
  const found: (SayingEvent & { finder: FeatureFinder })[] = []
  const all = sentences(text).map(({ start, end }) => {
    const words = text.slice(start, end)
    return { start, end, japanese: isJapanese(words), without: isWithout(words) }
  })
  for (const finder of finders) {
    let times = 0
    for (const match of text.matchAll(finder.pattern)) {
      if (++times > mostTimes) break
      const start = match.index
      const end = start + match[0].length
      const sentence = all.find((stretch) => stretch.start <= start && end <= stretch.end)
      if (!sentence || end === start) continue
      const { japanese, without } = sentence
      if (finder.act && isModifier(text, start, end, japanese, owners)) continue
      const by = ownerOf(text, start, end, japanese, owners)
      found.push({
        finder,
        feature: finder.id,
        owners: by,
        within: ownerOf(text, start, end, japanese, within),
        start,
        end,
        denied: finder.thing
          ? isThingDenied(text, start, end)
          : !without && isDenied(text, clauseAround(text, sentence, start, end), start, end),
        passive: finder.act === true && isPassive(text, start, end, japanese),
      })
    }
  }
  const absorbing = found.filter(({ finder }) => finder.absorbs.length > 0)
  const isAbsorbed = (event: SayingEvent) =>
    absorbing.some(
      (one) =>
        one.start < event.end &&
        event.start < one.end &&
        one.finder.absorbs.includes(event.feature),
    )
  return found.filter((event) => !isAbsorbed(event)).map(({ finder: _, ...event }) => event)
}

/** Japanese verbs stand last, English verbs first; a name inside "Xが" is the one who does it. */
function ownerOf(
  text: string,
  start: number,
  end: number,
  japanese: boolean,
  owners: OwnerMap['owners'],
): Owners {
  return owners[japanese ? end - 1 : start + text.slice(start, end).search(/\S/)] ?? null
}

function clauseAround(text: string, sentence: Stretch, start: number, end: number): Stretch {
  const before = text.slice(sentence.start, start)
  const after = text.slice(end, sentence.end)
  const from = Math.max(...['、', ',', ':', '→'].map((mark) => before.lastIndexOf(mark))) + 1
  const stop = after.search(/[、,。→\n)]|[\uE000-\uE0FF]/)
  return {
    start: sentence.start + from,
    end: stop < 0 ? sentence.end : end + Math.min(stop + 1, after.length),
  }
}

const modifierEnding = longPattern(`
    ^(?:[ぁ-ん]{0,6}(?:る|た|だ|う|く|す|む|ぶ|つ|予定の|済みの|済み|対象の))?(?:その|新しい|新たな|新規の?|代わりの|全部の|全ての
    |[0-9]+(?:個|つ)の|[一-龠]{1,3}な)?(?:pod|コンテナ|レプリカ|ワカノド|ノド|マシン|場所|先|もの|やつ|分
    |[0-9]+(?:個|つ))(?:たち|達|自体)?(?:を|の(?!は|が|を)|が|は|に|へ|も|で(?!す|あ|は|し)|、)
  `)
const modifierVerbEnd = /[るたうくすむぶつ]$/

/** "作られたPodを", "the created Pod": the deed only says which Pod is meant. */
function isModifier(
  text: string,
  start: number,
  end: number,
  japanese: boolean,
  owners: OwnerMap['owners'],
): boolean {
  if (!japanese) {
    const verb = text.slice(start, end).trim()
    const before = text.slice(Math.max(0, start - 16), start)
    return (
      /(?:ed|made|built|chosen)\b[^,]{0,3}$/.test(verb.split(' ')[0] ?? '') &&
      /\b(?:the|a|an|newly|any|each|that|this) ?$/.test(before)
    )
  }
  const after = text.slice(end, end + 24)
  // 追加先, 作成先: where it goes, not that it is done.
  if (after.startsWith('先')) return true
  const modifier = modifierEnding.exec(after)
  if (!modifier) return false
  const verbEnds =
    /^[ぁ-ん]/.test(after) || modifierVerbEnd.test(text[end - 1]!) || /^(?:予定|済)/.test(after)
  if (!verbEnds && !/^(?:作成|追加|生成|補充|新規)$/.test(text.slice(start, end))) return false
  // "Xが作ったPodを": somebody is named, and the words up to the Pod are his.
  const here = owners[end - 1]
  const beyond = owners[end + modifier[0].length] ?? null
  return here === null || here === beyond || here === undefined
}

function isPassive(text: string, start: number, end: number, japanese: boolean): boolean {
  if (japanese) {
    if (!/^(?:さ|ら)?れ(?:る|た|て|ま|、|ば)/.test(text.slice(end, end + 5))) return false
    return !/[\uE000-\uE0FF](?:によって|により|に)[^。\n\uE000-\uE0FF]*$/.test(text.slice(0, end))
  }
  const before = text.slice(Math.max(0, start - 24), start)
  return (
    /\b(?:is|are|was|were|be|been|being|gets?|got)(?: [a-z]+ly| then| also)? ?$/.test(before) &&
    !/^[^.;\n]{0,60}\bby (?:the |a )?[\uE000-\uE0FF]/.test(text.slice(end, end + 80))
  )
}
