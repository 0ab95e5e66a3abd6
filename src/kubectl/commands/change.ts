/**
 * `kubectl scale`, `set`, `patch`, `edit`: objects changed in place.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go`, `…/cmd/set`, `…/cmd/patch/patch.go`,
 * `…/cmd/edit`, `…/cmd/util/editor/editoptions.go`
 * *Leaves out:* `set selector`, `set subject`, `set serviceaccount`; comments in the text of `edit`.
 */
import { isEqual } from '../../kubernetes/api/equality.ts'
import { canonicalQuantity } from '../../kubernetes/api/quantity.ts'
import type { PatchType } from '../../kubernetes/kube-apiserver/request.ts'
import { isJson, type Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { parseManifest } from '../../manifests/parse.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import { type Found, patchObject } from '../api.ts'
import { type Call, type Command, fileFlags, outputFlags, selectorFlags } from '../command.ts'
import { type DryRun, dryRunMark, dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure } from '../failure.ts'
import { listAt, nested, numberAt, textAt } from '../json.ts'
import { shownName } from '../kinds.ts'
import { formatOf, printObjects } from '../print/output.ts'
import { findObjects, foundObject, nothingNamed, objectsToChange, readTargets } from '../targets.ts'
import { threeWayPatch } from '../three-way-patch.ts'

const changing = {
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  all: 'bool',
  'dry-run': 'maybe',
  'field-manager': 'text',
} as const

/** What came of a change: one line, or the object in the form that `-o` asks for. */
export function printChange(
  call: Call,
  one: Found,
  verb: string,
  dryRun: DryRun = dryRunOf(call),
): void {
  const format = formatOf(call)
  if (format.is === 'table')
    call.print(`${shownName(one.kind, one.name)} ${verb}${dryRunMark(dryRun)}`)
  else printObjects(call, format, [one], true)
}

export const scale: Command = {
  name: 'scale',
  usage: '--replicas=N (TYPE NAME | TYPE/NAME)',
  says: { ja: 'Podの数を変えます。', en: 'Change the number of Pods.' },
  examples: ['kubectl scale deployment/web --replicas=5'],
  takes: 'kinds',
  flags: {
    ...changing,
    replicas: 'number',
    'current-replicas': 'number',
    'resource-version': 'text',
    timeout: 'duration',
  },
  run(call) {
    const { flags } = call
    if (!flags.given('replicas')) throw new Failure('error: required flag(s) "replicas" not set')
    const replicas = flags.number('replicas') ?? -1
    if (replicas < 0)
      throw new Failure(
        'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      )
    const { found, failed } = objectsToChange(call)
    const expected = flags.number('current-replicas') ?? -1
    for (const one of found) {
      if (!('replicas' in (one.object.spec as Json)) && !one.kind.subresources.includes('scale'))
        throw new Failure(
          'Error from server (NotFound): the server could not find the requested resource',
        )
      const current = numberAt(one.object, 'spec.replicas')
      if (expected >= 0 && current !== expected)
        throw new Failure(`error: Expected replicas to be ${expected}, was ${current}`)
      if (dryRunOf(call) !== 'client') sendScale(call, one, replicas)
      printChange(call, one, 'scaled')
    }
    return failed ? 1 : 0
  },
}

/** Through `/scale` where the kind has it. */
export function sendScale(call: Call, one: Found, replicas: number): void {
  const subresource = one.kind.subresources.includes('scale')
    ? { subresource: 'scale' as const }
    : {}
  const options = { patchType: 'merge' as const, ...subresource, ...dryRunOption(dryRunOf(call)) }
  patchObject(call, one, { spec: { replicas } }, options)
}

export const patch: Command = {
  name: 'patch',
  usage: '(TYPE NAME | TYPE/NAME) -p PATCH',
  says: { ja: '一部だけを書き換えます。', en: 'Change a part of an object.' },
  examples: [`kubectl patch deployment web -p '{"spec":{"replicas":4}}'`],
  takes: 'kinds',
  flags: {
    ...changing,
    patch: ['text', 'p'],
    'patch-file': 'text',
    type: 'text',
    subresource: 'text',
  },
  run(call) {
    const { flags, session } = call
    const file = flags.text('patch-file')
    const text = flags.text('patch') ?? (file === undefined ? undefined : session.files.get(file))
    if (text === undefined)
      throw new Failure(
        'error: must specify --patch or --patch-file containing the contents of the patch',
      )
    const patchType = (flags.text('type') ?? 'strategic') as PatchType
    if (!['json', 'merge', 'strategic'].includes(patchType))
      throw new Failure('error: --type must be one of [json merge strategic]')
    const body = readPatch(text)
    const { found, failed } = objectsToChange(call)
    for (const one of found) {
      const options = { patchType, fieldManager: 'kubectl-patch', ...dryRunOption(dryRunOf(call)) }
      const next = patchObject(call, one, body, options)
      const same = isEqual(next, one.object)
      printChange(call, foundObject(one.kind, next), same ? 'patched (no change)' : 'patched')
    }
    return failed ? 1 : 0
  },
}

/** JSON, or YAML. */
function readPatch(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { documents } = parseManifest(`apiVersion: v1\nkind: Patch\n${text}`)
    const [document] = documents
    if (!document)
      throw new Failure(
        `error: unable to parse ${JSON.stringify(text)}: yaml: it is neither JSON nor YAML`,
      )
    const { apiVersion: _, kind: __, ...body } = document.object
    return body
  }
}

function settingCommand(
  base: Pick<Command, 'name' | 'aliases' | 'usage' | 'says' | 'examples' | 'flags'>,
  prepare: (call: Call) => {
    readonly words: readonly string[]
    readonly change: (containers: readonly Json[]) => readonly Json[]
  },
  verb: string,
): Command {
  return {
    ...base,
    takes: 'kinds',
    run(call) {
      const { words, change } = prepare(call)
      const { found, failed } = objectsToChange(call, words)
      for (const one of found) {
        const path = one.kind.resource === 'pods' ? 'spec' : 'spec.template.spec'
        const before = listAt(one.object, `${path}.containers`) as readonly Json[]
        const containers = change(before)
        // Nothing to say where nothing changes.
        if (isEqual(before, containers)) continue
        const changed = containers.filter((container, index) => !isEqual(container, before[index]))
        const body = nested(path, { containers: changed })
        const next =
          dryRunOf(call) === 'client'
            ? one.object
            : patchObject(call, one, body, {
                fieldManager: 'kubectl-set',
                ...dryRunOption(dryRunOf(call)),
              })
        printChange(call, foundObject(one.kind, next), verb)
      }
      return failed ? 1 : 0
    },
  }
}

export const setImage: Command = settingCommand(
  {
    name: 'set image',
    usage: '(TYPE NAME | TYPE/NAME) CONTAINER=IMAGE',
    says: { ja: 'コンテナのイメージを変えます。', en: 'Change the image of a container.' },
    examples: ['kubectl set image deployment/web nginx=nginx:1.28'],
    flags: changing,
  },
  (call) => {
    const pairs = call.words.filter((word) => word.includes('='))
    const words = call.words.filter((word) => !word.includes('='))
    if (pairs.length > 0 && words.length === 0 && !call.flags.given('filename'))
      throw new Failure(
        'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
      )
    if (pairs.length === 0 && words.length > 0)
      throw new Failure('error: at least one image update is required')
    const images = new Map(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    )
    return {
      words,
      change(containers) {
        for (const name of images.keys())
          if (name !== '*' && !containers.some((container) => container['name'] === name))
            throw new Failure(`error: unable to find container named "${name}"`)
        return containers.map((container) => {
          const image = images.get(textAt(container, 'name')) ?? images.get('*')
          return image === undefined ? container : { ...container, image }
        })
      },
    }
  },
  'image updated',
)

const chooseContainer = { containers: ['text', 'c'] } as const

function isMeant(call: Call, container: Json): boolean {
  const name = call.flags.text('containers') ?? '*'
  return name === '*' || container['name'] === name
}

export const setResources: Command = settingCommand(
  {
    name: 'set resources',
    usage: '(TYPE NAME | TYPE/NAME) --requests=cpu=100m --limits=memory=64Mi',
    says: { ja: '要求する資源と上限を変えます。', en: 'Change requests and limits.' },
    examples: ['kubectl set resources deployment/web --requests=cpu=100m,memory=64Mi'],
    flags: { ...changing, ...chooseContainer, requests: 'text', limits: 'text' },
  },
  (call) => {
    const given = ['requests', 'limits'].flatMap((name) => {
      const text = call.flags.text(name)
      if (text === undefined) return []
      const list = text.split(',').map((pair) => {
        const [resource = '', amount = ''] = pair.split('=')
        return [resource, canonicalQuantity(amount)] as const
      })
      return [[name, Object.fromEntries(list)] as const]
    })
    if (given.length === 0)
      throw new Failure(
        'error: you must specify an update to requests or limits (in the form of --requests/--limits)',
      )
    return {
      words: call.words,
      change: (containers) =>
        containers.map((container) => {
          if (!isMeant(call, container)) return container
          const resources = isJson(container['resources']) ? container['resources'] : {}
          const merged = given.map(([name, amounts]) => [
            name,
            { ...(resources[name] as Json | undefined), ...amounts },
          ])
          return { ...container, resources: { ...resources, ...Object.fromEntries(merged) } }
        }),
    }
  },
  'resource requirements updated',
)

const envSetter: Command = settingCommand(
  {
    name: 'set env',
    usage: '(TYPE NAME | TYPE/NAME) KEY=VALUE',
    says: { ja: '環境変数を変えます。', en: 'Change environment variables.' },
    examples: ['kubectl set env deployment/web COLOR=blue'],
    flags: { ...changing, ...chooseContainer, env: ['list', 'e'], list: 'bool' },
  },
  (call) => {
    const isPair = (word: string) => word.includes('=') || /^[A-Za-z_]\w*-$/.test(word)
    const pairs = [...call.words.filter(isPair), ...call.flags.list('env')]
    if (pairs.length === 0)
      throw new Failure('error: at least one environment variable must be provided')
    return {
      words: call.words.filter((word) => !isPair(word)),
      change: (containers) =>
        containers.map((container) => {
          if (!isMeant(call, container)) return container
          const env = new Map(
            listAt(container, 'env').map((entry) => [textAt(entry, 'name'), entry]),
          )
          for (const pair of pairs) {
            if (pair.endsWith('-') && !pair.includes('=')) env.delete(pair.slice(0, -1))
            else
              env.set(pair.slice(0, pair.indexOf('=')), {
                name: pair.slice(0, pair.indexOf('=')),
                value: pair.slice(pair.indexOf('=') + 1),
              })
          }
          const list: readonly unknown[] = [...env.values()]
          const removed = listAt(container, 'env').filter(
            (entry) => !env.has(textAt(entry, 'name')),
          )
          const deletions = removed.map((entry) => ({
            $patch: 'delete',
            name: textAt(entry, 'name'),
          }))
          return { ...container, env: [...list, ...deletions] }
        }),
    }
  },
  'env updated',
)

export const setEnv: Command = {
  ...envSetter,
  run: (call) => (call.flags.is('list') ? listEnv(call) : envSetter.run(call)),
}

function listEnv(call: Call): number {
  const { found, failed } = objectsToChange(call)
  for (const one of found) {
    const path = one.kind.resource === 'pods' ? 'spec' : 'spec.template.spec'
    for (const container of listAt(one.object, `${path}.containers`)) {
      call.print(`# ${one.kind.kind} ${one.name}, container ${textAt(container, 'name')}`)
      for (const entry of listAt(container, 'env')) {
        const name = textAt(entry, 'name')
        const from = textAt(entry, 'valueFrom.fieldRef.fieldPath')
        call.print(
          from ? `# ${name} from field path ${from}` : `${name}=${textAt(entry, 'value') ?? ''}`,
        )
      }
    }
  }
  return failed ? 1 : 0
}

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
    if (call.edited === undefined) {
      call.offer({ file: `${one.kind.singular}-${one.name}.yaml`, text: toYaml(one.object) })
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
    patchObject(call, one, body, { fieldManager: 'kubectl-edit', fieldValidation: 'Strict' })
    call.print(`${shownName(one.kind, one.name)} edited`)
    return 0
  },
}
