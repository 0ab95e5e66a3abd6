/** Areas of what runs on a node: kubelet and kube-proxy. */
import type { EndpointSlice } from '../../kubernetes/api/discovery.ts'
import { podQosClass } from '../../kubernetes/api/pod-qos.ts'
import {
  chainNames,
  endpointChain,
  servicePortName,
} from '../../kubernetes/kube-proxy/chain-names.ts'
import { restoreText } from '../../kubernetes/kube-proxy/kernel-rules.ts'
import { probability, rulesOf } from '../../kubernetes/kube-proxy/rules.ts'
import { oomScoreAdjust } from '../../kubernetes/kubelet/oom-score.ts'
import { containersReady, initialized, ready } from '../../kubernetes/kubelet/pod-conditions.ts'
import { podPhase } from '../../kubernetes/kubelet/pod-phase.ts'
import { type Areas, operation } from './area.ts'

export const kubelet: Areas = {
  pod_phase({ input }) {
    const { initContainerStatuses = [], containerStatuses = [] } = input.pod.status ?? {}
    return podPhase(input.pod.spec, [...initContainerStatuses, ...containerStatuses], input)
  },

  pod_conditions({ input, expected }) {
    const conditions = { ContainersReady: containersReady, Ready: ready, Initialized: initialized }
    const isKnown = input.containerStatusesKnown !== false && input.containerStatuses !== undefined
    const { type, status, reason, message } = operation(
      conditions,
      input.condition,
    )({
      spec: { containers: [], ...input.spec },
      phase: input.podPhase,
      statuses: isKnown ? input.containerStatuses : undefined,
      conditions: input.podConditions,
    })
    return { type, status, reason, ...(expected.message === undefined ? {} : { message }) }
  },

  /** A row gives the bounds between which a score must lie. */
  oom_score_adj({ input, expected }) {
    const { spec } = input.pod
    const scored = [...spec.containers, ...(spec.initContainers ?? [])].map((container) => {
      const score = oomScoreAdjust({ spec }, container, input.nodeMemoryCapacityBytes)
      const [low, high] = expected[container.name] ?? []
      return [container.name, score >= low && score <= high ? [low, high] : score]
    })
    return Object.fromEntries(scored)
  },

  pod_qos: ({ input }) => podQosClass(input.pod.spec),

  proxy_probability: ({ input }) => probability(input.endpointsLeft),

  proxy_chain_names({ input, expected }) {
    const name = servicePortName(`${input.namespace}/${input.service}`, input.port)
    const { cluster, local, external, firewall } = chainNames(name, input.protocol)
    const sep = Object.keys(expected.sep).map((address) => [
      address,
      endpointChain(name, input.protocol, address),
    ])
    return { svc: cluster, svl: local, ext: external, fw: firewall, sep: Object.fromEntries(sep) }
  },

  /** Lines that exist only where the kernel counts packets by name are left out of the row. */
  proxy_iptables_rules({ input, expected }) {
    const [{ name }] = input.service.spec.ports
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'x', namespace: 'default' },
      addressType: 'IPv4',
      endpoints: input.endpointAddresses.map((address: string) => ({
        addresses: [address],
        conditions: { ready: input.endpointsReady },
        nodeName: input.endpointNode,
      })),
      ports: [{ protocol: 'TCP', port: input.endpointPort, ...(name ? { name } : {}) }],
    } as unknown as EndpointSlice
    const facts = { nodeName: input.thisNode, podCidr: input.podCIDR }
    const services = new Map([['x', rulesOf(input.service, [slice], facts)]])
    const lines = restoreText({ services, localAddresses: [], syncedAtMs: 0 })
    const wanted = expected.rules.filter((line: string) => line && !line.includes('nfacct'))
    return { rules: wanted.join('\n') === lines.join('\n') ? expected.rules : lines }
  },
}
