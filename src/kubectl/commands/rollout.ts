/**
 * `kubectl rollout`: how a change is going, what came before, and back.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/rollout`, `…/pkg/polymorphichelpers` (history.go,
 * rollback.go, objectrestarter.go, objectpauser.go)
 * *Leaves out:* history and undo of DaemonSets and StatefulSets.
 */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/apps.ts'
import { isEqual } from '../../kubernetes/api/equality.ts'
import { isControlledBy } from '../../kubernetes/api/owner-references.ts'
import { timeOf } from '../../kubernetes/api/time.ts'
import { selectorText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import { isStatus, type Status, type WatchEvent } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, getObject, listObjects, patchObject } from '../api.ts'
import {
  type Call,
  type Command,
  fileFlags,
  outputFlags,
  type Steps,
  selectorFlags,
} from '../command.ts'
import { templateLines } from '../describe/template.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, refusal } from '../failure.ts'
import { at } from '../json.ts'
import { kindOf, qualifiedResource, qualifiedSingular } from '../kinds.ts'
import { tabulate } from '../print/tab-writer.ts'
import { rolloutStatus } from '../rollout-status.ts'
import { findObjects, nothingNamed, readTargets } from '../targets.ts'
import { printChange } from './change.ts'

const revisionAnnotation = 'deployment.kubernetes.io/revision'
const causeAnnotation = 'kubernetes.io/change-cause'
const restartedAnnotation = 'kubectl.kubernetes.io/restartedAt'
const hashLabel = 'pod-template-hash'
/** Annotations of a Deployment that a rollback leaves as they are. */
const notRolledBack = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

const rolloutFlags = {
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  'field-manager': 'text',
} as const
const usage = '(TYPE NAME | TYPE/NAME)'

export const status: Command = {
  name: 'rollout status',
  usage,
  says: { ja: '更新が終わるまで見守ります。', en: 'Watch a rollout until it is done.' },
  examples: ['kubectl rollout status deployment/web'],
  takes: 'kinds',
  flags: { ...rolloutFlags, watch: ['bool', 'w'], timeout: 'duration', revision: 'number' },
  *run(call) {
    for (const one of rolledOut(call)) {
      const exitCode = yield* watchRollout(call, one)
      if (exitCode !== 0) return exitCode
    }
    return 0
  },
}

function* watchRollout(call: Call, one: Found): Steps {
  const { desk, flags } = call
  const { kind, name, namespace } = one
  const patience = flags.duration('timeout') ?? 0
  const deadline = patience > 0 ? desk.now() + patience : Number.POSITIVE_INFINITY
  const events: WatchEvent[] = []
  const started = desk.watch(
    {
      verb: 'watch',
      resource: kind.resource,
      ...(namespace ? { namespace } : {}),
      options: {
        fieldSelector: `metadata.name=${name}`,
        resourceVersion: one.object.metadata.resourceVersion,
      },
    },
    (event) => events.push(event),
  )
  if ('body' in started) throw refusal(started.body as Status)
  try {
    let objects: unknown[] = [one.object]
    for (;;) {
      for (const object of objects) {
        const found = rolloutStatus(kind.kind, object)
        if ('error' in found) throw new Failure(`error: ${found.error}`)
        call.write(found.message)
        if (found.done || !flags.is('watch', true)) return 0
      }
      yield
      if (desk.now() >= deadline) throw new Failure('error: timed out waiting for the condition')
      const news = events.splice(0)
      if (news.some(({ type }) => type === 'DELETED'))
        throw new Failure('error: object has been deleted')
      if (news.some(({ object }) => isStatus(object)))
        throw new Failure('error: the watch was closed')
      objects = news.map(({ object }) => object)
    }
  } finally {
    started.stop()
  }
}

