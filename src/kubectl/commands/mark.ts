/**
 * `kubectl label`, `annotate`, `taint`: marks on objects.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/label/label.go`, `…/cmd/annotate`, `…/cmd/taint`
 */
import type { Node, Taint } from '../../kubernetes/api/core.ts'
import { isEqual } from '../../kubernetes/api/equality.ts'
import { isLabelValue, isQualifiedName } from '../../kubernetes/kube-apiserver/names.ts'
import { type Found, patchObject } from '../api.ts'
import { type Call, type Command, fileFlags, outputFlags, selectorFlags } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, usageError } from '../failure.ts'
import { mapAt } from '../json.ts'
import { foundObject, objectsToChange } from '../targets.ts'
import { printChange } from './change.ts'

const markFlags = {
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  overwrite: 'bool',
  all: 'bool',
  list: 'bool',
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

function mark(call: Call, what: 'label' | 'annotation', field: 'labels' | 'annotations'): number {
  const { words, marks } = readMarks(call.words, what)
  if (call.flags.is('list')) {
    const { found } = objectsToChange(call, words)
    for (const { object } of found)
      for (const [key, value] of Object.entries(mapAt(object, `metadata.${field}`)))
        call.print(`${key}=${value}`)
    return 0
  }
  if (words.length === 0 && !call.flags.given('filename'))
    throw new Failure(
      'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
    )
  if (marks.set.size + marks.removed.length === 0)
    throw new Failure(`error: at least one ${what} update is required`)
  const { found, failed } = objectsToChange(call, words)
  for (const one of found) markOne(call, one, marks, what, field)
  return failed ? 1 : 0
}

function markOne(
  call: Call,
  one: Found,
  { set, removed }: Marks,
  what: 'label' | 'annotation',
  field: 'labels' | 'annotations',
) {
  const before = mapAt(one.object, `metadata.${field}`)
  if (!call.flags.is('overwrite'))
    for (const [key, value] of set)
      if (Object.hasOwn(before, key) && (what === 'annotation' || before[key] !== value))
        if (before[key] !== value)
          throw new Failure(
            what === 'label'
              ? `error: '${key}' already has a value (${before[key]}), and --overwrite is false`
              : `error: --overwrite is false but found the following declared annotation(s): '${key}' already has a value (${before[key]})`,
          )
  for (const key of removed)
    if (what === 'label' && !Object.hasOwn(before, key))
      call.print(`label ${JSON.stringify(key)} not found.`)
  const body = {
    metadata: {
      [field]: {
        ...Object.fromEntries(set),
        ...Object.fromEntries(removed.map((key) => [key, null])),
      },
    },
  }
  const next =
    dryRunOf(call) === 'client'
      ? one.object
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

/** The words that are marks, and those before them. */
function readMarks(
  all: readonly string[],
  what: string,
): { words: readonly string[]; marks: Marks } {
  const start = all.findIndex(
    (word, index) => word.includes('=') || (word.endsWith('-') && index > 0),
  )
  const words = start < 0 ? all : all.slice(0, start)
  const set = new Map<string, string>()
  const removed: string[] = []
  for (const word of start < 0 ? [] : all.slice(start)) {
    const equals = word.indexOf('=')
    if (equals < 0 && word.endsWith('-')) removed.push(word.slice(0, -1))
    else if (equals < 0)
      throw new Failure(`error: all resources must be specified before ${what} changes: ${word}`)
    else set.set(word.slice(0, equals), word.slice(equals + 1))
  }
  for (const [key, value] of set) {
    // Whether a label's key is one is left to the server.
    const problem = what === 'label' ? isLabelValue(value)[0] : isQualifiedName(key)[0]
    if (problem)
      throw new Failure(
        what === 'label'
          ? `error: invalid label value: ${JSON.stringify(`${key}=${value}`)}: ${problem}`
          : `error: invalid annotation key: ${JSON.stringify(key)}: ${problem}`,
      )
    if (removed.includes(key))
      throw new Failure(`error: can not both modify and remove a ${what} in the same command`)
  }
  return { words, marks: { set, removed } }
}

const effects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export const taint: Command = {
  name: 'taint',
  usage: 'nodes NAME KEY=VALUE:EFFECT … KEY:EFFECT- KEY-',
  says: {
    ja: 'ノードに、Podを遠ざける印を付け外しします。',
    en: 'Put taints on nodes, or take them off.',
  },
  examples: [
    'kubectl taint nodes node-1 dedicated=db:NoSchedule',
    'kubectl taint nodes node-1 dedicated-',
  ],
  takes: 'nodes',
  flags: {
    ...outputFlags,
    selector: ['text', 'l'],
    overwrite: 'bool',
    all: 'bool',
    'dry-run': 'maybe',
  },
  run(call) {
    const isTaint = (word: string) => /[=:]/.test(word) || word.endsWith('-')
    const words = call.words.filter((word) => !isTaint(word))
    const texts = call.words.filter(isTaint)
    if (texts.length === 0) throw new Failure('error: at least one taint update is required')
    const { added, removed } = readTaints(texts)
    const { found, failed } = objectsToChange(call, words)
    for (const one of found) {
      const before = (one.object as Node).spec.taints ?? []
      const clash = added.filter(({ key, effect }) =>
        before.some((old) => old.key === key && old.effect === effect),
      )
      if (clash.length > 0 && !call.flags.is('overwrite')) {
        const keys = [...new Set(clash.map(({ key }) => key))].join(', ')
        throw new Failure(
          `error: node ${one.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
        )
      }
      const kept = before.filter(
        (old) =>
          !removed.some(
            ({ key, effect }) => key === old.key && (!effect || effect === old.effect),
          ) && !added.some(({ key, effect }) => key === old.key && effect === old.effect),
      )
      for (const { key, effect } of removed)
        if (!before.some((old) => old.key === key && (!effect || effect === old.effect)))
          throw new Failure(
            `error: taint ${JSON.stringify(effect ? `${key}:${effect}` : key)} not found`,
          )
      const taints = [...added, ...kept]
      if (dryRunOf(call) !== 'client')
        patchObject(
          call,
          one,
          { spec: { taints: taints.length > 0 ? taints : null } },
          { patchType: 'merge', ...dryRunOption(dryRunOf(call)) },
        )
      const verb =
        clash.length > 0
          ? 'modified'
          : added.length > 0 && removed.length > 0
            ? 'modified'
            : added.length > 0
              ? 'tainted'
              : 'untainted'
      printChange(call, one, verb)
    }
    return failed ? 1 : 0
  },
}

function readTaints(texts: readonly string[]) {
  const added: Taint[] = []
  const removed: { readonly key: string; readonly effect?: string }[] = []
  for (const text of texts) {
    const isRemoval = text.endsWith('-')
    const [, key = '', value, effect] =
      /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(isRemoval ? text.slice(0, -1) : text) ?? []
    if (effect && !effects.includes(effect))
      throw usageError('taint', `invalid taint effect: ${effect}, unsupported taint effect`)
    if (isRemoval) removed.push({ key, ...(effect ? { effect } : {}) })
    else if (!effect)
      throw new Failure(
        `error: invalid taint spec: ${text}, the taint must be in the form of key=value:effect`,
      )
    else {
      const problem = isQualifiedName(key)[0] ?? isLabelValue(value ?? '')[0]
      if (problem) throw new Failure(`error: invalid taint spec: ${text}, ${problem}`)
      added.push({ key, ...(value ? { value } : {}), effect: effect as Taint['effect'] })
    }
  }
  return { added, removed }
}
