/** What `describe` says of Pods and their templates: containers, volumes, and where they may go. */
import type {
  Container,
  ContainerState,
  ContainerStatus,
  PodSpec,
  PodTemplateSpec,
  Probe,
} from '../../kubernetes/api/core.ts'
import { isJson, type Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { at, listAt, mapAt, textAt } from '../json.ts'
import {
  annotationLines,
  indented,
  type Lines,
  labelLines,
  longTime,
  tolerationLines,
} from './lines.ts'

export function templateLines({ metadata, spec }: PodTemplateSpec): Lines {
  const { annotations = {} } = metadata ?? {}
  return [
    'Pod Template:',
    ...labelLines('  Labels', metadata?.labels),
    ...(Object.keys(annotations).length > 0 ? annotationLines('  Annotations', annotations) : []),
    ...(spec.serviceAccountName ? [`  Service Account:\t${spec.serviceAccountName}`] : []),
    ...(spec.initContainers?.length
      ? containerLines('Init Containers', spec.initContainers, undefined, '  ')
      : []),
    ...containerLines('Containers', spec.containers, undefined, '  '),
    ...volumeLines(spec, '  '),
    ...spreadLines(spec, '  '),
    ...(spec.priorityClassName ? [`  Priority Class Name:\t${spec.priorityClassName}`] : []),
    ...labelLines('  Node-Selectors', spec.nodeSelector),
    ...tolerationLines('  Tolerations', spec.tolerations),
  ]
}

/** @param statuses absent for a template, which has none */
export function containerLines(
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] | undefined,
  space: string,
): Lines {
  const blocks = containers.flatMap((container) => {
    const status = statuses?.find(({ name }) => name === container.name)
    return [
      `  ${space ? ' ' : ''}${container.name}:`,
      ...indented(oneContainer(container, status), 2),
    ]
  })
  return [`${space}${title}:`, ...blocks]
}

function portText(port: number, protocol: string, name: string | undefined): string {
  return `${port}/${protocol}${name ? ` (${name})` : ''}`
}

function oneContainer(container: Container, status: ContainerStatus | undefined): Lines {
  const { image = '', ports = [], command = [], args = [], resources } = container
  const ownPorts = ports
    .map(({ containerPort, protocol = 'TCP', name }) => portText(containerPort, protocol, name))
    .join(', ')
  const hostPorts = ports
    .map(({ hostPort = 0, protocol = 'TCP', name }) => portText(hostPort, protocol, name))
    .join(', ')
  const many = ports.length > 1 ? 's' : ''
  return [
    ...(status ? [`Container ID:\t${status.containerID ?? ''}`] : []),
    `Image:\t${image}`,
    ...(status ? [`Image ID:\t${status.imageID}`] : []),
    `Port${many}:\t${ownPorts || '<none>'}`,
    `Host Port${many}:\t${hostPorts || '<none>'}`,
    ...wordLines('Command', command),
    ...wordLines('Args', args),
    ...(status ? statusLines(status) : []),
    ...amountLines('Limits', resources?.limits),
    ...amountLines('Requests', resources?.requests),
    ...probeLines('Liveness', container.livenessProbe),
    ...probeLines('Readiness', container.readinessProbe),
    ...probeLines('Startup', container.startupProbe),
    ...environmentLines(container),
    ...mountLines(container),
  ]
}

function wordLines(title: string, words: readonly string[]): Lines {
  return words.length === 0
    ? []
    : [`${title}:`, ...words.flatMap((word) => indented(word.split('\n')))]
}

function statusLines({ state = {}, lastState = {}, ready, restartCount }: ContainerStatus): Lines {
  return [
    ...stateLines('State', state),
    ...(lastState.terminated ? stateLines('Last State', lastState) : []),
    `Ready:\t${ready ? 'True' : 'False'}`,
    `Restart Count:\t${restartCount}`,
  ]
}

