/** What a screen reader hears of a command that has ended, and the whole log as text. */
import type { Written } from '../../lab/terminal.ts'
import type { terminalTexts } from './texts.ts'

/** So many lines are read out; of more, only their number is. */
const readOut = 3

export function announcement(
  written: readonly Written[],
  texts: Pick<(typeof terminalTexts)['ja'], 'lines' | 'nothing' | 'exit'>,
): string {
  const start = written.findLastIndex(({ to }) => to === 'prompt')
  if (start < 0) return ''
  const output = written.slice(start + 1)
  const end = output.find(({ to }) => to === 'end')
  const text = output
    .filter(({ to }) => to === 'stdout' || to === 'stderr' || to === 'hint')
    .map((part) => part.text)
    .join('')
    .trimEnd()
  const lines = text === '' ? [] : text.split('\n')
  const said =
    lines.length === 0 ? texts.nothing : lines.length <= readOut ? text : texts.lines(lines.length)
  return end ? `${said} ${texts.exit(end.text)}` : said
}

/** As it would stand in a real terminal. */
export function asText(written: readonly Written[]): string {
  return written
    .flatMap(({ to, text, sign = '$' }) =>
      to === 'end' || to === 'hint' ? [] : [to === 'prompt' ? `${sign} ${text}\n` : text],
    )
    .join('')
}
