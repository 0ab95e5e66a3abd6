/**
 * Validation errors (422) explained: one entry per family of upstream sentences, the first that fits
 * is used. Each says what is wrong, where, and what to write instead.
 * *Upstream:* the texts of k8s.io/apimachinery `util/validation` and `pkg/apis/.../validation`.
 */
import type { Bilingual } from '../language.ts'
import type { Complaint, Explanation } from './complaint.ts'
import type { JsonObject } from './compose.ts'
import { formatFieldPath, parseFieldPath } from './locate.ts'
import { quote } from './messages.ts'
import { nearestWord } from './nearest.ts'

type Explain = (complaint: Complaint, match: RegExpExecArray) => Explanation | undefined

/** Matched against `<reason> <message>`. */
const families: readonly [RegExp, Explain][] = [
  // What a Job and its like say of a policy that is there, and is another one's.
  [/^FieldValueRequired .*?valid values: (.+)$/s, anotherValue],
  [/^FieldValueRequired/, required],
  [/`selector` does not match template `labels`/, selectorMismatch],
  [/field is immutable|may not change once set/, immutable],
  [/(pod updates may not|updates to statefulset spec)/, changedTooMuch],
  [/must be greater than or equal to (\d+)$/, atLeast],
  [/may not be 0 when `maxSurge` is 0/, noRoom],
  [/may not be specified when strategy `type` is 'Recreate'/, recreateWithRolling],
  [/must be between (-?\d+) and (\d+), inclusive|range of valid ports is (\d+)-(\d+)/, between],
  [/^FieldValueNotSupported .*?supported values: (.+)$/s, unsupported],
  [/^FieldValueDuplicate/, duplicate],
  [/^FieldValueNotFound/, notFound],
  [/no more than (\d+) (characters|bytes)/, tooLong],
  [/RFC 1123|DNS-1035|must not contain dots/, nameFormat],
  [/name part must|a valid label must|must contain only alphanumeric/, labelFormat],
  [/quantities must match/, quantity],
  [/leading or trailing whitespace/, surroundingSpace],
]

export function explainCause(complaint: Complaint): Explanation {
  const text = `${complaint.reason} ${complaint.upstream}`
  for (const [pattern, explain] of families) {
    const match = pattern.exec(text)
    const explanation = match && explain(complaint, match)
    if (explanation) return explanation
  }
  return rejected(complaint)
}

/** Not recognised: the server's own words, at the right place. */
export function rejected({ field, upstream, line }: Complaint): Explanation {
  const words = upstream
    .replace(/^(?:Invalid value|Forbidden|Internal error): /, '')
    // The value itself is underlined; repeating it (sometimes as a whole JSON object) only hides the reason.
    .replace(/^(?:"(?:[^"\\]|\\.)*"|-?[\d.]+|\{.*?\}|\[.*?\]): /, '')
  const message = field
    ? said(
        `${quote(field)}（${line}行目）を API サーバーが受け付けません。理由: ${words}`,
        `The API server does not accept ${quote(field)} (line ${line}). Reason: ${words}`,
      )
    : said(
        `API サーバーが受け付けませんでした。理由: ${words}`,
        `The API server did not accept this. Reason: ${words}`,
      )
  return { code: 'rejected', message }
}

function said(ja: string, en: string): Bilingual {
  return { ja, en }
}

/** One-line examples of fields that are often missing, by the end of their path. */
const examples: readonly [RegExp, string][] = [
  [/^spec\.selector$/, 'selector: { matchLabels: { app: nginx } }'],
  [/containers$/, 'containers: [{ name: nginx, image: nginx:1.14.2 }]'],
  [/^spec\.ports$/, 'ports: [{ port: 80 }]'],
  [/^metadata\.name$/, 'name: web'],
  [/containers\[\d+\]\.name$/, 'name: nginx'],
  [/image$/, 'image: nginx:1.14.2'],
  [/restartPolicy$/, 'restartPolicy: Never'],
  [/containerPort$/, 'containerPort: 80'],
  [/port$/i, 'port: 80'],
]

