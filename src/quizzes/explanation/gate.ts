/**
 * Answers that no rubric should judge: empty, "I don't know", the question itself, words meant for
 * the grader, a bare list of keywords. They get a kind word of their own and never a verdict.
 */
import { fingerprintOf, type Runs, runsOfFingerprint } from './text/fingerprint.ts'
import { longPattern } from './text/long-pattern.ts'

export type NonAnswerKind =
  | 'empty'
  | 'dont-know'
  | 'pasted-question'
  | 'keyword-list'
  | 'aimed-at-grader'
  | 'too-short'
  | 'off-topic'

const aimedAtGrader: readonly RegExp[] = [
  /採点(?:者|官|し|する|を|基準|は|ai|の)/,
  /(?:満点|合格|高得点|点数)(?:に|と|を|で|です|だ|扱い)/,
  /正解(?:と|に)(?:し|する|せ|な|扱|見な|みな|判|処|採)|正解(?:扱い|判定)/,
  /(?:この|本)(?:回答|解答|答え)(?:は|を)(?:正|満|合|高|必ず)/,
  /(?:指示|命令|ルル|プロンプト)(?:を|は)(?:全て|すべて)?(?:無視|忘れ|破棄|上書)/,
  /(?:以前|これまで|上記|前)の(?:指示|命令|ルル|プロンプト)|プロンプト/,
  /あなたは[^。]{0,20}(?:ai|アシスタント|採点|先生|教師|モデル)/,
  /\b(?:grade|mark|score|rate|accept|treat|consider) (?:this|it|me|my|the)\b[^.]{0,40}\bcorrect/,
  /\b(?:grade|mark|score|rate|accept|treat|consider) (?:this|it|me|my|the)\b[^.]{0,40}\bright/,
  /\b(?:grade|mark|score|rate) (?:this|it|me|my|the)\b[^.]{0,40}\b(?:full|pass|perfect|10|a\b|met)/,
  /\bignore (?:all|any|the|your|previous|prior|every)[^.]{0,30}(?:instruction|prompt|rule|rubric)/,
  /\b(?:system|assistant|user|developer)\s*:|<\|?\/?(?:system|im_|inst)/,
  /\bfull (?:marks?|points?|score|credit)\b|\bas (?:a |an )?(?:ai|language model|grader)\b/,
  /\byou are (?:a|an|the|now)\b[^.]{0,30}\b(?:grader|assistant|ai|teacher|model|examiner|marker)/,
  /\b(?:dear|hey|hi|hello) (?:grader|teacher|examiner|marker|ai)|"?verdict"?\s*[:=]/,
  /\bthis (?:answer|response) is (?:correct|right|perfect)|\bmust be (?:graded|marked|accepted)/,
  /\bpass(?:es)? all (?:the )?criteria|\ball criteria (?:are )?met/,
]

export const dontKnow = longPattern(
  String.raw`
    (?:(?:全然|全く|まったく|ぜんぜん|さっぱり|よく|ちょっと|正直|まだ|何も|なにも|すみません|ごめんなさい|申し訳ありません|答えが?|答えは|回答|ここは
    |これは|この問題は?|、|。)*)(?:分か(?:ら(?:ない|ず|ん|ぬ|なかった)|り(?:ません|ませぬ|かねます))
    |(?:知|し)(?:ら(?:ない|ん|ず)|りません)|忘れ(?:た|ました|て(?:しま|る|い))?|覚えて(?:い)?(?:ない|ません)
    |おぼえて(?:い)?(?:ない|ません)|不明|未回答|ギブ(?:アップ)?|パス(?=です|します|で|。|$)|思い(?:出せ|つか|浮か)(?:ない|ません|ず)
    |むずかし|難し|教えて(?:ください|下さい)|自信がな|ノコメント|降参|お手上げ|スキップ)
    |\b(?:i )?(?:do not|dont|did not) (?:really |quite |actually )?(?:know|remember
    |understand|get it|have (?:any |an )?idea)
    |\bi (?:forgot|forget|give up|have no (?:idea|clue))|\bno (?:idea|clue)|\bnot sure\b
    |\bidk\b|\bdunno\b|\bno answer\b|\bskip\b|\bpass\b(?=$|[.!])|\bn\/a\b
    |\bcan not remember\b|\bbeats me\b|\bhelp\b(?=$|[.!?])
  `,
  'g',
)
const filler = longPattern(
  String.raw`
    (?:です|ます|でした|ました|ません|だ|よ|ね|な|が|は|の|も|を|に|て|、|。|！|!|？|\?|\.|,|すみません|ごめん(?:なさい)?|正直|まだ
    |もう|全然|本当に|ちょっと|こと|けど|いま|今|い|する|し|た|か|と|さっぱり|まったく|全く|何|なに|こ|れ|そ|ん|\s|\bsorry\b|\bi\b
    |\bthe\b|\bthis\b|\bit\b|\bthat\b|\banswer\b|\bquestion\b|\bhonestly\b|\breally\b
    |\bat all\b|\bam\b|\bwhat\b|\bis\b|\bto\b|\bsay\b)+
  `,
  'g',
)

