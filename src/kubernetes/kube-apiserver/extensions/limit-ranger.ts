/**
 * LimitRanger: fills in what containers may take in a namespace, and refuses what is too little or
 * too much.
 *
 * *Upstream:* `plugin/pkg/admission/limitranger/admission.go`
 */
import type { Container, Pod } from '../../api/core.ts'
import type { KubernetesObject, Quantity } from '../../api/meta.ts'
import { parseQuantity } from '../../api/quantity.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { forbidden } from '../status.ts'

type Amounts = Readonly<Record<string, Quantity>>

interface LimitItem {
  readonly type: string
  readonly max?: Amounts
  readonly min?: Amounts
  readonly default?: Amounts
  readonly defaultRequest?: Amounts
  readonly maxLimitRequestRatio?: Amounts
}

interface LimitRange extends KubernetesObject {
  readonly spec?: { readonly limits?: readonly LimitItem[] }
}

interface Taken {
  readonly requests?: Amounts | undefined
  readonly limits?: Amounts | undefined
}

const annotation = 'kubernetes.io/limit-ranger'

export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit(object, { request, definition, list }) {
    const { namespace, name } = object.metadata
    const { resource } = definition
    const isMeant = resource === 'pods' || resource === 'persistentvolumeclaims'
    if (request.verb !== 'create' || request.subresource || !isMeant) return object
    const items = (list('limitranges') as readonly LimitRange[])
      .filter(({ metadata }) => metadata.namespace === namespace)
      .flatMap(({ spec }) => spec?.limits ?? [])
    if (items.length === 0) return object
    const filled = resource === 'pods' ? withDefaults(object as Pod, items) : object
    const wrong = items.flatMap((item) => problemsOf(item, filled, resource))
    if (wrong.length === 0) return filled
    const why = wrong.length === 1 ? (wrong[0] ?? '') : `[${wrong.join(', ')}]`
    return forbidden('', resource, name ?? '', why)
  },
}

function withDefaults(pod: Pod, items: readonly LimitItem[]): Pod {
  const said: string[] = []
  const fill = (container: Container): Container => {
    let { requests, limits } = container.resources ?? {}
    for (const item of items.filter(({ type }) => type === 'Container')) {
      const more = (given: Amounts | undefined, open: Amounts = {}, what: string) => {
        const missing = Object.keys(open).filter((name) => given?.[name] === undefined)
        if (missing.length === 0) return given
        said.push(`${missing.sort().join(', ')} ${what} for container ${container.name}`)
        return {
          ...Object.fromEntries(missing.map((name) => [name, open[name]])),
          ...given,
        } as Amounts
      }
      requests = more(requests, item.defaultRequest, 'request')
      limits = more(limits, item.default, 'limit')
    }
    const resources = {
      ...container.resources,
      ...(limits ? { limits } : {}),
      ...(requests ? { requests } : {}),
    }
    return { ...container, resources } as Container
  }
  const { initContainers } = pod.spec
  const containers = pod.spec.containers.map(fill)
  const spec = {
    ...pod.spec,
    containers,
    ...(initContainers ? { initContainers: initContainers.map(fill) } : {}),
  }
  if (said.length === 0) return pod
  const annotations = {
    ...pod.metadata.annotations,
    [annotation]: `LimitRanger plugin set: ${said.join('; ')}`,
  }
  return { ...pod, spec, metadata: { ...pod.metadata, annotations } }
}

function problemsOf(
  item: LimitItem,
  object: KubernetesObject,
  resource: string,
): readonly string[] {
  if (item.type === 'PersistentVolumeClaim' && resource === 'persistentvolumeclaims')
    return limitProblems(item, (object.spec as { readonly resources?: Taken }).resources ?? {})
  if (resource !== 'pods') return []
  const { containers, initContainers = [] } = (object as Pod).spec
  if (item.type === 'Container')
    return [...initContainers, ...containers].flatMap(({ resources }) =>
      limitProblems(item, resources ?? {}),
    )
  return item.type === 'Pod' ? limitProblems(item, togetherOf(containers)) : []
}

function togetherOf(containers: readonly Container[]): Taken {
  const sum = (which: 'requests' | 'limits') => {
    const names = new Set(
      containers.flatMap(({ resources }) => Object.keys(resources?.[which] ?? {})),
    )
    const amounts = [...names].map((name) => {
      const nano = containers.reduce(
        (total, { resources }) => total + (parseQuantity(resources?.[which]?.[name] ?? '0') ?? 0n),
        0n,
      )
      return [name, `${nano / 1_000_000n}m`] as const
    })
    return Object.fromEntries(amounts) as Amounts
  }
  return { requests: sum('requests'), limits: sum('limits') }
}

function limitProblems(
  { type, min = {}, max = {}, maxLimitRequestRatio = {} }: LimitItem,
  { requests = {}, limits = {} }: Taken,
): readonly string[] {
  const found: string[] = []
  const nano = (quantity: Quantity | undefined) => parseQuantity(quantity ?? '0') ?? 0n
  for (const [name, least] of Object.entries(min)) {
    const [request, limit] = [requests[name], limits[name]]
    const rule = `minimum ${name} usage per ${type} is ${least}`
    if (request === undefined) found.push(`${rule}.  No request is specified`)
    else if (nano(request) < nano(least)) found.push(`${rule}, but request is ${request}`)
    if (limit !== undefined && nano(limit) < nano(least))
      found.push(`${rule}, but limit is ${limit}`)
  }
  for (const [name, most] of Object.entries(max)) {
    const [request, limit] = [requests[name], limits[name]]
    const rule = `maximum ${name} usage per ${type} is ${most}`
    // A claim has no limits; what it asks for counts.
    if (type === 'PersistentVolumeClaim') {
      if (nano(request) > nano(most)) found.push(`${rule}, but request is ${request}`)
    } else if (limit === undefined) found.push(`${rule}.  No limit is specified`)
    else if (nano(limit) > nano(most)) found.push(`${rule}, but limit is ${limit}`)
    else if (nano(request) > nano(most)) found.push(`${rule}, but request is ${request}`)
  }
  for (const [name, ratio] of Object.entries(maxLimitRequestRatio)) {
    const [request, limit] = [nano(requests[name]), nano(limits[name])]
    const actual = request > 0n ? Number(limit) / Number(request) : 0
    const rule = `${name} max limit to request ratio per ${type} is ${ratio}`
    if (request === 0n || limit === 0n)
      found.push(`${rule}, but no request is specified or request is 0`)
    else if (actual > Number(nano(ratio)) / 1e9)
      found.push(`${rule}, but provided ratio is ${actual.toFixed(6)}`)
  }
  return found
}
