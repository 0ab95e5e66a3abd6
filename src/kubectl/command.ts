/**
 * What a command of kubectl is: a name, flags, and a function that speaks to the API server and
 * prints. `commands.ts` lists them.
 */
import type { Inside } from '../kubernetes/inside.ts'
import type { Request, Response, Watch, WatchEvent } from '../kubernetes/kube-apiserver/request.ts'
import type { Bilingual } from '../language.ts'
import type { Flags, FlagTable } from './flags.ts'

/** A request as whoever is at the keyboard makes it. */
export type OwnRequest = Omit<Request, 'user' | 'cause'>

/** The way from the keyboard into the cluster. */
export interface Desk {
  send(request: OwnRequest): Response
  watch(request: OwnRequest, sink: (event: WatchEvent) => void): Watch | Response
  /** Virtual milliseconds. */
  now(): number
  /** Doors that kubelets hold open: logs, exec, and the network as a Pod or a node sees it. */
  readonly inside?: Inside
}

/** What kubectl remembers from one command to the next: a kubeconfig file, and a folder of files. */
export interface Session {
  readonly context: string
  namespace: string
  readonly files: Map<string, string>
  /** `k` → `kubectl`, by `alias`. */
  readonly aliases?: Map<string, readonly string[]>
  /** Lines typed before. */
  readonly typed?: string[]
  /** Shells that were opened inside one another: `ssh`, `exec -it`. */
  readonly within?: Inner[]
}

/** A shell somewhere else: what is typed goes behind these words. */
export interface Inner {
  /** `root@node-1:~#` */
  readonly prompt: string
  readonly words: readonly string[]
}

/**
 * A command that waits gives up its turn by `yield`, and goes on when time has passed. What it
 * returns in the end is its exit code.
 */
export type Steps = Generator<undefined, number, undefined>

export interface Call {
  readonly desk: Desk
  readonly session: Session
  /** The words behind the command's own. */
  readonly words: readonly string[]
  readonly flags: Flags
  /** What stands behind `--`. */
  readonly rest?: readonly string[]
  /** What a reader made of the text that `edit` offered. */
  readonly edited?: string
  /** One line, or several, to stdout. */
  print(text: string): void
  /** To stdout as it is, without a line break. */
  write(text: string): void
  /** One line, or several, to stderr. */
  complain(text: string): void
  /** What comes through a pipe, or out of a file behind `<`. */
  readonly stdin?: string
  /** The terminal's own words to the reader, beside what the program says. */
  hint(text: Bilingual): void
  /** Runs another program in the place of this one. @throws {Failure} */
  run(words: readonly string[], call: Omit<Call, 'words' | 'flags' | 'rest'>): number | Steps
  /** Asks for a text to be edited; the command is then given again, with what was made of it. */
  offer(text: EditOffer): void
}

export interface EditOffer {
  /** `deployment-web.yaml` */
  readonly file: string
  readonly text: string
}

export interface Command {
  /** As typed: `rollout status`. */
  readonly name: string
  readonly aliases?: readonly string[]
  /** What follows the name: `(TYPE NAME | TYPE/NAME)`. */
  readonly usage: string
  readonly says: Bilingual
  readonly examples: readonly string[]
  readonly flags: FlagTable
  /** What its words are, for Tab. */
  readonly takes?: 'kinds' | 'nodes' | 'pods' | 'files' | 'nothing'
  /** The first word that is no flag ends the flags: what follows belongs to another program. */
  readonly stopsAtWord?: boolean
  run(call: Call): number | Steps
}

/** Flags of whatever reads manifests. */
export const fileFlags: FlagTable = { filename: ['list', 'f'], recursive: ['bool', 'R'] }

/** Flags of whatever prints objects. */
export const outputFlags: FlagTable = {
  output: ['text', 'o'],
  template: 'text',
  'show-labels': 'bool',
  'show-managed-fields': 'bool',
  'no-headers': 'bool',
}

export const selectorFlags: FlagTable = { selector: ['text', 'l'], 'field-selector': 'text' }

export function namespaceOf({ flags, session }: Pick<Call, 'flags' | 'session'>): string {
  return flags.text('namespace') || session.namespace
}
