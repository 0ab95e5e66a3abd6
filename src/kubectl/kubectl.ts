/**
 * A line typed at the prompt: words in, text and an exit code out.
 *
 * A command speaks to the cluster through the API server only. One that waits, such as
 * `get --watch`, hands back control until time has passed: whoever runs it looks after it by `poll`,
 * always at the same virtual moments, so that a session replays to the same text.
 */
import type { Bilingual, Language } from '../language.ts'
import type { Call, Command, Desk, EditOffer, OwnRequest, Session, Steps } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { createFilter, type Filter } from './filters.ts'
import { parseFlags } from './flags.ts'
import { helpOf, overview } from './help.ts'
import { programs } from './programs.ts'
import { closeNames } from './suggest.ts'
import { readLine } from './words.ts'

export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Text in the order in which it was written. */
export interface Printed {
  readonly to: 'stdout' | 'stderr'
  readonly text: string
}

export interface RunningCommand {
  /** Lets it go on. Nothing happens once it has ended. */
  poll(): CommandResult | 'waiting'
  /** Ctrl-C. */
  interrupt(): CommandResult
  /** Everything written so far. */
  readonly printed: readonly Printed[]
  /** A text that the reader is asked to edit. */
  readonly offer: EditOffer | undefined
  /** It goes on until it is interrupted, and changes nothing: `get --watch`, `logs --follow`. */
  readonly endless: boolean
}

export interface RunOptions {
  /** Of what this terminal says itself; kubectl speaks English. */
  readonly language?: Language
  /** What became of the text that `edit` offered. */
  readonly edited?: string
}

/** Starts a line; whether it has ended already is what the first `poll` says. */
export function startLine(
  desk: Desk,
  session: Session,
  line: string,
  { language = 'en', edited }: RunOptions = {},
): RunningCommand {
  const output = new Output()
  let offer: EditOffer | undefined
  let steps: Steps | undefined
  let result: CommandResult | undefined
  let isEndless = false

  function finish(exitCode: number): CommandResult {
    result = output.finish(exitCode)
    return result
  }

  function attempt(run: () => number | undefined): CommandResult | 'waiting' {
    try {
      const exitCode = run()
      return exitCode === undefined ? 'waiting' : finish(exitCode)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (error.message !== '') output.complain(error.message)
      return finish(error.exitCode)
    }
  }

  const advance = () => {
    const step = steps?.next()
    return step?.done ? step.value : undefined
  }

  const begin = () => {
    const read = readLine(line)
    if ('problem' in read) throw new Failure(read.problem[language], 2)
    const [first, ...pipe] = read.commands
    if (!first) return 0
    output.filters = pipe.map(createFilter)
    const call = {
      desk,
      session,
      ...(edited === undefined ? {} : { edited }),
      print: (text: string) => output.print(text),
      write: (text: string) => output.write(text),
      complain: (text: string) => output.complain(text),
      offer: (text: EditOffer) => {
        offer = text
      },
    }
    isEndless = first.some((word) => endlessFlag.test(word)) || isFollowing(first)
    const started = runWords(first, call, language)
    if (typeof started === 'number') return started
    steps = started
    return advance()
  }

  attempt(begin)
  return {
    printed: output.printed,
    get offer() {
      return offer
    },
    get endless() {
      return isEndless
    },
    poll: () => result ?? attempt(advance),
    interrupt() {
      steps?.return(130)
      return result ?? finish(130)
    },
  }
}

const endlessFlag = /^(?:-w|--watch|--watch-only|--follow)$/

function isFollowing(words: readonly string[]): boolean {
  return words.includes('logs') && words.includes('-f')
}

/** Runs a line that does not wait, or as far as it comes without time passing. */
export function runLine(
  desk: Desk,
  session: Session,
  line: string,
  options: RunOptions = {},
): CommandResult {
  const running = startLine(desk, session, line, options)
  const result = running.poll()
  return result === 'waiting' ? running.interrupt() : result
}

type Prepared = Omit<Call, 'words' | 'flags' | 'rest'>

function runWords(
  words: readonly string[],
  prepared: Prepared,
  language: Language,
): number | Steps {
  const [first = '', ...rest] = words
  if (first === 'kubectl' || first === 'k') return runKubectl(rest, prepared, language)
  const program = Object.hasOwn(programs, first) ? programs[first] : undefined
  if (program) return program(rest, prepared, language)
  const asVerb = commands.some(({ name }) => name.split(' ')[0] === first)
  const hint = asVerb ? withPrefix(words) : closest(first)
  throw new Failure(`${first}: command not found${hint ? `\n${hint[language]}` : ''}`, 127)
}

function withPrefix(words: readonly string[]): Bilingual {
  const line = `kubectl ${words.join(' ')}`
  return { ja: `こう書くつもりでしたか: ${line}`, en: `Did you mean: ${line}` }
}

function closest(word: string): Bilingual | undefined {
  const [near] = closeNames(word, ['kubectl', ...Object.keys(programs)])
  return near ? { ja: `もしかして: ${near}`, en: `Did you mean: ${near}` } : undefined
}

