/**
 * Gives the ports of NodePort and LoadBalancer Services a port on every node, 30000–32767.
 *
 * *Upstream:* `pkg/registry/core/service/portallocator`, `…/storage/alloc.go`
 * *Leaves out:* the reserved band at the start of the range, health check node ports.
 */
import type { Service, ServicePort } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { invalidValue } from '../field-error.ts'
import { needsNodePort, nodePortRange, type ServiceSpec } from '../resources/services/spec.ts'
import { internalError, invalid } from '../status.ts'

export const nodePorts: AdmissionPlugin = {
  name: 'NodePortAllocator',
  admit(object, { request, list, lookUp, random }) {
    if (request.resource !== 'services') return object
    const service = object as Service
    const { name, namespace } = service.metadata
    const { type, ports = [], allocateLoadBalancerNodePorts }: ServiceSpec = service.spec
    if (!needsNodePort(type) || allocateLoadBalancerNodePorts === false) return service
    const before = lookUp('services', namespace, name) as Service | undefined
    const others = (list('services') as readonly Service[]).filter((other) => other !== before)
    const taken = new Set(others.flatMap(portsOf))
    const clash = ports.findIndex(({ nodePort }) => nodePort && taken.has(nodePort))
    if (clash >= 0) {
      const field = `spec.ports[${clash}].nodePort`
      const text = 'provided port is already allocated'
      const error = invalidValue(field, ports[clash]?.nodePort, text)
      return invalid('', 'Service', name, [error])
    }
    for (const port of ports) if (port.nodePort) taken.add(port.nodePort)
    const given: ServicePort[] = []
    for (const port of ports) {
      const nodePort = port.nodePort || earlier(port, before) || free(taken, random)
      if (!nodePort) return internalError('failed to allocate a nodePort: range is full')
      taken.add(nodePort)
      given.push({ ...port, nodePort })
    }
    return { ...service, spec: { ...service.spec, ports: given } }
  },
}

function portsOf({ spec }: Service): readonly number[] {
  return (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []))
}

/** The port this one had before, where the client does not repeat it. */
function earlier({ port, protocol }: ServicePort, before: Service | undefined): number | undefined {
  return before?.spec.ports?.find((one) => one.port === port && one.protocol === protocol)?.nodePort
}

function free(
  taken: ReadonlySet<number>,
  random: (from: number, to: number) => number,
): number | undefined {
  const { from, to } = nodePortRange
  const start = random(from, to)
  const count = to - from + 1
  for (let step = 0; step < count; step++) {
    const port = from + ((start - from + step) % count)
    if (!taken.has(port)) return port
  }
  return undefined
}
