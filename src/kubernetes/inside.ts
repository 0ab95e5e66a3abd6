/**
 * The doors that kubelets hold open: what a container has written, a command inside it, a port of
 * its Pod; and a shell on a machine itself. The API server only passes them on.
 *
 * *Upstream:* `pkg/kubelet/server/server.go`; `pkg/registry/core/pod/rest`
 */
export interface Refusal {
  readonly ok: false
  /** As a status of HTTP; 500 where the way to the kubelet itself is broken. */
  readonly code: 400 | 404 | 500
  readonly reason?: 'BadRequest' | 'NotFound' | 'InternalError'
  readonly message: string
}

export type Inner<T> = { readonly ok: true; readonly value: T } | Refusal

export interface LogLine {
  /** Virtual milliseconds. */
  readonly atMs: number
  readonly text: string
}

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface ContainerPlace {
  readonly namespace: string
  readonly pod: string
  /** The only one where absent. */
  readonly container?: string | undefined
}

export interface Inside {
  /** What the container has written so far; `previous`: the one before its last restart. */
  logs(
    place: ContainerPlace,
    previous: boolean,
  ): Inner<{
    readonly lines: readonly LogLine[]
    /** More may come. */
    readonly running: boolean
  }>
  exec(place: ContainerPlace, words: readonly string[], stdin?: string): Inner<Ran>
  /** Whether the container's first process is a shell that waits for somebody to type. */
  awaitsInput(place: ContainerPlace): boolean
  /** Nobody types any more, and that process ends. */
  endInput(place: ContainerPlace, exitCode: number): void
  /** One request of HTTP, answered by whoever listens there: the whole answer as it is sent. */
  forward(place: ContainerPlace, port: number, request: string): Inner<string>
  /** A command on a machine of the cluster, the control plane's where none is named. */
  onMachine(machine: string | undefined, words: readonly string[]): Inner<Ran>
}