function stateLines(title: string, { running, waiting, terminated }: ContainerState): Lines {
  if (running) return [`${title}:\tRunning`, `  Started:\t${longTime(running.startedAt)}`]
  if (terminated) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = terminated
    return [
      `${title}:\tTerminated`,
      ...(reason ? [`  Reason:\t${reason}`] : []),
      ...(message ? [`  Message:\t${message}`] : []),
      `  Exit Code:\t${exitCode}`,
      ...(signal ? [`  Signal:\t${signal}`] : []),
      `  Started:\t${longTime(startedAt)}`,
      `  Finished:\t${longTime(finishedAt)}`,
    ]
  }
  return [`${title}:\tWaiting`, ...(waiting?.reason ? [`  Reason:\t${waiting.reason}`] : [])]
}

export function amountLines(
  title: string,
  amounts: Readonly<Record<string, unknown>> | undefined,
): Lines {
  const names = Object.keys(amounts ?? {}).sort()
  return names.length === 0
    ? []
    : [`${title}:`, ...names.map((name) => `  ${name}:\t${amounts?.[name]}`)]
}

function probeLines(title: string, probe: Probe | undefined): Lines {
  return probe ? [`${title}:\t${probeText(probe)}`] : []
}

function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10 } = probe
  const { successThreshold = 1, failureThreshold = 3, exec, httpGet, tcpSocket } = probe
  const times =
    `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s ` +
    `#success=${successThreshold} #failure=${failureThreshold}`
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${times}`
  if (httpGet) {
    const host = textAt(httpGet, 'host')
    const path = `/${(httpGet.path ?? '').replace(/^\//, '')}`
    return `http-get ${(httpGet.scheme ?? 'HTTP').toLowerCase()}://${host}:${httpGet.port}${path} ${times}`
  }
  if (tcpSocket) return `tcp-socket ${textAt(tcpSocket, 'host')}:${tcpSocket.port} ${times}`
  const grpc = at(probe, 'grpc.port')
  return grpc === undefined ? `unknown ${times}` : `grpc <pod>:${grpc}  ${times}`
}

function environmentLines(container: Container): Lines {
  const from = listAt(container, 'envFrom').flatMap((source) => {
    for (const [key, type] of [
      ['configMapRef', 'ConfigMap'],
      ['secretRef', 'Secret'],
    ] as const)
      if (at(source, key))
        return [
          `  ${textAt(source, `${key}.name`)}\t${type}\tOptional: ${at(source, `${key}.optional`) === true}`,
        ]
    return []
  })
  const entries = container.env ?? []
  const lines = entries.map((entry) => {
    const secret = mapAt(entry, 'valueFrom.secretKeyRef')
    const config = mapAt(entry, 'valueFrom.configMapKeyRef')
    const field = mapAt(entry, 'valueFrom.fieldRef')
    const resource = mapAt(entry, 'valueFrom.resourceFieldRef')
    if (secret['key'])
      return `${entry.name}:\t<set to the key '${secret['key']}' in secret '${secret['name']}'>\tOptional: ${secret['optional'] === true}`
    if (config['key'])
      return `${entry.name}:\t<set to the key '${config['key']}' of config map '${config['name']}'>\tOptional: ${config['optional'] === true}`
    if (field['fieldPath'])
      return `${entry.name}:\t (${field['apiVersion'] ?? 'v1'}:${field['fieldPath']})`
    if (resource['resource']) return `${entry.name}:\t (${resource['resource']})`
    return `${entry.name}:\t${(entry.value ?? '').split('\n').join('\n\t')}`
  })
  return [
    ...(from.length > 0 ? ['Environment Variables from:', ...from] : []),
    `Environment:${lines.length === 0 ? '\t<none>' : ''}`,
    ...indented(lines),
  ]
}

