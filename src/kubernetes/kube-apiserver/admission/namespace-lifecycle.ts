/**
 * Nothing is created in a namespace that does not exist.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go`
 * *Leaves out:* namespaces being terminated; they cannot be deleted here.
 */
import type { AdmissionPlugin } from '../admission.ts'
import { notFound } from '../status.ts'

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(object, { request, definition, lookUp }) {
    const { namespace } = object.metadata
    if (request.verb !== 'create' || !definition.namespaced || !namespace) return object
    return lookUp('namespaces', undefined, namespace)
      ? object
      : notFound('', 'namespaces', namespace)
  },
}
