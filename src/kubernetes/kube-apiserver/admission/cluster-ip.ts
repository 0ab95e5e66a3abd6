/**
 * Gives a Service its virtual address out of 10.96.0.0/12, never one that is taken.
 *
 * *Upstream:* `pkg/registry/core/service/ipallocator`, `…/storage/alloc.go`
 * *Leaves out:* IPv6, the reserved band at the start of the range.
 */
import type { Service } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { invalidValue } from '../field-error.ts'
import { invalid } from '../status.ts'

export const clusterIp: AdmissionPlugin = {
  name: 'ClusterIPAllocator',
  admit(object, { request, list, random }) {
    if (request.resource !== 'services' || request.verb !== 'create') return object
    const service = object as Service
    if (service.spec.type === 'ExternalName' || service.spec.clusterIP === 'None') return service
    const taken = new Set(list('services').map((other) => (other as Service).spec.clusterIP))
    const { clusterIP, clusterIPs } = service.spec
    if (clusterIP && taken.has(clusterIP)) {
      const why = `failed to allocate IP ${clusterIP}: provided IP is already allocated`
      const error = invalidValue('spec.clusterIPs', clusterIPs, why)
      return invalid('', 'Service', service.metadata.name, [error])
    }
    if (clusterIP) return service
    let address: string
    do address = `10.${random(96, 111)}.${random(0, 255)}.${random(1, 254)}`
    while (taken.has(address))
    return { ...service, spec: { ...service.spec, clusterIP: address, clusterIPs: [address] } }
  },
}
