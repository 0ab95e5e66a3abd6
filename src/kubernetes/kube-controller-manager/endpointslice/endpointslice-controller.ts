/**
 * endpointslice-controller — writes down, for each Service with a selector, the addresses of the
 * Pods behind it and which of them may be sent traffic. kube-proxy reads that on every node.
 *
 * *Upstream:* `pkg/controller/endpointslice/endpointslice_controller.go`
 * *Leaves out:* IPv6 and dual stack, topology hints, the old Endpoints objects, the Event
 * FailedToUpdateEndpointSlices.
 */
import { isConditionTrue } from '../../api/conditions.ts'
import type { Pod, Service } from '../../api/core.ts'
import type { EndpointSlice } from '../../api/discovery.ts'
import { isEqual } from '../../api/equality.ts'
import { matchesLabels } from '../../api/labels.ts'
import { type Draft, keyOf, type Time } from '../../api/meta.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { createExpectations } from '../../client/expectations.ts'
import type { Informer } from '../../client/informer.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import {
  controllerLabelValue,
  managedByLabel,
  planSlices,
  type SlicePlan,
  serviceNameLabel,
} from './plan-slices.ts'
import { TriggerTimes, triggerTimeAnnotation } from './trigger-times.ts'

export const endpointSliceController: ComponentDefinition = {
  name: 'endpointslice-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['services', 'pods', 'nodes', 'endpointslices'],
  writes: ['endpointslices'],
  withoutIt: {
    ja:
      'Service の背後にいる Pod の一覧 (EndpointSlice) が更新されなくなります。' +
      '新しい Pod には通信が届かず、いなくなった Pod には送られ続けます。',
    en:
      'The list of Pods behind a Service (its EndpointSlices) is no longer updated: ' +
      'new Pods get no traffic, and Pods that are gone are still sent some.',
  },
  start(host) {
    const { services, pods, nodes, slices, loop, expectations, triggerTimes } = prepare(host)
    const addServicesOf = (pod: Pod) => {
      for (const service of services.inNamespace(pod.metadata.namespace ?? ''))
        if (selects(service, pod)) loop.add(keyOf(service))
    }
    services.onChange(({ type, object }) => {
      if (type === 'deleted') {
        triggerTimes.forget(keyOf(object))
        expectations.forget(keyOf(object))
      } else loop.add(keyOf(object))
    })
    pods.onChange(({ type, object: pod, old }) => {
      if (old && type === 'modified' && !concernsEndpoints(old, pod)) return
      addServicesOf(pod)
      if (old && !isEqual(old.metadata.labels, pod.metadata.labels)) addServicesOf(old)
    })
    nodes.onChange(({ type, object: node, old }) => {
      if (type === 'modified' && isEqual(old?.metadata.labels, node.metadata.labels)) return
      for (const pod of pods.byNode(node.metadata.name)) addServicesOf(pod)
    })
    slices.onChange(({ type, object: slice }) => {
      const key = serviceKeyOf(slice)
      if (!key) return
      if (type === 'added') expectations.creationObserved(key)
      if (type === 'deleted') expectations.deletionObserved(key, keyOf(slice))
      loop.add(key)
    })
  },
}

