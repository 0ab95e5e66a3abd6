/**
 * Every Pod runs under a service account of its namespace; the default one where it names none.
 *
 * *Upstream:* `plugin/pkg/admission/serviceaccount/admission.go`
 * *Leaves out:* the token volume; retrying for an account that is about to appear.
 */
import type { Pod } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { forbidden } from '../status.ts'

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit(object, { request, lookUp }) {
    if (request.resource !== 'pods' || request.verb !== 'create') return object
    const pod = object as Pod
    const name = pod.spec.serviceAccountName || 'default'
    if (!lookUp('serviceaccounts', pod.metadata.namespace, name)) {
      const why = `serviceaccount "${name}" not found`
      const where = `${pod.metadata.namespace}/${name}`
      const text = `error looking up service account ${where}: ${why}`
      return forbidden('', 'pods', pod.metadata.name, text)
    }
    return { ...pod, spec: { ...pod.spec, serviceAccountName: name, serviceAccount: name } }
  },
}
