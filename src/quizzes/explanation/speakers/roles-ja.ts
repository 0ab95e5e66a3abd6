/**
 * Who does what in a Japanese sentence, told by what stands around each name: は and が, clefts
 * (…のはX), predicates (担当はX), requests (Xに…を頼む), denials (Xではなく).
 */
import { longPattern } from '../text/long-pattern.ts'
import { mentionsIn, ownerAt, type Role, type RoleContext } from './roles.ts'

const names = '\\uE000-\\uE0FF'
const M = `[${names}]`
const joined = new RegExp(`^(?:と|や|・|,|&|/|か|も|および|及び|、(?=${M}))(?=${M})`)
const titles = longPattern(String.raw`
    ^(?:\([^)]{0,40}\)|さん|くん|ちゃん|君|氏|自体|自身|側|の方|のほう|の(?:コンポネント|部品|プロセス)
    |(?:という|っていう|って)(?:コンポネント|部品|もの|やつ|人|の(?=[はがも]))|という名前(?:だが|ですが|だけど|なのに|の割に)|とやら|コンポネント|モデル|方式|」|")+
  `)

const denied =
  /^(?:の(?:仕事|役割|役目|担当))?(?:では?な[くい]|じゃな[くい]|では?ありません|では?ねえ|じゃねえ|以外|とは違|よりむしろ)/
const copula = longPattern(String.raw`
    ^(?:$|[。、,!！?？\n);]|だった(?!ら|り)|だ(?!と(?!思|考|い[うえ]|言|理解|感じ|習|聞|教|学|覚え|記憶|認識)|っ|け)|です|でし|である|であり|で、|なの|なん|担当
    |の(?:仕事|役割|役目|担当|責任|責務|任務|職務|務め|つとめ|出番|持ち場|受け持ち|領分|範囲|役|番|係)(?![はがに:]|について)
    |が(?:担当|や(?:る|り|って|ります)|行[うい]|行って|する|します|して(?:、|い|く)|し、|担[うい]|受け持|引き受け)|に(?:な[るり]|よる)|と(?:理解|思[いうっわ]|考え|認識|記憶|解釈|覚え|習|聞|教わ|学))
  `)
const cleft = /(?:の|こと|人|係|担当|役|役割|仕事)(?:は|が)(?:どちらでもなく|どちらでもない)?$/
const topicMark = longPattern(`
    ^(?:は|とは|が|も(?!ら)|って|:|=|→|で(?!す|し|、$)|には|によって|により|としては|について|に関して|なら|だと|だったら
    |の(?:働き|おかげ|力|手)(?:で|により|によって)(?!す)|に(?:決定権|権限|責任|役割)が|に(?:任され|まかされ|課され|与えられ|割り当てられ|求められ)(?:て(?:い)?る|た)?(?:の|役割|仕事|こと)?(?:は|が)
    |の(?:場合|時|とき|役割|仕事|役目|担当|責務|責任|任務|職務|務め|つとめ|持ち場|受け持ち|領分|範囲|やること|ほう|出番|特徴|考え方|やり方|頼み方|お?[一-龠ァ-ヺ]{1,8}(?:さん)?(?=は|:|では|だと))[^。、]{0,6}?(?:は
    |が|:|、|として)?)
  `)
const object = /^(?:に|へ|を|から|まで|より|と|の|経由|宛|を通)/

/** Words of transition; a sentence that holds only these before a name begins with the name. */
const transition = longPattern(String.raw`
    ^(?:[・\s\d.)(「"、:→]|まず|はじめに|最初に|次に|つぎに|そして|それから|その後|そのあと|また|一方で?|いっぽう|他方|対して|これに対して|逆に
    |つまり|えと|ええと|あと|で(?=$|、)|最後に|さらに|なお|ここで|そこで|すると|よって|だから|たぶん|多分|おそらく|きっと|もし|たとえば|例えば|確か
    |この(?:とき|時|場合))*
  `)

/** "Podを作るX": what stands before is said of X. */
const attributive = /^[^\uE000-\uE0FF]*[ぁ-ん一-龠](?:る|た|う|す|く|ぶ|む|つ)$/
const fronted = /(?:は|を|って|に|かは|かを|については|に関しては)(?:、|全部|すべて|主に|実際に)?$/
/** "…すれば", "…したら": another clause ends here, although no comma says so. */
const condition = /^.*(?:[えけげせてねべめれ]ば|たら|なら|ので)(?=[^、])/s
const requests =
  '(?:依頼|指示|頼[まみむめもん]|命令|要求|要請|リクエスト|お願い|任せ|伝え|言っ|もら|促|投げ|仕向け|[わかがさたなばまら]せ[るてまた、])'
const deeds =
  '(?:作|生成|追加|補充|用意|増や|起動|立ち上げ|作成|新設|複製|準備|注文|頼|発注|要求|足し)'
