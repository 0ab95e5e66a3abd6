/** What commands that change objects have in common: their flags, and what they print. */
import type { Found } from '../api.ts'
import { type Call, fileFlags, outputFlags, selectorFlags } from '../command.ts'
import { dryRunMark, dryRunOf } from '../dry-run.ts'
import { shownName } from '../kinds.ts'
import { formatOf, printObjects } from '../print/output.ts'

export const changing = {
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  all: 'bool',
  'dry-run': 'maybe',
  'field-manager': 'text',
} as const

/**
 * What came of a change: one line, or the object in the form that `-o` asks for.
 * @param mark what says that it was a rehearsal; some commands of upstream forget it
 */
export function printChange(
  call: Call,
  one: Found,
  verb: string,
  mark = dryRunMark(dryRunOf(call)),
): void {
  const format = formatOf(call)
  if (format.is === 'table') call.print(`${shownName(one.kind, one.name)} ${verb}${mark}`)
  else printObjects(call, format, [one], true)
}