function mountLines(container: Container): Lines {
  const mounts = listAt(container, 'volumeMounts').filter(isJson)
  const sorted = [...mounts].sort((a, b) =>
    textAt(a, 'mountPath') < textAt(b, 'mountPath') ? -1 : 1,
  )
  const lines = sorted.map((mount) => {
    const subPath = textAt(mount, 'subPath')
    const flags = [
      mount['readOnly'] ? 'ro' : 'rw',
      ...(subPath ? [`path=${JSON.stringify(subPath)}`] : []),
    ]
    return `  ${textAt(mount, 'mountPath')} from ${textAt(mount, 'name')} (${flags.join(',')})`
  })
  return [`Mounts:${lines.length === 0 ? '\t<none>' : ''}`, ...lines]
}

export function volumeLines({ volumes = [] }: Pick<PodSpec, 'volumes'>, space: string): Lines {
  if (volumes.length === 0) return [`${space}Volumes:\t<none>`]
  const blocks = volumes.flatMap((volume) => [
    `  ${space ? ' ' : ''}${textAt(volume, 'name')}:`,
    ...indented(sourceLines(volume), 2),
  ])
  return [`${space}Volumes:`, ...blocks]
}

function sourceLines(volume: unknown): Lines {
  const typed = (name: string, says: string) => `Type:\t${name} (${says})`
  const optional = (source: Json) => `Optional:\t${source['optional'] === true}`
  const [kind = '', source = {}] =
    Object.entries(volume as Json).find(([key]) => key !== 'name') ?? []
  const of = isJson(source) ? source : {}
  switch (kind) {
    case 'emptyDir':
      return [
        typed('EmptyDir', "a temporary directory that shares a pod's lifetime"),
        `Medium:\t${textAt(of, 'medium')}`,
        `SizeLimit:\t${textAt(of, 'sizeLimit', '<unset>')}`,
      ]
    case 'hostPath':
      return [
        typed('HostPath', 'bare host directory volume'),
        `Path:\t${textAt(of, 'path')}`,
        `HostPathType:\t${textAt(of, 'type')}`,
      ]
    case 'configMap':
      return [
        typed('ConfigMap', 'a volume populated by a ConfigMap'),
        `Name:\t${textAt(of, 'name')}`,
        optional(of),
      ]
    case 'secret':
      return [
        typed('Secret', 'a volume populated by a Secret'),
        `SecretName:\t${textAt(of, 'secretName')}`,
        optional(of),
      ]
    case 'persistentVolumeClaim':
      return [
        typed(
          'PersistentVolumeClaim',
          'a reference to a PersistentVolumeClaim in the same namespace',
        ),
        `ClaimName:\t${textAt(of, 'claimName')}`,
        `ReadOnly:\t${of['readOnly'] === true}`,
      ]
    case 'projected':
      return [
        typed('Projected', 'a volume that contains injected data from multiple sources'),
        ...listAt(of, 'sources').flatMap(projectedLines),
      ]
    default:
      return ['<unknown>']
  }
}

function projectedLines(source: unknown): Lines {
  const optional = (key: string) => `Optional:\t${at(source, `${key}.optional`) === true}`
  if (at(source, 'secret'))
    return [`SecretName:\t${textAt(source, 'secret.name')}`, optional('secret')]
  if (at(source, 'configMap'))
    return [`ConfigMapName:\t${textAt(source, 'configMap.name')}`, optional('configMap')]
  if (at(source, 'downwardAPI')) return ['DownwardAPI:\ttrue']
  if (at(source, 'serviceAccountToken'))
    return [`TokenExpirationSeconds:\t${textAt(source, 'serviceAccountToken.expirationSeconds')}`]
  return []
}

export function spreadLines({ topologySpreadConstraints = [] }: PodSpec, space: string): Lines {
  const items = topologySpreadConstraints.map(
    ({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) =>
      `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded for selector ` +
      Object.entries(labelSelector?.matchLabels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
  )
  const [first, ...rest] = items
  if (first === undefined) return []
  return [`${space}Topology Spread Constraints:\t${first}`, ...rest.map((item) => `\t${item}`)]
}
