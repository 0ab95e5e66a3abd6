/**
 * `kubectl replace`: the whole of an object, as a file has it, in the place of what there is.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go`
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { isStatus, type Status } from '../../kubernetes/kube-apiserver/request.ts'
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { readObject } from '../api.ts'
import { type Call, type Command, fileFlags, type Steps } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure, refusal } from '../failure.ts'
import { mapAt } from '../json.ts'
import { type FileObject, readFiles } from '../manifest-files.ts'
import { sayAll } from '../targets.ts'
import { make, makingFlags } from './create.ts'
import { deleteAll, untilGone } from './delete.ts'
import { printChange } from './printed-change.ts'

export const replace: Command = {
  name: 'replace',
  usage: '-f FILE',
  says: {
    ja: 'いまあるものを、ファイルのものと丸ごと取り替えます。',
    en: 'Put what a file declares in the place of what there is.',
  },
  examples: ['kubectl replace -f deployment.yaml', 'kubectl replace --force -f pod.yaml'],
  takes: 'files',
  flags: {
    ...fileFlags,
    ...makingFlags,
    force: 'bool',
    cascade: 'maybe',
    'grace-period': 'number',
    timeout: 'duration',
    wait: 'bool',
  },
  *run(call) {
    const { flags } = call
    if (!flags.given('filename')) throw new Failure('error: must specify one of -f and -k')
    const { objects, problems } = readFiles(call)
    if (objects.length + problems.length === 0)
      throw new Failure('error: no objects passed to replace')
    if (flags.is('force')) return yield* replaceByForce(call, objects, problems)
    const refused: Failure[] = []
    for (const one of objects)
      try {
        replaceOne(call, one)
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        refused.push(error)
      }
    return sayAll(call, [...refused, ...problems])
  },
}

function replaceOne(call: Call, { file, kind, name, object, namespace }: FileObject): void {
  const dryRun = dryRunOf(call)
  const at = { kind, name, ...(namespace ? { namespace } : {}) }
  const live = readObject(call.desk, at)
  const context = `error when replacing ${JSON.stringify(file)}`
  if (isStatus(live)) throw refusal(live, context)
  const { body } = call.desk.send({
    verb: 'update',
    resource: kind.resource,
    name,
    ...(namespace ? { namespace } : {}),
    body: put(object, live.metadata.resourceVersion),
    options: {
      fieldManager: 'kubectl-replace',
      fieldValidation: 'Strict',
      ...dryRunOption(dryRun),
    },
  })
  if (isStatus(body as Status)) throw refusal(body as Status, context)
  printChange(call, { ...at, object: body as KubernetesObject }, 'replaced')
}

/** Away with what there is, and then what the files declare. */
function* replaceByForce(
  call: Call,
  objects: readonly FileObject[],
  problems: readonly Failure[],
): Steps {
  const grace = call.flags.number('grace-period') ?? 0
  const found = objects.flatMap(({ kind, name, namespace }) => {
    const place = { kind, name, ...(namespace ? { namespace } : {}) }
    const object = readObject(call.desk, place)
    return isStatus(object) ? [] : [{ ...place, object }]
  })
  const options = { propagationPolicy: 'Background', gracePeriodSeconds: grace || 1 } as const
  const { deleted, refused } = deleteAll(call, found, options)
  yield* untilGone(call, deleted)
  for (const { file, kind, object, namespace } of objects)
    make(call, kind, object, {
      namespace,
      verb: 'replaced',
      context: `error when creating ${JSON.stringify(file)}`,
    })
  return sayAll(call, [...refused, ...problems])
}

/** What a file does not know, and the server wants to. */
function put(object: Json, resourceVersion: string): Json {
  return { ...object, metadata: { resourceVersion, ...mapAt(object, 'metadata') } }
}