function required({ field, upstream, located, line, value }: Complaint): Explanation {
  const example = examples.find(([pattern]) => pattern.test(field))?.[1]
  const also = /^Required value: (.+)/.exec(upstream)?.[1]
  const ja = example ? `例: ${quote(example)}` : also ? `理由: ${also}` : ''
  const en = example ? `Example: ${quote(example)}` : also ? `Reason: ${also}` : ''
  const code = 'required'
  if (located.exact) {
    const empty = value === null || value === '' || isEmpty(value)
    return {
      code,
      message: said(
        `${quote(field)}（${line}行目）${empty ? 'が空です' : 'の中身が足りません'}。書き足してください。${ja}`,
        `${quote(field)} (line ${line}) ${empty ? 'is empty' : 'is incomplete'}. Fill it in. ${en}`.trim(),
      ),
    }
  }
  const parent = formatFieldPath(parseFieldPath(field).slice(0, -1))
  const under = parent === '' || located.found.length === 0
  return {
    code,
    message: said(
      `${quote(field)} がありません。${under ? 'マニフェスト' : `${quote(formatFieldPath(located.found))}（${line}行目）の下`}に書き足してください。${ja}`,
      `${quote(field)} is missing. Add it ${under ? 'to the manifest' : `under ${quote(formatFieldPath(located.found))} (line ${line})`}. ${en}`.trim(),
    ),
  }
}

