/**
 * Nothing is created in a namespace that does not exist, or is about to end.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go`
 */
import type { Namespace } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { forbidden, notFound } from '../status.ts'

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(object, { request, definition, lookUp }) {
    const { namespace } = object.metadata
    if (request.verb !== 'create' || !definition.namespaced || !namespace) return object
    const found = lookUp('namespaces', undefined, namespace) as Namespace | undefined
    if (!found) return notFound('', 'namespaces', namespace)
    if (!found.metadata.deletionTimestamp) return object
    const { group, resource } = definition
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`
    return forbidden(group, resource, object.metadata.name ?? '', why)
  },
}
