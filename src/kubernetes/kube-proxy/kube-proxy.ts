/**
 * kube-proxy — writes the rules into its node's kernel that lead from a Service's address to one
 * of its endpoints.
 *
 * *Upstream:* `pkg/proxy/iptables/proxier.go`, `pkg/proxy/endpointslicecache.go`
 * *Leaves out:* nftables and IPVS modes, the periodic full resync, conntrack clean-up; what
 * `rules.ts` leaves out.
 */
import type { EndpointSlice } from '../api/discovery.ts'
import { keyOf } from '../api/meta.ts'
import type { RequeueAfter } from '../client/control-loop.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'
import { writeKernelRules } from './kernel-rules.ts'
import { rulesOf, type ServicePortRules } from './rules.ts'

export const kubeProxy: ComponentDefinition = {
  name: 'kube-proxy',
  runsOn: 'every-node',
  watches: ['services', 'endpointslices'],
  writes: [],
  withoutIt: {
    ja:
      'そのノードのカーネルのルールが更新されなくなります。すでにあるルールはそのまま働きますが、' +
      '新しい Service や増えた Pod には届かず、なくなった Pod へ送り続けます。',
    en:
      'The rules in that node’s kernel are no longer updated. Those that are there go on working, ' +
      'but new Services and added Pods are not reached, and traffic still goes to Pods that are gone.',
  },
  start: startProxy,
}

/** All Pod addresses of the cluster, as kubeadm and most Pod networks have it. */
const clusterCidr = '10.244.0.0/16'

function startProxy(host: Host): void {
  const services = host.informer('services')
  const endpointSlices = host.informer('endpointslices')
  const slicesOfService = new Map<string, Map<string, EndpointSlice>>()
  const written = new Map<string, readonly ServicePortRules[]>()
  const changed = new Set<string>()
  let lastSyncMs = Number.NEGATIVE_INFINITY
  const loop = host.controlLoop({ name: 'kube-proxy', reconcile: sync })

  services.onChange(({ object }) => {
    changed.add(keyOf(object))
    loop.add(everything)
  })
  endpointSlices.onChange(({ type, object }) => {
    const service = serviceOf(object)
    if (service === undefined) return
    const slices = slicesOfService.get(service) ?? new Map<string, EndpointSlice>()
    slicesOfService.set(service, slices)
    if (type === 'deleted') slices.delete(keyOf(object))
    else slices.set(keyOf(object), object)
    changed.add(service)
    loop.add(everything)
  })
  loop.add(everything)

  /** At most once a second, and only what changed; rules are never written from half a view. */
  function sync(): RequeueAfter | undefined {
    if (!services.synced || !endpointSlices.synced)
      return { afterMs: timing.proxyMinSyncMs, background: true }
    const tooEarlyMs = lastSyncMs + timing.proxyMinSyncMs - host.clock.now
    if (tooEarlyMs > 0) return { afterMs: tooEarlyMs }
    const isFirst = lastSyncMs === Number.NEGATIVE_INFINITY
    if (changed.size === 0 && !isFirst) return undefined
    lastSyncMs = host.clock.now
    for (const key of changed) rewrite(key)
    host.trace('iptables', { services: [...changed] })
    changed.clear()
    writeKernelRules(host.machine, {
      services: new Map(written),
      localAddresses: [host.machine.address, '127.0.0.1'],
      syncedAtMs: host.clock.now,
    })
    return undefined
  }

  function rewrite(key: string): void {
    const service = services.get(key)
    const slices = [...(slicesOfService.get(key)?.values() ?? [])]
    const node = { nodeName: host.machine.name, podCidr: clusterCidr }
    const rules = service ? rulesOf(service, slices, node) : []
    if (rules.length > 0) written.set(key, rules)
    else written.delete(key)
    if (slices.length === 0) slicesOfService.delete(key)
  }
}

/** The one key of the loop: all rules are written in one transaction. */
const everything = '/iptables'

function serviceOf({ metadata }: EndpointSlice): string | undefined {
  const name = metadata.labels?.['kubernetes.io/service-name']
  return name === undefined ? undefined : `${metadata.namespace ?? ''}/${name}`
}
