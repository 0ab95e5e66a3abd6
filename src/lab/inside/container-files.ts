/**
 * What a container finds around it: its environment, and the files that its volumes bring.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` makeEnvironmentVariables; `pkg/volume/{configmap,secret}`
 * *Leaves out:* the variables of Services, resources as variables, what an image itself has on disk,
 * volumes that containers write to.
 */
import type { Container, Pod } from '../../kubernetes/api/core.ts'
import type { View } from './view.ts'

interface Reference {
  readonly name?: string
  readonly key?: string
}

interface Sources {
  readonly env?: readonly {
    readonly name: string
    readonly value?: string
    readonly valueFrom?: {
      readonly configMapKeyRef?: Reference
      readonly secretKeyRef?: Reference
      readonly fieldRef?: { readonly fieldPath?: string }
    }
  }[]
  readonly envFrom?: readonly {
    readonly prefix?: string
    readonly configMapRef?: Reference
    readonly secretRef?: Reference
  }[]
  readonly volumeMounts?: readonly {
    readonly name: string
    readonly mountPath: string
    readonly subPath?: string
  }[]
}

interface Volume {
  readonly name: string
  readonly configMap?: Reference & { readonly items?: readonly Item[] }
  readonly secret?: { readonly secretName?: string; readonly items?: readonly Item[] }
  readonly projected?: unknown
}

interface Item {
  readonly key: string
  readonly path: string
}

type Objects = Pick<View, 'objects'>
type Data = Readonly<Record<string, string>>

export function environmentOf(pod: Pod, container: Container, view: Objects): Map<string, string> {
  const { env = [], envFrom = [] } = container as unknown as Sources
  const { namespace = '', name } = pod.metadata
  const variables = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', pod.spec.hostname ?? name],
  ])
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const data = configMapRef
      ? configData(view, namespace, configMapRef.name)
      : secretData(view, namespace, secretRef?.name)
    for (const [key, value] of Object.entries(data)) variables.set(prefix + key, value)
  }
  for (const { name, value, valueFrom } of env) {
    const { configMapKeyRef: config, secretKeyRef: secret, fieldRef } = valueFrom ?? {}
    const found = config
      ? configData(view, namespace, config.name)[config.key ?? '']
      : secret
        ? secretData(view, namespace, secret.name)[secret.key ?? '']
        : fieldRef
          ? fieldOf(pod, fieldRef.fieldPath ?? '')
          : (value ?? '')
    if (found !== undefined)
      variables.set(
        name,
        found.replace(/\$\((\w+)\)/g, (all, key) => variables.get(key) ?? all),
      )
  }
  variables.set('HOME', '/root')
  return variables
}

/** Path → text. */
export function filesOf(pod: Pod, container: Container, view: Objects): Map<string, string> {
  const { volumeMounts = [] } = container as unknown as Sources
  const { namespace = '' } = pod.metadata
  const files = new Map<string, string>()
  for (const { name, mountPath, subPath } of volumeMounts) {
    const volume = ((pod.spec.volumes ?? []) as readonly Volume[]).find((one) => one.name === name)
    if (!volume) continue
    const { configMap, secret } = volume
    const data = configMap
      ? chosen(configData(view, namespace, configMap.name), configMap.items)
      : secret
        ? chosen(secretData(view, namespace, secret.secretName), secret.items)
        : volume.projected
          ? { namespace, token: 'a-token-of-this-world' }
          : {}
    for (const [path, text] of Object.entries(data))
      if (!subPath) files.set(`${mountPath.replace(/\/$/, '')}/${path}`, text)
      else if (subPath === path) files.set(mountPath, text)
  }
  return files
}

function chosen(data: Data, items: readonly Item[] | undefined): Data {
  if (!items) return data
  return Object.fromEntries(items.map(({ key, path }) => [path, data[key] ?? '']))
}

function configData({ objects }: Objects, namespace: string, name: string | undefined): Data {
  const found = objects('configmaps').find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  )
  return found?.data ?? {}
}

function secretData({ objects }: Objects, namespace: string, name: string | undefined): Data {
  const found = objects('secrets').find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  )
  const texts = Object.entries(found?.data ?? {}).map(
    ([key, value]) => [key, plainText(value)] as const,
  )
  return Object.fromEntries(texts)
}

function plainText(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
}

function fieldOf({ metadata, spec, status }: Pod, path: string): string | undefined {
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.podIP': status?.podIP,
    'status.hostIP': status?.hostIP,
  }
  const [, of, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? []
  return of ? metadata[of as 'labels']?.[key] : fields[path]
}

/** What commands have done to the files of containers, beside what their own programs did. */
export class ChangedFiles {
  readonly #changes = new Map<string, Map<string, string | undefined>>()

  /** The files as they are now. */
  over(containerId: string, own: ReadonlyMap<string, string>): Map<string, string> {
    const files = new Map(own)
    for (const [path, text] of this.#changes.get(containerId) ?? [])
      if (text === undefined) files.delete(path)
      else files.set(path, text)
    return files
  }

  /** Everything that differs from before, in all; whether each of these files is there. */
  note(
    containerId: string,
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, boolean> {
    const changes = this.#changes.get(containerId) ?? new Map<string, string | undefined>()
    const now = new Map<string, boolean>()
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const text = after.get(path)
      if (text === before.get(path)) continue
      changes.set(path, text)
      now.set(path, text !== undefined)
    }
    this.#changes.set(containerId, changes)
    return now
  }
}
