/**
 * Makes room on a disk: removes what is left of Pods that have ended, then the images that no
 * container uses.
 *
 * *Upstream:* `pkg/kubelet/images/image_gc_manager.go` (DeleteUnusedImages),
 * `pkg/kubelet/container/container_gc.go` (DeleteAllUnusedContainers)
 * *Leaves out:* how long an image was not used.
 */
import type { ContainerRuntime } from '../container-runtime/cri.ts'

/** @returns how many bytes are free now that were not */
export function collectImages(runtime: ContainerRuntime): number {
  const ended = new Set(
    runtime.listPodSandboxes().flatMap(({ id, state }) => (state === 'not-ready' ? [id] : [])),
  )
  for (const { id, state, sandboxId } of runtime.listContainers())
    if (state === 'exited' && ended.has(sandboxId)) runtime.removeContainer(id)
  const used = new Set(runtime.listContainers().map(({ image }) => image))
  const unused = runtime.listImages().filter(({ name }) => !used.has(name))
  for (const { name } of unused) runtime.removeImage(name)
  return unused.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
