/**
 * Requests that somebody on a node sends to a Service: through the rules of that node's kernel, to
 * whoever has the address. No component is asked, as in life; the n-th draws the same every time.
 */
import { connect } from '../kubernetes/infrastructure/sockets.ts'
import { kernelRulesOf } from '../kubernetes/kube-proxy/kernel-rules.ts'
import { route } from '../kubernetes/kube-proxy/route.ts'
import { createRandom } from '../simulation/random.ts'
import type { Lab } from './lab.ts'

export interface ServiceRequests {
  readonly machine: string
  readonly service: string
  readonly port: number
  readonly count: number
}

/** How many of them were answered; the others were refused, or nobody heard them. */
export function answeredOf(
  lab: Pick<Lab, 'machine' | 'objects' | 'snapshot'>,
  { machine, service, port, count }: ServiceRequests,
): number {
  const client = lab.machine(machine)
  const to = lab.objects('services').find(({ metadata }) => metadata.name === service)
    ?.spec.clusterIP
  const kernel = kernelRulesOf(client)
  if (!client.powered || !kernel || !to) return 0
  const workers = lab.snapshot().machines.map(({ name }) => lab.machine(name))
  let answered = 0
  for (let number = 1; number <= count; number++) {
    const random = createRandom(`connection ${number}`).unit
    const { outcome } = route(kernel, { from: client.address, to, port }, random)
    if (outcome.type !== 'endpoint') continue
    const { address, port: target } = outcome
    const isHeard = workers.some(
      (worker) =>
        worker.powered &&
        connect(worker, address, target, Number.POSITIVE_INFINITY).type === 'accepted',
    )
    if (isHeard) answered++
  }
  return answered
}
