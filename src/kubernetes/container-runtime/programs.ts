/**
 * What images do when they run: the only invented part of this world, and kept apart for that.
 *
 * A program is a timeline fixed at its start: when it listens, when it ends by itself, what it does
 * when it is asked to stop. So a running container is data, and no timer of the container runtime
 * has to survive that the container itself survives a restart of the runtime.
 *
 * *Leaves out:* logs, what a program reads from the network or its environment.
 */
import { demo } from './programs/demo.ts'
import { pause } from './programs/pause.ts'
import { servers } from './programs/servers.ts'
import { runCommand } from './programs/shell.ts'

export interface Program {
  /** When it ends by itself, counted from its start; absent: only when it is told to. */
  readonly end?: { readonly afterMs: number; readonly exitCode: number; readonly reason?: string }
  /**
   * What SIGTERM does. The first process of a container has no default action: most ignore it.
   * Without `afterMs` it ends as quickly as well-behaved programs do.
   */
  readonly onTerminate: 'ignored' | { readonly exitCode: number; readonly afterMs?: number }
  readonly listens?: readonly {
    readonly port: number
    readonly afterMs: number
    readonly http?: (path: string, sinceStartMs: number) => number
  }[]
  /** Files it made, at a moment after its start; for commands run inside by a probe. */
  readonly hasFile?: (path: string, sinceStartMs: number) => boolean
  /** The same as a list, for commands that change what another program finds. */
  readonly files?: readonly FileChange[]
  /** Bytes of memory, so long after its start; absent: a little, and always the same. */
  readonly memoryAt?: (sinceStartMs: number) => number
  /** Its own executable, with which it is told something from inside: `nginx -s quit`. */
  readonly control?: string
}

export interface FileChange {
  readonly atMs: number
  readonly path: string
  readonly exists: boolean
}

export interface Invocation {
  /** `docker.io/library/busybox`. */
  readonly repository: string
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
  /** Its input is held open. */
  readonly stdin?: boolean | undefined
  readonly memoryLimitBytes?: number | undefined
}

export type StartResult =
  | { readonly ok: true; readonly program: Program }
  /** The executable is not there: exit code 128, reason StartError. */
  | { readonly ok: false; readonly executable: string }

/** What an image contains. */
export interface ImageContent {
  /** What runs without a command; `entrypoint` stays when only `args` are given. */
  readonly cmd: readonly string[]
  readonly entrypoint?: readonly string[]
  /** The image's own executables, by name. */
  readonly executables: Readonly<Record<string, (invocation: Invocation) => Program>>
  /** Has `sh`, `sleep`, `cat` and their like. */
  readonly hasShell: boolean
}

const contents: Readonly<Record<string, ImageContent>> = { ...servers, ...demo, ...pause }

/** Run the image as its own default or the Pod's command and arguments say. */
export function startProgram(invocation: Invocation): StartResult {
  const content = contents[invocation.repository]
  const words = commandLine(content, invocation)
  const executable = words[0] ?? ''
  const name = executable.slice(executable.lastIndexOf('/') + 1)
  const own = content?.executables[name]
  if (own) return { ok: true, program: own(invocation) }
  if (!content?.hasShell) return { ok: false, executable }
  if (awaitsInput(invocation)) return { ok: true, program: { onTerminate: 'ignored' } }
  const program = runCommand(words)
  return program ? { ok: true, program } : { ok: false, executable }
}

/** A command run inside a running container, as an exec probe does. */
export function runInside(
  program: Program,
  command: readonly string[],
  sinceStartMs: number,
): {
  readonly exitCode: number
  readonly output: string
  readonly tookMs: number
  readonly files?: Program['files']
} {
  const [name = '', ...args] = command
  const hasFile = (path: string) => program.hasFile?.(path, sinceStartMs) ?? false
  const inside = runCommand(command, hasFile, program.control)
  if (!inside) {
    const output = `exec: "${name}": executable file not found in $PATH`
    return { exitCode: 127, output, tookMs: 0 }
  }
  const made = inside.files ? { files: inside.files } : {}
  if (!inside.end) return { exitCode: 137, output: '', tookMs: Number.POSITIVE_INFINITY, ...made }
  const { exitCode, afterMs: tookMs } = inside.end
  const missing = exitCode !== 0 && name === 'cat' ? args[0] : undefined
  const output = missing ? `cat: can't open '${missing}': No such file or directory` : ''
  return { exitCode, output, tookMs, ...made }
}

/** A shell without a script, and somebody may come and type one. */
export function awaitsInput(invocation: Invocation): boolean {
  return (
    invocation.stdin === true && /^(?:.*\/)?(?:sh|ash|bash)$/.test(wordsOf(invocation).join(' '))
  )
}

/** What a container of this image runs, word by word. */
export function wordsOf(invocation: Invocation): readonly string[] {
  return commandLine(contents[invocation.repository], invocation)
}

/** Kubernetes' `command` replaces the entrypoint and drops the image's own arguments. */
function commandLine(
  content: ImageContent | undefined,
  { command, args }: Invocation,
): readonly string[] {
  if (command && command.length > 0) return [...command, ...(args ?? [])]
  const own = args && args.length > 0 ? args : (content?.cmd ?? [])
  return [...(content?.entrypoint ?? []), ...own]
}
