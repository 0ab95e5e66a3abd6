/**
 * `kubectl set`: images, variables, resources, accounts and selectors, without writing the rest.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/set` (set_image.go, set_resources.go,
 * set_serviceaccount.go, set_selector.go)
 * *Leaves out:* `set subject`. Variables: `set-env.ts`.
 */
import { isEqual } from '../../kubernetes/api/equality.ts'
import { canonicalQuantity, parseQuantity } from '../../kubernetes/api/quantity.ts'
import { isJson, type Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { type Found, patchObject } from '../api.ts'
import type { Call, Command } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure } from '../failure.ts'
import { asObject, at, listAt, nested, textAt } from '../json.ts'
import { askedToChange, foundObject, readTargets, sayAll, visit } from '../targets.ts'
import { changing, printChange } from './printed-change.ts'

export const settingFlags = { ...changing, local: 'bool' } as const

export const noResources =
  'error: one or more resources must be specified as <resource> <name> or <resource>/<name>'

/** Words that are changes, behind those that name objects. @throws {Failure} */
export function pairsBehind(all: readonly string[], what: string) {
  const isPair = (word: string) =>
    (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-')
  const start = all.findIndex(isPair)
  if (start < 0) return { words: all, pairs: [] }
  const pairs = all.slice(start)
  const stray = pairs.find((word) => !isPair(word))
  if (stray !== undefined)
    throw new Failure(`error: all resources must be specified before ${what} changes: ${stray}`)
  return { words: all.slice(0, start), pairs }
}

/** Where the Pod of an object is described. @throws {Failure} */
export function podPath({ kind, name, object }: Found): string {
  if (kind.resource === 'pods') return 'spec'
  if (kind.resource === 'cronjobs') return 'spec.jobTemplate.spec.template.spec'
  if (at(object, 'spec.template.spec')) return 'spec.template.spec'
  throw new Failure(
    `error: ${kind.resource}/${name} the object is not a pod or does not have a pod template: *${kind.version}.${kind.kind}`,
  )
}

/** All objects that are meant, read before anything is judged. @throws {Failure} */
export function objectsMeant(call: Call, words: readonly string[]): readonly Found[] {
  const found: Found[] = []
  const problems = visit(call, askedToChange(call, words), (one) => found.push(one))
  if (found.length === 0) sayAll(call, problems)
  for (const { message } of found.length > 0 ? problems : []) call.complain(message)
  return found
}

export interface Setting {
  readonly verb: string
  /** What to say before the server's refusal. */
  readonly failure: string
}

/** Changes containers of each object; nothing is said where nothing changes. @throws {Failure} */
export function setContainers(
  call: Call,
  found: readonly Found[],
  { verb, failure }: Setting,
  change: (containers: readonly Json[], one: Found, isInit: boolean) => readonly Json[],
): number {
  const problems: Failure[] = []
  for (const one of found)
    try {
      const path = podPath(one)
      const lists = ['containers', 'initContainers'].map((list) => {
        const before = listAt(one.object, `${path}.${list}`) as readonly Json[]
        return { list, before, after: change(before, one, list === 'initContainers') }
      })
      const changed = lists.filter(({ before, after }) => !isEqual(before, after))
      if (changed.length === 0) continue
      const body = nested(
        path,
        Object.fromEntries(
          changed.map(({ list, before, after }) => [
            list,
            after.filter((container, index) => !isEqual(container, before[index])),
          ]),
        ),
      )
      const next = changed.reduce(
        (object, { list, after }) => withAt(object, `${path}.${list}`.split('.'), after),
        one.object as unknown as Json,
      )
      send(call, one, body, next, { verb, failure })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      problems.push(error)
    }
  return sayAll(call, problems)
}

/** @param next what the object would be, for rehearsals on this side */
export function send(call: Call, one: Found, body: Json, next: Json, { verb, failure }: Setting) {
  const dryRun = dryRunOf(call)
  const isHere = dryRun === 'client' || call.flags.is('local')
  const sent = isHere
    ? asObject(withoutOrders(next))
    : patchObject(call, one, body, {
        fieldManager: 'kubectl-set',
        failure,
        ...dryRunOption(dryRun),
      })
  printChange(call, foundObject(one.kind, sent), verb)
}

/** Without the orders to delete that a patch carries. */
function withoutOrders(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => !(isJson(item) && '$patch' in item)).map(withoutOrders)
  if (!isJson(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutOrders(inner)]),
  )
}

function withAt(object: Json, [key = '', ...rest]: readonly string[], value: unknown): Json {
  const inner = isJson(object[key]) ? object[key] : {}
  return { ...object, [key]: rest.length === 0 ? value : withAt(inner, rest, value) }
}

export const setImage: Command = {
  name: 'set image',
  usage: '(TYPE NAME | TYPE/NAME) CONTAINER=IMAGE',
  says: { ja: 'コンテナのイメージを変えます。', en: 'Change the image of a container.' },
  examples: ['kubectl set image deployment/web nginx=nginx:1.28'],
  takes: 'kinds',
  flags: settingFlags,
  run(call) {
    const { words, pairs } = pairsBehind(call.words, 'image')
    const found = objectsMeant(call, words)
    if (pairs.length === 0) throw new Failure('error: at least one image update is required')
    const images = new Map(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    )
    const setting = {
      verb: 'image updated',
      failure: 'failed to patch image update to pod template:',
    }
    return setContainers(call, found, setting, (containers, one, isInit) => {
      const init = listAt(one.object, `${podPath(one)}.initContainers`) as readonly Json[]
      const missing = [...images.keys()].filter(
        (name) =>
          name !== '*' && ![...containers, ...init].some((container) => container['name'] === name),
      )
      if (!isInit && missing.length > 0)
        throw new Failure(
          missing
            .map((name) => `error: unable to find container named ${JSON.stringify(name)}`)
            .join('\n'),
        )
      return containers.map((container) => {
        const image = images.get(textAt(container, 'name')) ?? images.get('*')
        return image === undefined ? container : { ...container, image }
      })
    })
  },
}

