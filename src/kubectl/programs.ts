/**
 * What else can be typed at the prompt: a few programs of a shell, on the learner's own files, and
 * the way onto the machines. `curl` and its like ask from the control plane's machine.
 *
 * *Leaves out:* everything that is not needed to look at a file or to knock at a Service.
 */
import type { Language } from '../language.ts'
import type { Call, Steps } from './command.ts'
import { Failure } from './failure.ts'
import { createFilter } from './filters.ts'
import { greeting, overview } from './help.ts'

type Prepared = Omit<Call, 'words' | 'flags' | 'rest'>
type Program = (words: readonly string[], call: Prepared, language: Language) => number | Steps

export const programs: Readonly<Record<string, Program>> = {
  help(_, { print }, language) {
    print(`${greeting[language]}\n\n${overview(language)}`)
    return 0
  },
  ls(_, { print, session }) {
    if (session.files.size > 0) print([...session.files.keys()].sort().join('\n'))
    return 0
  },
  cat(words, { write, session }) {
    for (const name of words) {
      const text = session.files.get(name.replace(/^\.\//, ''))
      if (text === undefined) throw new Failure(`cat: ${name}: No such file or directory`)
      write(text.endsWith('\n') ? text : `${text}\n`)
    }
    return 0
  },
  echo(words, { print }) {
    print(words.join(' '))
    return 0
  },
  ssh([machine, ...words], call) {
    if (machine === undefined) throw new Failure('usage: ssh NODE COMMAND', 255)
    const name = machine.replace(/^.*@/, '')
    if (words.length > 0) return onMachine(call, name, words)
    throw new Failure(`ssh: there is no terminal to open on ${name}: add a command`, 255)
  },
  curl: (words, call) => onMachine(call, undefined, ['curl', ...words]),
  wget: (words, call) => onMachine(call, undefined, ['wget', ...words]),
  nslookup: (words, call) => onMachine(call, undefined, ['nslookup', ...words]),
  // The terminal itself clears its log.
  clear: () => 0,
  grep: overFiles('grep', 1),
  head: overFiles('head', 0),
  tail: overFiles('tail', 0),
  wc: overFiles('wc', 0),
}

/** What a command on a machine of the cluster says. */
function onMachine(
  { desk, write, complain }: Prepared,
  machine: string | undefined,
  words: readonly string[],
): number {
  const ran = desk.inside?.onMachine(machine, words)
  if (!ran) return 0
  if (!ran.ok) throw new Failure(`ssh: ${ran.message}`, 255)
  if (ran.value.stdout !== '') write(ran.value.stdout)
  if (ran.value.stderr !== '') complain(ran.value.stderr.replace(/\n$/, ''))
  return ran.value.exitCode
}

/** A filter that reads a file instead of a pipe. */
function overFiles(name: string, patterns: number): Program {
  return (words, { print, session }) => {
    const plain = words.filter((word) => !word.startsWith('-'))
    const file = plain.slice(patterns).at(-1)
    const text = file === undefined ? undefined : session.files.get(file.replace(/^\.\//, ''))
    if (file === undefined)
      throw new Failure(`${name}: nothing to read: name a file, or put it behind a |`)
    if (text === undefined) throw new Failure(`${name}: ${file}: No such file or directory`)
    const filter = createFilter([name, ...words.filter((word) => word !== file)])
    for (const line of text.replace(/\n$/, '').split('\n'))
      for (const passed of filter.line(line)) print(passed)
    const end = filter.end()
    for (const line of end.lines) print(line)
    return end.exitCode
  }
}
