/**
 * Commands of a small image, as far as one looks around with them.
 *
 * *Leaves out:* whatever needs a kernel below it: `ps` knows one process, `df` and `mount` nothing.
 */

import { Failure } from '../../kubectl/failure.ts'
import { createFilter, filterNames } from '../../kubectl/filters.ts'
import { timeOf } from '../../kubernetes/api/time.ts'
import { epochMs } from '../../simulation/simulation.ts'
import type { Shell } from './shell.ts'
import { tar } from './tar.ts'

export interface Done {
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode?: number
}

export type Command = (shell: Shell, args: readonly string[], stdin: string, name: string) => Done

const says = (text: string): Done => ({ stdout: text === '' ? '' : `${text}\n` })
const fails = (stderr: string, exitCode = 1): Done => ({ stderr, exitCode })
const forever: Command = (shell) => {
  shell.nowMs = Number.POSITIVE_INFINITY
  return {}
}
const net: Command = (shell, args, _, name) => shell.world.fetch(name, args, shell.nowMs)
const fine: Command = () => ({})

export const commands: Readonly<Record<string, Command>> = {
  true: fine,
  ':': fine,
  mkdir: fine,
  chmod: fine,
  trap: fine,
  wait: fine,
  set: fine,
  false: () => ({ exitCode: 1 }),
  echo: (_, [first = '', ...rest]) => {
    const bare = first === '-n' || first === '-e'
    return says((bare ? rest : [first, ...rest]).join(' '))
  },
  printf: (_, [format = '', ...values]) => {
    let next = 0
    const text = format.replace(/%[sdi]/g, () => values[next++] ?? '')
    return { stdout: text.replace(/\\n/g, '\n').replace(/\\t/g, '\t') }
  },
  date: (shell, args) =>
    says(
      dateText(
        epochMs + shell.nowMs,
        args.find((arg) => arg[0] === '+'),
      ),
    ),
  hostname: ({ world }, args) => says(args.includes('-i') ? world.address : world.hostname),
  env: ({ world }) => says([...world.env].map(([key, value]) => `${key}=${value}`).join('\n')),
  printenv: ({ world }, [name]) => {
    if (name === undefined)
      return says([...world.env].map(([key, value]) => `${key}=${value}`).join('\n'))
    const value = world.env.get(name)
    return value === undefined ? { exitCode: 1 } : says(value)
  },
  export: ({ world }, args) => {
    for (const arg of args) {
      const [, name, value] = /^(\w+)=(.*)$/.exec(arg) ?? []
      if (name !== undefined) world.env.set(name, value ?? '')
    }
    return {}
  },
  pwd: () => says('/'),
  cd: fine,
  whoami: () => says('root'),
  id: (_, args) => says(args.includes('-u') ? '0' : 'uid=0(root) gid=0(root) groups=0(root)'),
  uname: ({ world }, args) =>
    says(args.includes('-a') ? `Linux ${world.hostname} 6.12.57+deb13-amd64 x86_64` : 'Linux'),
  nproc: () => says('2'),
  ps: ({ world }) => says(`PID   USER     COMMAND\n    1 root     ${world.env.get('0') ?? 'sh'}`),
  kill: ({ world }, args) => {
    const signal = args.find((arg) => arg.startsWith('-')) ?? '-TERM'
    const pids = args.filter((arg) => !arg.startsWith('-'))
    if (pids.length === 0) return fails('kill: you need to specify whom to kill', 2)
    if (!pids.includes('1')) return fails(`kill: (${pids[0]}) - No such process`)
    if (/^-(?:s|TERM|SIGTERM|15)$/.test(signal)) world.terminate()
    return {}
  },
  sleep: (shell, args) => {
    const ms = args.reduce((sum, arg) => sum + durationOf(arg), 0)
    if (args.length === 0) return fails('sleep: missing operand')
    if (Number.isNaN(ms)) return fails(`sleep: invalid number '${args[0]}'`)
    shell.nowMs += ms
    return {}
  },
  tar,
  touch: ({ world }, args) => {
    for (const path of plain(args)) if (!world.files.has(path)) world.files.set(path, '')
    return {}
  },
  rm: ({ world }, args) => {
    const gone = plain(args).filter((path) => !world.files.delete(path))
    if (gone.length === 0 || args.some((arg) => /^-\w*f/.test(arg))) return {}
    return fails(`rm: can't remove '${gone[0]}': No such file or directory`)
  },
  ls: ({ world }, args) => {
    const [path = '/'] = plain(args)
    const found = listed(world.files, path)
    return found ? says(found.join('\n')) : fails(`ls: ${path}: No such file or directory`)
  },
  test: ({ world }, [operator, path = '', other]) => {
    const isThere = world.files.has(path) || listed(world.files, path) !== undefined
    if (operator === '-d')
      return { exitCode: Number(world.files.has(path) || listed(world.files, path) === undefined) }
    if (operator === '-e' || operator === '-f') return { exitCode: Number(!isThere) }
    return { exitCode: Number(!(path === '=' && operator === other)) }
  },
  exit: (shell, [code]) => {
    shell.ended = true
    return { exitCode: Number(code ?? shell.exitCode) & 255 }
  },
  exec: (shell, args) => {
    shell.run(args)
    shell.ended = true
    return { exitCode: shell.exitCode }
  },
  sh: (shell, args, stdin) => {
    const at = args.findIndex((arg) => /^-\w*c/.test(arg))
    const exitCode = shell.script(at < 0 ? stdin : (args[at + 1] ?? ''))
    shell.ended = false
    return { exitCode }
  },
  tail: (shell, args, stdin, name) =>
    args.some((arg) => arg.startsWith('-f') || arg === '-F')
      ? forever(shell, args, stdin, name)
      : filtered(shell, args, stdin, name),
  cat: (shell, args, stdin) => {
    if (plain(args).length === 0) return { stdout: stdin }
    const parts = plain(args).map((path) => readFile(shell, path))
    const missing = plain(args).find((path) => readFile(shell, path) === undefined)
    return {
      stdout: parts.join(''),
      ...(missing === undefined
        ? {}
        : fails(`cat: can't open '${missing}': No such file or directory`)),
    }
  },
  curl: net,
  wget: net,
  nslookup: net,
  nc: net,
  ...Object.fromEntries(
    filterNames
      .filter((name) => name !== 'cat' && name !== 'tail')
      .map((name) => [name, filtered] as const),
  ),
}
for (const name of ['ash', 'bash', '/bin/sh']) Object.assign(commands, { [name]: commands['sh'] })

