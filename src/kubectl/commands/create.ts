/**
 * `kubectl create`, `run`, `expose`, `autoscale`: objects made from flags.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create`, `…/cmd/run/run.go`, `…/cmd/expose`
 */
import type { ResourceName } from '../../kubernetes/api/resource-types.ts'
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { createObject } from '../api.ts'
import { withNamespace } from '../apply.ts'
import { type Call, type Command, fileFlags, namespaceOf, outputFlags } from '../command.ts'
import { dryRunMark, dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, usageError } from '../failure.ts'
import { asObject } from '../json.ts'
import { apiVersionOf, findKind, type Kind, shownName } from '../kinds.ts'
import { readFiles } from '../manifest-files.ts'
import { formatOf, printObjects } from '../print/output.ts'
import { foundObject, sayAll } from '../targets.ts'
import { refuseValidation } from './apply.ts'

export const makingFlags = {
  ...outputFlags,
  'dry-run': 'maybe',
  'save-config': 'bool',
  'field-manager': 'text',
  validate: 'maybe',
} as const

export const create: Command = {
  name: 'create',
  usage: '-f FILE',
  says: { ja: 'ファイルのものを新しく作ります。', en: 'Create what a file declares.' },
  examples: ['kubectl create -f deployment.yaml'],
  takes: 'files',
  flags: { ...fileFlags, ...makingFlags },
  run(call) {
    if (!call.flags.given('filename'))
      throw call.words.length > 0
        ? new Failure(
            `error: Unexpected args: [${call.words.join(' ')}]\nSee 'kubectl create -h' for help and examples`,
          )
        : new Failure('error: must specify one of -f and -k')
    refuseValidation(call.flags.text('validate'))
    const { objects, problems } = readFiles(call)
    if (objects.length + problems.length === 0)
      throw new Failure('error: no objects passed to create')
    const refused: Failure[] = []
    for (const { file, kind, object, namespace } of objects)
      try {
        const own =
          dryRunOf(call) === 'client' && namespace ? withNamespace(object, namespace) : object
        make(call, kind, own, {
          namespace,
          context: `error when creating ${JSON.stringify(file)}`,
        })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        refused.push(error)
      }
    return sayAll(call, [...refused, ...problems])
  },
}

export interface MakeOptions {
  readonly namespace?: string | undefined
  /** What to put before the server's refusal. */
  readonly context?: string
  /** The command's own words in the place of the kind of refusal. */
  readonly failure?: string
  readonly verb?: string
  readonly manager?: string
}

/** Sends an object, or with `--dry-run` only shows it. @throws {Failure} */
export function make(call: Call, kind: Kind, object: Json, options: MakeOptions = {}): void {
  const {
    namespace = namespaceOf(call),
    context,
    failure,
    verb = 'created',
    manager = 'kubectl-create',
  } = options
  const dryRun = dryRunOf(call)
  const format = formatOf(call)
  const sent =
    dryRun === 'client'
      ? asObject(object)
      : createObject(call, kind, namespace, object, {
          fieldManager: manager,
          ...dryRunOption(dryRun),
          ...(context ? { context } : {}),
          ...(failure ? { failure } : {}),
        })
  if (format.is !== 'table') return printObjects(call, format, [foundObject(kind, sent)], true)
  call.print(`${shownName(kind, sent.metadata.name)} ${verb}${dryRunMark(dryRun)}`)
}

/** The kind of a resource that the cluster may not have. @throws {Failure} */
export function servedKind(resource: ResourceName | string): Kind {
  const kind = findKind(resource)
  if (!kind) throw new Failure(`error: the server doesn't have a resource type "${resource}"`)
  return kind
}

/** The one name that stands behind the command. @throws {Failure} */
export function onlyName(call: Call, command: string, words = call.words): string {
  const [name] = words
  if (words.length !== 1 || name === undefined)
    throw usageError(command, `exactly one NAME is required, got ${words.length}`)
  return name
}

export function head(kind: Kind, name: string, call: Call, more: Json = {}): Json {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      name,
      ...(call.flags.given('namespace') && kind.namespaced ? { namespace: namespaceOf(call) } : {}),
      ...more,
    },
  }
}

/** @throws {Failure} as cobra's required flags do */
export function required({ flags }: Call, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.given(name)).map((name) => `"${name}"`)
  if (missing.length > 0) throw new Failure(`error: required flag(s) ${missing.join(', ')} not set`)
}

export const unexpectedLabel = (text: string) => `unexpected label spec: ${text}`

/** `a=b` pairs; without `=` the whole is refused. @throws {Failure} */
export function pairsOf(
  texts: readonly string[],
  refused: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf('=')
      if (equals < 1) throw new Failure(`error: ${refused(text)}`)
      return [text.slice(0, equals), text.slice(equals + 1)]
    }),
  )
}
