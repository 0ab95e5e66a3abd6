/**
 * What kubectl reaches through the API server on a node: a container's output, a command inside it,
 * and the network as seen from there.
 */
export type Inner<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string }

export interface Ran {
  readonly output: string
  readonly exitCode: number
}

export interface Inside {
  /** What the container has written so far; `previous`: the one before its last restart. */
  logs(
    namespace: string,
    pod: string,
    container: string,
    previous: boolean,
  ): Inner<readonly string[]>
  exec(namespace: string, pod: string, container: string, words: readonly string[]): Inner<Ran>
}