/** `grep x file`, or what comes through a pipe. */
function filtered(shell: Shell, args: readonly string[], stdin: string, name: string): Done {
  const last = args.at(-1) ?? ''
  const file = readFile(shell, last)
  try {
    const filter = createFilter([name, ...(file === undefined ? args : args.slice(0, -1))])
    const lines = (file ?? stdin).replace(/\n$/, '').split('\n')
    const passed = (file ?? stdin) === '' ? [] : lines.flatMap((line) => filter.line(line))
    const end = filter.end()
    return { ...says([...passed, ...end.lines].join('\n')), exitCode: end.exitCode }
  } catch (error) {
    if (error instanceof Failure) return fails(error.message, error.exitCode)
    throw error
  }
}

function readFile({ world }: Shell, path: string): string | undefined {
  if (path === '/etc/hostname') return `${world.hostname}\n`
  if (path === '/etc/hosts') return `127.0.0.1\tlocalhost\n${world.address}\t${world.hostname}\n`
  return world.files.get(path)
}

const rootFolders = ['bin', 'dev', 'etc', 'home', 'lib', 'proc', 'root', 'sys', 'tmp', 'usr', 'var']

/** Names in a folder, or the file itself; undefined where there is neither. */
function listed(files: ReadonlyMap<string, string>, path: string): readonly string[] | undefined {
  if (files.has(path)) return [path]
  const folder = path === '/' ? '/' : `${path.replace(/\/+$/, '')}/`
  const names = new Set(path === '/' ? rootFolders : [])
  for (const file of files.keys())
    if (file.startsWith(folder)) names.add(file.slice(folder.length).split('/')[0] ?? '')
  const known = path === '/' || rootFolders.some((name) => `/${name}/` === folder)
  return names.size > 0 || known ? [...names].sort() : undefined
}

function plain(args: readonly string[]): readonly string[] {
  return args.filter((arg) => !arg.startsWith('-'))
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function dateText(ms: number, format: string | undefined): string {
  const iso = timeOf(ms - epochMs)
  const at = new Date(ms)
  const time = iso.slice(11, 19)
  const day = String(at.getUTCDate())
  if (format === undefined)
    return `${days[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${day.padStart(2)} ${time} UTC ${at.getUTCFullYear()}`
  const parts: Readonly<Record<string, string>> = {
    s: String(Math.floor(ms / 1000)),
    T: time,
    F: iso.slice(0, 10),
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: day.padStart(2, '0'),
    H: time.slice(0, 2),
    M: time.slice(3, 5),
    S: time.slice(6, 8),
  }
  return format.slice(1).replace(/%(\w)/g, (whole, letter: string) => parts[letter] ?? whole)
}

/** `5`, `0.5`, `10s`, `2m`, `1h`, `1d`, `infinity`. */
function durationOf(text: string): number {
  if (/^inf(?:inity)?$/.test(text)) return Number.POSITIVE_INFINITY
  const [, amount, unit] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text) ?? []
  const each = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit || 's'] ?? 1000
  return amount === undefined ? Number.NaN : Number(amount) * each
}
