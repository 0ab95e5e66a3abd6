/**
 * `kubectl create service`: of each type.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_service.go`
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { head, make, makingFlags, onlyName, required, servedKind } from './create.ts'

const types = {
  clusterip: 'ClusterIP',
  nodeport: 'NodePort',
  loadbalancer: 'LoadBalancer',
  externalname: 'ExternalName',
} as const

export const createServices: readonly Command[] = Object.entries(types).map(([word, type]) => ({
  name: `create service ${word}`,
  aliases: [`create svc ${word}`],
  usage: type === 'ExternalName' ? 'NAME --external-name=HOST' : 'NAME --tcp=PORT:TARGETPORT',
  says: { ja: `${type} の Service を作ります。`, en: `Create a Service of type ${type}.` },
  examples: [
    type === 'ExternalName'
      ? 'kubectl create service externalname db --external-name=db.example.org'
      : `kubectl create service ${word} web --tcp=80:8080`,
  ],
  flags: {
    ...makingFlags,
    tcp: 'list',
    'node-port': 'number',
    clusterip: 'text',
    'external-name': 'text',
  },
  takes: 'nothing',
  run(call) {
    if (type === 'ExternalName') required(call, 'external-name')
    const name = onlyName(call, `create service ${word}`)
    const kind = servedKind('service')
    const labels = { app: name }
    const failure = `failed to create ${type} service:`
    const spec = { ...specOf(call, type), selector: labels, type }
    const status = { loadBalancer: {} }
    make(call, kind, { ...head(kind, name, call, { labels }), spec, status }, { failure })
    return 0
  },
}))

function specOf({ flags }: Call, type: string): Json {
  const nodePort = flags.number('node-port') ?? 0
  const ports = flags.list('tcp').map((text) => ({
    ...portOf(text),
    ...(type === 'NodePort' && nodePort > 0 ? { nodePort } : {}),
  }))
  const isHeadless = flags.text('clusterip') === 'None'
  if (ports.length === 0 && type !== 'ExternalName' && !isHeadless)
    throw new Failure('error: at least one tcp port specifier must be provided')
  return {
    ...(ports.length > 0 ? { ports } : {}),
    ...(flags.given('clusterip') ? { clusterIP: flags.text('clusterip') } : {}),
    ...(type === 'ExternalName' ? { externalName: flags.text('external-name') } : {}),
  }
}

/** `80:8080`, `80:http`, `80`. @throws {Failure} */
function portOf(text: string): Json {
  const [front = '', back = front] = text.split(':')
  if (!/^\d+$/.test(front))
    throw new Failure(`error: strconv.ParseUint: parsing ${JSON.stringify(front)}: invalid syntax`)
  const isNumber = /^\d+$/.test(back)
  for (const number of [Number(front), ...(isNumber ? [Number(back)] : [])])
    if (number < 1 || number > 65_535)
      throw new Failure('error: must be between 1 and 65535, inclusive')
  return {
    name: text.replace(':', '-'),
    port: Number(front),
    protocol: 'TCP',
    targetPort: isNumber ? Number(back) : back,
  }
}
