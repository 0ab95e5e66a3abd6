/** Help, in the reader's language: the book's own words, not upstream's. */
import type { Bilingual, Language } from '../language.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { groupBelow } from './find-command.ts'
import { letterOf, typeOf } from './flags.ts'

const words = {
  ja: {
    intro: 'kubectlは、APIサーバーにものを頼む道具です。',
    commands: 'コマンド:',
    more: 'くわしくは: kubectl help <コマンド>',
    others:
      'ほかに: cat、ls、curl、ssh ノード名 コマンド、watch、sleep、alias、history、clear、help と、\n| grep・head・tail・wc・sort・uniq・cut・awk・sed・xargs、> ファイル、&& と ;',
    usage: '書きかた:',
    examples: '例:',
    flags: 'フラグ:',
  },
  en: {
    intro: 'kubectl asks things of the API server.',
    commands: 'Commands:',
    more: 'For more: kubectl help <command>',
    others:
      'Also: cat, ls, curl, ssh NODE COMMAND, watch, sleep, alias, history, clear, help, and\n| grep, head, tail, wc, sort, uniq, cut, awk, sed, xargs, > FILE, && and ;',
    usage: 'Usage:',
    examples: 'Examples:',
    flags: 'Flags:',
  },
}

export function overview(language: Language): string {
  const text = words[language]
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    text.intro,
    '',
    text.commands,
    ...commands.map(({ name, says }) => `  ${name.padEnd(width)}  ${says[language]}`),
    '',
    text.others,
    text.more,
  ].join('\n')
}

/** The commands of a group, `rollout` or `create secret`. */
export function groupHelp(given: readonly string[], language: Language): string {
  const text = words[language]
  const below = groupBelow(given)?.commands ?? []
  const width = Math.max(...below.map(({ name }) => name.length))
  return [
    text.commands,
    ...below.map(({ name, says }) => `  ${name.padEnd(width)}  ${says[language]}`),
    '',
    text.more,
  ].join('\n')
}

export function helpOf(command: Command, language: Language): string {
  const text = words[language]
  const flags = Object.keys(command.flags).map((name) => {
    const flag = command.flags[name]
    const letter = letterOf(flag)
    const value = typeOf(flag) === 'bool' ? '' : `=${placeholders[typeOf(flag)]}`
    return `  ${letter ? `-${letter}, ` : '    '}--${name}${value}`
  })
  return [
    command.says[language],
    '',
    text.usage,
    `  kubectl ${command.name} ${command.usage}`.trimEnd(),
    '',
    text.examples,
    ...command.examples.map((line) => `  ${line}`),
    ...(flags.length > 0 ? ['', text.flags, ...flags] : []),
  ].join('\n')
}

const placeholders = { bool: '', text: '…', list: '…', number: 'N', duration: '30s', maybe: '…' }

/** What the terminal greets with. */
export const greeting: Bilingual = {
  ja: 'kubectl が使えます。help で一覧、Tab で補完、Ctrl-C で中断です。',
  en: 'kubectl works here. help lists the commands, Tab completes, Ctrl-C interrupts.',
}
