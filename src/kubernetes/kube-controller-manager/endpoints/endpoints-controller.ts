/**
 * endpoints-controller — writes the old Endpoints object of each Service with a selector, for those
 * who still read it. It says in one object what the EndpointSlices say.
 *
 * *Upstream:* `pkg/controller/endpoint/endpoints_controller.go`
 * *Leaves out:* looking at Pods itself: what the slices say is repeated; the limit of 1,000 addresses.
 */
import type { Service } from '../../api/core.ts'
import type { Endpoint, EndpointSlice } from '../../api/discovery.ts'
import { isEqual } from '../../api/equality.ts'
import type { KeptObject } from '../../api/kept.ts'
import { type Draft, keyOf } from '../../api/meta.ts'
import type { ComponentDefinition } from '../../component.ts'

const serviceNameLabel = 'kubernetes.io/service-name'
const managedByLabel = 'endpoints.kubernetes.io/managed-by'

export const endpointsController: ComponentDefinition = {
  name: 'endpoints-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['services', 'endpointslices', 'endpoints'],
  writes: ['endpoints'],
  withoutIt: {
    ja: '古い Endpoints オブジェクトが更新されなくなります。通信には影響しません。',
    en: 'The old Endpoints objects are no longer updated. Traffic does not depend on them.',
  },
  start({ client, informer, controlLoop }) {
    const services = informer('services')
    const slices = informer('endpointslices')
    const endpoints = informer('endpoints')
    const loop = controlLoop({ reconcile })
    services.onChange(({ object }) => loop.add(keyOf(object)))
    endpoints.onChange(({ object }) => loop.add(keyOf(object)))
    slices.onChange(({ object: { metadata } }) => {
      const name = metadata.labels?.[serviceNameLabel]
      if (name) loop.add(`${metadata.namespace ?? ''}/${name}`)
    })

    function reconcile(key: string): void {
      const service = services.get(key)
      const current = endpoints.get(key)
      const isOurs = current?.metadata.labels?.[managedByLabel] !== undefined
      if (!service || !hasSelector(service)) {
        if (!service && current && isOurs) client.delete('endpoints', current)
        return
      }
      const { name, namespace = '' } = service.metadata
      const own = slices
        .inNamespace(namespace)
        .filter(({ metadata }) => metadata.labels?.[serviceNameLabel] === name)
      const wanted = {
        labels: { ...service.metadata.labels, [managedByLabel]: 'endpoint-controller' },
        subsets: subsetsOf(own),
      }
      const { labels, subsets } = wanted
      if (!current) {
        const metadata = { name, namespace, labels }
        const draft = { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets }
        client.create('endpoints', draft as unknown as Draft<KeptObject>)
      } else if (
        !isEqual(current['subsets'] ?? [], subsets) ||
        !isEqual(current.metadata.labels, labels)
      )
        client.update('endpoints', {
          ...current,
          metadata: { ...current.metadata, labels },
          subsets,
        })
    }
  },
}

function hasSelector({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0
}

/** One for each list of ports, with the addresses that are ready and those that are not. */
export function subsetsOf(slices: readonly EndpointSlice[]): readonly object[] {
  return slices
    .filter(({ endpoints }) => endpoints.length > 0)
    .map(({ endpoints, ports = [] }) => {
      const isReady = ({ conditions }: Endpoint) => conditions?.ready !== false
      const isGoing = ({ conditions }: Endpoint) => conditions?.terminating === true
      const ready = endpoints.filter(isReady).map(addressOf)
      const waiting = endpoints.filter((one) => !isReady(one) && !isGoing(one)).map(addressOf)
      return {
        ...(ready.length > 0 ? { addresses: ready } : {}),
        ...(waiting.length > 0 ? { notReadyAddresses: waiting } : {}),
        ports: ports.map(({ name, port, protocol }) => ({
          ...(name ? { name } : {}),
          port,
          protocol,
        })),
      }
    })
    .filter((subset) => 'addresses' in subset || 'notReadyAddresses' in subset)
}

function addressOf({ addresses, hostname, nodeName, targetRef }: Endpoint): object {
  return {
    ip: addresses[0],
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  }
}
