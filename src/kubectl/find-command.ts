/**
 * Which command the words of a line mean, and what near ones there are.
 *
 * *Upstream:* `github.com/spf13/cobra` Find, findSuggestions; `staging/src/k8s.io/kubectl/pkg/cmd/cmd.go`
 */
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { closeNames } from './suggest.ts'

export interface FoundCommand {
  /** Absent: the words name a group of commands, and none of it. */
  readonly command?: Command
  /** What stands behind its name. */
  readonly given: readonly string[]
}

/** The command with the longest name that the words begin with. @throws {Failure} */
export function findCommand(words: readonly string[]): FoundCommand {
  const [verb = ''] = words
  const group = groupBelow(words)
  for (const length of [3, 2, 1]) {
    if (words.length < length) continue
    const command = named(words.slice(0, length).join(' '))
    if (!command) continue
    if (group && group.words.length >= length) break
    return { command, given: words.slice(length) }
  }
  if (group) {
    const next = words[group.words.length]
    if (next === undefined || next.startsWith('-')) return { given: [] }
    const name = group.words.join(' ')
    throw new Failure(
      `error: unknown command ${JSON.stringify(next)}\nSee 'kubectl ${name} -h' for help and examples`,
    )
  }
  const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
  const near = [...closeNames(verb, names)].sort((a, b) => rankOf(a) - rankOf(b))
  const list =
    near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}`).join('\n')}` : ''
  throw new Failure(`error: unknown command "${verb}" for "kubectl"${list}`)
}

function named(text: string): Command | undefined {
  return commands.find(({ name, aliases }) => name === text || aliases?.includes(text))
}

/** The longest beginning that several commands share and none is called: `rollout`. */
export function groupBelow(
  words: readonly string[],
): { readonly words: readonly string[]; readonly commands: readonly Command[] } | undefined {
  for (const length of [2, 1]) {
    if (words.length < length) continue
    const start = words.slice(0, length).join(' ')
    const below = commands.filter(({ name }) => name.startsWith(`${start} `))
    if (below.length > 0 && !named(start)) return { words: words.slice(0, length), commands: below }
  }
  return undefined
}

/** kubectl suggests in the order in which its help lists the commands. */
const helpOrder =
  'create expose run set explain get edit delete rollout scale autoscale cluster-info top cordon uncordon drain taint describe logs attach exec port-forward cp auth debug events diff apply patch replace wait kustomize label annotate api-resources api-versions config version'.split(
    ' ',
  )
const rankOf = (name: string) => helpOrder.indexOf(name)
