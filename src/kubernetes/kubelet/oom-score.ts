/**
 * Whom the kernel kills first when a node's memory is used up: the higher, the sooner.
 *
 * *Upstream:* `pkg/kubelet/qos/policy.go` GetContainerOOMScoreAdjust
 */
import type { Container, Pod, ResourceRequirements } from '../api/core.ts'
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
  const inits = spec.initContainers ?? []
  const all = [...spec.containers, ...inits.filter(isSidecar)]
  const podRequest = wholeValueOf(podLevel(spec)?.requests?.['memory'])
  let share = memoryRequest(container)
  if (podRequest > 0) {
    // What the Pod asks for beyond its containers is shared by them.
    const asked = all.reduce((sum, each) => sum + memoryRequest(each), 0)
    share += Math.max(0, Math.trunc((podRequest - asked) / all.length))
  }
  let score = scoreOf(share, nodeMemoryBytes)
  if (isSidecar(container) && inits.includes(container)) {
    const requests = spec.containers.map((each) => memoryRequest(each))
    const smallest = podRequest > 0 ? undefined : Math.min(...requests)
    if (smallest !== undefined) score = Math.min(score, scoreOf(smallest, nodeMemoryBytes))
  }
  return Math.min(Math.max(score, 1000 + guaranteed), bestEffort - 1)
}

function scoreOf(requestBytes: number, nodeMemoryBytes: number): number {
  return 1000 - Math.trunc((1000 * requestBytes) / nodeMemoryBytes)
}

function memoryRequest({ resources }: Container): number {
  return wholeValueOf(resources?.requests?.['memory'] ?? resources?.limits?.['memory'])
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always'
}

function podLevel(spec: Pod['spec']): ResourceRequirements | undefined {
  return (spec as { resources?: ResourceRequirements }).resources
}
