/**
 * Commands of a small image, and just enough of `sh` for the scripts in Pod manifests: sequences,
 * `&&`, `||`, `&`, `wait`, `trap`, `while`, output into a file.
 *
 * A script is not run but read ahead: how long it takes, which files it makes and removes, how it
 * ends. That is possible because nothing it can say here depends on the outside.
 *
 * *Leaves out:* variables, substitution, `if`, `for`, `case`, functions (a script with them ends
 * with exit code 2, as one with a syntax error), what pipes carry, output.
 */
import type { FileChange, Program } from '../programs.ts'
import { type Node, parseScript } from './script.ts'

/** Nothing where there is no such command. */
export function runCommand(
  words: readonly string[],
  hasFile: (path: string) => boolean = () => false,
  control?: string,
): Program | undefined {
  const run = new Run(hasFile, control)
  if (!run.isCommand(words[0] ?? '')) return undefined
  run.command(words)
  return run.program()
}

const forever = Number.POSITIVE_INFINITY
/** A condition that still holds after so many rounds is taken to hold for ever. */
const mostRounds = 200

/** One reading of a command: the clock runs ahead as far as the command would take. */
class Run {
  #nowMs = 0
  #exitCode = 0
  #ended = false
  #files: FileChange[] = []
  #hasFile: (path: string) => boolean
  /** When everything sent to the background with `&` is done. */
  #backgroundEndMs = 0
  /** How long a trap may have to wait for the command in the foreground. */
  #blockMs = 0
  #trap: string | undefined

  /** A server's own executable: it takes a signal to the server and is done. */
  #control: string | undefined

  constructor(hasFile: (path: string) => boolean, control?: string) {
    this.#hasFile = hasFile
    this.#control = control
  }

  program(): Program {
    const changes = this.#files
    return {
      ...(this.#nowMs === forever
        ? {}
        : { end: { afterMs: this.#nowMs, exitCode: this.#exitCode } }),
      onTerminate: this.#onTerminate(),
      hasFile: (path, sinceStartMs) => stateOf(changes, path, sinceStartMs) ?? false,
      ...(changes.length > 0 ? { files: changes } : {}),
    }
  }

  isCommand(word: string): boolean {
    return basename(word) in this.#commands || basename(word) === this.#control
  }

  command(words: readonly string[]): void {
    const [word = '', ...args] = words
    const command = this.#commands[basename(word)]
    const tells = basename(word) === this.#control && args[0] === '-s'
    this.#exitCode = command ? command(args) : tells ? 0 : 127
  }

  #script(text: string): void {
    const nodes = parseScript(text)
    if (nodes) this.#list(nodes)
    else this.#exit(2)
  }

  #list(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (this.#ended || this.#nowMs === forever) return
      if (node.after === '&&' && this.#exitCode !== 0) continue
      if (node.after === '||' && this.#exitCode === 0) continue
      this.#node(node)
    }
  }

  #node(node: Node): void {
    const startMs = this.#nowMs
    if (node.type === 'loop') this.#loop(node)
    else {
      this.command(node.words)
      for (const { path } of node.writes) if (path !== '/dev/null') this.#file(path, true)
    }
    if (!node.background) return
    this.#backgroundEndMs = Math.max(this.#backgroundEndMs, this.#nowMs)
    this.#nowMs = startMs
    this.#exitCode = 0
    this.#blockMs = 0
  }

  /** Without a condition, once round tells whether it leaves the loop; if not, it goes on for ever. */
  #loop({ condition, body }: Node & { readonly type: 'loop' }): void {
    for (let round = 0; round < (condition ? mostRounds : 1); round++) {
      if (condition) this.#node(condition)
      if (condition && this.#exitCode !== 0) {
        this.#exitCode = 0
        return
      }
      this.#list(body)
      if (this.#ended) return
    }
    this.#nowMs = forever
  }

  #exit(code: number): number {
    this.#ended = true
    this.#exitCode = code
    return code
  }

  #file(path: string, exists: boolean): void {
    this.#files.push({ atMs: this.#nowMs, path, exists })
  }

  #exists(path: string): boolean {
    return stateOf(this.#files, path, this.#nowMs) ?? this.#hasFile(path)
  }

  #sleep(args: readonly string[]): number {
    const durationMs = args.reduce((sum, arg) => sum + durationOf(arg), 0)
    if (Number.isNaN(durationMs) || args.length === 0) return 1
    this.#nowMs += durationMs
    this.#blockMs = durationMs
    return 0
  }

  #onTerminate(): Program['onTerminate'] {
    if (this.#trap === undefined || this.#trap === '') return 'ignored'
    const handler = new Run(this.#hasFile)
    handler.#script(this.#trap)
    const afterMs = this.#blockMs + handler.#nowMs
    if (!handler.#ended || afterMs === forever) return 'ignored'
    return { exitCode: handler.#exitCode, afterMs }
  }

  readonly #commands: Readonly<Record<string, (args: readonly string[]) => number>> = {
    true: () => 0,
    ':': () => 0,
    false: () => 1,
    echo: () => 0,
    printf: () => 0,
    date: () => 0,
    hostname: () => 0,
    env: () => 0,
    sleep: (args) => this.#sleep(args),
    tail: (args) => {
      if (args.some((arg) => arg.startsWith('-f') || arg === '-F')) this.#nowMs = forever
      return 0
    },
    touch: (args) => {
      for (const path of operandsOf(args)) this.#file(path, true)
      return 0
    },
    rm: (args) => {
      for (const path of operandsOf(args)) this.#file(path, false)
      return 0
    },
    mkdir: () => 0,
    cat: (args) => (operandsOf(args).every((path) => this.#exists(path)) ? 0 : 1),
    ls: (args) => (operandsOf(args).every((path) => this.#exists(path)) ? 0 : 1),
    test: ([operator, path]) =>
      operator === '-e' || operator === '-f' ? Number(!this.#exists(path ?? '')) : 1,
    exit: ([code]) => this.#exit(Number(code ?? this.#exitCode) & 255),
    exec: (args) => {
      this.command(args)
      return this.#exit(this.#exitCode)
    },
    trap: ([action = '', ...signals]) => {
      if (signals.some((signal) => /^(SIG)?TERM$|^15$/.test(signal))) this.#trap = action
      return 0
    },
    wait: () => {
      this.#nowMs = Math.max(this.#nowMs, this.#backgroundEndMs)
      this.#blockMs = 0
      return 0
    },
    sh: (args) => {
      // Without a script it reads its input, which is at its end.
      const script = args[0]?.startsWith('-') && args[0].includes('c') ? args[1] : ''
      this.#script(script ?? '')
      return this.#exitCode
    },
    ash: (args) => this.#commands['sh']?.(args) ?? 127,
    bash: (args) => this.#commands['sh']?.(args) ?? 127,
  }
}

/** The latest change of a path up to a moment, if it was ever changed. */
function stateOf(changes: readonly FileChange[], path: string, atMs: number): boolean | undefined {
  return changes.findLast((change) => change.path === path && change.atMs <= atMs)?.exists
}

function operandsOf(args: readonly string[]): readonly string[] {
  return args.filter((arg) => !arg.startsWith('-'))
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `5`, `0.5`, `10s`, `2m`, `1h`, `1d`, `infinity`. */
function durationOf(text: string): number {
  if (/^inf(inity)?$/.test(text)) return forever
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text)
  const unit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match?.[2] || 's'] ?? 1000
  return match ? Number(match[1]) * unit : Number.NaN
}
