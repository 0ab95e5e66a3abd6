/**
 * A line typed at the prompt: words in, text and an exit code out.
 *
 * A command speaks to the cluster through the API server only. One that waits, such as
 * `get --watch`, hands back control until time has passed: whoever runs it looks after it by `poll`,
 * always at the same virtual moments, so that a session replays to the same text.
 */
import type { Language } from '../language.ts'
import type { Call, Desk, EditOffer, Inner, OwnRequest, Session, Steps } from './command.ts'
import { Failure } from './failure.ts'
import { findCommand, groupBelow } from './find-command.ts'
import { parseFlags } from './flags.ts'
import { groupHelp, helpOf, overview } from './help.ts'
import type { Printed } from './output.ts'
import { runPipes } from './pipes.ts'
import { type Line, readLine } from './words.ts'

export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
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
  const printed: Printed[] = []
  let offer: EditOffer | undefined
  let steps: Steps | undefined
  let result: CommandResult | undefined
  let isEndless = false

  function finish(exitCode: number): CommandResult {
    const all = (to: Printed['to']) =>
      printed.flatMap((part) => (part.to === to ? [part.text] : [])).join('')
    result = { stdout: all('stdout'), stderr: all('stderr'), exitCode }
    return result
  }

  const advance = (): CommandResult | 'waiting' => {
    const step = steps?.next()
    return step?.done ? finish(step.value) : 'waiting'
  }

  const inner = session.within?.at(-1)
  const read = inner ? insideOf(inner, line, session) : readLine(line)
  session.typed?.push(line)
  if ('problem' in read) {
    printed.push({ to: 'stderr', text: `${read.problem[language]}\n` })
    finish(2)
  } else {
    isEndless = read.pipes.some(({ commands }) => commands.some(goesOn))
    steps = runPipes(read.pipes, {
      desk,
      session,
      language,
      ...(edited === undefined ? {} : { edited }),
      stdout: (text) => printed.push({ to: 'stdout', text }),
      // A shell that goes on keeps to itself how its commands ended.
      stderr: (text) =>
        inner && text.startsWith('command terminated with')
          ? 0
          : printed.push({ to: 'stderr', text }),
      hint: (text) => printed.push({ to: 'hint', text: `${text[language]}\n` }),
      offer: (text) => {
        offer = text
      },
      kubectl: runKubectl,
    })
    advance()
  }

  return {
    printed,
    get offer() {
      return offer
    },
    get endless() {
      return isEndless
    },
    poll: () => result ?? advance(),
    interrupt() {
      steps?.return(130)
      return result ?? finish(130)
    },
  }
}

/** A line typed at a shell that was opened elsewhere. */
function insideOf(inner: Inner, line: string, { within = [] }: Session): Line {
  const text = line.trim()
  if (text === '') return { pipes: [] }
  if (text !== 'exit' && text !== 'logout')
    return { pipes: [{ commands: [[...inner.words, line]], when: 'always' }] }
  within.pop()
  return { pipes: [{ commands: [['true']], when: 'always' }] }
}

const endlessFlag = /^(?:-w|--watch|--watch-only|--follow)$/

/** Until it is interrupted. */
function goesOn(words: readonly string[]): boolean {
  return (
    words.some((word) => endlessFlag.test(word)) ||
    (words.includes('logs') && words.some((word) => /^-[a-z]*f$/.test(word))) ||
    words[0] === 'watch'
  )
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
  if (!command) {
    prepared.print(groupHelp(rest, language))
    return rest.includes('--help') || rest.includes('-h') ? 0 : 1
  }
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
  refuseStrangers(prepared.session, parsed.flags)
  return command.run({ ...prepared, ...parsed, desk })
}

/** Names of clusters and people that this terminal has not. @throws {Failure} */
function refuseStrangers(session: Session, flags: Call['flags']): void {
  const context = flags.text('context')
  if (context && context !== session.context)
    throw new Failure(
      `Error in configuration: context was not found for specified context: ${context}`,
    )
  const file = flags.text('kubeconfig')
  if (file && !session.files.has(file))
    throw new Failure(`error: stat ${file}: no such file or directory`)
}

function help(words: readonly string[], { print }: Prepared, language: Language): number {
  if (words.length === 0) print(overview(language))
  else if (groupBelow(words)) print(groupHelp(words, language))
  else {
    const { command } = findCommand(words)
    print(command ? helpOf(command, language) : overview(language))
  }
  return 0
}

/** `-n lab get pods`: flags may stand before the verb. */
function leadingFlags(words: readonly string[]): number {
  let count = 0
  while (words[count]?.startsWith('-'))
    count += /^(?:-[nsv]|--(?:namespace|context|as|user))$/.test(words[count] ?? '') ? 2 : 1
  return count
}
