/**
 * `kubectl apply -f`, `kubectl diff -f`: manifests against what there is.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go`, `…/cmd/diff/diff.go`
 * *Leaves out:* `--prune`, `-k`; `diff` shows the times of no files.
 */
import type { KubernetesObject, Labels } from '../../kubernetes/api/meta.ts'
import {
  matchesRequirements,
  parseLabelSelector,
  SelectorError,
} from '../../kubernetes/api/selector-text.ts'
import { isLabelValue, isQualifiedName } from '../../kubernetes/kube-apiserver/names.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { resourceOfKind, resources } from '../../kubernetes/kube-apiserver/resources.ts'
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import { readObject } from '../api.ts'
import { type Applied, applyManifest, describeOutcome } from '../apply.ts'
import {
  type Call,
  type Command,
  fileFlags,
  namespaceOf,
  outputFlags,
  selectorFlags,
} from '../command.ts'
import { type DryRun, dryRunMark, dryRunOf } from '../dry-run.ts'
import { Failure, usageError } from '../failure.ts'
import { mapAt, textAt } from '../json.ts'
import type { Kind } from '../kinds.ts'
import { readDocuments, readFiles } from '../manifest-files.ts'
import { unifiedDiff } from '../print/diff.ts'
import { formatOf, printObjects } from '../print/output.ts'
import { applyOnServer, refusedText, serverSideManager } from '../server-side-apply.ts'
import { foundObject, sayAll } from '../targets.ts'

export const apply: Command = {
  name: 'apply',
  usage: '-f FILE',
  says: {
    ja: 'ファイルに書いた「あるべき姿」を、APIサーバーに渡します。',
    en: 'Hand the desired state in a file to the API server.',
  },
  examples: [
    'kubectl apply -f deployment.yaml',
    'kubectl apply -f . --dry-run=server',
    'kubectl apply -f . --server-side',
  ],
  takes: 'files',
  flags: {
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    'dry-run': 'maybe',
    kustomize: ['text', 'k'],
    force: 'bool',
    'server-side': 'bool',
    'force-conflicts': 'bool',
    'field-manager': 'text',
    validate: 'maybe',
    overwrite: 'bool',
    wait: 'bool',
  },
  run(call) {
    const { flags } = call
    if (call.words.length > 0)
      throw usageError('apply', `Unexpected args: [${call.words.join(' ')}]`)
    const dryRun = dryRunOf(call)
    if (flags.given('kustomize')) throw new Failure(noKustomization(flags.text('kustomize') ?? ''))
    if (!flags.given('filename')) throw new Failure('error: must specify one of -f and -k')
    refuseValidation(flags.text('validate'))
    formatOf(call)
    if (flags.is('force-conflicts') && !flags.is('server-side'))
      throw new Failure('error: --force-conflicts only works with --server-side')
    if (dryRun === 'client' && flags.is('server-side'))
      throw new Failure(
        "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
      )
    const { documents, problems } = readDocuments(call)
    const chosen = documents.filter(({ object }) => matches(flags.text('selector'), object))
    if (chosen.length === 0 && problems.length === 0)
      throw new Failure('error: no objects passed to apply')
    let failed = false
    for (const { file, object } of chosen) if (!applyOne(call, file, object, dryRun)) failed = true
    return sayAll(call, problems) || Number(failed)
  },
}

/** Manifests of several folders woven together are not read here. */
export function noKustomization(folder: string): string {
  return `error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder === '.' ? '/' : folder}'`
}

export function refuseValidation(text: string | undefined): void {
  if (text && !['true', 'false', 'strict', 'warn', 'ignore'].includes(text.toLowerCase()))
    throw new Failure(
      `error: invalid - validate option ${JSON.stringify(text)}; must be one of: strict (or true), warn, ignore (or false)`,
    )
}

function matches(selector: string | undefined, object: Json): boolean {
  if (!selector) return true
  try {
    const requirements = parseLabelSelector(selector, isQualifiedName, isLabelValue)
    return matchesRequirements(requirements, mapAt(object, 'metadata.labels') as Labels)
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    throw new Failure(`error: unable to parse requirement: ${error.message}`)
  }
}