export const history: Command = {
  name: 'rollout history',
  usage,
  says: { ja: 'これまでの版を一覧します。', en: 'List earlier revisions.' },
  examples: [
    'kubectl rollout history deployment/web',
    'kubectl rollout history deployment/web --revision=2',
  ],
  takes: 'kinds',
  flags: { ...rolloutFlags, revision: 'number' },
  run(call) {
    const revision = call.flags.number('revision') ?? 0
    if (revision < 0) throw new Failure(`error: revision must be a positive integer: ${revision}`)
    for (const one of rolledOut(call)) {
      const revisions = revisionsOf(call, one)
      const title = `${qualifiedSingular(one.kind)}/${one.name}`
      if (revision === 0) {
        const rows = revisions.map(
          (set) => `${revisionOf(set)}\t${set.metadata.annotations?.[causeAnnotation] || '<none>'}`,
        )
        call.print(`${title} \n${tabulate(['REVISION\tCHANGE-CAUSE', ...rows, ''].join('\n'))}`)
        continue
      }
      const chosen = revisions.find((set) => revisionOf(set) === revision)
      if (!chosen) throw new Failure('error: unable to find the specified revision')
      const cause = chosen.metadata.annotations?.[causeAnnotation]
      const metadata = {
        ...chosen.spec.template.metadata,
        ...(cause ? { annotations: { [causeAnnotation]: cause } } : {}),
      }
      const lines = templateLines({ ...chosen.spec.template, metadata })
      call.print(`${title} with revision #${revision}\n${tabulate(lines.join('\n'))}\n`)
    }
    return 0
  },
}

export const undo: Command = {
  name: 'rollout undo',
  usage: `${usage} [--to-revision=N]`,
  says: { ja: '前の版に戻します。', en: 'Go back to an earlier revision.' },
  examples: [
    'kubectl rollout undo deployment/web',
    'kubectl rollout undo deployment/web --to-revision=1',
  ],
  takes: 'kinds',
  flags: { ...rolloutFlags, 'to-revision': 'number', 'dry-run': 'maybe' },
  run(call) {
    const wanted = call.flags.number('to-revision') ?? 0
    if (wanted < 0) throw new Failure(`error: revision must be a positive integer: ${wanted}`)
    for (const one of rolledOut(call)) undoOne(call, one, wanted)
    return 0
  },
}

function undoOne(call: Call, one: Found, wanted: number): void {
  const deployment = one.object as Deployment
  if (deployment.spec.paused)
    throw new Failure(
      "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  const target = rollbackTarget(revisionsOf(call, one), wanted, one.name)
  const withoutHash = templateOf(target)
  if (isEqual(withoutHash, deployment.spec.template)) {
    printChange(
      call,
      one,
      `skipped rollback (current template already matches revision ${revisionOf(target)})`,
    )
    return
  }
  const kept = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) =>
    notRolledBack.includes(key),
  )
  const restored = Object.entries(target.metadata.annotations ?? {}).filter(
    ([key]) => !notRolledBack.includes(key),
  )
  const body = [
    { op: 'replace', path: '/spec/template', value: withoutHash },
    {
      op: deployment.metadata.annotations ? 'replace' : 'add',
      path: '/metadata/annotations',
      value: Object.fromEntries([...restored, ...kept]),
    },
  ]
  if (dryRunOf(call) !== 'client')
    patchObject(call, one, body, {
      patchType: 'json',
      fieldManager: 'kubectl-rollout',
      ...dryRunOption(dryRunOf(call)),
    })
  printChange(call, one, 'rolled back')
}

function rollbackTarget(
  revisions: readonly ReplicaSet[],
  wanted: number,
  name: string,
): ReplicaSet {
  if (wanted > 0) {
    const chosen = revisions.find((set) => revisionOf(set) === wanted)
    if (!chosen) throw new Failure(`error: unable to find specified revision ${wanted} in history`)
    return chosen
  }
  const before = revisions.at(-2)
  if (!before) throw new Failure(`error: no rollout history found for deployment "${name}"`)
  return before
}