/** "Xが作ったPodを": the deed is X's, and the sentence goes on with somebody else. */
const made = new RegExp(
  `^(?:が|の(?!役割|仕事|役目|担当|方|場合))[^。、:→は\\n${names}]{0,14}?${deeds}(?!され|られ)[ぁ-ん]{0,5}?(?:る|た|だ|う|く|す|む|ぶ)` +
    '(?:その|新しい|新たな|代わりの)?(?:pod|コンテナ|レプリカ|もの|やつ|分|[0-9]+(?:個|つ))' +
    '(?=を|の|が|は|に|へ|も)',
)
/** "Xが選べるように、Podを作る": who makes the Pod is somebody else. */
const forPurpose = new RegExp(
  `^が[^。、は\\n${names}]{0,24}?(?:よう|ため)に?(?![依指頼命要お動働努頑調試す手促求計])`,
)
/** "Xに検知され": in the passive, に marks the one who does it. */
const doneBy =
  /^に(?:検知|検出|発見|察知|認識|作成|生成|追加|補充|選択|選定|決定|配置)され|^に(?:作ら|選ば|決めら|見つけら|置か|補わ|割り当てら)れ/
const requestAfter = new RegExp(
  `^(?:(?:に|へ)(?:対して|向けて|向かって)?|を(?:通じて|通して))、?([^。\\n${names}]{0,40}?)${requests}`,
)
const requestBefore = /(?:よう(?:に)?|ことを|こと|を|の)、?$/

export function japaneseRoles(context: RoleContext): Role[] {
  const { text, sentence } = context
  const mentions = mentionsIn(text, sentence)
  const roles: Role[] = []
  let group: number[] = []
  let groupAt = -1
  mentions.forEach((at, n) => {
    const after = text.slice(at + 1, sentence.end)
    const from = n === 0 ? sentence.start : mentions[n - 1]! + 1
    const start = groupAt >= 0 ? groupAt : at
    const before = text.slice(group.length > 0 ? sentence.start : from, start)
    const startsHere = isTransition(lastPiece(text.slice(sentence.start, start).replace(/→/g, ' ')))
    if (joined.test(after) && (startsHere || !after.startsWith('、'))) {
      group.push(ownerAt(text, at))
      if (groupAt < 0) groupAt = at
      return
    }
    const owners = [...group, ownerAt(text, at)]
    roles.push({
      ...roleOf(context, ownerAt(text, at), after, before, startsHere),
      at,
      owners,
    } satisfies Role)
    group = []
    groupAt = -1
  })
  return roles.map((role) => withParts(role, text, sentence.start))
}

function roleOf(
  { aside, topic }: RoleContext,
  owner: number,
  rawAfter: string,
  before: string,
  startsHere: boolean,
): { kind: Role['kind']; until?: number } {
  const title = titles.exec(rawAfter)?.[0].length ?? 0
  const after = rawAfter.slice(title)
  if (denied.test(after)) return { kind: 'denied' }
  // A listener does nothing: "店員に作り方を説明する".
  if (aside(owner)) {
    if (copula.test(after) && cleft.test(before)) return { kind: 'backward' }
    return { kind: /^(?:は|が|も)/.test(after) ? 'forward' : 'object' }
  }
  if (/[^\s。、][→:=]$/.test(before) && /^(?:[。;\n]|$)/.test(after)) return { kind: 'backward' }
  if (doneBy.test(after)) return { kind: 'forward' }
  if (topic(owner) && /^に(?:頼|注文|言|伝|説明|書|お願い|す[るれ]|や[るっ]|考え)/.test(after)) {
    return { kind: 'forward' }
  }
  const relative = made.exec(after)
  if (relative) return { kind: 'inner', until: title + relative[0].length }
  const purpose = forPurpose.exec(after)
  if (purpose) return { kind: 'inner', until: title + purpose[0].length }
  if (/は$/.test(before) && /^にお?(?:任せ|委ね|託)/.test(after)) return { kind: 'backward' }
  const request = requestAfter.exec(after)
  if (request) return { kind: 'recipient', until: title + request[0].length }
  const inBrackets = /[(（]$/.test(before) && /^[)）]/.test(rawAfter)
  if (copula.test(after) && (!startsHere || inBrackets)) return { kind: 'backward' }
  if (attributive.test(before) && /^(?:が|と|も|、|。|$)/.test(after)) return { kind: 'backward' }
  if (topicMark.test(after)) return { kind: 'forward' }
  if (object.test(after) && !/^の[。、]/.test(after)) return { kind: 'object' }
  return { kind: 'forward' }
}

/** Finds what belongs to a name although it stands before it. */
function withParts(role: Role, text: string, sentenceStart: number): Role {
  const piece = lastPiece(text.slice(sentenceStart, role.at))
  const from = role.at - piece.length
  if (role.kind === 'recipient' || role.kind === 'inner') {
    const until = role.at + 1 + (role.until ?? 0)
    const asked = role.kind === 'recipient' && requestBefore.test(piece)
    return { ...role, until, ...(asked ? { from } : {}) }
  }
  const rest = text.slice(role.at + 1, role.at + 14)
  const byIt = doneBy.test(rest) || (/^(?:によって|により)/.test(rest) && attributive.test(piece))
  if (role.kind === 'forward' && (byIt || fronted.test(piece)) && !isTransition(piece)) {
    // "食べたいものを言えば、焼き方はXが決める": only what follows the condition is put in front.
    return { ...role, from: from + (condition.exec(piece)?.[0].length ?? 0) }
  }
  return role
}

/** What stands between the last comma, arrow or name and the end. */
function lastPiece(before: string): string {
  const plain = before.replace(/、$/, ' ')
  let from = plain.length
  while (from > 0 && !/[、,→;\uE000-\uE0FF]/.test(plain[from - 1]!)) from--
  return plain.slice(from)
}

function isTransition(piece: string): boolean {
  return piece.replace(transition, '').trim() === ''
}
