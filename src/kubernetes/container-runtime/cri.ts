/**
 * The Container Runtime Interface: what a kubelet may ask of containerd or CRI-O.
 *
 * *Upstream:* `staging/src/k8s.io/cri-api/pkg/apis/runtime/v1/api.proto`
 * *Leaves out:* exec, attach, port-forward, logs as streams, stats, checkpointing.
 *
 * Calls answer at once; what takes time (a pull, a graceful stop) answers by a callback.
 */

export type SandboxState = 'ready' | 'not-ready'
export type CriContainerState = 'created' | 'running' | 'exited'

export interface PodSandbox {
  readonly id: string
  readonly podUid: string
  readonly podName: string
  readonly podNamespace: string
  readonly state: SandboxState
  /** Given by the CNI plugin when the sandbox starts. */
  readonly ip: string
  readonly createdAtMs: number
}

export interface CriContainer {
  /** 64 hexadecimal digits, without the runtime's prefix. */
  readonly id: string
  readonly sandboxId: string
  readonly name: string
  readonly image: string
  readonly imageRef: string
  /** How many containers of this name came before it in the Pod. */
  readonly attempt: number
  readonly state: CriContainerState
  readonly createdAtMs: number
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  readonly exitCode?: number
  /** `Completed`, `Error`, `OOMKilled`. */
  readonly reason?: string
}

export interface ContainerConfig {
  readonly name: string
  readonly image: string
  readonly attempt: number
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports: readonly number[]
  readonly memoryLimitBytes?: number
}

export interface CriImage {
  /** `docker.io/library/nginx:1.14.2`. */
  readonly name: string
  readonly ref: string
  readonly sizeBytes: number
}

export type PullResult =
  | { readonly ok: true; readonly image: CriImage; readonly tookMs: number }
  | { readonly ok: false; readonly message: string }

export interface ContainerRuntime {
  /** `containerd` or `cri-o`, and its version. */
  version(): { readonly name: string; readonly version: string }
  runPodSandbox(pod: {
    readonly uid: string
    readonly name: string
    readonly namespace: string
  }): PodSandbox
  stopPodSandbox(id: string): void
  removePodSandbox(id: string): void
  listPodSandboxes(): readonly PodSandbox[]
  imageStatus(image: string): CriImage | undefined
  listImages(): readonly CriImage[]
  pullImage(image: string, done: (result: PullResult) => void): void
  createContainer(sandboxId: string, config: ContainerConfig): string
  startContainer(id: string): void
  /** SIGTERM, after `graceMs` SIGKILL. The end is seen by listing, as upstream. */
  stopContainer(id: string, graceMs: number): void
  removeContainer(id: string): void
  listContainers(): readonly CriContainer[]
  /** Tells when any container has started or ended; a kubelet still looks only once a second. */
  onChange(listener: () => void): () => void
}