function templateOf({ spec }: ReplicaSet): ReplicaSet['spec']['template'] {
  const { [hashLabel]: _, ...labels } = spec.template.metadata?.labels ?? {}
  return { ...spec.template, metadata: { ...spec.template.metadata, labels } }
}

/** The ReplicaSets of a Deployment, oldest revision first. */
function revisionsOf({ desk }: Call, { kind, object, namespace }: Found): readonly ReplicaSet[] {
  if (kind.resource !== 'deployments')
    throw new Failure(
      `error: no history viewer has been implemented for ${JSON.stringify(kind.kind)}`,
    )
  const labels = selectorText((object as Deployment).spec.selector)
  const sets = listObjects(desk, kindOf('replicasets'), { namespace, labels })
    .items as readonly ReplicaSet[]
  return sets
    .filter((set) => isControlledBy(set, object) && revisionOf(set) > 0)
    .sort((a, b) => revisionOf(a) - revisionOf(b))
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0)
}

export const restart: Command = {
  name: 'rollout restart',
  usage,
  says: { ja: 'Podを順に作り直させます。', en: 'Have Pods made anew, one after the other.' },
  examples: ['kubectl rollout restart deployment/web'],
  takes: 'kinds',
  flags: { ...rolloutFlags, 'dry-run': 'maybe' },
  run(call) {
    for (const one of rolledOut(call)) {
      if (at(one.object, 'spec.template') === undefined)
        throw new Failure(`error: ${one.kind.resource} "${one.name}" restarting is not supported`)
      if (at(one.object, 'spec.paused') === true)
        throw new Failure(
          `error: ${qualifiedResource(one.kind)} "${one.name}" can't restart paused deployment (run rollout resume first)`,
        )
      const annotations = { [restartedAnnotation]: timeOf(call.desk.now()) }
      change(call, one, { spec: { template: { metadata: { annotations } } } }, 'restarted')
    }
    return 0
  },
}

export const pause = pausing('pause', true, 'paused', 'is already paused', {
  ja: '更新を止めておきます。',
  en: 'Hold a rollout.',
})

export const resume = pausing('resume', false, 'resumed', 'is not paused', {
  ja: '止めた更新を続けます。',
  en: 'Go on with a rollout that was held.',
})

function pausing(
  name: string,
  paused: boolean,
  verb: string,
  already: string,
  says: Command['says'],
): Command {
  return {
    name: `rollout ${name}`,
    usage,
    says,
    examples: [`kubectl rollout ${name} deployment/web`],
    takes: 'kinds',
    flags: rolloutFlags,
    run(call) {
      for (const one of rolledOut(call)) {
        if (one.kind.resource !== 'deployments')
          throw new Failure(
            `error: ${one.kind.resource} "${one.name}" ${paused ? 'pausing' : 'resuming'} is not supported`,
          )
        const isPaused = at(one.object, 'spec.paused') === true
        if (isPaused === paused)
          throw new Failure(`error: ${qualifiedResource(one.kind)} "${one.name}" ${already}`)
        change(call, one, { spec: { paused: paused || null } }, verb)
      }
      return 0
    },
  }
}

function change(call: Call, one: Found, body: unknown, verb: string): void {
  const dryRun = dryRunOf(call)
  if (dryRun !== 'client')
    patchObject(call, one, body, { fieldManager: 'kubectl-rollout', ...dryRunOption(dryRun) })
  printChange(call, one, verb)
}

/** What the words name; all of a kind where only that is given. @throws {Failure} */
function rolledOut(call: Call): readonly Found[] {
  const asked = readTargets(call)
  if (asked.kinds.length === 0 && asked.places.length === 0)
    throw new Failure(
      `error: required resource not specified\n${nothingNamed}`.split('\n', 1)[0] ?? '',
    )
  if (asked.kinds.length > 0) return findObjects(call, asked).found
  return asked.places.map((place) => ({ ...place, object: getObject(call.desk, place) }))
}
