/**
 * The cluster's network as somebody in it meets it: names, the kernel's rules for Services, and who
 * listens where. One request of HTTP at a time.
 *
 * *Leaves out:* a DNS server (Pods find the names of Services in what the API server holds), TLS,
 * UDP, NetworkPolicies.
 */
import type { EndpointSlice } from '../../kubernetes/api/discovery.ts'
import { connect } from '../../kubernetes/infrastructure/sockets.ts'
import { kernelRulesOf } from '../../kubernetes/kube-proxy/kernel-rules.ts'
import { route } from '../../kubernetes/kube-proxy/route.ts'
import { createRandom } from '../../simulation/random.ts'
import type { View } from './view.ts'

/** Where somebody stands. */
export interface Standpoint {
  readonly machine: string
  readonly address: string
  /** Of the Pod; a machine does not know the cluster's names. */
  readonly namespace?: string | undefined
}

export type Met =
  | {
      readonly type: 'answered'
      readonly ip: string
      readonly port: number
      readonly status?: number
    }
  | { readonly type: 'unknown-name' | 'refused' | 'silent' }

/** What becomes of a connection, and of a request for a path over it. */
export class ClusterNetwork {
  readonly #view: View
  readonly #random = createRandom('packets')

  constructor(view: View) {
    this.#view = view
  }

  /** The addresses of a name; none where nobody knows it. */
  resolve(name: string, { namespace }: Standpoint): readonly string[] {
    if (/^\d+(?:\.\d+){3}$/.test(name)) return [name]
    if (name === 'localhost') return ['127.0.0.1']
    const machine = this.#view.machines.find((one) => one === name)
    if (machine) return [this.#view.machine(machine).address]
    if (namespace === undefined) return []
    const labels = name.replace(/\.$/, '').split('.')
    const suffix = ['svc', 'cluster', 'local'].slice(0, Math.max(0, labels.length - 2))
    if (labels.slice(2).join('.') !== suffix.join('.')) return this.#ofPod(labels)
    const [service = '', space = namespace] = labels
    const found = this.#ofService(space, service)
    return found.length > 0 || labels.length !== 2
      ? found
      : this.#ofPod([...labels, namespace, 'svc'])
  }

  request(host: string, port: number, path: string, from: Standpoint): Met {
    const [ip] = this.resolve(host, from)
    return ip === undefined ? { type: 'unknown-name' } : this.#connect(ip, port, path, from)
  }

  #ofService(namespace: string, name: string): readonly string[] {
    const service = this.#view
      .objects('services')
      .find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
    const ip = service?.spec.clusterIP
    if (!service || ip !== 'None') return ip ? [ip] : []
    return this.#slicesOf(namespace, name).flatMap(({ endpoints = [] }) =>
      endpoints.flatMap(({ addresses, conditions }) => (conditions?.ready ? addresses : [])),
    )
  }

  /** `web-0.web`: a Pod of a StatefulSet behind a headless Service. */
  #ofPod([pod = '', service = '', namespace = '', ...rest]: readonly string[]): readonly string[] {
    if (rest.join('.') !== 'svc.cluster.local' && rest.join('.') !== 'svc') return []
    return this.#slicesOf(namespace, service).flatMap(({ endpoints = [] }) =>
      endpoints.flatMap(({ addresses, targetRef }) => (targetRef?.name === pod ? addresses : [])),
    )
  }

  #slicesOf(namespace: string, service: string): readonly EndpointSlice[] {
    return this.#view
      .objects('endpointslices')
      .filter(
        ({ metadata }) =>
          metadata.namespace === namespace &&
          metadata.labels?.['kubernetes.io/service-name'] === service,
      )
  }

  #connect(to: string, port: number, path: string, from: Standpoint): Met {
    const view = this.#view
    const rules = kernelRulesOf(view.machine(from.machine))
    const target = to === '127.0.0.1' ? from.address : to
    const packet = { from: from.address, to: target, port }
    const outcome = rules
      ? route(rules, packet, () => this.#random.unit()).outcome
      : ({ type: 'unchanged' } as const)
    if (outcome.type === 'rejected') return { type: 'refused' }
    if (outcome.type === 'dropped') return { type: 'silent' }
    const ip = outcome.type === 'endpoint' ? outcome.address : target
    const actual = outcome.type === 'endpoint' ? outcome.port : port
    const machine = view.machines.find((name) => this.#holds(name, ip, actual))
    if (machine === undefined || !view.linked(from.machine, machine)) return { type: 'silent' }
    const connection = connect(view.machine(machine), ip, actual, view.now())
    if (connection.type !== 'accepted') return { type: 'refused' }
    const { listener } = connection
    const status = listener.http?.(path, view.now())
    return { type: 'answered', ip, port: actual, ...(status === undefined ? {} : { status }) }
  }

  #holds(name: string, ip: string, port: number): boolean {
    const machine = this.#view.machine(name)
    if (!machine.powered) return false
    const isPods = connect(machine, ip, port, this.#view.now()).type !== 'no-route'
    return machine.address === ip || isPods
  }
}
