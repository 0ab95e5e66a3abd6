/**
 * `kubectl cordon`, `uncordon`, `drain`: a node closed to new Pods, opened again, emptied.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go`, `staging/src/k8s.io/kubectl/pkg/drain`
 */
import type { Node, Pod } from '../../kubernetes/api/core.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import { isStatus, type Status } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, listObjects, patchObject, readObject } from '../api.ts'
import type { Call, Command } from '../command.ts'
import { dryRunMark, dryRunOf } from '../dry-run.ts'
import { errorText } from '../error-text.ts'
import { Failure } from '../failure.ts'
import { kindOf } from '../kinds.ts'
import { findObjects, foundObject } from '../targets.ts'

const nodeFlags = { selector: ['text', 'l'], 'dry-run': 'maybe' } as const

export const cordon: Command = {
  name: 'cordon',
  usage: 'NODE',
  says: { ja: 'ノードに新しいPodを置かせません。', en: 'Keep new Pods off a node.' },
  examples: ['kubectl cordon node-1'],
  takes: 'nodes',
  flags: nodeFlags,
  run(call) {
    const { found, failed } = nodesOf(call, 'cordon')
    if (failed) return 1
    for (const one of found) close(call, one, true)
    return 0
  },
}

export const uncordon: Command = {
  name: 'uncordon',
  usage: 'NODE',
  says: { ja: 'ノードに、またPodを置けるようにします。', en: 'Let Pods onto a node again.' },
  examples: ['kubectl uncordon node-1'],
  takes: 'nodes',
  flags: nodeFlags,
  run(call) {
    const { found, failed } = nodesOf(call, 'uncordon')
    if (failed) return 1
    for (const one of found) close(call, one, false)
    return 0
  },
}

