/**
 * What a Pod takes from ConfigMaps and Secrets. A container whose environment names one that is not
 * there is not created; a Pod whose volume does not get a sandbox. Both are tried again.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` makeEnvironmentVariables,
 * `pkg/volume/{configmap,secret}`
 * *Leaves out:* the values themselves: no program here reads its environment or its files. Projected
 * volumes; the growing waits between two attempts to mount (each sync is one attempt).
 */
import type { ConfigMap, Secret } from '../api/configuration.ts'
import type { Container, Pod } from '../api/core.ts'
import { ApiError, type Client } from '../client/client.ts'
import { find } from '../client/find.ts'

interface Reference {
  readonly name?: string
  readonly key?: string
  readonly optional?: boolean
}

interface Sources {
  readonly env?: readonly {
    readonly valueFrom?: { readonly configMapKeyRef?: Reference; readonly secretKeyRef?: Reference }
  }[]
  readonly envFrom?: readonly {
    readonly configMapRef?: Reference
    readonly secretRef?: Reference
  }[]
}

interface Volume {
  readonly name: string
  readonly configMap?: Reference
  readonly secret?: { readonly secretName?: string; readonly optional?: boolean }
}

/** What the environment of the container needs and does not find, in upstream's words. */
export function missingForEnvironment(
  client: Client,
  { metadata }: Pod,
  container: Container,
): string | undefined {
  const { env = [], envFrom = [] } = container as unknown as Sources
  const { namespace = '' } = metadata
  for (const { configMapRef, secretRef } of envFrom) {
    const problem =
      missing(client, 'configmaps', namespace, configMapRef) ??
      missing(client, 'secrets', namespace, secretRef)
    if (problem) return problem
  }
  for (const { valueFrom } of env) {
    const problem =
      missing(client, 'configmaps', namespace, valueFrom?.configMapKeyRef) ??
      missing(client, 'secrets', namespace, valueFrom?.secretKeyRef)
    if (problem) return problem
  }
  return undefined
}

/** The first volume that cannot be set up, and why. */
export function missingForVolumes(client: Client, { metadata, spec }: Pod): string | undefined {
  const { namespace = '' } = metadata
  for (const { name, configMap, secret } of (spec.volumes ?? []) as readonly Volume[]) {
    const ofSecret = secret && { ...secret, name: secret.secretName ?? '' }
    const problem =
      missing(client, 'configmaps', namespace, configMap) ??
      missing(client, 'secrets', namespace, ofSecret)
    if (problem) return `MountVolume.SetUp failed for volume "${name}" : ${problem}`
  }
  return undefined
}

const words = {
  configmaps: ['configmap', 'ConfigMap'],
  secrets: ['secret', 'Secret'],
} as const

function missing(
  client: Client,
  resource: 'configmaps' | 'secrets',
  namespace: string,
  reference: Reference | undefined,
): string | undefined {
  if (!reference || reference.optional) return undefined
  const { name = '', key } = reference
  const [noun, kind] = words[resource]
  const found = lookUp(client, resource, `${namespace}/${name}`)
  if (found === 'unknown')
    return `failed to sync ${noun} cache: timed out waiting for the condition`
  if (!found) return `${noun} "${name}" not found`
  if (
    key === undefined ||
    key in { ...found.data, ...('binaryData' in found ? found.binaryData : {}) }
  )
    return undefined
  return `couldn't find key ${key} in ${kind} ${namespace}/${name}`
}

/** Without a way to the API server nobody knows. */
function lookUp(
  client: Client,
  resource: 'configmaps' | 'secrets',
  key: string,
): ConfigMap | Secret | undefined | 'unknown' {
  try {
    return find(client, resource, key)
  } catch (error) {
    if (error instanceof ApiError) return 'unknown'
    throw error
  }
}
