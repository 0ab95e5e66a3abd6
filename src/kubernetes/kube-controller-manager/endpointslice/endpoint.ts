/**
 * A Pod as an endpoint of a Service, and the ports behind the Service's ports.
 *
 * *Upstream:* `staging/src/k8s.io/endpointslice/utils.go`
 * *Leaves out:* IPv6, topology hints, `appProtocol`.
 */
import { isConditionTrue } from '../../api/conditions.ts'
import type { Container, Node, Pod, Service, ServicePort } from '../../api/core.ts'
import type { Endpoint, EndpointSlice } from '../../api/discovery.ts'

export type EndpointPorts = NonNullable<EndpointSlice['ports']>

/** It has an address and has not come to its end; being ready or terminating is another matter. */
export function belongsInSlices({ status }: Pod): boolean {
  const isFinished = status?.phase === 'Succeeded' || status?.phase === 'Failed'
  return addressesOf(status).length > 0 && !isFinished
}

export function endpointOf(pod: Pod, node: Node | undefined, service: Service): Endpoint {
  const { metadata, spec, status } = pod
  const serving = isConditionTrue(status?.conditions, 'Ready')
  const terminating = metadata.deletionTimestamp !== undefined
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone']
  return {
    addresses: addressesOf(status),
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    targetRef: {
      kind: 'Pod',
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      name: metadata.name,
      uid: metadata.uid,
    },
    ...(spec.nodeName ? { nodeName: spec.nodeName } : {}),
    ...(zone ? { zone } : {}),
    ...(hasOwnName(pod, service) ? { hostname: spec.hostname } : {}),
  }
}

/** Pods that say which Service they belong to, as those of a StatefulSet do. */
function hasOwnName({ metadata, spec }: Pod, service: Service): boolean {
  const { name, namespace } = service.metadata
  return !!spec.hostname && spec.subdomain === name && metadata.namespace === namespace
}

/** A named target port means whatever this Pod calls so; what it does not have is left out. */
export function endpointPortsOf(service: Service, pod: Pod): EndpointPorts {
  return (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = targetPortOf(pod, servicePort)
    if (port === undefined) return []
    return [{ name: servicePort.name ?? '', port, protocol: servicePort.protocol ?? 'TCP' }]
  })
}

/** Containers before sidecars, the first that has a port of this name and protocol. */
export function targetPortOf(
  pod: Pod,
  { port, targetPort = port, protocol = 'TCP' }: ServicePort,
): number | undefined {
  if (typeof targetPort === 'number') return targetPort || port
  const { containers = [], initContainers = [] } = pod.spec
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')
  const named = (container: Container) =>
    (container.ports ?? []).find(
      (one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol,
    )
  for (const container of [...containers, ...sidecars]) {
    const found = named(container)
    if (found) return found.containerPort
  }
  return undefined
}

/** Two endpoints with the same key are the same endpoint, whatever its condition. */
export function endpointKey({ addresses, targetRef }: Endpoint): string {
  return [targetRef?.namespace, targetRef?.name, ...[...addresses].sort()].join('/')
}

function addressesOf(status: Pod['status']): readonly string[] {
  const addresses = status?.podIPs?.map(({ ip }) => ip) ?? (status?.podIP ? [status.podIP] : [])
  return addresses.filter((address) => !address.includes(':'))
}
