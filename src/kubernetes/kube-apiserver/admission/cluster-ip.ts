/**
 * Gives a Service its virtual address out of 10.96.0.0/12, never one that is taken.
 *
 * *Upstream:* `pkg/registry/core/service/ipallocator`, `…/storage/alloc.go`
 * *Leaves out:* node ports, IPv6, the reserved band at the start of the range.
 */
import type { Service } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'

export const clusterIp: AdmissionPlugin = {
  name: 'ClusterIPAllocator',
  admit(object, { request, list, random }) {
    if (request.resource !== 'services' || request.verb !== 'create') return object
    const service = object as Service
    if (service.spec.clusterIP || service.spec.type === 'ExternalName') return service
    const taken = new Set(list('services').map((other) => (other as Service).spec.clusterIP))
    let address: string
    do address = `10.${random(96, 111)}.${random(0, 255)}.${random(1, 254)}`
    while (taken.has(address))
    return { ...service, spec: { ...service.spec, clusterIP: address, clusterIPs: [address] } }
  },
}
