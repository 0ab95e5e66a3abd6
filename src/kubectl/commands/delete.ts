/**
 * `kubectl delete`: asks for the end of objects, and waits until they are gone.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go`, `…/cmd/wait/wait.go`
 * *Leaves out:* `--raw`, the question of `--interactive`.
 */
import {
  isStatus,
  type RequestOptions,
  type Status,
} from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, type Place, readObject } from '../api.ts'
import { type Call, type Command, fileFlags, outputFlags, selectorFlags } from '../command.ts'
import { dryRunMark, dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, refusal } from '../failure.ts'
import { qualifiedSingular, shownName } from '../kinds.ts'
import { askedToChange, sayAll, visit } from '../targets.ts'

const cascades: Readonly<Record<string, RequestOptions['propagationPolicy']>> = {
  '': 'Background',
  true: 'Background',
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  false: 'Orphan',
}

const immediate =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. ' +
  'The resource may continue to run on the cluster indefinitely.'

export const deleteCommand: Command = {
  name: 'delete',
  usage: '(-f FILE | TYPE NAME | TYPE/NAME | TYPE -l SELECTOR | TYPE --all)',
  says: {
    ja: '消すように頼み、消えるまで待ちます。',
    en: 'Ask for objects to go, and wait until they have gone.',
  },
  examples: [
    'kubectl delete pod web-1',
    'kubectl delete -f deployment.yaml',
    'kubectl delete pods -l app=web --wait=false',
  ],
  takes: 'kinds',
  flags: {
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    all: 'bool',
    'all-namespaces': ['bool', 'A'],
    cascade: 'maybe',
    force: 'bool',
    now: 'bool',
    'grace-period': 'number',
    'ignore-not-found': 'bool',
    wait: 'bool',
    timeout: 'duration',
    'dry-run': 'maybe',
  },
  *run(call) {
    const { flags } = call
    const options = optionsOf(call)
    const asked = askedToChange(call)
    if (flags.is('force') && options.gracePeriodSeconds === 0) call.complain(immediate)
    const isLoose = flags.is('ignore-not-found') || asked.kinds.length > 0
    // A rehearsal on this side asks nobody whether what is named is there.
    if (dryRunOf(call) === 'client' && asked.places.length > 0 && !flags.given('filename')) {
      for (const place of asked.places) sayDeleted(call, place, options)
      return 0
    }
    const found: Found[] = []
    const missing = visit(call, asked, (one) => found.push(one)).filter(
      ({ message }) => !(isLoose && message.startsWith('Error from server (NotFound)')),
    )
    const { deleted, refused } = deleteAll(call, found, options)
    const problems = [...missing.map((one) => withContext(call, one)), ...refused]
    if (found.length === 0 && problems.length === 0 && !flags.is('ignore-not-found'))
      call.print('No resources found')
    const waits = flags.is('wait', true) && !dryRunOf(call)
    const timedOut = waits && (yield* untilGone(call, deleted))
    return sayAll(call, problems) || Number(timedOut)
  },
}

/** What was not found, with the file that named it. */
function withContext(call: Call, problem: Failure): Failure {
  const [, start, rest] = /^(Error from server \(\w+\): )(.*)$/s.exec(problem.message) ?? []
  const { context } = contextOf(call)
  return context && start ? new Failure(`${start}${context}: ${rest}`) : problem
}

function contextOf({ flags }: Call): { readonly context?: string } {
  const [file] = flags.list('filename')
  if (file === undefined) return {}
  return { context: `error when deleting ${JSON.stringify(file === '-' ? 'STDIN' : file)}` }
}

function optionsOf(call: Call): RequestOptions {
  const { flags } = call
  const cascade = flags.text('cascade') ?? 'background'
  const propagationPolicy = cascades[cascade]
  if (!propagationPolicy)
    throw new Failure(
      `error: invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
    )
  const given = flags.number('grace-period') ?? -1
  if (flags.is('now') && given !== -1)
    throw new Failure('error: --now and --grace-period cannot be specified together')
  if (given === 0 && !flags.is('force') && flags.is('wait', true))
    return { propagationPolicy, gracePeriodSeconds: 1 }
  if (flags.is('force') && given > 0)
    throw new Failure(
      'error: --force and --grace-period greater than 0 cannot be specified together',
    )
  const grace = flags.is('force') && given < 0 ? 0 : flags.is('now') ? 1 : given
  return { propagationPolicy, ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) }
}

/** @returns what was let go, and what the server refused */
export function deleteAll(call: Call, found: readonly Found[], options: RequestOptions) {
  const dryRun = dryRunOf(call)
  const deleted: Found[] = []
  const refused: Failure[] = []
  for (const one of found) {
    const { kind, namespace, name } = one
    if (dryRun !== 'client') {
      const { body } = call.desk.send({
        verb: 'delete',
        resource: kind.resource,
        name,
        ...(namespace ? { namespace } : {}),
        options: { ...options, ...dryRunOption(dryRun) },
      })
      if (isStatus(body as Status) && (body as Status).status === 'Failure') {
        refused.push(refusal(body as Status))
        continue
      }
    }
    deleted.push(one)
    sayDeleted(call, one, options)
  }
  return { deleted, refused }
}

function sayDeleted(call: Call, { kind, name, namespace }: Place, options: RequestOptions): void {
  if (call.flags.text('output') === 'name') return call.print(shownName(kind, name))
  const verb =
    options.gracePeriodSeconds === 0 && call.flags.is('force') ? 'force deleted' : 'deleted'
  const place = namespace ? ` from ${namespace} namespace` : ''
  call.print(`${qualifiedSingular(kind)} "${name}" ${verb}${place}${dryRunMark(dryRunOf(call))}`)
}

/** Waits for the end of objects, one after the other; says whether the patience ended first. */
export function* untilGone(
  call: Call,
  objects: readonly Found[],
): Generator<undefined, boolean, undefined> {
  const { desk, flags } = call
  const patience = flags.duration('timeout') ?? 0
  const deadline = patience > 0 ? desk.now() + patience : Number.POSITIVE_INFINITY
  for (const one of objects) {
    for (;;) {
      const now = readObject(desk, one)
      if (isStatus(now) ? now.reason === 'NotFound' : now.metadata.uid !== one.object.metadata.uid)
        break
      if (desk.now() >= deadline) {
        call.complain(
          `error: timed out waiting for the condition on ${one.kind.resource}/${one.name}`,
        )
        return true
      }
      yield
    }
  }
  return false
}
