/**
 * `kubectl edit`: the live object as a text, and what a reader made of it as a patch.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/edit`, `…/cmd/util/editor/editoptions.go`
 * *Leaves out:* comments in the text; of several objects the first is offered.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { parseManifest } from '../../manifests/parse.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import { patchObject } from '../api.ts'
import { type Command, fileFlags, outputFlags } from '../command.ts'
import { Failure } from '../failure.ts'
import { mapAt } from '../json.ts'
import { qualifiedResource, shownName } from '../kinds.ts'
import { findObjects, nothingNamed, readTargets } from '../targets.ts'
import { threeWayPatch } from '../three-way-patch.ts'

export const edit: Command = {
  name: 'edit',
  usage: '(TYPE NAME | TYPE/NAME)',
  says: {
    ja: 'いまの姿をエディターで開き、書き換えます。',
    en: 'Open what there is in the editor, and change it.',
  },
  examples: ['kubectl edit deployment web'],
  takes: 'kinds',
  flags: { ...fileFlags, ...outputFlags },
  run(call) {
    const asked = readTargets(call)
    if (asked.kinds.length === 0 && asked.places.length === 0) throw new Failure(nothingNamed)
    const { found, failed } = findObjects(call, asked)
    const [one] = found
    if (!one) return failed ? 1 : 0
    const { managedFields: _, ...metadata } = mapAt(one.object, 'metadata')
    const file = `${one.kind.singular}-${one.name}.yaml`
    if (call.edited === undefined) {
      call.offer({ file, text: toYaml({ ...one.object, metadata }) })
      return 0
    }
    const { documents, diagnostics } = parseManifest(call.edited)
    const [document] = documents
    if (!document)
      throw new Failure(`error: ${diagnostics[0]?.message.en ?? 'edited file had no objects'}`)
    const live = one.object as unknown as Json
    const body = threeWayPatch(one.kind.schema, live, document.object as Json, live)
    if (Object.keys(body).length === 0) {
      call.complain('Edit cancelled, no changes made.')
      return 0
    }
    try {
      patchObject(call, one, body, { fieldManager: 'kubectl-edit', fieldValidation: 'Strict' })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const shown = `${qualifiedResource(one.kind)} "${one.name}"`
      const why = error.message.replace(/^Error from server \(BadRequest\): /, '')
      // What is invalid is told as it is.
      if (why === error.message) throw error
      throw new Failure(`error: ${shown} could not be patched: ${why}`, error.exitCode)
    }
    call.print(`${shownName(one.kind, one.name)} edited`)
    return 0
  },
}
