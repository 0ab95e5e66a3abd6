/**
 * `kubectl wait`: until a condition holds, a field has a value, or an object is gone.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/wait` (wait.go, condition.go, json.go, delete.go)
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { type Found, readObject } from '../api.ts'
import {
  type Call,
  type Command,
  fileFlags,
  outputFlags,
  type Steps,
  selectorFlags,
} from '../command.ts'
import { Failure } from '../failure.ts'
import { listAt } from '../json.ts'
import { shownName } from '../kinds.ts'
import { shown, valuesAt } from '../print/json-path.ts'
import { type Asked, findObjects, nothingNamed, readTargets, sayAll } from '../targets.ts'

type Holds = (object: KubernetesObject | undefined) => boolean

const defaultPatienceMs = 30_000

export const wait: Command = {
  name: 'wait',
  usage: '(TYPE NAME | TYPE/NAME) --for=condition=NAME | --for=jsonpath=… | --for=delete',
  says: { ja: '条件が満たされるまで待ちます。', en: 'Wait until a condition holds.' },
  examples: [
    'kubectl wait --for=condition=Ready pod/web-1 --timeout=60s',
    'kubectl wait --for=delete pod/web-1',
  ],
  takes: 'kinds',
  flags: {
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    for: 'text',
    timeout: 'duration',
    all: 'bool',
    'all-namespaces': ['bool', 'A'],
  },
  *run(call) {
    const text = call.flags.text('for') ?? ''
    const holds = readCondition(text)
    const isDeletion = /^delete$/i.test(text)
    const asked = readTargets(call)
    if (asked.kinds.length === 0 && asked.places.length === 0) throw new Failure(nothingNamed)
    if (asked.kinds.length > 0 && !call.flags.given('selector') && !call.flags.is('all'))
      throw new Failure('error: resource(s) were provided, but no name was specified')
    const patience = call.flags.duration('timeout') ?? defaultPatienceMs
    const start = call.desk.now()
    const deadline = patience < 0 ? start + 7 * 24 * 3_600_000 : start + patience
    if (/^create$/i.test(text)) return yield* waitForCreation(call, asked, deadline)
    const { found, failed } = findObjects(call, asked, { ignoreNotFound: isDeletion })
    if (failed) return 1
    if (found.length === 0 && !isDeletion) throw new Failure('error: no matching resources found')
    const late: Failure[] = []
    for (const one of found) {
      const problem = yield* waitFor(call, one, holds, deadline)
      if (problem) late.push(problem)
    }
    return sayAll(call, late)
  },
}

/** Until all that is named is there. */
function* waitForCreation(call: Call, { places, kinds }: Asked, deadline: number): Steps {
  if (kinds.length > 0) return 0
  for (const place of places) {
    while (isStatus(readObject(call.desk, place))) {
      if (call.desk.now() >= deadline)
        throw new Failure('error: timed out waiting for the condition')
      yield
    }
    call.print(`${shownName(place.kind, place.name)} condition met`)
  }
  return 0
}

function* waitFor(
  call: Call,
  one: Found,
  holds: Holds,
  deadline: number,
): Generator<undefined, Failure | undefined, undefined> {
  const { desk } = call
  for (;;) {
    const now = readObject(desk, one)
    const same = !isStatus(now) && now.metadata.uid === one.object.metadata.uid
    if (holds(same ? now : undefined)) {
      call.print(`${shownName(one.kind, one.name)} condition met`)
      return undefined
    }
    if (desk.now() >= deadline)
      return new Failure(
        `error: timed out waiting for the condition on ${one.kind.resource}/${one.name}`,
      )
    yield
  }
}

/** @throws {Failure} */
function readCondition(text: string): Holds {
  if (/^delete$/i.test(text)) return (object) => object === undefined
  if (/^create$/i.test(text)) return (object) => object !== undefined
  const condition = /^condition=([^=]+)(?:=(.*))?$/i.exec(text)
  if (condition) {
    const [, type = '', wanted = 'true'] = condition
    return (object) => {
      const found = listAt(object, 'status.conditions').find(
        (one) => isJson(one) && String(one['type']).toLowerCase() === type.toLowerCase(),
      )
      return isJson(found) && String(found['status']).toLowerCase() === wanted.toLowerCase()
    }
  }
  const path = /^jsonpath=(.*)$/i.exec(text)?.[1]
  if (path !== undefined) {
    const [, template = '', value] =
      /^['"]?(\{?[^}=]*\}?)['"]?(?:=['"]?(.*?)['"]?)?$/.exec(path) ?? []
    return (object) => {
      const values = object ? valuesAt(template, object) : []
      return value === undefined
        ? values.length > 0
        : values.length === 1 && shown(values[0]) === value
    }
  }
  throw new Failure(`error: unrecognized condition: ${JSON.stringify(text)}`)
}