/** Says whether it went well. */
function applyOne(call: Call, file: string, object: Json, dryRun: DryRun): boolean {
  const { desk, flags } = call
  const namespace = namespaceOf(call)
  const named = textAt(object, 'metadata.namespace')
  if (flags.given('namespace') && named && named !== namespace) {
    call.complain(
      `error: the namespace from the provided object "${named}" does not match the namespace "${namespace}". ` +
        `You must pass '--namespace=${named}' to perform this operation.`,
    )
    return false
  }
  const fieldManager = flags.text('field-manager')
  const result = flags.is('server-side')
    ? applyOnServer(desk.send, object, {
        resources,
        namespace,
        dryRun: dryRun === 'server',
        force: flags.is('force-conflicts'),
        fieldManager: fieldManager ?? serverSideManager,
      })
    : applyManifest(desk.send, object, { resources, namespace, dryRun, fieldManager })
  for (const warning of result.warnings) call.complain(`Warning: ${warning}`)
  const text =
    'status' in result && result.during === 'applying'
      ? refusedText(result.status)
      : describeOutcome(object, result, file, { resources, namespace })
  if ('status' in result) {
    call.complain(text)
    return false
  }
  printResult(call, object, result, `${text}${dryRunMark(dryRun)}`)
  return true
}

function printResult(call: Call, object: Json, result: Applied<string>, text: string) {
  const format = formatOf(call)
  const resource = resourceOfKind(String(object['apiVersion']), String(object['kind']))
  if (format.is === 'table' || !resource) return call.print(text)
  const kind = resources[resource] as unknown as Kind
  printObjects(call, format, [foundObject(kind, result.object)], true)
}

export const diff: Command = {
  name: 'diff',
  usage: '-f FILE',
  says: {
    ja: '適用したら何が変わるかを見せます。',
    en: 'Show what applying a file would change.',
  },
  examples: ['kubectl diff -f deployment.yaml'],
  takes: 'files',
  flags: {
    ...fileFlags,
    ...selectorFlags,
    'server-side': 'bool',
    'force-conflicts': 'bool',
    'field-manager': 'text',
    concurrency: 'number',
    prune: 'bool',
  },
  run(call) {
    if (!call.flags.given('filename')) throw new Failure('error: must specify one of -f and -k', 2)
    let differs = false
    const { objects, problems } = filesToCompare(call)
    for (const { file, object, kind, name, namespace } of objects) {
      const place = { kind, name, ...(namespace ? { namespace } : {}) }
      const live = readObject(call.desk, place)
      const result = applyManifest(call.desk.send, object, {
        resources,
        namespace: namespace ?? namespaceOf(call),
        dryRun: 'server',
      })
      if ('status' in result) {
        call.complain(
          describeOutcome(object, result, file, { resources, ...(namespace ? { namespace } : {}) }),
        )
        return 1
      }
      const path = `${String(object['apiVersion']).replace('/', '.')}.${kind.kind}.${namespace ?? ''}.${name}`
      const before = isStatus(live) ? '' : comparable(live)
      const text = unifiedDiff(before, comparable(result.object))
      if (text === '') continue
      differs = true
      const folders = ['LIVE', 'MERGED'].map((folder) => `${folder}/${path}`)
      call.print(`diff -u -N ${folders.join(' ')}\n--- ${folders[0]}\n+++ ${folders[1]}\n${text}`)
    }
    return sayAll(call, problems) || Number(differs)
  },
}

/** Where something is wrong with the files themselves, the exit code is not that of a difference. */
function filesToCompare(call: Call) {
  try {
    return readFiles(call)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(error.message, 2, error.hint)
  }
}

/** As `get -o yaml` shows it, without what each write changes anyway. */
function comparable(object: KubernetesObject): string {
  const metadata = { ...mapAt(object, 'metadata') } as Record<string, unknown>
  delete metadata['managedFields']
  return toYaml({ ...object, metadata })
}
