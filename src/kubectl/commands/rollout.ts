/**
 * `kubectl rollout`: how a change is going, what came before, and back.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/rollout`, `…/pkg/polymorphichelpers` (history.go,
 * rollback.go, objectrestarter.go, objectpauser.go)
 * Revisions of each kind: `revisions.ts`.
 */
import { isEqual } from '../../kubernetes/api/equality.ts'
import { timeOf } from '../../kubernetes/api/time.ts'
import { isStatus, type Status, type WatchEvent } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, patchObject } from '../api.ts'
import {
  type Call,
  type Command,
  fileFlags,
  namespaceOf,
  outputFlags,
  type Steps,
  selectorFlags,
} from '../command.ts'
import { templateLines } from '../describe/template.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, refusal } from '../failure.ts'
import { at, mapAt } from '../json.ts'
import { qualifiedResource, qualifiedSingular } from '../kinds.ts'
import { formatOf, printObjects } from '../print/output.ts'
import { tabulate } from '../print/tab-writer.ts'
import { rolloutStatus } from '../rollout-status.ts'
import { type Asked, foundObject, readTargets, sayAll, visit } from '../targets.ts'
import { printChange } from './printed-change.ts'
import {
  causeAnnotation,
  plainTemplate,
  revisionAnnotation,
  revisionsOf,
  rollbackOf,
} from './revisions.ts'

const restartedAnnotation = 'kubectl.kubernetes.io/restartedAt'

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
    const found: Found[] = []
    const problems = visit(call, rolledOut(call), (one) => found.push(one))
    if (problems.length > 0) return sayAll(call, problems)
    if (found.length === 0) call.complain(`No resources found in ${namespaceOf(call)} namespace.`)
    for (const one of found) {
      const exitCode = yield* watchRollout(call, one)
      if (exitCode !== 0) return exitCode
    }
    return sayAll(call, problems)
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
        const wanted = flags.number('revision') ?? 0
        const running = Number(mapAt(object, 'metadata.annotations')[revisionAnnotation] ?? 0)
        if (wanted > 0 && running > 0 && wanted !== running)
          throw new Failure(
            `error: desired revision (${wanted}) is different from the running revision (${running})`,
          )
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
    return eachRollout(call, (one) => showHistory(call, one, revision))
  },
}

function showHistory(call: Call, one: Found, revision: number): void {
  const revisions = revisionsOf(call, one)
  const title = `${qualifiedSingular(one.kind)}/${one.name}`
  const format = formatOf(call)
  const chosen = revisions.find((own) => own.revision === revision)
  if (revision > 0 && !chosen) throw new Failure('error: unable to find the specified revision')
  if (format.is !== 'table') {
    const shown = chosen ?? revisions.at(-1)
    if (shown) printObjects(call, format, [foundObject(shown.kind, shown.object)], true)
    return
  }
  if (!chosen) {
    const rows = revisions.map(({ revision: own, cause }) => `${own}\t${cause || '<none>'}`)
    return call.print(`${title} \n${tabulate(['REVISION\tCHANGE-CAUSE', ...rows, ''].join('\n'))}`)
  }
  const { template, cause } = chosen
  const metadata = {
    ...template.metadata,
    ...(cause
      ? { annotations: { ...template.metadata?.annotations, [causeAnnotation]: cause } }
      : {}),
  }
  // Upstream forgets to put this one into columns.
  const lines = templateLines({ ...template, metadata })
  call.print(`${title} with revision #${revision}\n${lines.join('\n')}\n`)
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
    return eachRollout(call, (one) => undoOne(call, one, wanted))
  },
}

function undoOne(call: Call, one: Found, wanted: number): void {
  if (!['deployments', 'daemonsets', 'statefulsets'].includes(one.kind.resource))
    throw new Failure(
      `error: no rollbacker has been implemented for ${JSON.stringify(one.kind.kind)}`,
    )
  if (at(one.object, 'spec.paused') === true)
    throw new Failure(
      "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  const revisions = revisionsOf(call, one)
  const target =
    wanted > 0 ? revisions.find(({ revision }) => revision === wanted) : revisions.at(-2)
  if (!target)
    throw new Failure(
      wanted > 0
        ? `error: unable to find specified revision ${wanted} in history`
        : `error: no rollout history found for ${one.kind.singular} "${one.name}"`,
    )
  if (isEqual(plainTemplate(target), at(one.object, 'spec.template'))) {
    printChange(
      call,
      one,
      `skipped rollback (current template already matches revision ${target.revision})`,
    )
    return
  }
  if (dryRunOf(call) === 'client') {
    const lines = templateLines(target.template).join('\n')
    return printChange(call, one, lines, '')
  }
  const { body, patchType } = rollbackOf(one, target)
  patchObject(call, one, body, {
    patchType,
    fieldManager: 'kubectl-rollout',
    ...dryRunOption(dryRunOf(call)),
  })
  printChange(call, one, 'rolled back')
}

export const restart: Command = {
  name: 'rollout restart',
  usage,
  says: { ja: 'Podを順に作り直させます。', en: 'Have Pods made anew, one after the other.' },
  examples: ['kubectl rollout restart deployment/web'],
  takes: 'kinds',
  flags: { ...rolloutFlags, 'dry-run': 'maybe' },
  run(call) {
    return eachRollout(call, (one) => {
      if (at(one.object, 'spec.template') === undefined)
        throw new Failure(`error: ${one.kind.resource} "${one.name}" restarting is not supported`)
      if (at(one.object, 'spec.paused') === true)
        throw new Failure(
          `error: ${qualifiedResource(one.kind)} "${one.name}" can't restart paused deployment (run rollout resume first)`,
        )
      const annotations = { [restartedAnnotation]: timeOf(call.desk.now()) }
      change(call, one, { spec: { template: { metadata: { annotations } } } }, 'restarted')
    })
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
      return eachRollout(call, (one) => {
        if (one.kind.resource !== 'deployments')
          throw new Failure(
            `error: ${qualifiedResource(one.kind)} "${one.name}" ${paused ? 'pausing' : 'resuming'} is not supported`,
          )
        const isPaused = at(one.object, 'spec.paused') === true
        if (isPaused === paused)
          throw new Failure(`error: ${qualifiedResource(one.kind)} "${one.name}" ${already}`)
        change(call, one, { spec: { paused: paused || null } }, verb)
      })
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
function rolledOut(call: Call): Asked {
  const asked = readTargets(call)
  if (asked.kinds.length + asked.places.length === 0)
    throw new Failure('error: required resource not specified')
  return asked
}

function eachRollout(call: Call, act: (one: Found) => void): number {
  return sayAll(call, visit(call, rolledOut(call), act))
}
