/**
 * `kubectl taint`: marks on nodes that keep Pods away.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/taint` (taint.go, utils.go)
 */
import type { Node, Taint } from '../../kubernetes/api/core.ts'
import { isLabelValue, isQualifiedName } from '../../kubernetes/kube-apiserver/names.ts'
import { type Found, patchObject } from '../api.ts'
import { type Call, type Command, outputFlags } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, usageError } from '../failure.ts'
import { findKind, kindsOf } from '../kinds.ts'
import { changeEach } from '../targets.ts'
import { printChange } from './printed-change.ts'

const effects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

interface Removal {
  readonly key: string
  readonly effect: string
}

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
    const start = call.words.findIndex(isTaint)
    const words = start < 0 ? call.words : call.words.slice(0, start)
    const texts = start < 0 ? [] : call.words.slice(start)
    const stray = texts.find((word) => !isTaint(word))
    if (stray !== undefined)
      throw new Failure(`error: all resources must be specified before taint changes: ${stray}`)
    const { added, removed } = readTaints(texts)
    const [type] = words
    if (type === undefined)
      throw new Failure('error: one or more resources must be specified as <resource> <name>')
    if (type.includes('/') || !findKind(type.split(',')[0] ?? ''))
      throw new Failure(`the server doesn't have a resource type "${type}"`)
    if (kindsOf(type).some(({ resource }) => resource !== 'nodes'))
      throw new Failure(`error: invalid resource type ${type}, only node types are supported`)
    if (texts.length === 0) throw new Failure('error: at least one taint update is required')
    const clashing = added.filter(({ key, effect }) =>
      removed.some((gone) => gone.key === key && (gone.effect === '' || gone.effect === effect)),
    )
    if (clashing.length > 0)
      throw new Failure(
        `error: can not both modify and remove the following taint(s) in the same command: ${clashing.map(({ key, effect }) => `${key}=${effect}`).join(', ')}`,
      )
    return changeEach(call, (one) => taintOne(call, one, added, removed), { words })
  },
}

function taintOne(
  call: Call,
  one: Found,
  added: readonly Taint[],
  removed: readonly Removal[],
): void {
  const before = (one.object as Node).spec.taints ?? []
  const same = (a: Taint, b: Removal | Taint) =>
    a.key === b.key && (!b.effect || a.effect === b.effect)
  const clash = added.filter((own) => before.some((old) => same(old, own)))
  if (clash.length > 0 && !call.flags.is('overwrite')) {
    const keys = [...new Set(clash.map(({ key }) => key))].join(', ')
    throw new Failure(
      `error: node ${one.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
    )
  }
  for (const gone of removed)
    if (!before.some((old) => same(old, gone)))
      throw new Failure(
        `error: taint ${JSON.stringify(gone.effect ? `${gone.key}:${gone.effect}` : gone.key)} not found`,
      )
  const kept = before.filter((old) => ![...removed, ...added].some((own) => same(old, own)))
  const taints = [...added, ...kept]
  if (dryRunOf(call) !== 'client')
    patchObject(
      call,
      one,
      { spec: { taints: taints.length > 0 ? taints : null } },
      { patchType: 'merge', fieldManager: 'kubectl-taint', ...dryRunOption(dryRunOf(call)) },
    )
  const isBoth = clash.length > 0 || (added.length > 0 && removed.length > 0)
  // Upstream does not say here that it was a rehearsal.
  printChange(call, one, isBoth ? 'modified' : added.length > 0 ? 'tainted' : 'untainted', '')
}

/** @throws {Failure} */
function readTaints(texts: readonly string[]) {
  const added: Taint[] = []
  const removed: Removal[] = []
  for (const text of texts) {
    const isRemoval = text.endsWith('-')
    const own = readTaint(isRemoval ? text.slice(0, -1) : text)
    if (isRemoval) removed.push(own)
    else if (!own.effect) throw usageError('taint', `invalid taint spec: ${text}`)
    else if (added.some(({ key, effect }) => key === own.key && effect === own.effect))
      throw usageError(
        'taint',
        `duplicated taints with the same key and effect: {${own.key} ${own.value} ${own.effect} <nil>}`,
      )
    else
      added.push({
        key: own.key,
        ...(own.value ? { value: own.value } : {}),
        effect: own.effect as Taint['effect'],
      })
  }
  return { added, removed }
}

/** `key=value:effect`, where value and effect may be missing. @throws {Failure} */
function readTaint(text: string) {
  const [front = '', effect, ...more] = text.split(':')
  const [key = '', value = '', ...others] = effect === undefined ? [front] : front.split('=')
  if (more.length + others.length > 0) throw usageError('taint', `invalid taint spec: ${text}`)
  const problems = [...isQualifiedName(key), ...(value ? isLabelValue(value) : [])]
  if (effect !== undefined && !effects.includes(effect))
    throw usageError('taint', `invalid taint effect: ${effect}, unsupported taint effect`)
  if (problems.length > 0)
    throw usageError('taint', `invalid taint spec: ${text}, ${problems.join('; ')}`)
  return { key, value, effect: effect ?? '' }
}
