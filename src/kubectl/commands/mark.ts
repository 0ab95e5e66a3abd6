/**
 * `kubectl label`, `annotate`: marks on objects.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/label/label.go`, `…/cmd/annotate`
 */
import { isEqual } from '../../kubernetes/api/equality.ts'
import { isLabelValue } from '../../kubernetes/kube-apiserver/names.ts'
import { type Found, patchObject } from '../api.ts'
import { type Call, type Command, fileFlags, outputFlags, selectorFlags } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure } from '../failure.ts'
import { mapAt } from '../json.ts'
import { changeEach, foundObject } from '../targets.ts'
import { printChange } from './printed-change.ts'
import { noResources, pairsBehind } from './set.ts'

const markFlags = {
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  overwrite: 'bool',
  all: 'bool',
  list: 'bool',
  local: 'bool',
  'all-namespaces': ['bool', 'A'],
  'dry-run': 'maybe',
  'resource-version': 'text',
} as const

interface Marks {
  readonly set: ReadonlyMap<string, string>
  readonly removed: readonly string[]
}

export const label: Command = {
  name: 'label',
  usage: '(TYPE NAME | TYPE/NAME) KEY=VALUE … KEY-',
  says: { ja: 'ラベルを付け外しします。', en: 'Put labels on objects, or take them off.' },
  examples: ['kubectl label pod web-1 tier=front', 'kubectl label pod web-1 tier-'],
  takes: 'kinds',
  flags: markFlags,
  run: (call) => mark(call, 'label', 'labels'),
}

export const annotate: Command = {
  name: 'annotate',
  usage: '(TYPE NAME | TYPE/NAME) KEY=VALUE … KEY-',
  says: { ja: '注釈を付け外しします。', en: 'Put annotations on objects, or take them off.' },
  examples: ["kubectl annotate deployment web kubernetes.io/change-cause='image 1.28'"],
  takes: 'kinds',
  flags: markFlags,
  run: (call) => mark(call, 'annotation', 'annotations'),
}

type What = 'label' | 'annotation'

function mark(call: Call, what: What, field: 'labels' | 'annotations'): number {
  const { flags } = call
  const { words, pairs } = pairsBehind(call.words, what)
  const marks = readMarks(pairs, what)
  if (flags.is('list')) {
    return changeEach(
      call,
      ({ object }) => {
        for (const [key, value] of Object.entries(mapAt(object, `metadata.${field}`)))
          call.print(`${key}=${value}`)
      },
      { words },
    )
  }
  if (words.length === 0 && !flags.given('filename')) throw new Failure(noResources)
  if (marks.set.size + marks.removed.length === 0)
    throw new Failure(`error: at least one ${what} update is required`)
  return changeEach(call, (one) => markOne(call, one, marks, what, field), { words })
}

function markOne(
  call: Call,
  one: Found,
  { set, removed }: Marks,
  what: What,
  field: 'labels' | 'annotations',
) {
  const { flags } = call
  const before = mapAt(one.object, `metadata.${field}`)
  for (const key of removed)
    if (what === 'label' && !Object.hasOwn(before, key))
      call.print(`label ${JSON.stringify(key)} not found.`)
  if (!flags.is('overwrite'))
    for (const [key, value] of set)
      if (Object.hasOwn(before, key) && before[key] !== value)
        throw new Failure(
          what === 'label'
            ? `error: '${key}' already has a value (${before[key]}), and --overwrite is false`
            : `error: --overwrite is false but found the following declared annotation(s): '${key}' already has a value (${before[key]})`,
        )
  const resourceVersion = flags.text('resource-version')
  const marks = {
    ...Object.fromEntries(set),
    ...Object.fromEntries(removed.map((key) => [key, null])),
  }
  const body = { metadata: { [field]: marks, ...(resourceVersion ? { resourceVersion } : {}) } }
  const after = Object.entries({ ...before, ...marks }).filter(([, value]) => value !== null)
  const rehearsed = {
    ...one.object,
    metadata: { ...one.object.metadata, [field]: Object.fromEntries(after) },
  } as typeof one.object
  const next =
    dryRunOf(call) === 'client' || flags.is('local')
      ? rehearsed
      : patchObject(call, one, body, {
          patchType: 'merge',
          fieldManager: `kubectl-${what === 'label' ? 'label' : 'annotate'}`,
          ...dryRunOption(dryRunOf(call)),
        })
  const changed = !isEqual(before, mapAt(next, `metadata.${field}`))
  const verb =
    what === 'annotation'
      ? 'annotated'
      : !changed
        ? 'not labeled'
        : set.size > 0
          ? 'labeled'
          : 'unlabeled'
  printChange(call, foundObject(one.kind, next), verb)
}

function readMarks(pairs: readonly string[], what: What): Marks {
  const set = new Map<string, string>()
  const removed: string[] = []
  for (const word of pairs) {
    const equals = word.indexOf('=')
    if (equals < 0) removed.push(word.slice(0, -1))
    else if (what === 'label' && word.indexOf('=', equals + 1) > 0)
      throw new Failure(`error: invalid label spec: ${word}`)
    else set.set(word.slice(0, equals), word.slice(equals + 1))
  }
  for (const [key, value] of set) {
    // Whether a key is one is left to the server.
    const [problem] = what === 'label' ? isLabelValue(value) : []
    if (problem)
      throw new Failure(
        `error: invalid label value: ${JSON.stringify(`${key}=${value}`)}: ${problem}`,
      )
    if (removed.includes(key))
      throw new Failure(`error: can not both modify and remove a ${what} in the same command`)
  }
  return { set, removed }
}
