/**
 * Is a saying denied? Japanese denies after the verb, English before it. Some words look like
 * denials and are none: 足りない is a fact, なければならない a duty, 足りなくない？ a question.
 */
import { longPattern } from '../text/long-pattern.ts'
import { isJapanese, type Stretch } from '../text/sentences.ts'

const seemingJapanese = longPattern(
  `
    ない(?:限り|かぎり)|ないのでは(?:な[くい]|ありません)|な(?:けれ|きゃ|くちゃ|くて)(?:ば|は)?(?:な|い|だ|、|$)[^。、]{0,4}|ないと(?:いけ|だめ|ダメ|駄目|なら|な)[^。、]{0,4}|ね?ばならない
    |ないと[^。、]{1,12}?(?:ない|ません|無理)|ないと(?:って|」|ね|な[あぁ]|。|$)
    |かもしれ(?:ない|ません)|(?:に)?違いない|しか[^、。]{0,8}(?:ない|ません|なく)|だけ(?:で|じゃ)(?:は)?な[いく]|のみならず|なくない
    |(?:じゃ|では)な(?:い|かろう)(?:か|です|でしょう|の)|のではない|のでは(?:$|。)|ないかと|限らず|どちらでもな[いく]|どっちでもな[いく]
    |ほかでもな[いく]|にもかかわらず|まず(?!い)|必ず|はず|いずれ|ずつ|ずっと|ずれ|ずい
  `,
  'g',
)

const afterVerb = longPattern(`
    ^(?:(?:[ぁ-ん]{0,5}?(?:では?|じゃ)なく)
    |(?:[ぁ-ん]{0,5}?(?:の)?(?:こと|わけ|役割|仕事|役目|担当|もの|作業|処理|責任|機能|権限|の)?(?:に|で|を|まで)?(?:は|も|じゃ
    |とは|なんて)?(?:関与|担当|関係|決(?=め)|選(?=ば|択)|行[わいえ]|実行|決定|判断|指定|一切|直接|自分で|自身で|言[わい]|気に|考え|関わ|やら|や[りれ]|知[らり]
    |指示)?[ぁ-ん]{0,3}?)(ない|ません|ず(?=[、にと。]|$)|なく(?=[、て。]|$)|なかった|ぬ(?=[、。]|$)|へん|なし|ねえ
    |必要[はが]?な))
  `)
/** After a noun a whole verb may stand before the denial: 手順を言わない. */
const afterNoun =
  /^(?:を|は|も|が|に(?:は|も)|など|まで|については?)[一-龠]{0,3}[ぁ-ん]{0,4}?[一-龠]?[ぁ-ん]{0,2}?(?:ない|ません|ず(?=[、に]|$))/
/** Of several things, only the last stands before the denial: AやBは指定せず. */
const amongOthers =
  /^(?:や|・|とか|と)[一-龠ァ-ヺぁ-ん]{1,10}?(?:を|は|も|まで)[一-龠]{0,3}[ぁ-ん]{0,4}?(?:ない|ません|ず(?=[、に]|$))/
/** A て-form passes the word on to the next verb, which may be denied for itself. */
const passesOn =
  /^(?:し|っ|い|ん|き|ぎ|び|み|り|え|け|せ|め|れ|ね|べ)?(?:て|で)(?!(?:は|も)?(?:い)?(?:な|ま))/
const mistaken =
  /^[^。、\n]{0,16}?(?:かどうか(?:は|も|が)?(?:、)?(?:分から|知ら|不明|怪し)|と(?:いう)?の?は、?(?:間違い|誤り|誤解|嘘|勘違い)|わけでは?な|わけじゃな|と(?:勘違い|誤解|早合点)|と思(?:われがち|いがち|っていたが|い込ん|っていましたが|いやす|いそう))/

const seemingEnglish = longPattern(
  String.raw`
    \bnot (?:only|just|merely|simply|enough|running|match\w*|equal|healthy|the same|there
    |available|meet|exist\w*|yet|working|alive|what it)\b|\bno longer\b
    |\bnot as (?:many|expected)\b
  `,
  'g',
)
const beforeVerb = longPattern(String.raw`
    \b(?:not|never|without|nor|neither|rather than|instead of|no need to
    |nothing to do with|refuses? to|unable to|has no
    |does no)(?: (?!but\b|and\b|because\b)[a-z]+){0,3} ?$
  `)

/** What somebody once thought is not what he says. */
const formerly = /\b(?:used to (?:think|believe)|i (?:first |once |wrongly )?thought)\b/

/** "If X were not there, nobody would notice": what is denied there is what X does. */
const withoutIt = longPattern(String.raw`
    [\uE000-\uE0FF][^、。\n]{0,6}?(?:が|も|は)?(?:いな(?:ければ|いと|かったら)|なければ|ないと|抜きでは|なしで(?:は)?、)
    |\b(?:without|if not for|were it not for) (?:the |a )?[\uE000-\uE0FF]
  `)

export function isWithout(sentence: string): boolean {
  return withoutIt.test(sentence)
}

/** Whether the words at `start` … `end` are denied within `clause`. */
export function isDenied(text: string, clause: Stretch, start: number, end: number): boolean {
  if (!isJapanese(text.slice(clause.start, clause.end))) {
    const before = text.slice(clause.start, start).replace(seemingEnglish, blank)
    if (formerly.test(before)) return true
    return beforeVerb.test(before.replace(/[,:;][^,:;]*\b(?:but|and|it)\b/, ', '))
  }
  // "こね方は言わない": the word goes on and is a noun.
  const goesOn = text[end] === '方' ? 1 : 0
  const after = text.slice(end + goesOn, clause.end)
  if (mistaken.test(text.slice(end, end + 24))) return true
  if (passesOn.test(after)) return false
  const plain = after.replace(seemingJapanese, blank)
  if (afterVerb.test(plain)) return true
  if (!/[一-龠ァ-ヺ]$/.test(text.slice(start, end + goesOn))) return false
  return afterNoun.test(plain) || amongOthers.test(plain)
}

/** "No nginx", "nginxではなく": whether a thing is denied, whatever happens to it. */
export function isThingDenied(text: string, start: number, end: number): boolean {
  return (
    /^[^。、\n]{0,6}?(?:では?な[いく]|じゃな[いく]|以外|[がはも]な[いく])/.test(
      text.slice(end, end + 12),
    ) ||
    /\b(?:no|not|instead of|rather than|other than)(?: (?:the|a|an))? ?$/.test(
      text.slice(Math.max(0, start - 16), start),
    )
  )
}

function blank(words: string): string {
  return '＿'.repeat(words.length)
}
