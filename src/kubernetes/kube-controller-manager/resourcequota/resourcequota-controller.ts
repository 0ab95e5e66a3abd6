/**
 * resourcequota-controller — writes into each ResourceQuota what its namespace uses. Refusing is the
 * API server's business.
 *
 * *Upstream:* `pkg/controller/resourcequota/resource_quota_controller.go`
 * *Leaves out:* kinds that nobody counts in a quota but by `count/…`.
 */
import { isEqual } from '../../api/equality.ts'
import type { KeptObject } from '../../api/kept.ts'
import { keyOf, type Quantity } from '../../api/meta.ts'
import { amountText, isInScope, totalOf, usageOf } from '../../api/resource-quota.ts'
import type { ComponentDefinition } from '../../component.ts'

const counted = [
  ['configmaps', ''],
  ['persistentvolumeclaims', ''],
  ['pods', ''],
  ['replicationcontrollers', ''],
  ['resourcequotas', ''],
  ['secrets', ''],
  ['services', ''],
  ['cronjobs', 'batch'],
  ['deployments', 'apps'],
  ['jobs', 'batch'],
  ['replicasets', 'apps'],
  ['statefulsets', 'apps'],
] as const

export const resourceQuotaController: ComponentDefinition = {
  name: 'resourcequota-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: counted.map(([resource]) => resource),
  writes: ['resourcequotas/status'],
  withoutIt: {
    ja: 'ResourceQuota に使用量が書かれなくなります。上限を超えるものは、それでも断られます。',
    en: 'ResourceQuotas no longer say what is used. What is too much is refused all the same.',
  },
  start({ client, informer, controlLoop }) {
    const caches = counted.map(([resource, group]) => ({ resource, group, of: informer(resource) }))
    const quotas = informer('resourcequotas')
    const loop = controlLoop({ reconcile })
    for (const { of } of caches)
      of.onChange(({ object: { metadata } }) => {
        for (const quota of quotas.inNamespace(metadata.namespace ?? '')) loop.add(keyOf(quota))
      })

    function reconcile(key: string): void {
      const quota = quotas.get(key)
      if (!quota) return
      const spec = (quota['spec'] ?? {}) as { readonly hard?: Readonly<Record<string, Quantity>> }
      const { hard = {} } = spec
      const usages = caches.flatMap((cache) =>
        cache.of
          .inNamespace(quota.metadata.namespace ?? '')
          .filter((object) => isInScope(spec, cache, object))
          .map((object) => usageOf(cache, object)),
      )
      const total = totalOf(Object.keys(hard), usages)
      const used = Object.fromEntries(
        Object.entries(hard).map(([name, limit]) => [
          name,
          amountText(total.get(name) ?? 0n, limit),
        ]),
      )
      const status = { hard, used }
      if (isEqual(status, quota.status)) return
      const change = (current: KeptObject) => ({ ...current, status })
      client.modify('resourcequotas', key, change, 'status')
    }
  },
}
