/**
 * `kubectl scale`: another number of Pods.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go`
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { type Found, getObject, patchObject } from '../api.ts'
import type { Call, Command } from '../command.ts'
import { dryRunOf, dryRunOption } from '../dry-run.ts'
import { Failure } from '../failure.ts'
import { numberAt } from '../json.ts'
import { askedToChange, sayAll, visit } from '../targets.ts'
import { changing, printChange } from './printed-change.ts'

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
  *run(call) {
    const { flags, desk } = call
    if (!flags.given('replicas')) throw new Failure('error: required flag(s) "replicas" not set')
    const replicas = flags.number('replicas') ?? -1
    if (replicas < 0)
      throw new Failure(
        'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      )
    const scaled: Found[] = []
    const problems = visit(call, askedToChange(call), (one) => {
      scaleOne(call, one, replicas)
      scaled.push(one)
    })
    if (scaled.length === 0 && problems.length === 0)
      throw new Failure('error: no objects passed to scale')
    const patience = flags.duration('timeout') ?? 0
    if (patience > 0 && !dryRunOf(call))
      for (const one of scaled) {
        const deadline = desk.now() + patience
        while (numberAt(getObject(desk, one), 'status.replicas') !== replicas) {
          if (desk.now() >= deadline)
            throw new Failure('error: timed out waiting for the condition')
          yield
        }
      }
    return sayAll(call, problems)
  },
}

function scaleOne(call: Call, one: Found, replicas: number): void {
  const { flags } = call
  const expected = flags.number('current-replicas') ?? -1
  if (!('replicas' in (one.object.spec as Json)) && !one.kind.subresources.includes('scale'))
    throw new Failure(
      'Error from server (NotFound): the server could not find the requested resource',
    )
  const current = numberAt(one.object, 'spec.replicas')
  if (expected >= 0 && current !== expected)
    throw new Failure(`error: Expected replicas to be ${expected}, was ${current}`)
  const version = flags.text('resource-version')
  const { resourceVersion } = one.object.metadata
  if (version && version !== resourceVersion)
    throw new Failure(`error: Expected resource version to be ${version}, was ${resourceVersion}`)
  if (dryRunOf(call) !== 'client') sendScale(call, one, replicas)
  printChange(call, one, 'scaled')
}

/** Through `/scale` where the kind has it. */
export function sendScale(call: Call, one: Found, replicas: number): void {
  const subresource = one.kind.subresources.includes('scale')
    ? { subresource: 'scale' as const }
    : {}
  const options = { patchType: 'merge' as const, ...subresource, ...dryRunOption(dryRunOf(call)) }
  patchObject(call, one, { spec: { replicas } }, options)
}
