/**
 * What the API server makes itself when it starts on an empty store: the four namespaces.
 *
 * *Upstream:* `pkg/controlplane/controller/systemnamespaces`
 * *Leaves out:* the Service `kubernetes`, whose endpoints are the API servers' own addresses.
 */

import { timeOf } from '../api/time.ts'
import { ApiError } from '../client/client.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import { resources } from './resources.ts'
import { etcdKey, read, write } from './storage.ts'

const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

export function createBootstrap(host: Host): void {
  try {
    const etcd = host.dial('etcd')
    for (const name of systemNamespaces) {
      const key = etcdKey(resources.namespaces, undefined, name)
      if (read(etcd, key)) continue
      const namespace = {
        apiVersion: 'v1' as const,
        kind: 'Namespace' as const,
        metadata: {
          name,
          uid: `00000000-0000-4000-8000-${host.random.text(12, '0123456789abcdef')}`,
          resourceVersion: '',
          creationTimestamp: timeOf(host.clock.now),
          labels: { 'kubernetes.io/metadata.name': name },
        },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' as const },
      }
      write(etcd, key, namespace, 0, { by: host.identity })
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const again = () => createBootstrap(host)
    host.clock.afterInBackground(timing.relistBaseMs, 'create the first objects again', again)
  }
}