function prepare(host: Host) {
  const { client } = host
  const services = host.informer('services')
  const pods = host.informer('pods')
  const nodes = host.informer('nodes')
  const slices = host.informer('endpointslices')
  const triggerTimes = new TriggerTimes()
  const loop = host.controlLoop({ reconcile })
  const expectations = createExpectations(host.clock, (key) => loop.add(key))
  const slicesOf = followSlices(slices)

  function reconcile(key: string): undefined | RequeueAfter {
    const service = services.get(key)
    if (!service || !hasSelector(service)) return undefined // The garbage collector follows.
    const allListed = [services, pods, nodes, slices].every(({ synced }) => synced)
    // From half a view living Pods would be taken out.
    if (!allListed) return { afterMs: 100, background: true }
    if (!expectations.satisfied(key)) return undefined
    const selected = pods
      .inNamespace(service.metadata.namespace ?? '')
      .filter((pod) => selects(service, pod))
    const nodeOf = (name: string) => nodes.get(`/${name}`)
    const existing = slicesOf(key)
    const plan = planSlices({ service, pods: selected, nodeOf, existing })
    write(key, plan, triggerTimes.changedAt(service, selected))
    return undefined
  }

  function write(key: string, plan: SlicePlan, changedAt: Time | undefined): void {
    for (const slice of plan.update) client.update('endpointslices', dated(slice, changedAt))
    if (plan.create.length > 0) expectations.expectCreations(key, plan.create.length)
    for (const [index, draft] of plan.create.entries())
      insist(
        () => client.create('endpointslices', dated(draft, changedAt)),
        () => {
          for (let rest = index; rest < plan.create.length; rest++)
            expectations.creationObserved(key)
        },
      )
    if (plan.delete.length > 0) expectations.expectDeletions(key, plan.delete.map(keyOf))
    for (const slice of plan.delete)
      insist(
        () => client.delete('endpointslices', slice),
        () => expectations.forget(key),
      )
  }

  return { services, pods, nodes, slices, loop, expectations, triggerTimes }
}

/** Does it, or takes back what hung on it and lets the refusal through. */
function insist(act: () => void, takeBack: () => void): void {
  let done = false
  try {
    act()
    done = true
  } finally {
    if (!done) takeBack()
  }
}

/** Slices by the Service they are of, so that nobody has to search a namespace for them. */
function followSlices(slices: Informer<'endpointslices'>) {
  const byService = new Map<string, Map<string, EndpointSlice>>()
  slices.onChange(({ type, object, old }) => {
    const before = old && serviceKeyOf(old)
    if (before) byService.get(before)?.delete(keyOf(object))
    const now = serviceKeyOf(object)
    if (!now || type === 'deleted') return
    const mine = byService.get(now) ?? new Map<string, EndpointSlice>()
    byService.set(now, mine)
    mine.set(keyOf(object), object)
  })
  return (serviceKey: string) => [...(byService.get(serviceKey)?.values() ?? [])]
}

/** The Service of a slice that is ours to write. */
function serviceKeyOf({ metadata: { labels = {}, namespace = '' } }: EndpointSlice) {
  const service = labels[serviceNameLabel]
  const isOurs = labels[managedByLabel] === controllerLabelValue
  return service && isOurs ? `${namespace}/${service}` : undefined
}

function dated<T extends EndpointSlice | Draft<EndpointSlice>>(
  slice: T,
  changedAt: Time | undefined,
): T {
  const { [triggerTimeAnnotation]: _, ...others } = slice.metadata.annotations ?? {}
  const annotations = changedAt ? { ...others, [triggerTimeAnnotation]: changedAt } : others
  return { ...slice, metadata: { ...slice.metadata, annotations } }
}

/** Whether the change of a Pod can change an endpoint. */
function concernsEndpoints(old: Pod, pod: Pod): boolean {
  const seen = ({ metadata, spec, status }: Pod) => ({
    labels: metadata.labels,
    terminating: metadata.deletionTimestamp !== undefined,
    nodeName: spec.nodeName,
    podIPs: status?.podIPs,
    podIP: status?.podIP,
    finished: status?.phase === 'Succeeded' || status?.phase === 'Failed',
    ready: isConditionTrue(status?.conditions, 'Ready'),
  })
  return old.metadata.uid !== pod.metadata.uid || !isEqual(seen(old), seen(pod))
}

/** Services without a selector have slices only if somebody else writes them. */
function hasSelector({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0
}

function selects(service: Service, { metadata }: Pod): boolean {
  return hasSelector(service) && matchesLabels(service.spec.selector, metadata.labels)
}