function anotherValue(complaint: Complaint, match: RegExpExecArray): Explanation | undefined {
  const { located, value } = complaint
  return located.exact && value ? unsupported(complaint, match) : undefined
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function selectorMismatch({ document, located, field, line }: Complaint): Explanation {
  const spec = document.object['spec'] as JsonObject | undefined
  const selector = (spec?.['selector'] as JsonObject | undefined)?.['matchLabels'] as
    | JsonObject
    | undefined
  const labels = labelsOfTemplate(spec)
  const code = 'selector-mismatch'
  const odd = Object.entries(selector ?? {}).find(([key, value]) => labels?.[key] !== value)
  if (!odd) {
    return {
      code,
      message: said(
        `${quote('spec.selector')} が、Pod テンプレートのラベル（${line}行目）と合いません。同じラベルを書いてください。`,
        `${quote('spec.selector')} does not match the labels of the Pod template (line ${line}). Write the same labels in both.`,
      ),
    }
  }
  const [key, value] = odd
  const selectorLine = document.locate(['spec', 'selector', 'matchLabels', key]).startLine
  const pair = quote(`${key}: ${value}`)
  const has = labels && Object.hasOwn(labels, key)
  const range = has ? document.locate([...parseFieldPath(field), key]) : located.range
  return {
    code,
    range,
    message: said(
      `セレクターの ${pair}（${selectorLine}行目）が、Pod テンプレートのラベル（${range.startLine}行目）にありません。両方を同じ値にしてください。`,
      `The selector's ${pair} (line ${selectorLine}) is not among the labels of the Pod template (line ${range.startLine}). Make both the same.`,
    ),
  }
}

function labelsOfTemplate(spec: JsonObject | undefined): JsonObject | undefined {
  const template = spec?.['template'] as JsonObject | undefined | null
  const metadata = template?.['metadata'] as JsonObject | undefined | null
  return (metadata?.['labels'] as JsonObject | undefined | null) ?? undefined
}

function immutable({ document, field, line }: Complaint): Explanation {
  const { kind } = document.object
  return {
    code: 'immutable',
    message: said(
      `${quote(field)}（${line}行目）は、作成した後では変えられません。元の値に戻すか、この ${kind} を削除して作り直してください。`,
      `${quote(field)} (line ${line}) cannot change once the ${kind} exists. Put the old value back, or delete the ${kind} and create it anew.`,
    ),
  }
}

function changedTooMuch({ document, line }: Complaint): Explanation {
  const { kind } = document.object
  const allowed =
    kind === 'Pod'
      ? ['コンテナの `image` など', 'a container’s `image` and little else']
      : ['`replicas` や `template` など', '`replicas`, `template` and little else']
  return {
    code: 'immutable',
    message: said(
      `すでにある ${kind} で変えられるのは、${allowed[0]}に限られます（${line}行目から）。ほかを変えるには、削除して作り直してください。`,
      `In a ${kind} that exists you may change ${allowed[1]} (from line ${line}). To change more, delete it and create it anew.`,
    ),
  }
}

function atLeast({ field, line, written }: Complaint, [, least]: RegExpExecArray): Explanation {
  const example = `${lastName(field)}: ${least}`
  return {
    code: 'too-small',
    message: said(
      `${quote(field)} が ${quote(written)} です（${line}行目）。${least} 以上の値を書いてください。例: ${quote(example)}`,
      `${quote(field)} is ${quote(written)} (line ${line}). Write ${least} or more. Example: ${quote(example)}`,
    ),
  }
}

function between(
  { field, line, written, located }: Complaint,
  match: RegExpExecArray,
): Explanation {
  const [low, high] = match.slice(1).filter((bound) => bound !== undefined)
  const ja = located.exact ? `が ${quote(written)} です` : 'の値が範囲の外です'
  const en = located.exact ? `is ${quote(written)}` : 'is out of range'
  return {
    code: 'out-of-range',
    message: said(
      `${quote(field)} ${ja}（${line}行目）。${low} から ${high} までの数を書いてください。`,
      `${quote(field)} ${en} (line ${line}). Write a number from ${low} to ${high}.`,
    ),
  }
}

function noRoom({ field, line }: Complaint): Explanation {
  return {
    code: 'no-room',
    message: said(
      `${quote('maxSurge')} と ${quote('maxUnavailable')} が両方とも 0 です（${line}行目）。これでは 1 つも入れ替えられません。どちらかを 1 以上にしてください。`,
      `${quote('maxSurge')} and ${quote('maxUnavailable')} are both 0 (${quote(field)}, line ${line}), so no Pod could ever be replaced. Make one of them 1 or more.`,
    ),
  }
}

function recreateWithRolling({ line }: Complaint): Explanation {
  return {
    code: 'forbidden-field',
    message: said(
      `${quote('type: Recreate')} のときは ${quote('rollingUpdate')}（${line}行目）を書けません。\`rollingUpdate\` を消すか、\`type: RollingUpdate\` にしてください。`,
      `With ${quote('type: Recreate')} there may be no ${quote('rollingUpdate')} (line ${line}). Remove it, or write \`type: RollingUpdate\`.`,
    ),
  }
}

function unsupported(
  { field, line, written, value }: Complaint,
  match: RegExpExecArray,
): Explanation {
  const choices = [...match[1]!.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice!)
  const meant = typeof value === 'string' ? nearestWord(value, choices) : undefined
  const list = choices.map(quote)
  const given = written ? quote(written) : undefined
  return {
    code: 'unsupported-value',
    message: said(
      `${quote(field)}（${line}行目）に${given ? ` ${given} は書けません` : '書けない値があります'}。${list.join('、')} ${list.length > 1 ? 'のどれか' : ''}を書いてください。${meant ? `${quote(meant)} のことですか。` : ''}`,
      `${given ?? 'The value'} is not allowed in ${quote(field)} (line ${line}). Write ${list.join(' or ')}.${meant ? ` Did you mean ${quote(meant)}?` : ''}`,
    ),
  }
}

function duplicate({ field, line }: Complaint): Explanation {
  return {
    code: 'duplicate-value',
    message: said(
      `${quote(field)}（${line}行目）と同じものが、同じリストにもうあります。違う値にするか、片方を消してください。`,
      `The list already has what ${quote(field)} (line ${line}) says. Change it or remove one of the two.`,
    ),
  }
}

function notFound({ field, line, written }: Complaint): Explanation {
  return {
    code: 'not-found',
    message: said(
      `${quote(field)}（${line}行目）が指す ${quote(written)} が、このマニフェストにありません。名前のつづりを確かめてください。`,
      `${quote(field)} (line ${line}) names ${quote(written)}, which this manifest does not have. Check the spelling.`,
    ),
  }
}

function tooLong(
  { field, line, value, upstream }: Complaint,
  [, most]: RegExpExecArray,
): Explanation | undefined {
  const named = /^Invalid value: "([^"]*)"/.exec(upstream)?.[1]
  const length = (typeof value === 'string' ? value : (named ?? '')).length
  if (length <= Number(most)) return undefined
  return {
    code: 'too-long',
    message: said(
      `${quote(field)}（${line}行目）に長すぎる値があります（${length} 文字）。${most} 文字以内にしてください。`,
      `${quote(field)} (line ${line}) has a value that is too long (${length} characters). Use at most ${most}.`,
    ),
  }
}

