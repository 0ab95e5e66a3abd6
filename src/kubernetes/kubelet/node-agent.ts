/**
 * The kubelet's own node: registers it, renews its lease every 10 s, writes its status when it
 * changed or every 5 min.
 *
 * *Upstream:* `pkg/kubelet/kubelet_node_status.go`,
 * `staging/src/k8s.io/component-helpers/apimachinery/lease/controller.go`
 * *Leaves out:* the node-ipam controller, which normally gives a node its range of Pod addresses:
 * here the kubelet registers with it.
 */
import type { Lease } from '../api/coordination.ts'
import type { Node } from '../api/core.ts'
import { isEqual } from '../api/equality.ts'
import { microTimeOf, timeOf } from '../api/time.ts'
import type { RequeueAfter } from '../client/control-loop.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import {
  labelsOf,
  type NodeFacts,
  newNode,
  newsOf,
  nodeStatus,
  withoutHeartbeats,
} from './node-status.ts'

export interface NodeAgent {
  /** Something the status tells has changed. */
  update(): void
}

export interface NodeAgentOptions {
  readonly facts: () => Pick<NodeFacts, 'problem' | 'runtimeVersion' | 'images' | 'pressure'>
  /** The node is known to the API, with its range of Pod addresses. */
  readonly registered: (node: Node) => void
  /** Every 10 s, with or without a connection. */
  readonly beat: () => void
}

export function createNodeAgent(host: Host, options: NodeAgentOptions): NodeAgent {
  const { client, clock, machine } = host
  const key = `/${machine.name}`
  const nodes = host.informer('nodes', { fieldSelector: { 'metadata.name': machine.name } })
  const loop = host.controlLoop({ name: 'kubelet node', reconcile })
  /** The node as last seen; none before it is registered, and none after it was deleted. */
  let own: Node | undefined
  let isRegistered = false
  let looks = 0
  /** The status that is there when the kubelet starts is good for its five minutes. */
  let reportedMs = clock.now
  /** What the last look at the status was based on: the same again needs no second look. */
  let lastLook: unknown
  let lease: Lease | undefined
  let leaseExists = true

  /** What the machine's own clock shows. */
  const shownMs = () => clock.now + machine.clockSkewMs
  const facts = (): NodeFacts => ({ ...options.facts(), machine, now: timeOf(shownMs()) })

  function reconcile(): RequeueAfter | undefined {
    if (!isRegistered && !nodes.synced)
      return { afterMs: timing.watchDelayMs.to, background: ++looks > patience }
    if (!isRegistered) register()
    renew()
    report()
    return undefined
  }

  function register(): void {
    const known = nodes.get(key)
    leaseExists = known !== undefined
    own = known ? adopt(known) : client.create('nodes', newNode(facts()))
    isRegistered = true
    if (!known) tell(newsOf(machine.name, undefined, own.status ?? {}))
    options.registered(own)
  }

  /** The node is there from an earlier life; its labels follow the machine. */
  function adopt(node: Node): Node {
    const labels = { ...node.metadata.labels, ...labelsOf(machine) }
    if (isEqual(labels, node.metadata.labels)) return node
    return client.modify('nodes', key, (current) => ({
      ...current,
      metadata: { ...current.metadata, labels },
    }))
  }

  function report(): void {
    // A node that was deleted comes back only with a new start of its kubelet, as upstream.
    if (!own) return
    const isDue = clock.now - reportedMs >= timing.nodeStatusReportMs
    const { problem, runtimeVersion, images, pressure } = options.facts()
    const looked = { own, problem, pressure, runtimeVersion, images: images.length }
    if (!isDue && isEqual(looked, lastLook)) return
    const before = own.status
    const next = nodeStatus(facts(), before)
    if (!isDue && isEqual(withoutHeartbeats(next), withoutHeartbeats(before))) {
      lastLook = looked
      return
    }
    const change = (node: Node) => ({ ...node, status: nodeStatus(facts(), node.status) })
    own = client.modify('nodes', key, change, 'status')
    tell(newsOf(machine.name, before, next))
    reportedMs = clock.now
  }

  function renew(): void {
    const renewTime = microTimeOf(shownMs())
    const current = lease ?? findLease(renewTime)
    // If this fails, the next beat looks for the lease anew.
    lease = undefined
    lease =
      current.spec.renewTime === renewTime
        ? current
        : client.update('leases', { ...current, spec: { ...current.spec, renewTime } })
    leaseExists = true
  }

  /** What is there is read, what is not is made; when the guess is wrong, the next try knows. */
  function findLease(renewTime: string): Lease {
    leaseExists = !leaseExists
    if (!leaseExists) return client.get('leases', `kube-node-lease${key}`)
    const { uid } = client.get('nodes', key).metadata
    return client.create('leases', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: machine.name,
        namespace: 'kube-node-lease',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: machine.name, uid }],
      },
      spec: {
        holderIdentity: machine.name,
        leaseDurationSeconds: timing.leaseDurationMs / 1000,
        renewTime,
      },
    })
  }

  // Its Events give the name of the node for its uid, as upstream: it may not be registered yet.
  const about = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: machine.name, uid: machine.name, resourceVersion: '', creationTimestamp: '' },
  }
  function tell(news: ReturnType<typeof newsOf>): void {
    for (const { type, reason, message } of news) host.events.record(about, type, reason, message)
  }

  nodes.onChange(({ type, object }) => {
    if (isRegistered) own = type === 'deleted' ? undefined : object
  })
  host.events.record(about, 'Normal', 'Starting', 'Starting kubelet.')
  loop.add(key)
  clock.every(timing.leaseRenewMs, 'heartbeat', () => {
    loop.addAfter(key, 0, { background: true })
    options.beat()
  })
  return { update: () => loop.add(key) }
}

/** Looks for the first list of nodes that count as work; without an API server it is rhythm. */
const patience = 20
