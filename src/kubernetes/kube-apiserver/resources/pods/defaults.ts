/**
 * What a Pod, or a template of Pods, gets where it leaves things open.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`
 */
import type {
  Container,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ResourceList,
} from '../../../api/core.ts'
import { parseImage } from '../../../infrastructure/image-reference.ts'
import { defaultReference, defaultVolume, type Reference, type Volume } from './volumes.ts'

const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** Only Pods: what depends on all their containers being final. */
export function defaultPod(pod: Pod): Pod {
  const spec = defaultPodSpec(pod.spec ?? { containers: [] })
  const complete = (container: Container) =>
    withRequests(spec.hostNetwork ? withHostPorts(container) : container)
  return {
    ...pod,
    spec: {
      enableServiceLinks: true,
      ...spec,
      containers: spec.containers.map(complete),
      ...(spec.initContainers ? { initContainers: spec.initContainers.map(complete) } : {}),
    },
  }
}

export function defaultTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  return { ...template, spec: defaultPodSpec(template?.spec ?? { containers: [] }) }
}

function defaultPodSpec(spec: PodSpec): PodSpec {
  return {
    ...spec,
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName || 'default-scheduler',
    containers: (spec.containers ?? []).map(defaultContainer),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(defaultContainer) } : {}),
    ...(spec.volumes ? { volumes: (spec.volumes as readonly Volume[]).map(defaultVolume) } : {}),
  }
}

function defaultContainer(container: Container): Container {
  const defaulted: { -readonly [K in keyof Container]: Container[K] } = {
    resources: {},
    ...container,
    terminationMessagePath: container.terminationMessagePath || '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy || 'File',
    imagePullPolicy: container.imagePullPolicy || pullPolicyOf(container.image ?? ''),
  }
  if (container.ports)
    defaulted.ports = container.ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' }))
  if (container.env)
    defaulted.env = container.env.map((one) =>
      one.valueFrom ? { ...one, valueFrom: defaultReference(one.valueFrom as Reference) } : one,
    )
  for (const name of probeNames) {
    const probe = container[name]
    if (probe) defaulted[name] = defaultProbe(probe)
  }
  const { lifecycle } = container as { lifecycle?: Readonly<Record<string, Probe>> }
  if (!lifecycle) return defaulted
  const hooks = Object.entries(lifecycle).map(([name, hook]) => [name, withHttp(hook)])
  return { ...defaulted, lifecycle: Object.fromEntries(hooks) } as Container
}

/** On the network of its host a Pod listens at the host's port. */
function withHostPorts(container: Container): Container {
  if (!container.ports) return container
  const ports = container.ports.map((port) => ({
    ...port,
    hostPort: port.hostPort || port.containerPort,
  }))
  return { ...container, ports }
}

function withHttp<T extends Pick<Probe, 'httpGet'>>(handler: T): T {
  const { httpGet } = handler
  if (!httpGet) return handler
  const path = httpGet.path || '/'
  return { ...handler, httpGet: { ...httpGet, path, scheme: httpGet.scheme || 'HTTP' } }
}

/** A moving tag is looked up every time. */
function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const parsed = parseImage(image)
  return parsed.ok && parsed.reference.tag === 'latest' ? 'Always' : 'IfNotPresent'
}

function defaultProbe(probe: Probe): Probe {
  const { grpc } = probe as { grpc?: { service?: string } }
  return {
    ...withHttp(probe),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
    ...(grpc ? { grpc: { ...grpc, service: grpc.service ?? '' } } : {}),
  }
}

/** Who sets a limit and no request asks for as much as the limit. */
function withRequests(container: Container): Container {
  const { limits, requests } = container.resources ?? {}
  if (!limits) return container
  const missing: Record<string, ResourceList[string]> = {}
  for (const [name, limit] of Object.entries(limits))
    if (requests?.[name] === undefined) missing[name] = limit
  if (Object.keys(missing).length === 0) return container
  const all = { ...requests, ...missing }
  return { ...container, resources: { ...container.resources, requests: all } }
}
