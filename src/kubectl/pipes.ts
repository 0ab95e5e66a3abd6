/**
 * Pipes, run as a shell runs them: the last program that is no filter speaks to the cluster, those
 * before it are what it reads, those behind it are filters of what it writes.
 */
import type { Bilingual, Language } from '../language.ts'
import type { Call, Desk, EditOffer, Session, Steps } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { createFilter, isFilter } from './filters.ts'
import { Output } from './output.ts'
import { programs } from './programs.ts'
import { didYouMean } from './suggest.ts'
import type { Pipe } from './words.ts'

type Prepared = Omit<Call, 'words' | 'flags' | 'rest'>

/** What surrounds a line. */
export interface Surroundings {
  readonly desk: Desk
  readonly session: Session
  readonly language: Language
  readonly edited?: string
  stdout(text: string): void
  stderr(text: string): void
  hint(text: Bilingual): void
  offer(text: EditOffer): void
  kubectl(words: readonly string[], call: Prepared, language: Language): number | Steps
}

export function* runPipes(pipes: readonly Pipe[], around: Surroundings): Steps {
  let code = 0
  for (const pipe of pipes) {
    if (pipe.when === 'success' && code !== 0) continue
    if (pipe.when === 'failure' && code === 0) continue
    code = yield* runPipe(pipe, around)
  }
  return code
}

function* runPipe(pipe: Pipe, around: Surroundings): Steps {
  const { commands: all, from, into, errors } = pipe
  const { session } = around
  const last = all.findLastIndex(([name = ''], index) => index === 0 || !isFilter(name))
  const kept: string[] = []
  const stdout = (text: string) =>
    into ? void kept.push(text) : (around.stdout(text) as undefined)
  const stderr = (text: string) =>
    errors === 'nowhere'
      ? undefined
      : errors === 'output'
        ? output.write(text)
        : around.stderr(text)
  let output = new Output([], stdout, around.stderr)
  let exitCode = 130
  try {
    output = new Output(all.slice(last + 1).map(createFilter), stdout, stderr)
    let stdin = from === undefined ? undefined : session.files.get(from)
    if (from !== undefined && stdin === undefined)
      throw new Failure(`bash: ${from}: No such file or directory`)
    if (last > 0) {
      const read: string[] = []
      const before = { commands: all.slice(0, last), when: 'always' } as const
      yield* runPipe(before, { ...around, stderr, stdout: (text) => read.push(text) })
      stdin = read.join('')
    }
    const started = runWords(all[last] ?? [], callOf(around, output, stdin), around)
    exitCode = typeof started === 'number' ? started : yield* started
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.message !== '') output.complain(error.message)
    if (error.hint) around.hint(error.hint)
    exitCode = error.exitCode
  } finally {
    exitCode = output.finish(exitCode)
    if (into && into.file !== '/dev/null') {
      const before = into.append ? (session.files.get(into.file) ?? '') : ''
      session.files.set(into.file, before + kept.join(''))
    }
  }
  return exitCode
}

function callOf(around: Surroundings, output: Output, stdin: string | undefined): Prepared {
  const { desk, session, edited, offer, hint, language } = around
  return {
    desk,
    session,
    ...(edited === undefined ? {} : { edited }),
    ...(stdin === undefined ? {} : { stdin }),
    print: (text) => output.write(`${text}\n`),
    write: (text) => output.write(text),
    complain: (text) => output.complain(text),
    hint,
    offer,
    run: (words, call) => runWords(words, call, { ...around, language }),
  }
}

function runWords(given: readonly string[], call: Prepared, around: Surroundings): number | Steps {
  const { language, session } = around
  const [alias = ''] = given
  const words = [...(session.aliases?.get(alias) ?? [alias]), ...given.slice(1)]
  const [first = '', ...rest] = words
  if (first === 'kubectl' || first === 'k') return around.kubectl(rest, call, language)
  const program = Object.hasOwn(programs, first) ? programs[first] : undefined
  if (program) return program(rest, call, language)
  const asVerb = commands.some(({ name }) => name.split(' ')[0] === first)
  const hint = asVerb ? withPrefix(words) : didYouMean(first, ['kubectl', ...Object.keys(programs)])
  throw new Failure(`${first}: command not found`, 127, hint)
}

function withPrefix(words: readonly string[]): Bilingual {
  const line = `kubectl ${words.join(' ')}`
  return { ja: `こう書くつもりでしたか: ${line}`, en: `Did you mean: ${line}` }
}