function nodesOf(call: Call, command: string) {
  const { words, flags } = call
  if (words.length === 0 && !flags.given('selector'))
    throw new Failure(
      `error: USAGE: ${command} NODE [flags]\nSee 'kubectl ${command} -h' for help and examples`,
    )
  const kind = kindOf('nodes')
  const names = words.filter((word) => word !== 'node' && word !== 'nodes' && word !== 'no')
  const places = names.map((word) => ({ kind, name: word.replace(/^(?:nodes?|no)\//, '') }))
  return findObjects(call, { kinds: places.length > 0 ? [] : [kind], places })
}

function close(call: Call, one: Found, closed: boolean): void {
  const verb = closed ? 'cordoned' : 'uncordoned'
  const isClosed = (one.object as Node).spec.unschedulable === true
  const dryRun = dryRunOf(call)
  if (isClosed === closed)
    return call.print(`node/${one.name} already ${verb}${dryRunMark(dryRun)}`)
  if (dryRun === undefined)
    patchObject(call, one, { spec: { unschedulable: closed ? true : null } })
  call.print(`node/${one.name} ${verb}${dryRunMark(dryRun)}`)
}

export const drain: Command = {
  name: 'drain',
  usage: 'NODE [--ignore-daemonsets] [--force] [--delete-emptydir-data]',
  says: {
    ja: 'ノードを閉じ、Podをほかへ移します。',
    en: 'Close a node, and move its Pods elsewhere.',
  },
  examples: ['kubectl drain node-1 --ignore-daemonsets'],
  takes: 'nodes',
  flags: {
    ...nodeFlags,
    force: 'bool',
    'ignore-daemonsets': 'bool',
    'delete-emptydir-data': 'bool',
    'delete-local-data': 'bool',
    'disable-eviction': 'bool',
    'grace-period': 'number',
    'pod-selector': 'text',
    timeout: 'duration',
  },
  *run(call) {
    const { found, failed } = nodesOf(call, 'drain')
    if (failed) return 1
    for (const one of found) close(call, one, true)
    const undrained: { readonly name: string; readonly errors: readonly string[] }[] = []
    for (const one of found) {
      const { pods, errors, warnings } = sortPods(call, podsOn(call, one.name))
      if (errors.length > 0) {
        sayUndrained(call, one.name, errors)
        undrained.push({ name: one.name, errors })
        continue
      }
      if (warnings.length > 0) call.complain(`Warning: ${warnings.join('; ')}`)
      const dryRun = dryRunOf(call)
      if (dryRun) {
        for (const { name, namespace } of pods)
          call.print(`evicting pod ${namespace}/${name}${dryRunMark(dryRun)}`)
      } else {
        const error = yield* evictAll(call, pods)
        if (error !== undefined) {
          sayUndrained(call, one.name, [error])
          undrained.push({ name: one.name, errors: [error] })
          continue
        }
      }
      call.print(`node/${one.name} drained${dryRunMark(dryRun)}`)
    }
    if (undrained.length === 0) return 0
    call.complain('There are pending nodes to be drained:')
    for (const { name } of undrained) call.complain(` ${name}`)
    const all = undrained.flatMap(({ errors }) => errors)
    call.complain(
      all.length === 1 && !all[0]?.startsWith('cannot') ? `error: ${all[0]}` : all.join('\n'),
    )
    return 1
  },
}

function sayUndrained(call: Call, node: string, errors: readonly string[]): void {
  const text = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`
  call.complain(
    `error: unable to drain node "${node}" due to error: ${text}, continuing command...`,
  )
}

function podsOn({ desk, flags }: Call, node: string): readonly Found[] {
  const kind = kindOf('pods')
  const labels = flags.text('pod-selector')
  return listObjects(desk, kind, { fields: `spec.nodeName=${node}`, labels }).items.map((pod) =>
    foundObject(kind, pod),
  )
}

/** Which Pods go, and why others forbid it. */
function sortPods(call: Call, all: readonly Found[]) {
  const { flags } = call
  const groups = { lone: [] as string[], daemon: [] as string[], local: [] as string[] }
  const pods: Found[] = []
  for (const one of all) {
    const pod = one.object as Pod
    const shown = `${one.namespace}/${one.name}`
    const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
    const owner = controllerOf(pod)
    if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) continue
    if (owner?.kind === 'DaemonSet' && !isOver) {
      groups.daemon.push(shown)
      continue
    }
    const isLocal = (pod.spec.volumes ?? []).some(
      (volume) => typeof volume === 'object' && volume !== null && 'emptyDir' in volume,
    )
    if (isLocal && !isOver) groups.local.push(shown)
    if (!owner && !isOver) groups.lone.push(shown)
    pods.push(one)
  }
  const errors: string[] = []
  const warnings: string[] = []
  const sayOf = (list: readonly string[], allowed: boolean, error: string, warning: string) => {
    if (list.length === 0) return
    if (allowed) warnings.push(`${warning}: ${list.join(', ')}`)
    else errors.push(`${error}: ${list.join(', ')}`)
  }
  sayOf(
    groups.lone,
    flags.is('force'),
    'cannot delete cannot delete Pods that declare no controller (use --force to override)',
    'deleting Pods that declare no controller',
  )
  sayOf(
    groups.daemon,
    flags.is('ignore-daemonsets'),
    'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)',
    'ignoring DaemonSet-managed Pods',
  )
  const localAllowed = flags.is('delete-emptydir-data') || flags.is('delete-local-data')
  if (!localAllowed)
    sayOf(
      groups.local,
      false,
      'cannot delete Pods with local storage (use --delete-emptydir-data to override)',
      '',
    )
  return { pods, errors, warnings }
}

const retryMs = 5_000

/** Evicts until all are gone; says what went wrong where they are not. */
function* evictAll(
  call: Call,
  pods: readonly Found[],
): Generator<undefined, string | undefined, undefined> {
  const { desk, flags } = call
  const patience = flags.duration('timeout') ?? 0
  const deadline = patience > 0 ? desk.now() + patience : Number.POSITIVE_INFINITY
  let waiting = [...pods].map((one) => ({ one, evicted: false, tryAt: desk.now() }))
  const isEviction = !flags.is('disable-eviction')
  if (isEviction)
    for (const { one } of waiting) call.print(`evicting pod ${one.namespace}/${one.name}`)
  for (;;) {
    for (const entry of waiting)
      if (!entry.evicted && desk.now() >= entry.tryAt) tryEviction(call, entry)
    waiting = waiting.filter(({ one, evicted }) => {
      const now = readObject(desk, one)
      const isGone = isStatus(now)
        ? now.reason === 'NotFound'
        : now.metadata.uid !== one.object.metadata.uid
      if (evicted && isGone) call.print(`pod/${one.name} ${isEviction ? 'evicted' : 'deleted'}`)
      return !(evicted && isGone)
    })
    if (waiting.length === 0) return undefined
    if (desk.now() >= deadline) return `global timeout reached: ${flags.text('timeout')}`
    yield
  }
}

interface Eviction {
  readonly one: Found
  evicted: boolean
  tryAt: number
}

function tryEviction(call: Call, entry: Eviction): void {
  const { one } = entry
  const { desk, flags } = call
  const grace = flags.number('grace-period') ?? -1
  const at = {
    resource: one.kind.resource,
    name: one.name,
    ...(one.namespace ? { namespace: one.namespace } : {}),
  }
  const gracePeriod = grace >= 0 ? { gracePeriodSeconds: grace } : {}
  const canEvict = one.kind.subresources.includes('eviction') && !flags.is('disable-eviction')
  const { body, code } = canEvict
    ? desk.send({
        ...at,
        verb: 'create',
        subresource: 'eviction',
        body: {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: one.name, namespace: one.namespace },
          deleteOptions: gracePeriod,
        },
      })
    : desk.send({ ...at, verb: 'delete', options: gracePeriod })
  if (code === 429) {
    const { message } = body as Status
    call.complain(
      `error when evicting pods/"${one.name}" -n "${one.namespace}" (will retry after 5s): ${message}`,
    )
    entry.tryAt = desk.now() + retryMs
    call.print(`evicting pod ${one.namespace}/${one.name}`)
  } else if (code >= 400 && code !== 404)
    throw new Failure(
      `error: error when evicting pods/"${one.name}" -n "${one.namespace}": ${errorText(body as Status)}`,
    )
  else entry.evicted = true
}
