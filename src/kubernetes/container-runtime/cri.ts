/**
 * The Container Runtime Interface: what a kubelet may ask of containerd or CRI-O.
 *
 * *Upstream:* `staging/src/k8s.io/cri-api/pkg/apis/runtime/v1/api.proto`
 * *Leaves out:* attach, port-forward, logs, most of stats, checkpoints, mounts, devices, and
 * ContainerStatus, whose answer a listing has already.
 *
 * A call that takes time answers by a callback. When the runtime's process stops first, the
 * callback gets the error that a broken gRPC connection gives.
 */

export type SandboxState = 'ready' | 'not-ready'
export type CriContainerState = 'created' | 'running' | 'exited'

/** The network namespace that a Pod's containers share, held open by the pause container. */
export interface PodSandbox {
  readonly id: string
  readonly podUid: string
  readonly podName: string
  readonly podNamespace: string
  /** How many sandboxes the Pod had before. */
  readonly attempt: number
  readonly state: SandboxState
  /** Given by the CNI plugin when the sandbox starts. */
  readonly ip: string
  readonly createdAtMs: number
}

export interface CriContainer {
  /** 64 hexadecimal digits, without the runtime's prefix. */
  readonly id: string
  readonly sandboxId: string
  readonly podUid: string
  readonly name: string
  /** As the Pod asked for it: `nginx:1.14.2`. */
  readonly requestedImage: string
  /** `docker.io/library/nginx:1.14.2`. */
  readonly image: string
  /** `docker.io/library/nginx@sha256:…`. */
  readonly imageRef: string
  /** How many containers of this name came before it in the Pod. */
  readonly attempt: number
  readonly state: CriContainerState
  readonly createdAtMs: number
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  readonly exitCode?: number
  /** `Completed`, `Error`, `OOMKilled`, `StartError`, `Unknown`. */
  readonly reason?: string
  readonly message?: string
}

export interface PodSandboxConfig {
  readonly uid: string
  readonly name: string
  readonly namespace: string
  readonly attempt: number
}

export interface ContainerConfig {
  readonly name: string
  readonly image: string
  /** As the Pod has it. */
  readonly requestedImage: string
  readonly attempt: number
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
  /** Its input is held open for somebody who may come and type. */
  readonly stdin?: boolean | undefined
  readonly memoryLimitBytes?: number | undefined
  /** Whom the kernel kills first when memory runs out. */
  readonly oomScoreAdjust: number
}

export interface CriImage {
  /** `docker.io/library/nginx:1.14.2`. */
  readonly name: string
  readonly ref: string
  readonly sizeBytes: number
}

/** A value, or the text of a gRPC error: `rpc error: code = … desc = …`. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string }

export type Reply<T> = (answer: Answer<T>) => void

export interface ExecResult {
  readonly exitCode: number
  readonly output: string
  readonly tookMs: number
}

export interface RuntimeStatus {
  /** Why Pods cannot get an address yet; absent when they can. */
  readonly networkProblem?: string
}

/** What a listing is narrowed to. */
export interface PodFilter {
  readonly podUid: string
}

export interface ContainerRuntime {
  /** `containerd` or `cri-o`, and its version. */
  version(): { readonly name: string; readonly version: string }
  status(): RuntimeStatus
  /** Tells the runtime which addresses this node's Pods get. */
  updateRuntimeConfig(config: { readonly podCidr: string }): void

  runPodSandbox(config: PodSandboxConfig, reply: Reply<PodSandbox>): void
  /** Kills what still runs in it and gives back its address. */
  stopPodSandbox(id: string): void
  removePodSandbox(id: string): void
  /** Absent where there is none with this id. */
  podSandboxStatus(id: string): PodSandbox | undefined
  listPodSandboxes(filter?: PodFilter): readonly PodSandbox[]

  imageStatus(image: string): CriImage | undefined
  listImages(): readonly CriImage[]
  removeImage(name: string): void
  pullImage(image: string, reply: Reply<CriImage>): void

  createContainer(sandboxId: string, config: ContainerConfig): Answer<string>
  startContainer(id: string, reply: Reply<void>): void
  /** SIGTERM, after `graceMs` SIGKILL; answers when the container has ended. */
  stopContainer(id: string, graceMs: number, reply: Reply<void>): void
  removeContainer(id: string): void
  listContainers(filter?: PodFilter): readonly CriContainer[]
  /** ContainerStats: bytes of memory in use; 0 for one that does not run. */
  memoryUse(id: string): number
  execSync(id: string, command: readonly string[]): Answer<ExecResult>

  /**
   * Tells which Pod's containers or sandboxes changed, and, without a Pod, that the connection
   * broke. (Upstream's GetContainerEvents.) Gives the function that ends it.
   */
  onChange(listener: (podUid?: string) => void): () => void
}
