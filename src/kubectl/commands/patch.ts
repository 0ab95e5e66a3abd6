/**
 * `kubectl patch`: a part of an object.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/patch/patch.go`
 */
import { isEqual } from '../../kubernetes/api/equality.ts'
import type { PatchType } from '../../kubernetes/kube-apiserver/request.ts'
import { parseManifest } from '../../manifests/parse.ts'
import { patchObject } from '../api.ts'
import { type Call, type Command, fileFlags, outputFlags } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure } from '../failure.ts'
import { asObject } from '../json.ts'
import { changeEach, foundObject } from '../targets.ts'
import { goYamlProblem } from '../yaml-problem.ts'
import { printChange } from './printed-change.ts'

const types = ['json', 'merge', 'strategic']
const subresources = ['status', 'scale'] as const

export const patch: Command = {
  name: 'patch',
  usage: '(TYPE NAME | TYPE/NAME) -p PATCH',
  says: { ja: '一部だけを書き換えます。', en: 'Change a part of an object.' },
  examples: [`kubectl patch deployment web -p '{"spec":{"replicas":4}}'`],
  takes: 'kinds',
  flags: {
    ...fileFlags,
    ...outputFlags,
    'dry-run': 'maybe',
    'field-manager': 'text',
    patch: ['text', 'p'],
    'patch-file': 'text',
    type: 'text',
    subresource: 'text',
    local: 'bool',
  },
  run(call) {
    const { flags } = call
    const patchType = (flags.text('type') ?? 'strategic') as PatchType
    const text = textOf(call)
    if (!types.includes(patchType))
      throw new Failure(
        `error: --type must be one of [${types.join(' ')}], not ${JSON.stringify(patchType)}`,
      )
    const body = readPatch(text)
    const subresource = subresources.find((name) => name === flags.text('subresource'))
    const dryRun = dryRunOf(call)
    return changeEach(call, (one) => {
      const options = {
        patchType,
        fieldManager: 'kubectl-patch',
        ...(subresource ? { subresource } : {}),
        // What a rehearsal on this side would come to, only the server knows.
        ...dryRunOption(dryRun ? 'server' : undefined),
      }
      const next = patchObject(call, one, body, options)
      const same = isEqual(next, one.object)
      printChange(
        call,
        foundObject(one.kind, asObject(next)),
        same ? 'patched (no change)' : 'patched',
        '',
      )
    })
  },
}

/** @throws {Failure} */
function textOf({ flags, session, stdin }: Call): string {
  const file = flags.text('patch-file')
  const text =
    file === '-' ? stdin : file === undefined ? flags.text('patch') : session.files.get(file)
  if (file !== undefined && text === undefined)
    throw new Failure(`error: unable to read patch file: open ${file}: no such file or directory`)
  if (!text)
    throw new Failure(
      'error: must specify --patch or --patch-file containing the contents of the patch',
    )
  return text
}

/** JSON, or YAML. @throws {Failure} */
function readPatch(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const isJson = /^\s*[{[]/.test(text)
    const problem = goYamlProblem(text)
    if (problem && !isJson)
      throw new Failure(`error: unable to parse ${JSON.stringify(text)}: ${problem}`)
    const { documents } = parseManifest(`apiVersion: v1\nkind: Patch\n${text}`)
    const [document] = documents
    if (isJson || !document)
      throw new Failure(
        `Error from server (BadRequest): ${isJson ? 'error decoding JSON: the body is not valid JSON' : 'the patch is not an object'}`,
      )
    const { apiVersion: _, kind: __, ...body } = document.object
    return body
  }
}
