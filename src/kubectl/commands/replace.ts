/**
 * `kubectl replace`: the whole of an object, as a file has it, in the place of what there is.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go`
 * *Leaves out:* `--force`, which is `delete` and `create`.
 */

import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { readObject } from '../api.ts'
import { type Command, fileFlags } from '../command.ts'
import { dryRunMark, dryRunOf, dryRunOption } from '../dry-run.ts'
import { errorText } from '../error-text.ts'
import { Failure } from '../failure.ts'
import { mapAt } from '../json.ts'
import { shownName } from '../kinds.ts'
import { readFiles } from '../manifest-files.ts'
import { makingFlags } from './create.ts'

export const replace: Command = {
  name: 'replace',
  usage: '-f FILE',
  says: {
    ja: 'いまあるものを、ファイルのものと丸ごと取り替えます。',
    en: 'Put what a file declares in the place of what there is.',
  },
  examples: ['kubectl replace -f deployment.yaml'],
  takes: 'files',
  flags: { ...fileFlags, ...makingFlags },
  run(call) {
    if (!call.flags.given('filename')) throw new Failure('error: must specify one of -f and -k')
    const dryRun = dryRunOf(call)
    let exitCode = 0
    for (const { file, kind, name, object, namespace } of readFiles(call)) {
      const at = { kind, name, ...(namespace ? { namespace } : {}) }
      const live = readObject(call.desk, at)
      const sent = isStatus(live) ? live : put(object, live.metadata.resourceVersion)
      const { body } = isStatus(live)
        ? { body: live }
        : call.desk.send({
            verb: 'update',
            resource: kind.resource,
            name,
            ...(namespace ? { namespace } : {}),
            body: sent,
            options: {
              fieldManager: 'kubectl-replace',
              fieldValidation: 'Strict',
              ...dryRunOption(dryRun),
            },
          })
      if (isStatus(body as typeof live)) {
        call.complain(errorText(body as never, `error when replacing ${JSON.stringify(file)}`))
        exitCode = 1
      } else call.print(`${shownName(kind, name)} replaced${dryRunMark(dryRun)}`)
    }
    return exitCode
  },
}

/** What a file does not know, and the server wants to. */
function put(object: Json, resourceVersion: string): Json {
  return { ...object, metadata: { resourceVersion, ...mapAt(object, 'metadata') } }
}
