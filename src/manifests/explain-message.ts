/**
 * Refusals that come without causes: the object could not be decoded (400), or is in somebody's way
 * (403, 404, 409). The place is found from the sentence itself.
 * *Upstream:* encoding/json's texts, k8s.io/apimachinery `runtime/serializer/json`, `api/errors`.
 */
import type { Bilingual } from '../language.ts'
import {
  type Complaint,
  complaintAbout,
  type Explanation,
  type KnownFields,
  toDiagnostic,
  valueAt,
} from './complaint.ts'
import type { JsonValue } from './compose.ts'
import type { Diagnostic, Range } from './diagnostic.ts'
import { quantity, rejected } from './explain-cause.ts'
import { explainType, jsonType } from './explain-type.ts'
import { formatFieldPath, parseFieldPath } from './locate.ts'
import { quote } from './messages.ts'
import { nearestWord } from './nearest.ts'
import type { ManifestDocument } from './parse.ts'
import { rangeOf } from './source-text.ts'

export function explainMessage(
  message: string,
  reason: string,
  document: ManifestDocument,
  known?: KnownFields,
): Diagnostic[] {
  const about = (field: string, upstream = message) =>
    complaintAbout(document, field, { upstream, known })

  const strict = [...message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)]
  if (strict.length > 0) {
    return strict.map(([upstream, what, field]) => {
      const complaint = about(field!, upstream)
      const explain = what === 'unknown' ? unknownField : duplicateField
      return { ...toDiagnostic(complaint, explain(complaint)), detail: upstream }
    })
  }
  const type =
    /cannot unmarshal (\w+)(?: \S+)? into Go (?:struct field \w+\.(\S+)|value) of type (\S+)/.exec(
      message,
    )
  if (type) {
    const [, given = '', field = '', wanted = ''] = type
    const complaint = about(findOfType(document, field, given))
    return [whole(complaint, explainType(complaint, given, wanted))]
  }
  const [field, explanation] = aboutIdentity(message, reason, about)
  const complaint = about(field)
  return [whole(complaint, explanation ?? rejected({ ...complaint, field: '' }))]
}

/** The whole sentence is the detail: it already names its field. */
function whole(complaint: Complaint, explanation: Explanation): Diagnostic {
  return { ...toDiagnostic(complaint, explanation), detail: complaint.upstream }
}

type About = (field: string) => Complaint

/** The refusals that are about one of the object's own identifying fields. */
function aboutIdentity(message: string, reason: string, about: About): [string, Explanation?] {
  if (/quantities must match/.test(message)) return ['spec', quantity(about('spec'))]
  if (/no matches for kind|no kind "|could not find the requested resource/.test(message)) {
    return ['kind', unknownKind(about('kind'))]
  }
  if (/^namespaces ".*" not found/.test(message)) {
    return ['metadata.namespace', missingNamespace(about('metadata.namespace'))]
  }
  if (/namespace of the provided object|being terminated/.test(message))
    return ['metadata.namespace']
  if (reason === 'AlreadyExists') return ['metadata.name', alreadyExists(about('metadata.name'))]
  if (reason === 'Conflict') return ['metadata.name', conflict(about('metadata.name'))]
  if (/name of the object|service account/.test(message)) return ['metadata.name']
  return ['kind']
}

function both(ja: string, en: string): Bilingual {
  return { ja, en }
}

function unknownField(complaint: Complaint): Explanation {
  const { document, field, line, known } = complaint
  const path = parseFieldPath(field)
  const name = String(path.at(-1))
  const parent = formatFieldPath(path.slice(0, -1).filter((part) => typeof part === 'string'))
  const { kind } = document.object
  const names = known?.namesAt(kind, parent) ?? []
  const meant = nearestWord(name, names)
  const belongs = known?.parentsOf(kind, name).filter((path) => path !== parent) ?? []
  const there = belongs.sort((a, b) => near(b, parent) - near(a, parent))[0]
  const what = both(
    `${quote(field)}（${line}行目）というフィールドはありません。`,
    `There is no field ${quote(field)} (line ${line}).`,
  )
  const hint = meant
    ? both(`${quote(meant)} のことですか。`, `Did you mean ${quote(meant)}?`)
    : there !== undefined
      ? both(
          `${quote(name)} は ${there ? quote(there) : '一番外側'} の下に書くフィールドです。字下げを確かめてください。`,
          `${quote(name)} belongs ${there ? `under ${quote(there)}` : 'at the outermost level'}. Check the indentation.`,
        )
      : both('つづりと字下げを確かめてください。', 'Check its spelling and its indentation.')
  const message = both(what.ja + hint.ja, `${what.en} ${hint.en}`)
  return { code: 'unknown-field', message, range: rangeOfKey(complaint) }
}

