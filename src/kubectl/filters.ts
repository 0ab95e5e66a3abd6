/** What may stand behind a pipe: programs that read lines and write lines. */
import { Failure } from './failure.ts'
import { awk } from './filters/awk.ts'
import type { Filter, OpenFilter } from './filters/filter.ts'
import { grep } from './filters/grep.ts'
import { cut, head, passing, sed, sort, tail, tr, uniq, wc } from './filters/lines.ts'

export type { Filter } from './filters/filter.ts'

const filters: Readonly<Record<string, OpenFilter>> = {
  grep,
  egrep: (words) => grep(['-E', ...words]),
  head,
  tail,
  wc,
  sort,
  uniq,
  cut,
  awk,
  sed,
  tr,
  cat: passing,
  less: passing,
  more: passing,
}

export const filterNames: readonly string[] = Object.keys(filters)

export function isFilter(name: string): boolean {
  return Object.hasOwn(filters, name)
}

/** @throws {Failure} for a program that is not there, or for what it does not know */
export function createFilter(words: readonly string[]): Filter {
  return openFilter(words).filter
}

/** The filter, and the files that it was told to read. @throws {Failure} */
export function openFilter(words: readonly string[]): ReturnType<OpenFilter> {
  const [name = '', ...rest] = words
  const open = isFilter(name) ? filters[name] : undefined
  if (!open) throw new Failure(`${name}: command not found`, 127)
  return open(rest)
}
