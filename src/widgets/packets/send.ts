/**
 * Connections through the rules of a node's kernel. The first packet's way is the kernel's own
 * (`kubernetes/kube-proxy/route.ts`); the n-th connection draws the same numbers every time.
 */
import { type Route, route } from '../../kubernetes/kube-proxy/route.ts'
import type { PodAddress, ServiceState, ServiceStory } from '../../lab/service-story.ts'
import { createRandom } from '../../simulation/random.ts'

export interface Journey extends Route {
  /** Whose address the destination was rewritten to. */
  readonly pod: PodAddress | undefined
  readonly end: PodAddress['answers']
}

export interface Tally {
  readonly sent: number
  readonly answered: number
  readonly refused: number
  readonly silent: number
  /** By IP address. */
  readonly byPod: Readonly<Record<string, number>>
}

export const nothingSent: Tally = { sent: 0, answered: 0, refused: 0, silent: 0, byPod: {} }

/** `number` tells this connection from the others, from 1 on. */
export function sendPacket(
  { clusterIp, port, clientIp }: ServiceStory,
  { rules, nodeAddress, pods }: ServiceState,
  number: number,
): Journey {
  const kernel = {
    services: new Map([['service', rules]]),
    localAddresses: [nodeAddress],
    syncedAtMs: 0,
  }
  const packet = { from: clientIp, to: clusterIp, port }
  const taken = route(kernel, packet, createRandom(`connection ${number}`).unit)
  const { outcome } = taken
  const pod =
    outcome.type === 'endpoint' ? pods.find(({ ip }) => ip === outcome.address) : undefined
  const end = outcome.type === 'rejected' ? 'refused' : (pod?.answers ?? 'silent')
  return { ...taken, pod, end }
}

export function counted(tally: Tally, { pod, end }: Journey): Tally {
  const byPod = pod ? { ...tally.byPod, [pod.ip]: (tally.byPod[pod.ip] ?? 0) + 1 } : tally.byPod
  return { ...tally, sent: tally.sent + 1, [end]: tally[end] + 1, byPod }
}

/** Numbers that a prediction can speak of. */
export function measuresOf({ answered, refused, silent, byPod }: Tally) {
  const shares = Object.values(byPod)
  return {
    answered,
    refused,
    silent,
    targets: shares.length,
    least: shares.length > 0 ? Math.min(...shares) : 0,
    most: Math.max(0, ...shares),
  }
}
