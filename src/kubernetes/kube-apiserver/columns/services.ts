/**
 * How `kubectl get services` shows a Service.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go` printService
 */
import type { Service } from '../../api/core.ts'
import type { ServiceSpec } from '../resources/services/spec.ts'
import { ageColumn, labelsText, nameColumn } from './cells.ts'
import { type Column, column } from './column.ts'

/** Whoever asks for narrow cells gets a longer list of addresses cut. The API server never does. */
const addressesWidth = 16

export const serviceColumns: readonly Column<Service>[] = [
  nameColumn,
  column('TYPE', 0, ({ spec }) => spec.type ?? ''),
  column('CLUSTER-IP', 0, ({ spec }) => spec.clusterIPs?.[0] ?? spec.clusterIP ?? '<none>'),
  column('EXTERNAL-IP', 0, externalAddresses),
  column('PORT(S)', 0, portsText),
  ageColumn,
  column('SELECTOR', 1, ({ spec }) => labelsText(spec.selector)),
]

function externalAddresses({ spec, status }: Service, _nowMs: number, isNarrow = false): string {
  const { type, externalName, externalIPs = [] } = spec as ServiceSpec
  if (type === 'ExternalName') return externalName ?? ''
  if (type !== 'LoadBalancer') return externalIPs.join(',') || '<none>'
  const { ingress = [] } = (status?.loadBalancer ?? {}) as {
    ingress?: readonly { ip?: string; hostname?: string }[]
  }
  const given = [...new Set(ingress.map(({ ip, hostname = '' }) => ip || hostname))].sort()
  const text = given.join(',')
  const isCut = isNarrow && text.length > addressesWidth
  const cut = isCut ? `${text.slice(0, addressesWidth - 3)}...` : text
  return [...(cut ? [cut] : []), ...externalIPs].join(',') || '<pending>'
}

function portsText({ spec }: Service): string {
  const texts = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  )
  return texts.join(',') || '<none>'
}
