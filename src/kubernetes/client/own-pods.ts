/**
 * Creating and deleting Pods on behalf of an owner, each act with its Event. A refusal comes back as
 * a value: the caller still has a status to write before it gives up.
 *
 * *Upstream:* `pkg/controller/controller_utils.go` (RealPodControl)
 */
import type { Pod, PodTemplateSpec } from '../api/core.ts'
import type { Draft, KubernetesObject } from '../api/meta.ts'
import { controllerReference } from '../api/owner-references.ts'
import type { Host } from '../component.ts'
import { ApiError } from './client.ts'

export interface OwnPods {
  create(owner: KubernetesObject, draft: Draft<Pod>): ApiError | undefined
  delete(owner: KubernetesObject, pod: Pod): ApiError | undefined
}

export function createOwnPods({ client, events }: Pick<Host, 'client' | 'events'>): OwnPods {
  const attempt = (
    owner: KubernetesObject,
    [what, failure, doing]: readonly [string, string, string],
    act: () => string,
  ): ApiError | undefined => {
    try {
      events.record(owner, 'Normal', what, act())
      return undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Somebody else was faster: what is gone is gone, and nobody needs to hear of it.
      if (error.reason !== 'NotFound')
        events.record(owner, 'Warning', failure, `Error ${doing}: ${error.message}`)
      return error
    }
  }
  return {
    create: (owner, draft) =>
      attempt(owner, ['SuccessfulCreate', 'FailedCreate', 'creating'], () => {
        return `Created pod: ${client.create('pods', draft).metadata.name}`
      }),
    delete: (owner, pod) =>
      attempt(owner, ['SuccessfulDelete', 'FailedDelete', 'deleting'], () => {
        client.delete('pods', pod)
        return `Deleted pod: ${pod.metadata.name}`
      }),
  }
}

/** The Pod that a template describes; the server gives it its name. */
export function podFromTemplate(owner: KubernetesObject, template: PodTemplateSpec): Draft<Pod> {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  const { name, namespace } = owner.metadata
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${name}-`,
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  }
}
