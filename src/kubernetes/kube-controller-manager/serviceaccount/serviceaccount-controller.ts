/**
 * serviceaccount-controller — makes the ServiceAccount `default` in every namespace, and makes it
 * again where somebody has deleted it. Without it, no Pod is let into a new namespace.
 *
 * *Upstream:* `pkg/controller/serviceaccount/serviceaccounts_controller.go`
 * *Leaves out:* tokens, and `kube-root-ca.crt`, which another controller would put beside it.
 */
import type { ComponentDefinition } from '../../component.ts'

const name = 'default'

export const serviceAccountController: ComponentDefinition = {
  name: 'serviceaccount-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['serviceaccounts', 'namespaces'],
  writes: ['serviceaccounts'],
  withoutIt: {
    ja: '新しい Namespace に ServiceAccount default が作られないので、そこには Pod を作れません。',
    en: 'New namespaces get no ServiceAccount `default`, so no Pod can be created in them.',
  },
  start(host) {
    const accounts = host.informer('serviceaccounts')
    const namespaces = host.informer('namespaces')
    const loop = host.controlLoop({ reconcile })
    namespaces.onChange(({ object, type }) => {
      if (type !== 'deleted') loop.add(`/${object.metadata.name}`)
    })
    accounts.onChange(({ object, type }) => {
      const { namespace = '' } = object.metadata
      if (type === 'deleted' && object.metadata.name === name) loop.add(`/${namespace}`)
    })

    function reconcile(key: string): void {
      const namespace = namespaces.get(key)
      if (namespace?.status?.phase !== 'Active') return
      const where = namespace.metadata.name
      if (accounts.get(`${where}/${name}`)) return
      const metadata = { name, namespace: where }
      host.client.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
    }
  },
}
