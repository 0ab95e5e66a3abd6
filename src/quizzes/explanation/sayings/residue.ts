/**
 * What an answer says that no pattern explains. Confidence is explained content: where the right
 * one was named, and part of what is said of him is not understood, the marking abstains.
 */

import type { OwnerMap } from '../speakers/owners.ts'
import { longPattern } from '../text/long-pattern.ts'
import type { Stretch } from '../text/sentences.ts'

/** Words of any explanation; they carry no claim that a rubric could miss. */
const commonJapanese = longPattern(
  `
    お願い|役割|役目|仕事|担当|責任|機能|部品|コンポネント|プロセス|仕組み|存在|状態|状況|場合|全体|全部|全て|自動(?:的|化)?|必要|可能|実際|現在|今回|今
    |常時|常に|時点|直後|前後|先|後|次|最後|最初|最終的?|結果|理由|目的|方法|方|側|的|者|人|名|自分|他|別|中|内|上|下|間|以上|以下|程度
    |具体的?|基本的?|一般的?|簡単|説明|回答|答え|質問|問題|意味|思[いうっわえ]|言[いうっわえ]|分か|考え|感じ|行[うっいわ]|使[うっいわ]
    |持[つっちた]|見[るてた]|出[るてたし]|入[るっり]|来[るた]|例えば|普通|多分|確か|一旦|一方|逆|同時|同じ|違い|違[うっい]|以外|直接|更に|新た
    |新し[いく]|新規|本当|勝手|絶対|一緒|協力|連携|様子|何か|何|誰|皆|続[けくい]|始[めまま]|終[わえ]|受け|合わせ|及び|以後|後で|時|際|毎|適宜
    |即座|瞬時|すぐ|早[くい]|新しい|得[るてた]|得|取[るっり]|出来事|一連|状|量|果た|行動|動作|動[いくか]|働[いくきか]|気|元|数|度|月|日|回|番
    |第|予定|又|但し|即ち|従って|所|点|形|ため|よう|こと|もの|とき|システム|クラスタ|クラスター|kubernetes|k8s|イメジ|ケス|タイプ|パタン|ルル
    |メイン|おかげ|優れ|良[いくさ]|悪[いくさ]|便利|楽|得意|苦手|好き|嫌い|難し|易し|分担|流れ
  `,
  'g',
)
const commonEnglish = longPattern(
  `
    (?<![a-z])(?:a|an|the|this|that|these|those|it|its|itself|they|them|their|he|she|him
    |his|her|i|me|my|we|us|our|you|your|one|ones|who|whose|which|what|where|when|why|how
    |and|or|but|nor|so|whatever|whichever|kind|sort|some|if|then|else|than|as|because|since|while|whereas|although|though
    |after|before|until|once|also|too|just|only|even|still|again|always|never|ever|already
    |now|here|there|is|are|was|were|be|been|being|am|do|does|did|done|doing|has|have|had
    |having|will|would|shall|should|can|could|may|might|must|to|of|in|on|at|by|for|with
    |from|into|onto|out|up|down|off|over|under|about|between|through|via|not|no|yes|any
    |some|all|each|every|both|other|another|such|same|own|more|most|less|very|really
    |basically|simply|actually|automatically|like|think|believe|guess|maybe|perhaps
    |probably|role|roles|job|responsible|responsibility|task|part|component|components
    |process|thing|things|way|case|example|first|second|next|finally|meanwhile|however
    |therefore|system|cluster|kubernetes|say|says|said|saying|means|mean|make|makes|sure
    |get|gets|go|goes|take|takes|care|let|lets|use|uses|used|using|work|works|want|wants
    |need|needs|new|old|s|t|e|g|eg|ie|etc|ok|well|instead|rather|while|time|per
    |without|better|worse|good|bad|easy|easier|hard|harder|simple|simpler|convenient|best|superior)(?![a-z])
  `,
  'g',
)
/** What is left must be a word: two characters, and not of grammar alone. */
const contentRun =
  /[一-龠々]{2,}|[ァ-ヺ]{3,}|[a-z]{4,}|[一-龠々](?=[ぁ-ん]{1,4}(?:る|す|く|つ|ぶ|む|う|た|て|ま))/g

export interface Unexplained {
  readonly stretch: Stretch
  readonly owners: readonly number[] | null
}

export function unexplained(
  text: string,
  known: readonly RegExp[],
  { owners }: OwnerMap,
): Unexplained[] {
  const explained = Array.from({ length: text.length }, () => false)
  for (const pattern of [...known, commonJapanese, commonEnglish]) {
    for (const { index, 0: words } of text.matchAll(pattern)) {
      explained.fill(true, index, index + words.length)
    }
  }
  const blanked = explained.map((is, at) => (is ? '_' : text[at])).join('')
  return Array.from(blanked.matchAll(contentRun), ({ index, 0: word }) => ({
    stretch: { start: index, end: index + word.length },
    owners: owners[index] ?? null,
  }))
}
