/**
 * Whom the kernel kills first when a node's memory is used up: the higher, the sooner.
 *
 * *Upstream:* `pkg/kubelet/qos/policy.go` GetContainerOOMScoreAdjust
 */
import type { Container, Pod } from '../api/core.ts'
import { podQosClass } from '../api/pod-qos.ts'
import { wholeValueOf } from '../api/quantity.ts'

const guaranteed = -997
const bestEffort = 1000
const systemNodeCritical = 2_000_001_000

export function oomScoreAdjust(
  { spec }: Pick<Pod, 'spec'>,
  container: Container,
  nodeMemoryBytes: number,
): number {
  if ((spec.priority ?? 0) >= systemNodeCritical) return guaranteed
  const qos = podQosClass(spec)
  if (qos === 'Guaranteed') return guaranteed
  if (qos === 'BestEffort') return bestEffort
  const { containers, initContainers = [] } = spec
  const spare = spareRequest(spec)
  const score = scoreOf(memoryRequest(container) + spare, nodeMemoryBytes)
  if (!isSidecar(container) || !initContainers.includes(container)) return bounded(score)
  // A sidecar outlives whom it serves.
  const smallest = Math.min(...containers.map((each) => memoryRequest(each))) + spare
  return bounded(Math.min(score, scoreOf(smallest, nodeMemoryBytes)))
}

/** What the Pod asks for beyond its containers, shared out among all that it names. */
function spareRequest({ containers, initContainers = [], resources }: Pod['spec']): number {
  const podRequest = wholeValueOf(resources?.requests?.['memory'])
  if (podRequest === 0) return 0
  let sidecars = 0
  let initialising = 0
  for (const each of initContainers) {
    const request = memoryRequest(each)
    if (isSidecar(each)) sidecars += request
    initialising = Math.max(initialising, isSidecar(each) ? sidecars : sidecars + request)
  }
  const running = containers.reduce((sum, each) => sum + memoryRequest(each), sidecars)
  const count = containers.length + initContainers.length
  return Math.trunc((podRequest - Math.max(running, initialising)) / count)
}

function bounded(score: number): number {
  return Math.min(Math.max(score, 1000 + guaranteed), bestEffort - 1)
}

function scoreOf(requestBytes: number, nodeMemoryBytes: number): number {
  return 1000 - Math.trunc((1000 * requestBytes) / nodeMemoryBytes)
}

function memoryRequest({ resources }: Container): number {
  return wholeValueOf(resources?.requests?.['memory'])
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always'
}
