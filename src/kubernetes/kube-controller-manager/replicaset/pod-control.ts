/**
 * Creating and deleting Pods on behalf of a ReplicaSet, each act with its Event. A refusal comes
 * back as a value: the caller still has a status to write before it gives up.
 *
 * *Upstream:* `pkg/controller/controller_utils.go` (RealPodControl)
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import type { Draft } from '../../api/meta.ts'
import { controllerReference } from '../../api/owner-references.ts'
import { ApiError } from '../../client/client.ts'
import type { Host } from '../../component.ts'

export interface PodControl {
  create(replicaSet: ReplicaSet): ApiError | undefined
  delete(replicaSet: ReplicaSet, pod: Pod): ApiError | undefined
}

export function createPodControl({ client, events }: Pick<Host, 'client' | 'events'>): PodControl {
  return {
    create(replicaSet) {
      try {
        const { name } = client.create('pods', podFrom(replicaSet)).metadata
        events.record(replicaSet, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`)
        return undefined
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        events.record(replicaSet, 'Warning', 'FailedCreate', `Error creating: ${error.message}`)
        return error
      }
    },
    delete(replicaSet, pod) {
      try {
        client.delete('pods', pod)
        const text = `Deleted pod: ${pod.metadata.name}`
        events.record(replicaSet, 'Normal', 'SuccessfulDelete', text)
        return undefined
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        // Somebody else was faster: the Pod is gone, and nobody needs to hear of it.
        if (error.reason !== 'NotFound')
          events.record(replicaSet, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`)
        return error
      }
    },
  }
}

/** The Pod that the template describes; the server gives it its name. */
export function podFrom(replicaSet: ReplicaSet): Draft<Pod> {
  const { metadata, spec } = replicaSet.spec.template
  const { labels, annotations, finalizers } = metadata ?? {}
  const { name, namespace } = replicaSet.metadata
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${name}-`,
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [controllerReference(replicaSet)],
    },
    spec,
  }
}
