/**
 * A shell that writes: the commands people type into a container to look around, and the scripts
 * that containers run, read up to a moment.
 *
 * It reads the same scripts as the container runtime does when it reckons how long they take and how
 * they end (`kubernetes/container-runtime/programs/shell.ts`), and adds what they print.
 *
 * *Leaves out:* `if`, `for`, `case`, functions (refused, as there); job control; reading stdin.
 */
import {
  parseScript,
  type Node as ScriptNode,
} from '../../kubernetes/container-runtime/programs/script.ts'
import type { LogLine, Ran } from '../../kubernetes/inside.ts'
import { type Command, commands, type Done } from './shell-commands.ts'

/** What a shell finds where it runs. */
export interface World {
  readonly hostname: string
  readonly address: string
  readonly env: Map<string, string>
  readonly files: Map<string, string>
  /** Virtual milliseconds when it begins. */
  readonly startMs: number
  /** Its reading ends here. */
  readonly untilMs: number
  /** `curl` and its like: what came back from the network. */
  fetch(program: string, words: readonly string[], atMs: number): Done
  /** Programs that this image does not have. */
  readonly lacks: readonly string[]
  /** `kill 1` */
  terminate(): void
}

/** A script that goes round for ever is not followed further than this. */
const mostSteps = 20_000
const mostLines = 5_000

export class Shell {
  readonly world: World
  readonly lines: (LogLine & { readonly to: 'stdout' | 'stderr' })[] = []
  /** Virtual milliseconds. */
  nowMs: number
  exitCode = 0
  ended = false
  #steps = 0
  /** What is on its way to a pipe or a file. */
  #caught: string[] | undefined

  constructor(world: World) {
    this.world = world
    this.nowMs = world.startMs
  }

  /** Time is up, or it was ended. */
  get over(): boolean {
    return this.ended || this.nowMs >= this.world.untilMs || this.#steps > mostSteps
  }

  knows(word: string): boolean {
    const name = basename(word)
    return Object.hasOwn(commands, name) && !this.world.lacks.includes(name)
  }

  run(words: readonly string[], stdin = ''): void {
    this.#command(words, stdin)
  }

  /** Everything it has written, as a whole. */
  ran(): Ran {
    const all = (to: 'stdout' | 'stderr') =>
      this.lines.flatMap((line) => (line.to === to ? [`${line.text}\n`] : [])).join('')
    return { stdout: all('stdout'), stderr: all('stderr'), exitCode: this.exitCode }
  }

  script(text: string): number {
    const nodes = parseScript(text)
    if (!nodes) {
      this.complain('sh: syntax error: this shell reads no if, for, case or function')
      this.ended = true
      return 2
    }
    this.#list(nodes)
    return this.exitCode
  }

  write(text: string): void {
    if (text === '') return
    const lines = text.replace(/\n$/, '').split('\n')
    if (this.#caught) this.#caught.push(...lines)
    else this.#line('stdout', lines)
  }

  complain(text: string): void {
    if (text !== '') this.#line('stderr', text.split('\n'))
  }

  #line(to: 'stdout' | 'stderr', texts: readonly string[]): void {
    for (const text of texts) this.lines.push({ atMs: this.nowMs, text, to })
    if (this.lines.length > 2 * mostLines) this.lines.splice(0, this.lines.length - mostLines)
  }

  /** What a command in the middle of a line prints. */
  #caughtBy(run: () => void): string {
    const outer = this.#caught
    const caught: string[] = []
    this.#caught = caught
    run()
    this.#caught = outer
    return caught.map((line) => `${line}\n`).join('')
  }

  #list(nodes: readonly ScriptNode[]): void {
    let piped = ''
    for (const [index, node] of nodes.entries()) {
      if (this.over) return
      if (node.after === '&&' && this.exitCode !== 0) continue
      if (node.after === '||' && this.exitCode === 0) continue
      const stdin = node.after === '|' ? piped : ''
      const toPipe = nodes[index + 1]?.after === '|'
      if (toPipe) piped = this.#caughtBy(() => this.#node(node, stdin))
      else this.#node(node, stdin)
    }
  }

  #node(node: ScriptNode, stdin: string): void {
    const atMs = this.nowMs
    if (node.type === 'loop') {
      while (!this.over) {
        if (node.condition) this.#node(node.condition, '')
        if (node.condition && this.exitCode !== 0) {
          this.exitCode = 0
          break
        }
        this.#list(node.body)
      }
    } else if (node.writes.length === 0) this.#command(node.words, stdin)
    else {
      const text = this.#caughtBy(() => this.#command(node.words, stdin))
      for (const { path, adds } of node.writes) {
        const name = this.expand(path)
        const before = adds ? (this.world.files.get(name) ?? '') : ''
        if (name !== '/dev/null') this.world.files.set(name, before + text)
      }
    }
    if (node.background) {
      this.nowMs = atMs
      this.exitCode = 0
    }
  }

  #command(given: readonly string[], stdin: string): void {
    this.#steps++
    const words = given.map((word) => this.expand(word))
    const [, name = '', value = ''] = /^(\w+)=([\s\S]*)$/.exec(words[0] ?? '') ?? []
    if (name !== '') {
      this.world.env.set(name, value)
      if (words.length > 1) this.#command(words.slice(1), stdin)
      return
    }
    const [word = '', ...args] = words
    if (word === '') return
    const command: Command | undefined = this.knows(word) ? commands[basename(word)] : undefined
    if (!command) {
      this.complain(`sh: ${word}: not found`)
      this.exitCode = 127
      return
    }
    const { stdout = '', stderr = '', exitCode = 0 } = command(this, args, stdin, basename(word))
    this.write(stdout)
    this.complain(stderr)
    this.exitCode = exitCode
  }

  /** `$NAME`, `${NAME}`, `$?` and `$(command)`. */
  expand(text: string): string {
    return text.replace(
      /\$(?:\(([^()]*)\)|\{(\w+)\}|(\w+)|([?$]))/g,
      (_, inner?: string, braced?: string, plain?: string, sign?: string) => {
        if (inner !== undefined) return this.#caughtBy(() => this.script(inner)).replace(/\n+$/, '')
        if (sign !== undefined) return sign === '?' ? String(this.exitCode) : '1'
        return this.world.env.get(braced ?? plain ?? '') ?? ''
      },
    )
  }
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
