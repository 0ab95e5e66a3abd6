/**
 * `kubectl expose`, `autoscale`: a Service before Pods, a HorizontalPodAutoscaler.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go`, `…/cmd/autoscale`
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { type Found, getObject } from '../api.ts'
import { type Call, type Command, fileFlags } from '../command.ts'
import { Failure } from '../failure.ts'
import { listAt, mapAt, textAt } from '../json.ts'
import { apiVersionOf } from '../kinds.ts'
import { nothingNamed, readTargets } from '../targets.ts'
import { head, make, makingFlags, pairsOf, servedKind, unexpectedLabel } from './create.ts'
import { overridden, portNumber } from './run.ts'

export const expose: Command = {
  name: 'expose',
  usage: '(TYPE NAME | TYPE/NAME) --port=PORT',
  says: { ja: 'Podの前にServiceを置きます。', en: 'Put a Service before Pods.' },
  examples: ['kubectl expose deployment web --port=80 --target-port=8080'],
  takes: 'kinds',
  flags: {
    ...makingFlags,
    ...fileFlags,
    port: 'text',
    'target-port': 'text',
    name: 'text',
    type: 'text',
    protocol: 'text',
    selector: 'text',
    'cluster-ip': 'text',
    'external-ip': 'text',
    'session-affinity': 'text',
    'load-balancer-ip': 'text',
    overrides: 'text',
    labels: ['text', 'l'],
  },
  run(call) {
    const source = onlyObject(call, 'expose')
    const kind = servedKind('services')
    const name = call.flags.text('name') ?? source.name
    make(call, kind, overridden(call, serviceOf(call, source, name)), {
      namespace: source.namespace,
      verb: 'exposed',
      manager: 'kubectl-expose',
    })
    return 0
  },
}

function serviceOf(call: Call, source: Found, name: string): Json {
  const { flags } = call
  const { object } = source
  const kind = servedKind('services')
  const selector = flags.given('selector')
    ? pairsOf((flags.text('selector') ?? '').split(','), unexpectedLabel)
    : selectorOf(source)
  if (Object.keys(selector).length === 0)
    throw new Failure(
      `error: couldn't retrieve selectors via --selector flag or introspection: the ${source.kind.singular} has no labels and cannot be exposed`,
    )
  const numbers = flags.given('port') ? (flags.text('port') ?? '').split(',') : portsOf(object)
  if (numbers.length === 0)
    throw new Failure(
      "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples",
    )
  const target = flags.text('target-port')
  const ports = numbers.map((text, index) => {
    const port = portNumber(text)
    const targetPort = target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target
    return {
      ...(numbers.length > 1 ? { name: `port-${index + 1}` } : {}),
      port,
      protocol: flags.text('protocol') ?? 'TCP',
      targetPort,
    }
  })
  const labels = flags.given('labels')
    ? pairsOf((flags.text('labels') ?? '').split(','), unexpectedLabel)
    : mapAt(object, 'metadata.labels')
  const type = flags.text('type')
  const clusterIP = flags.text('cluster-ip')
  const affinity = flags.text('session-affinity')
  return {
    ...head(kind, name, call, Object.keys(labels).length > 0 ? { labels } : {}),
    spec: {
      ports,
      selector,
      ...(type ? { type } : {}),
      ...(clusterIP ? { clusterIP } : {}),
      ...(affinity ? { sessionAffinity: affinity } : {}),
      ...(flags.given('load-balancer-ip')
        ? { loadBalancerIP: flags.text('load-balancer-ip') }
        : {}),
      ...(flags.given('external-ip') ? { externalIPs: [flags.text('external-ip')] } : {}),
    },
    status: { loadBalancer: {} },
  }
}

function selectorOf({ kind, object }: Found): Json {
  if (kind.resource === 'pods') return mapAt(object, 'metadata.labels')
  if (kind.resource === 'services') return mapAt(object, 'spec.selector')
  if (!['deployments', 'replicasets'].includes(kind.resource))
    throw new Failure(`error: cannot expose a ${kind.kind}${kind.group ? `.${kind.group}` : ''}`)
  return mapAt(object, 'spec.selector.matchLabels')
}

function portsOf(object: unknown): readonly string[] {
  const ports = listAt(object, 'spec.ports').map((port) => textAt(port, 'port'))
  const containers = [
    ...listAt(object, 'spec.template.spec.containers'),
    ...listAt(object, 'spec.containers'),
  ]
  return [
    ...ports,
    ...containers.flatMap((one) =>
      listAt(one, 'ports').map((port) => textAt(port, 'containerPort')),
    ),
  ]
}

export const autoscale: Command = {
  name: 'autoscale',
  usage: '(TYPE NAME | TYPE/NAME) --max=N [--min=N] [--cpu=80%]',
  says: {
    ja: '負荷に合わせてPodの数を変えさせます。',
    en: 'Let the number of Pods follow the load.',
  },
  examples: ['kubectl autoscale deployment web --min=1 --max=5 --cpu=80%'],
  takes: 'kinds',
  flags: {
    ...makingFlags,
    ...fileFlags,
    min: 'number',
    max: 'number',
    cpu: 'text',
    'cpu-percent': 'number',
    memory: 'text',
    name: 'text',
  },
  run(call) {
    const { flags } = call
    if (!flags.given('max')) throw new Failure('error: required flag(s) "max" not set')
    const max = flags.number('max') ?? -1
    const min = flags.number('min') ?? -1
    if (max < 1)
      throw new Failure(`error: --max=MAXPODS is required and must be at least 1, max: ${max}`)
    if (max < min)
      throw new Failure(
        `error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
      )
    const target = onlyObject(call, 'autoscale')
    if (!target.kind.subresources.includes('scale') && !scalable.includes(target.kind.resource))
      throw new Failure(
        `error: cannot autoscale a ${target.kind.kind}: could not find scale subresource for ${target.kind.group ? apiVersionOf(target.kind) : `/${target.kind.version}`}, Resource=${target.kind.resource} in discovery information`,
      )
    if (flags.given('cpu-percent'))
      call.complain(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
      )
    const kind = servedKind('horizontalpodautoscalers')
    const name = flags.text('name') ?? target.name
    const metrics = [
      metricOf('cpu', flags.text('cpu') ?? flags.text('cpu-percent')),
      metricOf('memory', flags.text('memory')),
    ]
    make(
      call,
      kind,
      {
        ...head(kind, name, call),
        apiVersion: apiVersionOf(kind),
        spec: {
          scaleTargetRef: {
            apiVersion: apiVersionOf(target.kind),
            kind: target.kind.kind,
            name: target.name,
          },
          maxReplicas: max,
          ...(min > 0 ? { minReplicas: min } : {}),
          ...(metrics.some(Boolean) ? { metrics: metrics.flatMap((metric) => metric ?? []) } : {}),
        },
        status: { currentMetrics: null, desiredReplicas: 0 },
      },
      { namespace: target.namespace, verb: 'autoscaled' },
    )
    return 0
  },
}

const scalable: readonly string[] = ['deployments', 'replicasets', 'statefulsets']

function metricOf(resource: string, text: string | undefined): Json | undefined {
  if (text === undefined) return undefined
  const isShare = /^\d+%?$/.test(text) && (text.endsWith('%') || resource === 'cpu')
  const target = isShare
    ? { type: 'Utilization', averageUtilization: Number.parseInt(text, 10) }
    : { type: 'AverageValue', averageValue: text }
  return { type: 'Resource', resource: { name: resource, target } }
}

/** The one object that a command is about. @throws {Failure} */
export function onlyObject(call: Call, command: string): Found {
  const { places, kinds } = readTargets(call)
  const [place] = places
  if (!place) {
    if (kinds.length > 0)
      throw new Failure('error: resource(s) were provided, but no name was specified')
    throw new Failure(nothingNamed)
  }
  if (places.length > 1)
    throw new Failure(`error: multiple resources provided to ${command}: name one`)
  return { ...place, object: getObject(call.desk, place) }
}
