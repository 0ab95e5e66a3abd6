/**
 * One probe: a request to the Pod's address, a connection, or a command inside the container.
 *
 * *Upstream:* `pkg/kubelet/prober/prober.go`, `pkg/probe/http`, `pkg/probe/tcp`, `pkg/probe/exec`
 * *Leaves out:* other hosts than the Pod, headers, TLS certificates.
 */
import type { Container, Probe } from '../api/core.ts'
import type { IntOrString } from '../api/meta.ts'
import type { Host } from '../component.ts'
import type { ContainerRuntime } from '../container-runtime/cri.ts'
import { type Connection, connect } from '../infrastructure/sockets.ts'

export interface ProbeTarget {
  readonly container: Container
  readonly containerId: string
  readonly ip: string
}

export interface ProbeAnswer {
  readonly passed: boolean
  readonly output: string
}

export function runProbe(
  host: Host,
  runtime: ContainerRuntime,
  probe: Probe,
  target: ProbeTarget,
): ProbeAnswer {
  const { httpGet, tcpSocket, exec } = probe
  if (exec) return runExec(runtime, probe, target)
  const grpc = (probe as { grpc?: { port: number } }).grpc
  const port = portNumber(httpGet?.port ?? tcpSocket?.port ?? grpc?.port, target.container)
  if (port === undefined) return { passed: false, output: 'could not find the port to probe' }
  const { now } = host.clock
  const connection = connect(host.machine, target.ip, port, now)
  const address = `${target.ip}:${port}`
  if (!httpGet) return tcpAnswer(connection, address)
  const path = httpGet.path ?? '/'
  const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase()
  const url = `${scheme}://${address}${path.startsWith('/') ? path : `/${path}`}`
  const connected = tcpAnswer(connection, address)
  if (connection.type !== 'accepted')
    return { passed: false, output: `Get "${url}": ${connected.output}` }
  const { http } = connection.listener
  if (!http) return { passed: false, output: `Get "${url}": EOF` }
  if (scheme === 'https')
    return {
      passed: false,
      output: `Get "${url}": http: server gave HTTP response to HTTPS client`,
    }
  const code = http(path, now)
  return code >= 200 && code < 400
    ? { passed: true, output: '' }
    : { passed: false, output: `HTTP probe failed with statuscode: ${code}` }
}

function tcpAnswer(connection: Connection, address: string): ProbeAnswer {
  if (connection.type === 'accepted') return { passed: true, output: '' }
  const problem = connection.type === 'refused' ? 'connection refused' : 'no route to host'
  return { passed: false, output: `dial tcp ${address}: connect: ${problem}` }
}

function runExec(
  runtime: ContainerRuntime,
  { exec, timeoutSeconds = 1 }: Probe,
  { containerId }: ProbeTarget,
): ProbeAnswer {
  const command = exec?.command ?? []
  const answer = runtime.execSync(containerId, command)
  if (!answer.ok) return { passed: false, output: answer.error }
  const { exitCode, output, tookMs } = answer.value
  if (tookMs > 1000 * timeoutSeconds) {
    const text = `command timed out: "${command.join(' ')}" timed out after ${timeoutSeconds}s`
    return { passed: false, output: text }
  }
  return { passed: exitCode === 0, output }
}

/** A name stands for the container's port of that name. */
function portNumber(port: IntOrString | undefined, container: Container): number | undefined {
  if (typeof port !== 'string') return port
  const named = container.ports?.find(({ name }) => name === port)?.containerPort
  return named ?? (/^\d+$/.test(port) ? Number(port) : undefined)
}
