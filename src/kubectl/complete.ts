/**
 * What Tab makes of the line so far: commands, kinds, names of what there is, flags, files.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/util/completion`
 */

import { listObjects } from './api.ts'
import type { Command, Desk, Session } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { filterNames } from './filters.ts'
import { globalFlags, typeOf } from './flags.ts'
import { findKind, kinds } from './kinds.ts'
import { programs } from './programs.ts'

export interface Completion {
  /** The line with what all candidates share. */
  readonly line: string
  /** What the last word may become, where there is more than one. */
  readonly candidates: readonly string[]
}

export function completeLine(
  line: string,
  desk: Desk,
  session: Session,
  files: readonly string[],
): Completion {
  const start = line.lastIndexOf('|') + 1
  const words = line.slice(start).trimStart().split(/\s+/)
  const last = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const isPiped = start > 0
  const all = candidatesAfter(before, last, { desk, session, files, isPiped })
  const found = [...new Set(all)].filter((word) => word.startsWith(last)).sort()
  if (found.length === 0) return { line, candidates: [] }
  const shared = sharedStart(found)
  const ending = found.length === 1 && !/[/=,]$/.test(shared) ? ' ' : ''
  return {
    line: line.slice(0, line.length - last.length) + shared + ending,
    candidates: found.length > 1 ? found : [],
  }
}

interface Surroundings {
  readonly desk: Desk
  readonly session: Session
  readonly files: readonly string[]
  readonly isPiped: boolean
}

function candidatesAfter(
  before: readonly string[],
  last: string,
  around: Surroundings,
): readonly string[] {
  const [first, ...rest] = before
  if (first === undefined)
    return around.isPiped ? filterNames : ['kubectl', ...Object.keys(programs)]
  if (first !== 'kubectl' && first !== 'k') return around.isPiped ? [] : around.files
  const verbs = rest.filter((word) => !word.startsWith('-'))
  const command = commandOf(verbs)
  if (!command || verbs.length < command.name.split(' ').length) {
    const typed = verbs.length
    return commands
      .filter(({ name }) => verbs.every((verb, index) => name.split(' ')[index] === verb))
      .flatMap(({ name }) => name.split(' ')[typed] ?? [])
  }
  if (last.startsWith('-')) return flagNames(command)
  const previous = before.at(-1) ?? ''
  if (previous === '-f' || previous === '--filename') return around.files
  if (previous === '-n' || previous === '--namespace') return namesOf('namespaces', around)
  if (previous === '-o' || previous === '--output')
    return ['wide', 'yaml', 'json', 'name', 'jsonpath=', 'custom-columns=']
  if (previous.startsWith('-') && !previous.includes('=') && wantsWord(command, previous)) return []
  return objectsFor(command, verbs.slice(command.name.split(' ').length), last, around)
}

function commandOf(verbs: readonly string[]): Command | undefined {
  const [verb = '', noun = ''] = verbs
  const named = (text: string) =>
    commands.find(({ name, aliases }) => name === text || aliases?.includes(text))
  return named(`${verb} ${noun}`) ?? named(verb)
}

function flagNames(command: Command): readonly string[] {
  const table = { ...globalFlags, ...command.flags }
  return Object.keys(table).map((name) => {
    const type = typeOf(table[name])
    return `--${name}${type === 'bool' ? '' : '='}`
  })
}

function wantsWord(command: Command, flag: string): boolean {
  const table = { ...globalFlags, ...command.flags }
  const name = Object.keys(table).find(
    (long) =>
      `--${long}` === flag || (typeof table[long] === 'object' && `-${table[long][1]}` === flag),
  )
  const type = typeOf(name === undefined ? undefined : table[name])
  return name !== undefined && type !== 'bool' && type !== 'maybe'
}

function objectsFor(
  command: Command,
  words: readonly string[],
  last: string,
  around: Surroundings,
): readonly string[] {
  switch (command.takes) {
    case 'files':
      return around.files
    case 'nodes':
      return [
        ...(words.length === 0 && command.name === 'taint' ? ['nodes'] : []),
        ...namesOf('nodes', around),
      ]
    case 'pods':
      return words.length === 0 ? namesOf('pods', around) : []
    case 'nothing':
    case undefined:
      return []
    default:
  }
  if (last.includes('/')) {
    const type = last.slice(0, last.indexOf('/'))
    return namesOf(type, around).map((name) => `${type}/${name}`)
  }
  const [type] = words
  if (type !== undefined && !type.includes('/')) return namesOf(type, around)
  const list = last.slice(0, last.lastIndexOf(',') + 1)
  return kinds.flatMap(({ resource, shortNames }) =>
    [resource, ...(last === '' ? [] : shortNames)].map((name) => list + name),
  )
}

function namesOf(type: string, { desk, session }: Surroundings): readonly string[] {
  const kind = findKind(type)
  if (!kind) return []
  try {
    return listObjects(desk, kind, { namespace: session.namespace }).items.map(
      ({ metadata }) => metadata.name,
    )
  } catch (error) {
    // Nobody answers: then there is nothing to offer.
    if (!(error instanceof Failure)) throw error
    return []
  }
}

function sharedStart(words: readonly string[]): string {
  let [shared = ''] = words
  for (const word of words) while (!word.startsWith(shared)) shared = shared.slice(0, -1)
  return shared
}
