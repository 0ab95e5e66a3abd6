/**
 * ResourceQuota: refuses what would be more than a namespace may have.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota`
 * *Leaves out:* changes of objects, which are counted but not refused. What is used is counted anew
 * for each request, where upstream reads and writes the status of the quota.
 */
import type { Container, Pod } from '../../api/core.ts'
import type { KubernetesObject, Quantity } from '../../api/meta.ts'
import { parseQuantity } from '../../api/quantity.ts'
import { amountText, isInScope, totalOf, type Usage, usageOf } from '../../api/resource-quota.ts'
import type { AdmissionContext, AdmissionPlugin } from '../admission.ts'
import { forbidden } from '../status.ts'

interface Quota extends KubernetesObject {
  readonly spec?: {
    readonly hard?: Readonly<Record<string, Quantity>>
    readonly scopes?: readonly string[]
  }
}

export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  admit(object, context) {
    const { request, definition } = context
    const { namespace, name } = object.metadata
    if (request.verb !== 'create' || request.subresource || !namespace) return object
    for (const quota of context.list('resourcequotas') as readonly Quota[]) {
      if (quota.metadata.namespace !== namespace || quota.metadata.deletionTimestamp) continue
      if (!isInScope(quota.spec ?? {}, definition, object)) continue
      const why = refusalOf(quota, object, context)
      if (why) return forbidden(definition.group, definition.resource, name ?? '', why)
    }
    return object
  },
}

function refusalOf(
  { spec, metadata }: Quota,
  object: KubernetesObject,
  { definition, list }: AdmissionContext,
): string | undefined {
  const { hard = {} } = spec ?? {}
  const asked = usageOf(definition, object)
  const names = Object.keys(hard).filter((name) => asked.has(name))
  if (names.length === 0) return undefined
  if (definition.resource === 'pods') {
    const open = unspecified(object as Pod, names)
    if (open) return `failed quota: ${metadata.name}: must specify ${open}`
  }
  const there = list(definition.resource).filter(
    (other) =>
      other.metadata.namespace === metadata.namespace && isInScope(spec ?? {}, definition, other),
  )
  const used = totalOf(
    names,
    there.map((other) => usageOf(definition, other)),
  )
  const over = names
    .filter((name) => {
      const more = asked.get(name) ?? 0n
      return more > 0n && (used.get(name) ?? 0n) + more > (parseQuantity(hard[name] ?? '0') ?? 0n)
    })
    .sort()
  if (over.length === 0) return undefined
  const say = (amounts: Usage) =>
    over.map((name) => `${name}=${amountText(amounts.get(name) ?? 0n, hard[name] ?? '')}`).join(',')
  const limits = over.map((name) => `${name}=${hard[name]}`).join(',')
  return `exceeded quota: ${metadata.name}, requested: ${say(asked)}, used: ${say(used)}, limited: ${limits}`
}

/** Containers that leave open what the quota counts: `limits.cpu for: web; memory for: web`. */
function unspecified({ spec }: Pod, names: readonly string[]): string {
  const containers = [...(spec.initContainers ?? []), ...spec.containers]
  return [...names]
    .sort()
    .flatMap((name) => {
      const [, prefix = 'requests', resource = ''] =
        /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(name) ?? []
      if (resource === '') return []
      const lacks = ({ resources }: Container) =>
        resources?.[prefix as 'requests' | 'limits']?.[resource] === undefined
      const open = containers.filter(lacks).map((container) => container.name)
      return open.length > 0 ? [`${name} for: ${open.join(',')}`] : []
    })
    .join('; ')
}
