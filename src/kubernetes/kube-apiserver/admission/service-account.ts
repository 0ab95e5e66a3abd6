/**
 * Every Pod runs under a service account of its namespace; the default one where it names none.
 *
 * *Upstream:* `plugin/pkg/admission/serviceaccount/admission.go`
 * *Leaves out:* retrying for an account that is about to appear; image pull secrets. No token stands
 * in the volume: nobody here presents one.
 */
import { nameAlphabet } from '../../../simulation/random.ts'
import type { Container, Pod } from '../../api/core.ts'
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
    const spec = { ...pod.spec, serviceAccountName: name, serviceAccount: name }
    const wanted = pod.spec.automountServiceAccountToken ?? true
    return { ...pod, spec: wanted ? withToken(spec, nameOf(pod)) : spec }
  },
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The same for every Pod, and so kept once. */
const projected = Object.freeze({
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [
          { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' },
        ],
      },
    },
  ],
})

type Spec = Pod['spec']

/** A volume with the token, and its place in every container that has nothing there. */
function withToken(spec: Spec, name: string): Spec {
  const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])]
  if (all.every(hasOwnMount)) return spec
  return {
    ...spec,
    volumes: [...(spec.volumes ?? []), { name, projected }],
    containers: (spec.containers ?? []).map((container) => withMount(container, name)),
    ...(spec.initContainers
      ? { initContainers: spec.initContainers.map((container) => withMount(container, name)) }
      : {}),
  }
}

/** Upstream draws five letters; here the Pod's own name gives them, so that no chance is used up. */
function nameOf({ metadata }: Pod): string {
  let hash = 2_166_136_261
  for (const character of `${metadata.namespace}/${metadata.name}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0
  const letters = Array.from({ length: 5 }, () => {
    const letter = nameAlphabet[hash % nameAlphabet.length]
    hash = Math.floor(hash / nameAlphabet.length)
    return letter
  })
  return `kube-api-access-${letters.join('')}`
}

function withMount(container: Container, name: string): Container {
  if (hasOwnMount(container)) return container
  const mount = { mountPath: tokenPath, name, readOnly: true }
  return { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] }
}

function hasOwnMount({ volumeMounts = [] }: Container): boolean {
  return volumeMounts.some(({ mountPath }) => mountPath === tokenPath)
}
