/**
 * A session of a terminal as text: what was typed, what was answered, and what was done to the
 * cluster meanwhile.
 *
 * `# remark` · `@file NAME` … `@end` · `$ COMMAND   @Ns` and its output · `! exit N` · `@wait Ns` ·
 * `@stop X`, `@start X` · `@disconnect NODE`, `@connect NODE`
 */

export type TranscriptStep =
  | { readonly is: 'file'; readonly name: string; readonly text: string }
  | {
      readonly is: 'command'
      readonly line: string
      /** Seconds after the start, where the session says it. */
      readonly atSeconds?: number
      readonly output: readonly string[]
      readonly exitCode: number
    }
  | { readonly is: 'wait'; readonly seconds: number }
  | { readonly is: 'stop' | 'start'; readonly component: string }
  | { readonly is: 'disconnect' | 'connect'; readonly machine: string }
  | { readonly is: 'remark'; readonly text: string }

export type CommandStep = Extract<TranscriptStep, { is: 'command' }>

/** @throws {SyntaxError} with the number of the line that cannot be read */
export function readTranscript(text: string): readonly TranscriptStep[] {
  const lines = text.replace(/\r\n/g, '\n').split('\n')
  const steps: TranscriptStep[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index++] ?? ''
    const [, word = '', argument = ''] = /^@(\w+)\s*(.*?)\s*$/.exec(line) ?? []
    if (line.startsWith('$ ')) {
      const end = endOfOutput(lines, index)
      steps.push(commandOf(line, lines.slice(index, end)))
      index = end
    } else if (word === 'file') {
      const end = lines.indexOf('@end', index)
      if (end < 0) throw new SyntaxError(`line ${index}: @file without @end`)
      steps.push({ is: 'file', name: argument, text: `${lines.slice(index, end).join('\n')}\n` })
      index = end + 1
    } else if (word) steps.push(directiveOf(word, argument, index))
    else if (line.startsWith('#')) steps.push({ is: 'remark', text: line })
    else if (line.trim() !== '') throw new SyntaxError(`line ${index}: it is no step: ${line}`)
  }
  return steps
}

/** Output runs to the next line that says something itself. */
function endOfOutput(lines: readonly string[], from: number): number {
  const directive = /^(?:\$ |@(?:file|wait|stop|start|disconnect|connect)\b)/
  let end = from
  while (end < lines.length && !directive.test(lines[end] ?? '')) {
    if (/^# /.test(lines[end] ?? '')) break
    end++
  }
  return end
}

function commandOf(line: string, below: readonly string[]): CommandStep {
  const [, command = '', at] = /^\$ (.*?)(?:\s+@(\d+(?:\.\d+)?)s)?\s*$/.exec(line) ?? []
  const output = [...below]
  while (output.at(-1)?.trim() === '') output.pop()
  const exit = /^! exit (\d+)$/.exec(output.at(-1) ?? '')
  if (exit) output.pop()
  return {
    is: 'command',
    line: command,
    ...(at === undefined ? {} : { atSeconds: Number(at) }),
    output,
    exitCode: exit ? Number(exit[1]) : 0,
  }
}

function directiveOf(word: string, argument: string, line: number): TranscriptStep {
  switch (word) {
    case 'wait': {
      const seconds = Number(/^(\d+(?:\.\d+)?)s?$/.exec(argument)?.[1])
      if (Number.isNaN(seconds)) throw new SyntaxError(`line ${line}: @wait needs seconds`)
      return { is: 'wait', seconds }
    }
    case 'stop':
    case 'start':
      return { is: word, component: argument }
    case 'disconnect':
    case 'connect':
      return { is: word, machine: argument }
    default:
      throw new SyntaxError(`line ${line}: @${word} is not known`)
  }
}
