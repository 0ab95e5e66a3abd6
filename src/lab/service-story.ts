/**
 * A Service as one node's kernel knows it, before and after something befell it: the rules there,
 * and which addresses would really answer. Packets are sent through this afterwards.
 */
import type { Deployment } from '../kubernetes/api/apps.ts'
import { connect } from '../kubernetes/infrastructure/sockets.ts'
import { kernelRulesOf } from '../kubernetes/kube-proxy/kernel-rules.ts'
import type { ServicePortRules } from '../kubernetes/kube-proxy/rules.ts'
import { createLab, type Lab } from './lab.ts'
import type { Scenario } from './scenario.ts'

export type ServiceIncident = 'delete-pod' | 'stop-kube-proxy' | 'scale-to-zero'

/** An address that is, or was, a Pod's. */
export interface PodAddress {
  readonly ip: string
  readonly pod: string
  readonly node: string
  /** `silent` where nobody has this address any more. */
  readonly answers: 'answered' | 'refused' | 'silent'
}

export interface ServiceState {
  /** Rules of this Service in the kernel of the client's node. */
  readonly rules: readonly ServicePortRules[]
  readonly nodeAddress: string
  readonly pods: readonly PodAddress[]
}

export interface ServiceStory {
  readonly clusterIp: string
  readonly port: number
  readonly clientIp: string
  readonly before: ServiceState
  readonly after: ServiceState
}

export interface ServiceStoryOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly service: string
  readonly client: string
  readonly node: string
  readonly incidents: readonly ServiceIncident[]
}

export function serviceStory(options: ServiceStoryOptions): ServiceStory {
  const { scenario, seed, service, client, node, incidents } = options
  const lab = createLab({ scenario, seed })
  lab.settle()
  const found = lab.objects('services').find(({ metadata }) => metadata.name === service)
  const clientPod = lab.objects('pods').find(({ metadata }) => metadata.name === client)
  const port = found?.spec.ports?.[0]?.port ?? 0
  const seen = new Map<string, PodAddress>()
  const state = () => stateOf(lab, service, node, client, seen)
  const before = state()
  for (const incident of incidents) {
    befall(lab, incident, node, client)
    lab.settle()
  }
  return {
    clusterIp: found?.spec.clusterIP ?? '',
    port,
    clientIp: clientPod?.status?.podIP ?? '',
    before,
    after: state(),
  }
}

function befall(lab: Lab, incident: ServiceIncident, node: string, client: string): void {
  if (incident === 'stop-kube-proxy') {
    lab.act({ type: 'stop', component: 'kube-proxy', machine: node })
  } else if (incident === 'delete-pod') {
    const pod = lab.objects('pods').find(({ metadata }) => metadata.name !== client)
    const name = pod?.metadata.name ?? ''
    lab.act({ type: 'delete', resource: 'pods', namespace: 'default', name })
  } else {
    const [deployment] = lab.objects('deployments')
    if (!deployment) return
    lab.act({ type: 'apply', file: 'web.yaml', manifest: scaledToZero(deployment) })
  }
}

/** JSON is YAML. */
function scaledToZero({ apiVersion, kind, metadata, spec }: Deployment): string {
  const { selector, template } = spec
  const { labels } = template.metadata ?? {}
  const [container] = template.spec.containers
  const containers = [{ name: container?.name, image: container?.image }]
  return JSON.stringify({
    apiVersion,
    kind,
    metadata: { name: metadata.name },
    spec: { replicas: 0, selector, template: { metadata: { labels }, spec: { containers } } },
  })
}

function stateOf(
  lab: Lab,
  service: string,
  node: string,
  client: string,
  seen: Map<string, PodAddress>,
): ServiceState {
  for (const { metadata, spec, status } of lab.objects('pods')) {
    const ip = status?.podIP
    if (!ip || metadata.name === client) continue
    seen.set(ip, { ip, pod: metadata.name, node: spec.nodeName ?? '', answers: 'silent' })
  }
  const kernel = kernelRulesOf(lab.machine(node))
  return {
    rules: kernel?.services.get(`default/${service}`) ?? [],
    nodeAddress: lab.machine(node).address,
    pods: [...seen.values()].map((address) => ({ ...address, answers: answerOf(lab, address) })),
  }
}

function answerOf(lab: Lab, { ip, node }: PodAddress): PodAddress['answers'] {
  const { type } = connect(lab.machine(node), ip, 80, Number.POSITIVE_INFINITY)
  return type === 'accepted' ? 'answered' : type === 'refused' ? 'refused' : 'silent'
}
