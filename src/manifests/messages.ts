/**
 * Sentences about YAML itself, in both languages. Each says what happened, where, what to do.
 * The key is the diagnostic's code. Sentences about answers of the API server: `explain.ts`.
 */
import type { Bilingual } from '../language.ts'
import type { Diagnostic, Range } from './diagnostic.ts'

const both = (ja: string, en: string): Bilingual => ({ ja, en })
const spaces = (n: number) => (n === 1 ? '1 space' : `${n} spaces`)

/** A piece of the learner's text, short enough for a sentence and safe between backticks. */
export function quote(text: string): string {
  const line = text.replace(/[\s`]+/g, ' ').trim()
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``
}

export const messages = {
  'too-large': (characters: number, limit: number) =>
    both(
      `テキストが長すぎます（${thousands(characters)} 文字）。上限は ${thousands(limit)} 文字です。不要な部分を削ってください。`,
      `The text is too long (${thousands(characters)} characters). The limit is ${thousands(limit)}; remove what is not needed.`,
    ),
  empty: () =>
    both(
      '適用するものがありません。`apiVersion:` で始まるマニフェストを書いてください。',
      'There is nothing to apply. Write a manifest that starts with `apiVersion:`.',
    ),
  'control-character': (line: number, name: string) =>
    both(
      `${line}行目に、見えない制御文字（${name}）があります。その文字を消してください。`,
      `Line ${line} contains an invisible control character (${name}). Delete it.`,
    ),
  'tab-indentation': (line: number) =>
    both(
      `${line}行目の字下げにタブがあります。YAML の字下げは半角スペースだけで書きます。タブをスペース 2 個に置き換えてください。`,
      `Line ${line} is indented with a tab. YAML allows only spaces there; replace each tab with 2 spaces.`,
    ),
  'special-space': (line: number, name: Bilingual) =>
    both(
      `${line}行目に${name.ja}があります。半角スペースに置き換えてください。`,
      `Line ${line} contains ${name.en}. Replace it with an ordinary space.`,
    ),
  'full-width': (line: number, found: string, instead: string) =>
    both(
      `${line}行目に全角の ${quote(found)} があります。半角の ${quote(instead)} に直してください。`,
      `Line ${line} contains the full-width ${quote(found)}. Write ${quote(instead)} instead.`,
    ),
  'curly-quote': (line: number, found: string) =>
    both(
      `${line}行目の引用符 ${quote(found)} は YAML の引用符ではありません。半角の \`"\` に直してください。`,
      `The quotation mark ${quote(found)} in line ${line} is not one that YAML knows. Write a straight \`"\` instead.`,
    ),
  'missing-space-after-colon': (line: number, fixed: string) =>
    both(
      `${line}行目のコロンの後に空白がありません。${quote(fixed)} のように、半角スペースを 1 個入れてください。`,
      `A space is missing after the colon in line ${line}. Write ${quote(fixed)}.`,
    ),
  'missing-colon': (line: number, fixed: string) =>
    both(
      `${line}行目にコロンがありません。${quote(fixed)} のように、名前の後に \`:\` を書いてください。`,
      `A colon is missing in line ${line}. Write ${quote(fixed)}.`,
    ),
  'missing-space-after-dash': (line: number, fixed: string) =>
    both(
      `${line}行目の \`-\` の後に空白がありません。${quote(fixed)} のように、半角スペースを 1 個入れてください。`,
      `A space is missing after the \`-\` in line ${line}. Write ${quote(fixed)}.`,
    ),
  'bad-indentation': (line: number, indent: number, like: number, text: string, wanted: number) =>
    wanted === 0
      ? both(
          `${line}行目の先頭にスペースが ${indent} 個あります。${like}行目の ${quote(text)} と同じく、行の先頭から書いてください。`,
          `Line ${line} begins with ${spaces(indent)}. Start it at the margin, like ${quote(text)} in line ${like}.`,
        )
      : both(
          `${line}行目の字下げがスペース ${indent} 個です。${like}行目の ${quote(text)} とそろえて ${wanted} 個にしてください。`,
          `Line ${line} is indented by ${spaces(indent)}. Use ${spaces(wanted)}, to line up with ${quote(text)} in line ${like}.`,
        ),
  'block-text-indentation': (line: number, opener: number, wanted: number) =>
    both(
      `${line}行目は、${opener}行目から始まる文章の続きですが、字下げが足りません。スペース ${wanted} 個にそろえてください。`,
      `Line ${line} continues the text that begins in line ${opener} but is not indented enough. Use ${spaces(wanted)}.`,
    ),
  'code-fence': (line: number) =>
    both(
      `${line}行目は Markdown の囲み記号で、YAML ではありません。囲み記号の行を、始めと終わりの両方とも消してください。`,
      `Line ${line} is a Markdown fence, not YAML. Delete the fence lines, the first and the last.`,
    ),
  'list-beside-mapping': (line: number) =>
    both(
      `${line}行目で、\`名前: 値\` の並びとリスト（\`- \`）が同じ深さに混ざっています。リストを、それが属する名前の下に置いてください。`,
      `Line ${line} mixes a list (\`- \`) and \`name: value\` at the same depth. Put the list under the name it belongs to.`,
    ),
  'list-on-key-line': (line: number, key: string) =>
    both(
      `${line}行目では、${quote(key)} と同じ行にリストの \`- \` があります。\`- \` は次の行から書いてください。`,
      `In line ${line} the list's \`- \` stands on the same line as ${quote(key)}. Start the list on the next line.`,
    ),
  'two-keys-in-line': (line: number) =>
    both(
      `${line}行目に \`: \` が 2 つあります。1 行に書けるのは 1 組です。行を分けるか、値を引用符 \`"…"\` で囲んでください。`,
      `Line ${line} has two \`: \` in it. Write one pair per line, or put the value in quotes \`"…"\`.`,
    ),
  'unclosed-quote': (line: number, mark: string) =>
    both(
      `${line}行目の引用符 ${quote(mark)} が閉じていません。値の終わりに ${quote(mark)} を書いてください。`,
      `The quote ${quote(mark)} opened in line ${line} is never closed. Write ${quote(mark)} at the end of the value.`,
    ),
  'text-after-quote': (line: number) =>
    both(
      `${line}行目で、閉じた引用符の後に余分な文字があります。消すか、引用符の中に入れてください。`,
      `In line ${line} there is text after the closing quote. Remove it or move it inside the quotes.`,
    ),
  'unclosed-bracket': (line: number, open: string, close: string) =>
    both(
      `${line}行目の ${quote(open)} が閉じていません。対応する ${quote(close)} を書いてください。`,
      `The ${quote(open)} opened in line ${line} is never closed. Write the matching ${quote(close)}.`,
    ),
  'missing-comma': (line: number) =>
    both(
      `${line}行目の括弧の中で、項目の間に \`,\` がありません。項目を \`,\` で区切ってください。`,
      `A comma is missing between two items in the brackets of line ${line}. Separate them with \`,\`.`,
    ),
  'reserved-character': (line: number, character: string) =>
    both(
      `${line}行目の値が ${character === '`' ? 'バッククォート' : quote(character)} で始まっています。YAML では使えない始まり方です。値を引用符 \`"…"\` で囲んでください。`,
      `The value in line ${line} starts with ${character === '`' ? 'a backtick' : quote(character)}, which YAML does not allow. Put the value in quotes \`"…"\`.`,
    ),
  'bad-escape': (line: number) =>
    both(
      `${line}行目の \`"…"\` の中で、\`\\\` の後の文字が正しくありません。\`\\\` そのものは \`\\\\\` と書くか、\`'…'\` で囲みます。`,
      `In line ${line}, the character after \`\\\` inside \`"…"\` is not allowed. Write \`\\\\\` for a backslash, or use \`'…'\`.`,
    ),
  'too-deep': (line: number, limit: number) =>
    both(
      `${line}行目で、入れ子が深くなりすぎました。上限は ${limit} 段です。括弧や字下げを減らしてください。`,
      `The nesting in line ${line} is too deep. The limit is ${limit} levels; remove brackets or indentation.`,
    ),
  'too-much-expansion': (line: number) =>
    both(
      `${line}行目の別名（\`*名前\`）を展開すると、大きくなりすぎます。別名の重なりを減らしてください。`,
      `Expanding the alias (\`*name\`) in line ${line} makes the text too large. Use fewer aliases of aliases.`,
    ),
  'unknown-alias': (line: number, name: string) =>
    both(
      `${line}行目の別名 ${quote(`*${name}`)} には、元になる ${quote(`&${name}`)} がありません。文字として書くなら引用符で囲んでください。`,
      `The alias ${quote(`*${name}`)} in line ${line} has no ${quote(`&${name}`)} before it. If it is meant as text, put it in quotes.`,
    ),
  'recursive-alias': (line: number, name: string) =>
    both(
      `${line}行目の別名 ${quote(`*${name}`)} が自分自身を含んでいます。別名を使わずに書いてください。`,
      `The alias ${quote(`*${name}`)} in line ${line} contains itself. Write the value out instead.`,
    ),
  'bad-merge': (line: number) =>
    both(
      `${line}行目の \`<<\` には、\`名前: 値\` の並びを指す別名を書きます。例: \`<<: *defaults\``,
      `The \`<<\` in line ${line} needs an alias of a mapping. Example: \`<<: *defaults\``,
    ),
  'unknown-tag': (line: number, tag: string) =>
    both(
      `${line}行目のタグ ${quote(tag)} は、Kubernetes のマニフェストでは使えません。タグを消してください。`,
      `The tag ${quote(tag)} in line ${line} has no meaning in a Kubernetes manifest. Remove it.`,
    ),
  'wrong-tag': (line: number, tag: string) =>
    both(
      `${line}行目の値は、タグ ${quote(tag)} の形になっていません。値を直すか、タグを消してください。`,
      `The value in line ${line} does not fit its tag ${quote(tag)}. Correct the value or remove the tag.`,
    ),
  'not-a-key': (line: number) =>
    both(
      `${line}行目で、名前（\`:\` の左側）がリストや括弧になっています。\`{{ … }}\` のような雛形なら、値に置き換えてください。`,
      `In line ${line} a list or a bracket stands where a name (left of \`:\`) belongs. If it is a template such as \`{{ … }}\`, put the value there.`,
    ),
  'duplicate-key': (line: number, key: string, firstLine: number) =>
    both(
      `${quote(key)} が 2 回あります（${firstLine}行目と${line}行目）。使われるのは後の${line}行目です。どちらかを消してください。`,
      `${quote(key)} appears twice (lines ${firstLine} and ${line}). Line ${line} is the one that counts; remove the other.`,
    ),
  'not-an-object': (line: number) =>
    both(
      `${line}行目から始まる部分が \`名前: 値\` の形になっていません。\`apiVersion: apps/v1\` のような行から始めてください。`,
      `What starts in line ${line} is not made of \`name: value\` pairs. Start with a line such as \`apiVersion: apps/v1\`.`,
    ),
  'missing-api-version': (line: number, example: string) =>
    both(
      `${line}行目から始まるマニフェストに \`apiVersion\` がありません。先頭に ${quote(`apiVersion: ${example}`)} を足してください。`,
      `The manifest that starts in line ${line} has no \`apiVersion\`. Add ${quote(`apiVersion: ${example}`)} at its top.`,
    ),
  'missing-kind': (line: number) =>
    both(
      `${line}行目から始まるマニフェストに \`kind\` がありません。\`apiVersion\` の次に \`kind: Deployment\` のように書いてください。`,
      `The manifest that starts in line ${line} has no \`kind\`. Add a line such as \`kind: Deployment\` after \`apiVersion\`.`,
    ),
  'not-text': (line: number, key: string) =>
    both(
      `${line}行目の ${quote(key)} が文字列ではありません。例: ${quote(key === 'kind' ? 'kind: Deployment' : 'apiVersion: apps/v1')}`,
      `The value of ${quote(key)} in line ${line} is not text. Example: ${quote(key === 'kind' ? 'kind: Deployment' : 'apiVersion: apps/v1')}`,
    ),
  syntax: (line: number, text: string) =>
    both(
      `${line}行目 ${quote(text)} のあたりを YAML として読めません。字下げ、コロン、引用符を、前後の行と見比べてください。`,
      `YAML cannot be read near ${quote(text)} in line ${line}. Compare indentation, colons and quotes with the lines around it.`,
    ),
} as const

export type YamlCode = keyof typeof messages

export function diagnostic<Code extends YamlCode>(
  code: Code,
  range: Range,
  ...values: Parameters<(typeof messages)[Code]>
): Diagnostic {
  const say = messages[code] as (...values: Parameters<(typeof messages)[Code]>) => Bilingual
  const severity = code === 'duplicate-key' ? 'warning' : 'error'
  return { severity, code, message: say(...values), range }
}

/** The same grouping in both languages, whatever the machine's own locale. */
function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