export const chooseContainer = { containers: ['text', 'c'] } as const

/** `*` stands for any letters. */
export function isChosen(call: Call, container: Json): boolean {
  const name = call.flags.text('containers') ?? '*'
  const pattern = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${pattern}$`).test(textAt(container, 'name'))
}

export const setResources: Command = {
  name: 'set resources',
  usage: '(TYPE NAME | TYPE/NAME) --requests=cpu=100m --limits=memory=64Mi',
  says: { ja: '要求する資源と上限を変えます。', en: 'Change requests and limits.' },
  examples: ['kubectl set resources deployment/web --requests=cpu=100m,memory=64Mi'],
  takes: 'kinds',
  flags: { ...settingFlags, ...chooseContainer, requests: 'text', limits: 'text' },
  run(call) {
    const asked = readTargets(call)
    if (asked.kinds.length + asked.places.length === 0) askedToChange(call)
    const found = objectsMeant(call, call.words)
    const given = ['limits', 'requests'].flatMap((name) => {
      const text = call.flags.text(name)
      return text ? [[name, amountsOf(text)] as const] : []
    })
    if (given.length === 0)
      throw new Failure(
        'error: you must specify an update to requests or limits (in the form of --requests/--limits)',
      )
    const setting = {
      verb: 'resource requirements updated',
      failure: 'failed to patch resources update to pod template',
    }
    return setContainers(call, found, setting, (containers, _, isInit) => {
      const chosen = containers.filter((container) => isChosen(call, container))
      if (chosen.length === 0 && !isInit)
        throw new Failure(
          `error: unable to find container named ${call.flags.text('containers') ?? '*'}`,
        )
      return containers.map((container) => {
        if (!chosen.includes(container)) return container
        const resources = isJson(container['resources']) ? container['resources'] : {}
        const merged = given.map(([name, amounts]) => [
          name,
          { ...(resources[name] as Json | undefined), ...amounts },
        ])
        return { ...container, resources: { ...resources, ...Object.fromEntries(merged) } }
      })
    })
  },
}

/** `cpu=100m,memory=64Mi`. @throws {Failure} */
function amountsOf(text: string): Json {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [resource = '', amount, ...more] = pair.split('=')
      if (amount === undefined || more.length > 0)
        throw new Failure(`error: Invalid argument syntax ${pair}, expected <resource>=<value>`)
      if (parseQuantity(amount) === undefined)
        throw new Failure(
          "error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        )
      return [resource, canonicalQuantity(amount)]
    }),
  )
}

export const setServiceAccount: Command = {
  name: 'set serviceaccount',
  aliases: ['set sa'],
  usage: '(TYPE NAME | TYPE/NAME) ACCOUNT',
  says: {
    ja: 'Podを動かすServiceAccountを変えます。',
    en: 'Change the ServiceAccount that Pods run as.',
  },
  examples: ['kubectl set serviceaccount deployment web robot'],
  takes: 'kinds',
  flags: settingFlags,
  run(call) {
    const name = call.words.at(-1)
    if (name === undefined) throw new Failure('error: serviceaccount is required')
    const words = call.words.slice(0, -1)
    if (words.length === 0 && !call.flags.given('filename')) askedToChange(call, words)
    const problems: Failure[] = []
    for (const one of objectsMeant(call, words))
      try {
        const path = podPath(one)
        const next = withAt(
          one.object as unknown as Json,
          `${path}.serviceAccountName`.split('.'),
          name,
        )
        const body = nested(path, { serviceAccountName: name })
        const setting = {
          verb: 'serviceaccount updated',
          failure: 'failed to patch ServiceAccountName',
        }
        send(call, one, body, next, setting)
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        problems.push(error)
      }
    return sayAll(call, problems)
  },
}

export const setSelector: Command = {
  name: 'set selector',
  usage: 'service NAME SELECTOR',
  says: { ja: 'Serviceのセレクターを変えます。', en: 'Change the selector of a Service.' },
  examples: ['kubectl set selector service web app=web'],
  takes: 'kinds',
  flags: { ...settingFlags, 'resource-version': 'text' },
  run(call) {
    const text = call.words.at(-1) ?? ''
    const words = call.words.slice(0, -1)
    const selector = text.split(',').map((pair) => pair.split('='))
    const found: Found[] = []
    const problems = visit(call, askedToChange(call, words), (one) => {
      if (one.kind.resource !== 'services')
        throw new Failure('error: setting a selector is only supported for Services')
      found.push(one)
    })
    if (found.length === 0) return sayAll(call, problems)
    for (const one of found) {
      const next = { ...Object.fromEntries(selector.map(([key = '', value = '']) => [key, value])) }
      const old = Object.fromEntries(
        Object.keys((at(one.object, 'spec.selector') ?? {}) as Json).map((key) => [key, null]),
      )
      const object = withAt(one.object as unknown as Json, ['spec', 'selector'], next)
      const body = { spec: { selector: { ...old, ...next } } }
      send(call, one, body, object, {
        verb: 'selector updated',
        failure: 'failed to patch selector:',
      })
    }
    return sayAll(call, problems)
  },
}
