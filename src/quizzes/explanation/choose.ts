/**
 * "Name one thing": is the right name given as the answer, and no rival beside it? A rival may be
 * spoken of — as a way, as a place, as what it is not — without being the answer.
 */
import type { CriterionFinding } from './criteria.ts'
import type { CompiledRubric, CriterionState } from './rubric.ts'
import type { SayingEvent } from './sayings/events.ts'
import { mentionPattern } from './speakers/mentions.ts'
import { mentionsIn, ownerAt } from './speakers/roles.ts'

export interface Choice {
  readonly at: number
  readonly owner: number
  readonly stance: 'given' | 'denied' | 'background'
}

type Marks = readonly RegExp[]

/** "X ではない", "X is not", and a slip of the tongue: "X … no, Y". */
const deniedAfter: Marks = [
  /^[、。…\s]{0,2}(?:じゃ|では)なく/,
  /^[」")]?(?:さん)?(?:でも|じゃ|では|で|とか)?(?:は)?(?:な(?:く|い(?!(?:です|の)?(?:か|でしょう|だろう|で)))|ありません(?!か)|ねえ|以外(?!に(?:は)?(?:な[いく]|ありません|考えら|ありえ|いない)))/,
  /^[」")]?(?:は|も|じゃ|では)?(?:違[いうっ]|間違い|誤り|除[いく]|関係な|ちが)/,
  /^[はも][^。]{0,20}(?:違[いうっ]|間違い)/,
  /^[はがも][^。、]{0,16}(?:の|わけ)(?:では|じゃ)(?:な[くい]|ありません(?!か))/,
  /^と(?:間違|混同|似て|勘違|迷|悩)/,
  /^[」")]?(?:か|だ|かな)?(?:と|って)思[いっ][^。]{0,8}(?:けど|けれど|が、|ましたが|たが)/,
  /^[、。.…?？!！\s」]*(?:(?:いや|いえ)(?![^。]{0,14}も。?$)|違う|ちがう|no,|no wait|i mean|sorry)/,
  /^ (?:is|was|are) (?:not|wrong)\b|^ does not\b/,
]
const articles = /(?: (?:the|a|an|by|in|kube|from|its))*[ "'(]*$/
/** Held against what stands before the name, its articles taken off. */
const deniedBefore: Marks = [
  /\b(?:not|isn't|never|neither|nor|except|unlike|over)$/,
  /\b(?:rather than|instead of|other than|apart from|(?:anything|everything|all|any [a-z]+) but)$/,
]

/** "Nothing but X", "no component other than X": X it is. */
const noneBut = /\b(?:no|nothing|none|nobody)\b[^.,;]{0,24}\b(?:but|except|other than|apart from)$/

/** A way, a place, a helper: spoken of, and not given as the answer. */
const backgroundAfter: Marks = [
  /^[」")]?(?:を)?(?:経由|通(?:し|じ|って)|介し|越し)/,
  /^の(?:中|内部|一部|裏|後ろ|背後|ひとつ|1つ|1種)|^(?:内|上|内部)/,
  /^が(?:読|書|保存|アクセス|使|参照|管理|やり取り|更新|見|問い合わせ|受け|窓口|記録|記憶)/,
  /^(?:は|が|も)[^。\n]{0,24}(?:窓口|入口|入り口|読み書き|アクセス|保存(?:する|し)|書き込|経由)/,
  /^(?:は|が|も)[^。\n]{0,24}(?:配置|割り当て|ノドを|選|決め|起動|実行|動か|仲介|やり取り|通信)/,
  /^(?:は|が|も)[^。\n]{0,24}(?:ここ|そこ|これ|それ)(?:を|に|から|と)/,
  /^(?:から|と)(?:読|書|アクセス|通信|連携|協力|やり取り|保存)/,
  /^(?:に|へ)(?:よって|より)?(?:読|書|保存|依頼|指示|報告|伝え|通知|命令|問い合わせ|頼|接続)/,
  /^より|^に[^。、]{0,10}れ(?:る|た|て)|^だけが(?:アクセス|読|書|話|触)/,
  /^を(?:監視|見|操作|動か|起動|管理|呼|使)|^で(?:書|宣言|定義|記述|適用)/,
  /^ is the (?:only )?(?:door|gateway|front|entry|one that talks)/,
  /^ (?:reads?|writes?|stores?|saves?|puts?|talks?|access\w*|picks?|chooses?|places?)\b/,
  /^ (?:assigns?|decides?|selects?|starts?|runs?|uses?|only|just|then)\b/,
]
const backgroundBefore: Marks = [
  /\b(?:via|through|inside|within|behind|part of|in|belongs? to|member of|one of|as)$/,
  /\b(?:run(?:s|ning)? (?:by|in|inside)|used by|access\w* (?:by|through|via)|read by|written by)$/,
  /\b(?:with|to|from|tells?|asks?|on|while|whereas)$/,
]
/** Where the next name is: "the control plane's etcd". */
const locative = /^(?:の|に(?:ある|含まれ|属す|い)|で動|内の|上の|が(?:持|動か|起動し|実行し)|'s )/
/** A sentence after the first that tells what the name in it is for. */
const ofItsOwn = /[。、\n][^。、\n]{0,20}(?:の|窓口|役|係|担当|場所)は$/
const orElse = /^(?:か(?!ら)|または|もしくは|あるいは| ?or\b|\?|？)/

export function choicesIn(text: string): Choice[] {
  const choices = mentionsIn(text, { start: 0, end: text.length }).map((at) => {
    const before = text.slice(Math.max(0, at - 40), at)
    const after = text.slice(at + 1, at + 40)
    return { at, owner: ownerAt(text, at), stance: stanceOf(before, after) }
  })
  // "XでもYでもなく": what is said of the last is said of all.
  return choices.map((choice) => {
    let last = choice
    while (/^(?:でも|や|も|と)[\uE000-\uE0FF]/.test(text.slice(last.at + 1, last.at + 4))) {
      const next = choices[choices.indexOf(last) + 1]
      if (!next) break
      last = next
    }
    return last.stance === 'denied' && last.at !== choice.at
      ? { ...choice, stance: 'denied' }
      : choice
  })
}

/** "X stores everything in Y": Y is the place, X the one that is named. */
const storesIn =
  /[\uE000-\uE0FF][^.\n]{0,12}\b(?:stor|sav|keep|writ|put|record)\w*\b[^.\n]{0,20}\b(?:in|to) ?(?:the )?$/

function stanceOf(rawBefore: string, after: string): Choice['stance'] {
  const before = rawBefore.replace(articles, '')
  const some = (marks: Marks, text: string) => marks.some((mark) => mark.test(text))
  if (noneBut.test(before)) return 'given'
  if (some(deniedAfter, after) || some(deniedBefore, before)) return 'denied'
  if (orElse.test(after)) return 'given'
  if (storesIn.test(rawBefore) && !/\b(?:is|are) \w+ (?:in|to) /.test(rawBefore))
    return 'background'
  if (some(backgroundAfter, after) || some(backgroundBefore, before)) return 'background'
  if (locative.test(after) && mentionPattern.test(after.slice(1, 16))) return 'background'
  return 'given'
}

/**
 * The criterion that names the answer has `who`; the other one, without `who`, is that nothing
 * else is given beside it.
 */
export function choiceFindings(
  rubric: CompiledRubric,
  text: string,
  holdsUnexplained: boolean,
): CriterionFinding[] {
  const choices = choicesIn(text)
  const isAnswer = ({ owner }: Choice) => rubric.subjects[owner]?.id === rubric.answer
  const own = choices.filter(isAnswer)
  const rivals = choices.filter((choice) => !isAnswer(choice) && choice.stance === 'given')
  const given = own.filter(({ stance }) => stance === 'given')
  const denied = own.filter(({ stance }) => stance === 'denied')
  const background = own.filter(({ stance }) => stance === 'background')

  return rubric.criteria.map((criterion) => {
    const found = (
      state: CriterionState,
      evidence: readonly Choice[],
      ...others: CriterionState[]
    ): CriterionFinding => ({
      criterion,
      state: others.length > 0 ? 'unsure' : state,
      possible: [state, ...others],
      guess: state,
      evidence: evidence.map((choice) => eventOf(criterion.id, choice)),
    })
    if (criterion.who === undefined) {
      if (rivals.length === 0) return found('met', [])
      // "保存しているのはY": another question's answer, given along with this one's.
      const aside = given.length > 0 && rivals.every(({ at }) => ofItsOwn.test(text.slice(0, at)))
      return aside ? found('contradicted', rivals, 'met') : found('contradicted', rivals)
    }
    if (given.length > 0)
      return denied.length > 0 ? found('met', own, 'contradicted') : found('met', given)
    if (background.length > 0 && denied.length === 0) {
      return rivals.length > 0 ? found('contradicted', background, 'met') : found('met', background)
    }
    if (denied.length > 0) return found('contradicted', denied)
    if (rivals.length > 0) return found('contradicted', rivals)
    return holdsUnexplained ? found('not_met', [], 'met') : found('not_met', [])
  })
}

function eventOf(feature: string, { at, owner, stance }: Choice): SayingEvent {
  const denied = stance === 'denied'
  return { feature, owners: [owner], start: at, end: at + 1, denied, passive: false }
}
