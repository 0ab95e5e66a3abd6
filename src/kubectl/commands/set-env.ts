/**
 * `kubectl set env`: variables of containers.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go`, `…/set/env`
 * *Leaves out:* `-e -`, `--resolve` of anything but plain values.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { type Found, getObject } from '../api.ts'
import { type Call, type Command, namespaceOf } from '../command.ts'
import { Failure } from '../failure.ts'
import { at, listAt, mapAt, textAt } from '../json.ts'
import { kindOf } from '../kinds.ts'
import {
  chooseContainer,
  isChosen,
  noResources,
  objectsMeant,
  podPath,
  setContainers,
  settingFlags,
} from './set.ts'

const nameRule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')"

export const setEnv: Command = {
  name: 'set env',
  usage: '(TYPE NAME | TYPE/NAME) KEY=VALUE',
  says: { ja: '環境変数を変えます。', en: 'Change environment variables.' },
  examples: ['kubectl set env deployment/web COLOR=blue', 'kubectl set env deployment/web --list'],
  takes: 'kinds',
  flags: {
    ...settingFlags,
    ...chooseContainer,
    env: ['list', 'e'],
    list: 'bool',
    from: 'text',
    prefix: 'text',
    keys: 'list',
    overwrite: 'bool',
    resolve: 'bool',
  },
  run(call) {
    const { flags } = call
    const isPair = (word: string) => /^[^=]+=/.test(word) || /^[A-Za-z_][\w.-]*-$/.test(word)
    const words = call.words.filter((word) => !isPair(word))
    const pairs = [...call.words.filter(isPair), ...flags.all('env')]
    if (words.length === 0 && !flags.given('filename')) throw new Failure(noResources)
    if (flags.is('list') && pairs.length > 0 && !flags.given('from')) return listEnv(call, words)
    for (const pair of pairs) {
      const name = pair.replace(/=.*$/s, '').replace(/-$/, '')
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
        throw new Failure(`error: ${JSON.stringify(name)} is not a valid key name: ${nameRule}`)
    }
    const set = new Map(fromSource(call))
    const removed = new Set<string>()
    for (const pair of pairs) {
      const equals = pair.indexOf('=')
      if (equals < 0) removed.add(pair.slice(0, -1))
      // Of two for the same name the first counts.
      else if (!set.has(pair.slice(0, equals)))
        set.set(pair.slice(0, equals), {
          name: pair.slice(0, equals),
          value: pair.slice(equals + 1),
        })
    }
    const both = [...removed].find((name) => set.has(name))
    if (both !== undefined)
      throw new Failure(
        'error: can not both modify and remove the same environment variable in the same command',
      )
    if (flags.is('list')) return listEnv(call, words)
    const found = objectsMeant(call, words)
    if (set.size + removed.size === 0) return 0
    const setting = { verb: 'env updated', failure: 'failed to patch env update to pod template:' }
    return setContainers(call, found, setting, (containers, one, isInit) => {
      if (!isInit && !containers.some((container) => isChosen(call, container)))
        call.complain(
          `Warning: ${one.kind.kind}/${one.name} does not have any containers matching ${JSON.stringify(flags.text('containers'))}`,
        )
      return isInit && !flags.given('containers')
        ? containers
        : containers.map((container) =>
            isChosen(call, container) ? withEnv(call, one, container, set, removed) : container,
          )
    })
  },
}

function withEnv(
  { flags }: Call,
  { kind, name: owner }: Found,
  container: Json,
  set: ReadonlyMap<string, Json>,
  removed: ReadonlySet<string>,
): Json {
  const before = listAt(container, 'env') as readonly Json[]
  for (const entry of before) {
    const name = textAt(entry, 'name')
    if (set.has(name) && !flags.is('overwrite', true))
      throw new Failure(
        `error: ${kind.resource}/${owner} '${name}' already has a value (${textAt(entry, 'value')}), and --overwrite is false`,
      )
  }
  const known = new Set(before.map((entry) => textAt(entry, 'name')))
  const kept = before.map((entry) => {
    const name = textAt(entry, 'name')
    return removed.has(name) ? { $patch: 'delete', name } : (set.get(name) ?? entry)
  })
  const added = [...set].filter(([name]) => !known.has(name)).map(([, entry]) => entry)
  const env = [...kept, ...added]
  return env.length === 0 ? container : { ...container, env }
}

/** What `--from=configmap/settings` brings. @throws {Failure} */
function fromSource(call: Call): readonly (readonly [string, Json])[] {
  const { flags, desk } = call
  const from = flags.text('from')
  if (!from) return []
  const [type = '', name = ''] = from.split('/')
  const kind = kindOf(type)
  const reference = { configmaps: 'configMapKeyRef', secrets: 'secretKeyRef' }[
    kind.resource as string
  ]
  if (!reference) throw new Failure(`error: unsupported resource specified in --from`)
  const source = getObject(desk, { kind, name, namespace: namespaceOf(call) })
  const wanted = flags.list('keys')
  const keys = Object.keys(mapAt(source, 'data')).filter(
    (key) => wanted.length === 0 || wanted.includes(key),
  )
  return keys.sort().map((key) => {
    const own = (flags.text('prefix') ?? '') + key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')
    return [own, { name: own, valueFrom: { [reference]: { key, name } } }] as const
  })
}

function listEnv(call: Call, words: readonly string[]): number {
  for (const one of objectsMeant(call, words))
    for (const container of listAt(one.object, `${podPath(one)}.containers`)) {
      if (!isChosen(call, container as Json)) continue
      call.print(`# ${one.kind.kind} ${one.name}, container ${textAt(container, 'name')}`)
      for (const entry of listAt(container, 'env')) call.print(envLine(entry))
    }
  return 0
}

function envLine(entry: unknown): string {
  const name = textAt(entry, 'name')
  const field = textAt(entry, 'valueFrom.fieldRef.fieldPath')
  if (field) return `# ${name} from field path ${field}`
  const resource = at(entry, 'valueFrom.resourceFieldRef')
  if (resource) return `# ${name} from resource field ${textAt(resource, 'resource')}`
  for (const [key, word] of [
    ['configMapKeyRef', 'configmap'],
    ['secretKeyRef', 'secret'],
  ] as const) {
    const source = at(entry, `valueFrom.${key}`)
    if (source)
      return `# ${name} from ${word} ${textAt(source, 'name')}, key ${textAt(source, 'key')}`
  }
  return `${name}=${textAt(entry, 'value')}`
}