function nameFormat({ field, line, written, value, upstream }: Complaint): Explanation {
  const dots = /RFC 1123 subdomain/.test(upstream)
  const letterFirst = /DNS-1035/.test(upstream)
  const allowed = {
    ja: `英小文字、数字、\`-\`${dots ? '、`.`' : ''} だけを使い、${letterFirst ? '英小文字' : '英小文字か数字'}で始めます`,
    en: `Use only lower-case letters, digits${dots ? ', `-` and `.`' : ' and `-`'}, starting with a letter${letterFirst ? '' : ' or digit'}`,
  }
  const example = allowedName(typeof value === 'string' ? value : '', dots, letterFirst)
  return {
    code: 'name-format',
    message: said(
      `${quote(field)}（${line}行目）の ${quote(written)} は名前に使えません。${allowed.ja}。例: ${quote(example)}`,
      `${quote(written)} cannot be a name in ${quote(field)} (line ${line}). ${allowed.en}. Example: ${quote(example)}`,
    ),
  }
}

/** The learner's own name made legal, so that the example looks familiar. */
function allowedName(name: string, dots: boolean, letterFirst: boolean): string {
  const legal = name.toLowerCase().replace(dots ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, '-')
  const trimmed = legal
    .replace(letterFirst ? /^[^a-z]+/ : /^[^a-z0-9]+/, '')
    .replace(/[^a-z0-9]+$/, '')
  return trimmed || 'my-app'
}

function labelFormat({ field, line, upstream }: Complaint): Explanation {
  const bad = /^Invalid value: "([^"]*)"/.exec(upstream)?.[1]
  const shown = bad ? ` ${quote(bad)}` : ''
  return {
    code: 'label-format',
    message: said(
      `${quote(field)}（${line}行目）に使えない形${shown ? `の${shown} ` : ''}があります。英数字で始めて英数字で終え、間には \`-\` \`_\` \`.\` も使えます。例: ${quote('app: my-app')}`,
      `${quote(field)} (line ${line}) has a part of the wrong form${shown && `:${shown}`}. Begin and end with a letter or digit; \`-\` \`_\` \`.\` may stand between. Example: ${quote('app: my-app')}`,
    ),
  }
}

export function quantity({ field, line, written }: Complaint): Explanation {
  return {
    code: 'quantity',
    message: said(
      `${quote(field)}（${line}行目）の ${quote(written)} は量として読めません。例: CPU は ${quote('500m')}、メモリーは ${quote('128Mi')}`,
      `${quote(written)} in ${quote(field)} (line ${line}) is not a quantity. Example: ${quote('500m')} of CPU, ${quote('128Mi')} of memory`,
    ),
  }
}

function surroundingSpace({ field, line }: Complaint): Explanation {
  return {
    code: 'surrounding-space',
    message: said(
      `${quote(field)}（${line}行目）の値の前後に空白があります。引用符の中の空白を消してください。`,
      `The value of ${quote(field)} (line ${line}) begins or ends with a space. Remove it inside the quotes.`,
    ),
  }
}

function lastName(field: string): string {
  return String(parseFieldPath(field).findLast((part) => typeof part === 'string') ?? field)
}