/** The name, not its value: the name is what the server does not know. */
function rangeOfKey({ document, located }: Complaint): Range {
  const { key } = located.place
  return key && located.exact ? rangeOf(document.source, key.start, key.end) : located.range
}

/** How much of the path two parents share: of several right places the nearest one is meant. */
function near(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')]
  let shared = 0
  while (shared < left.length && left[shared] === right[shared]) shared++
  return shared * 10 - left.length
}

function duplicateField(complaint: Complaint): Explanation {
  const { field, line } = complaint
  return {
    code: 'duplicate-field',
    range: rangeOfKey(complaint),
    message: both(
      `${quote(field)} が 2 回書かれています（${line}行目）。どちらかを消してください。`,
      `${quote(field)} is written twice (line ${line}). Remove one of them.`,
    ),
  }
}

const kinds = [
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Service',
  'StatefulSet',
  'DaemonSet',
  'Job',
].concat(['CronJob', 'ConfigMap', 'Secret', 'Namespace', 'Node', 'Ingress'])

function unknownKind({ document, line }: Complaint): Explanation {
  const { kind, apiVersion } = document.object
  const meant = nearestWord(kind, kinds)
  const hint =
    meant && meant !== kind
      ? both(
          `${quote(`kind: ${meant}`)} のことですか。`,
          `Did you mean ${quote(`kind: ${meant}`)}?`,
        )
      : both(
          '`apiVersion` と `kind` の組み合わせを確かめてください。例: `apps/v1` の `Deployment`',
          'Check that `apiVersion` and `kind` belong together. Example: `Deployment` of `apps/v1`',
        )
  return {
    code: 'unknown-kind',
    message: both(
      `${quote(apiVersion)} に ${quote(kind)} という種類はありません（${line}行目）。${hint.ja}`,
      `There is no kind ${quote(kind)} in ${quote(apiVersion)} (line ${line}). ${hint.en}`,
    ),
  }
}

function missingNamespace({ located, line, upstream }: Complaint): Explanation {
  const namespace = quote(/"(.*?)"/.exec(upstream)?.[1] ?? '')
  const message = located.exact
    ? both(
        `名前空間 ${namespace} がありません（${line}行目）。先に作るか、\`namespace\` の行を消して \`default\` に作ってください。`,
        `The namespace ${namespace} does not exist (line ${line}). Create it first, or remove the \`namespace\` line to use \`default\`.`,
      )
    : both(
        `名前空間 ${namespace} がありません。先に作ってください。`,
        `The namespace ${namespace} does not exist. Create it first.`,
      )
  return { code: 'namespace-not-found', message }
}

function alreadyExists({ document, written, line }: Complaint): Explanation {
  const { kind } = document.object
  return {
    code: 'already-exists',
    message: both(
      `${kind} ${quote(written)} はもうあります（${line}行目）。別の名前にするか、\`kubectl apply\` で変更してください。`,
      `A ${kind} named ${quote(written)} already exists (line ${line}). Use another name, or change it with \`kubectl apply\`.`,
    ),
  }
}

function conflict({ document, line }: Complaint): Explanation {
  const { kind } = document.object
  return {
    code: 'conflict',
    message: both(
      `この ${kind}（${line}行目）は、読んだ後にほかの誰かが変更しました。もう一度、適用してください。`,
      `Somebody changed this ${kind} (line ${line}) after it was read. Apply it again.`,
    ),
  }
}

/**
 * A decoding error names its field without list indexes: `spec.containers.ports.containerPort`. The
 * first value there of the type complained about is the one; for a map of texts, one of its values.
 */
function findOfType(document: ManifestDocument, field: string, given: string): string {
  const fits = (value: JsonValue | undefined) => jsonType(value) === given
  const paths = pathsTo(document.object, parseFieldPath(field))
  const own = paths.find((path) => fits(valueAt(document.object, path)))
  if (own) return formatFieldPath(own)
  for (const path of paths) {
    const value = valueAt(document.object, path)
    if (typeof value !== 'object' || value === null) continue
    const key = Object.keys(value).find((name) => fits(valueAt(value, [name])))
    if (key === undefined) continue
    return formatFieldPath([...path, Array.isArray(value) ? Number(key) : key])
  }
  return field
}

/** Every concrete path that a path without indexes may mean. */
function pathsTo(
  value: JsonValue | undefined,
  path: readonly (string | number)[],
): (string | number)[][] {
  if (Array.isArray(value) && typeof path[0] !== 'number') {
    const deeper = value.flatMap((item, index) =>
      pathsTo(item, path).map((rest) => [index, ...rest]),
    )
    return path.length === 0 ? [[], ...deeper] : deeper
  }
  const [first, ...rest] = path
  if (first === undefined) return [[]]
  const child = value === undefined ? undefined : valueAt(value, [first])
  return child === undefined ? [] : pathsTo(child, rest).map((tail) => [first, ...tail])
}