/** A desk that is shown who owns which field of what it reads. */
function withOwners(desk: Desk): Desk {
  const asking = (request: OwnRequest): OwnRequest => ({
    ...request,
    options: { ...request.options, showManagedFields: true },
  })
  return {
    ...desk,
    send: (request) => desk.send(asking(request)),
    watch: (request, sink) => desk.watch(asking(request), sink),
  }
}

function runKubectl(
  words: readonly string[],
  prepared: Prepared,
  language: Language,
): number | Steps {
  const leading = parseFlags(words.slice(0, leadingFlags(words)), {}, '')
  const rest = words.slice(leadingFlags(words))
  if (rest.length === 0 || rest[0] === 'help') return help(rest.slice(1), prepared, language)
  const { command, given } = findCommand(rest)
  const first = given.slice(0, rest.length)
  const parsed = parseFlags(
    [...words.slice(0, leadingFlags(words)), ...first],
    command.flags,
    command.name,
    command.stopsAtWord && !leading.flags.given('help'),
  )
  if (parsed.flags.is('help')) {
    prepared.print(helpOf(command, language))
    return 0
  }
  const showsOwners = parsed.flags.is('show-managed-fields')
  const desk = showsOwners ? withOwners(prepared.desk) : prepared.desk
  return command.run({ ...prepared, ...parsed, desk })
}

function help(words: readonly string[], { print }: Prepared, language: Language): number {
  if (words.length === 0) print(overview(language))
  else print(helpOf(findCommand(words).command, language))
  return 0
}

/** `-n lab get pods`: flags may stand before the verb. */
function leadingFlags(words: readonly string[]): number {
  let count = 0
  while (words[count]?.startsWith('-'))
    count += /^(?:-[nsv]|--(?:namespace|context|as|user))$/.test(words[count] ?? '') ? 2 : 1
  return count
}

/** The command with the longest name that the words begin with. @throws {Failure} */
function findCommand(words: readonly string[]): { command: Command; given: readonly string[] } {
  const [verb = '', noun = ''] = words
  const named = (text: string) =>
    commands.find(({ name, aliases }) => name === text || aliases?.includes(text))
  const [third = ''] = words.slice(2)
  const three = noun && third ? named(`${verb} ${noun} ${third}`) : undefined
  if (three) return { command: three, given: words.slice(3) }
  const two = noun && !noun.startsWith('-') ? named(`${verb} ${noun}`) : undefined
  if (two) return { command: two, given: words.slice(2) }
  const one = named(verb)
  if (one) return { command: one, given: words.slice(1) }
  const below = commands.filter(({ name }) => name.startsWith(`${verb} `))
  if (below.length > 0) throw new Failure(unknownBelow(verb, noun, below))
  const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
  const near = [...closeNames(verb, names)].sort((a, b) => rankOf(a) - rankOf(b))
  const list =
    near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}`).join('\n')}` : ''
  throw new Failure(`error: unknown command "${verb}" for "kubectl"${list}`)
}

/** kubectl suggests in the order in which its help lists the commands. */
const helpOrder =
  'create expose run set explain get edit delete rollout scale autoscale cluster-info top cordon uncordon drain taint describe logs attach exec port-forward cp auth debug events diff apply patch replace wait kustomize label annotate api-resources api-versions config version'.split(
    ' ',
  )
const rankOf = (name: string) => helpOrder.indexOf(name)

function unknownBelow(verb: string, noun: string, below: readonly Command[]): string {
  const nouns = below.map(({ name }) => name.slice(verb.length + 1))
  if (noun && !noun.startsWith('-'))
    return `error: unknown command ${JSON.stringify(noun)}\nSee 'kubectl ${verb} -h' for help and examples`
  return `error: kubectl ${verb} needs one of: ${nouns.join(', ')}`
}

/** What was written, and the programs of a pipe that stdout goes through first. */
class Output {
  readonly printed: Printed[] = []
  filters: readonly Filter[] = []
  #unfinished = ''

  print(text: string): void {
    this.write(`${text}\n`)
  }

  write(text: string): void {
    if (this.filters.length === 0) {
      this.printed.push({ to: 'stdout', text })
      return
    }
    const lines = (this.#unfinished + text).split('\n')
    this.#unfinished = lines.pop() ?? ''
    for (const line of lines) this.#pass(line, 0)
  }

  complain(text: string): void {
    this.printed.push({ to: 'stderr', text: `${text}\n` })
  }

  finish(exitCode: number): CommandResult {
    if (this.#unfinished !== '') this.#pass(this.#unfinished, 0)
    let code = exitCode
    for (const [index, filter] of this.filters.entries()) {
      const end = filter.end()
      for (const line of end.lines) this.#pass(line, index + 1)
      code = end.exitCode
    }
    const all = (to: Printed['to']) =>
      this.printed.flatMap((part) => (part.to === to ? [part.text] : [])).join('')
    return { stdout: all('stdout'), stderr: all('stderr'), exitCode: code }
  }

  #pass(line: string, index: number): void {
    const filter = this.filters[index]
    if (!filter) this.printed.push({ to: 'stdout', text: `${line}\n` })
    else for (const passed of filter.line(line)) this.#pass(passed, index + 1)
  }
}
