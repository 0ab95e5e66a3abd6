/**
 * What else can be typed at the prompt: a few programs of a shell, on the learner's own files, and
 * the way onto the machines. `curl` and its like ask from the control plane's machine.
 *
 * *Leaves out:* everything that is not needed to look at a file or to knock at a Service.
 */
import type { Language } from '../language.ts'
import type { Call, Steps } from './command.ts'
import { Failure } from './failure.ts'
import { filterNames, openFilter } from './filters.ts'
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
  echo(words, { print, write }) {
    if (words[0] === '-n') write(words.slice(1).join(' '))
    else if (words[0] === '-e')
      print(words.slice(1).join(' ').replace(/\\n/g, '\n').replace(/\\t/g, '\t'))
    else print(words.join(' '))
    return 0
  },
  true: () => 0,
  false: () => 1,
  rm(words, { session }) {
    for (const name of words.filter((word) => !word.startsWith('-')))
      if (!session.files.delete(name.replace(/^\.\//, '')))
        throw new Failure(`rm: cannot remove '${name}': No such file or directory`)
    return 0
  },
  *sleep([text = ''], { desk }) {
    const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? []
    if (amount === undefined) throw new Failure(`sleep: invalid time interval '${text}'`)
    const seconds = Number(amount) * ({ m: 60, h: 3600 }[unit] ?? 1)
    const until = desk.now() + seconds * 1000
    while (desk.now() < until) yield
    return 0
  },
  alias(words, { session, print }) {
    if (words.length === 0)
      print(
        [
          'k=kubectl',
          ...[...(session.aliases ?? [])].map(([name, own]) => `${name}='${own.join(' ')}'`),
        ]
          .map((line) => `alias ${line}`)
          .join('\n'),
      )
    for (const word of words) {
      const [, name, text] = /^([^=]+)=(.*)$/.exec(word) ?? []
      if (name === undefined || text === undefined) throw new Failure(`alias: ${word}: not found`)
      session.aliases?.set(name, text.split(/\s+/).filter(Boolean))
    }
    return 0
  },
  unalias([name = ''], { session }) {
    if (!session.aliases?.delete(name)) throw new Failure(`unalias: ${name}: not found`)
    return 0
  },
  history(_, { session, print }) {
    const lines = (session.typed ?? []).map(
      (line, index) => `${String(index + 1).padStart(5)}  ${line}`,
    )
    if (lines.length > 0) print(lines.join('\n'))
    return 0
  },
  *watch(words, call) {
    let [seconds, rest] = [2, words]
    const interval = /^(?:-n|--interval)=?(.*)$/.exec(rest[0] ?? '')
    if (interval) {
      seconds = Number(interval[1] || rest[1])
      rest = rest.slice(interval[1] ? 1 : 2)
    }
    rest = rest.length === 1 ? (rest[0] ?? '').split(/\s+/) : rest
    if (rest.length === 0 || !(seconds > 0)) throw new Failure('Usage: watch [-n SECONDS] COMMAND')
    let shown: string | undefined
    for (;;) {
      const text = yield* captured(rest, call)
      // A screen would be drawn anew; a log grows where something is new.
      if (text !== shown)
        call.print(
          `Every ${seconds.toFixed(1)}s: ${rest.join(' ')}\n\n${text.replace(/\n$/, '')}\n`,
        )
      shown = text
      const next = call.desk.now() + seconds * 1000
      while (call.desk.now() < next) yield
    }
  },
  *xargs(words, call) {
    let [rest, size, mark]: [readonly string[], number, string | undefined] = [words, 0, undefined]
    for (let option = rest[0]; option?.startsWith('-'); option = rest[0]) {
      const [, letter = '', value = ''] = /^-(\w)(.*)$/.exec(option) ?? []
      const takes = 'nIL'.includes(letter)
      const given = value || (takes ? (rest[1] ?? '') : '')
      if (letter === 'n' || letter === 'L') size = Number(given)
      else if (letter === 'I') mark = given
      else if (!'rt'.includes(letter)) throw new Failure(`xargs: invalid option -- '${letter}'`)
      rest = rest.slice(takes && !value ? 2 : 1)
    }
    const items = (call.stdin ?? '').split(mark ? '\n' : /\s+/).filter(Boolean)
    const program = rest.length > 0 ? rest : ['echo']
    const step = mark ? 1 : size || items.length || 1
    let exitCode = 0
    for (let from = 0; from < items.length; from += step) {
      const own = items.slice(from, from + step)
      const line = mark
        ? program.map((word) => word.replaceAll(mark, own[0] ?? ''))
        : [...program, ...own]
      const started = call.run(line, call)
      const code = typeof started === 'number' ? started : yield* started
      if (code !== 0) exitCode = 123
    }
    return exitCode
  },
  ssh([machine, ...words], call) {
    if (machine === undefined) throw new Failure('usage: ssh NODE [COMMAND]', 255)
    const name = machine.replace(/^.*@/, '')
    if (words.length > 0) return onMachine(call, name, words)
    const probe = call.desk.inside?.onMachine(name, ['true'])
    if (probe && !probe.ok) throw new Failure(`ssh: ${probe.message}`, 255)
    call.session.within?.push({ prompt: `root@${name}:~#`, words: ['ssh', name, 'sh', '-c'] })
    return 0
  },
  curl: (words, call) => onMachine(call, undefined, ['curl', ...words]),
  wget: (words, call) => onMachine(call, undefined, ['wget', ...words]),
  nslookup: (words, call) => onMachine(call, undefined, ['nslookup', ...words]),
  // The terminal itself clears its log.
  clear: () => 0,
  ...Object.fromEntries(filterNames.map((name) => [name, overFiles(name)])),
  cat,
}

/** What a program would print, as a text. */
function* captured(words: readonly string[], call: Prepared): Generator<undefined, string> {
  const parts: string[] = []
  const started = call.run(words, {
    ...call,
    print: (line) => void parts.push(`${line}\n`),
    write: (part) => void parts.push(part),
    complain: (line) => void parts.push(`${line}\n`),
  })
  if (typeof started !== 'number') yield* started
  return parts.join('')
}

function cat(words: readonly string[], { write, session, stdin = '' }: Prepared): number {
  for (const name of words.length === 0 ? ['-'] : words) {
    const text = name === '-' ? stdin : session.files.get(name.replace(/^\.\//, ''))
    if (text === undefined) throw new Failure(`cat: ${name}: No such file or directory`)
    write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
  }
  return 0
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

/** A filter that reads files instead of a pipe. */
function overFiles(name: string): Program {
  return (words, { print, session, stdin }) => {
    const { filter, files } = openFilter([name, ...words])
    const texts = files.map((file) => {
      const text = session.files.get(file.replace(/^\.\//, ''))
      if (text === undefined) throw new Failure(`${name}: ${file}: No such file or directory`)
      return text
    })
    if (texts.length === 0 && stdin === undefined)
      throw new Failure(`${name}: nothing to read: name a file, or put it behind a |`)
    const all = texts.length === 0 ? (stdin ?? '') : texts.join('')
    for (const line of all === '' ? [] : all.replace(/\n$/, '').split('\n'))
      for (const passed of filter.line(line)) print(passed)
    const end = filter.end()
    // Of a file that it was told to read, `wc` says the name.
    const named = name === 'wc' && files.length === 1 ? ` ${files[0]}` : ''
    for (const line of end.lines) print(line + named)
    return end.exitCode
  }
}