export function isAimedAtGrader(normal: string): boolean {
  return aimedAtGrader.some((pattern) => pattern.test(normal))
}

/** Nothing but "I don't know", however it is wrapped; `rest` has the names taken out. */
export function isDontKnow(normal: string): boolean {
  const without = normal.replace(dontKnow, '')
  if (without === normal) return false
  return without.replace(filler, '').replace(/[^a-z一-龠ァ-ヺぁ-ん]/g, '').length <= 4
}

/** The share of an answer that stands in the question, too. */
const pastedShare = 0.86
const pieceInJapanese = 2
const pieceInEnglish = 6
export const shortestPaste = 10

/** A wording of the question, prepared for comparison. */
export interface Wording {
  readonly letters: string
  readonly japanese: Runs
  readonly english: Runs
}

export function wordingOf(normal: string): Wording {
  const plain = lettersOf(normal)
  return {
    letters: plain,
    japanese: new Set(piecesOf(plain, pieceInJapanese)),
    english: new Set(piecesOf(plain, pieceInEnglish)),
  }
}

const japaneseLetters = /[ぁ-んァ-ヺ一-龠]/

/** A wording that nobody need read: `normal` is its normal form. */
export function copyOf(normal: string): string {
  const length = japaneseLetters.test(normal) ? pieceInJapanese : pieceInEnglish
  return fingerprintOf(piecesOf(lettersOf(normal), length))
}

export function wordingOfCopy(fingerprint: string): Wording {
  const runs = runsOfFingerprint(fingerprint)
  return { letters: '', japanese: runs, english: runs }
}

/** Whether a sentence of an answer is one of the question. */
export function isPasted(sentence: string, question: readonly Wording[]): boolean {
  const answer = lettersOf(sentence)
  if (answer.length < shortestPaste) return question.some((asked) => asked.letters.includes(answer))
  const japanese = japaneseLetters.test(answer)
  const pieces = piecesOf(answer, japanese ? pieceInJapanese : pieceInEnglish)
  // A name in Latin letters stands in every answer; what is said of it has to stand there, too.
  const telling = japanese ? pieces.filter((piece) => japaneseLetters.test(piece)) : pieces
  return question.some((wording) => {
    const asked = japanese ? wording.japanese : wording.english
    const share = (some: readonly string[]) =>
      some.filter((one) => asked.has(one)).length / some.length
    return share(pieces) >= pastedShare && share(telling) >= pastedShare
  })
}

export function lettersOf(text: string): string {
  return text.replace(/[^a-z0-9一-龠ァ-ヺぁ-ん]/g, '')
}

/** All runs of so many characters; a Latin letter says less than a kanji. */
function piecesOf(text: string, length: number): string[] {
  const count = Math.max(text.length - length + 1, 1)
  return Array.from({ length: count }, (_, i) => text.slice(i, i + length))
}

/** An answer that has words in a row in it, in case one of them is asked for. */
export function holdsKeywords(original: string): boolean {
  if (/(?:[一-龠]{2}[ 　]){2}[一-龠A-Za-z]/.test(original)) return true
  const last = original
    .trim()
    .split(/[。.\n]/)
    .findLast((sentence) => sentence.trim() !== '')
  if (last === undefined || last.length >= original.trim().length - 1) return false
  return last.split(/[、,，・/]/).length > 3 && isKeywordList(last)
}

/** Words in a row with nothing that says who does what: no particle, no verb form, no mark. */
export function isKeywordList(original: string): boolean {
  const text = original.normalize('NFKC').toLowerCase()
  const words = text.split(/[\s、,・/。.]+/).filter((word) => word !== '')
  if (words.length < 4) return false
  if (/[:=→]|^[【「[][^】」\]]*[】」\]]$/m.test(text)) return false
  if (/[「"][^」"\n]*[」"]\s*(?:と|って|を)/.test(text)) return false
  if (/[ぁ-ん]/.test(text)) {
    const plain = words.filter((word) => !/[はがをにでへもる]|った|した|て$|ます|です/.test(word))
    return plain.length >= words.length - 1
  }
  if (/[一-龠ァ-ヺ]/.test(text)) return true
  const grammar = longPattern(`
      ^(?:the|a|an|is|are|to|of|it|that|this|and|with|for|on|in|by|who|you|your
      |they|not|be|just|only|while|whereas|does|do|makes?|says?|has|s)$
    `)
  if (words.some((word) => grammar.test(word))) return false
  // "CM notices gap, creates pod": verbs of the third person make a sentence.
  return (
    words.filter(
      (word) => /[a-z]{3}s$/.test(word) && !/ss$|^(?:pods|nodes|steps|containers)$/.test(word),
    ).length < 2
  )
}
