/**
 * Upstream's own test tables, where they lie beside the project. They are not part of it: a test
 * that finds none says so in one line and claims nothing.
 */
import { existsSync, readFileSync } from 'node:fs'

export interface Case {
  readonly id: string
  readonly name: string
  readonly upstream: string
  // The shape differs from area to area; each test knows its own.
  // biome-ignore lint/suspicious/noExplicitAny: data from outside, looked at by its own test only
  readonly input: any
  // biome-ignore lint/suspicious/noExplicitAny: data from outside, looked at by its own test only
  readonly expected: any
}

/** The rows of an area such as `sched_fit_filter`. */
export function loadCases(area: string): readonly Case[] | undefined {
  const file = new URL(`../../../shared/kubernetes/cases/${area}.json`, import.meta.url)
  if (!existsSync(file)) {
    process.stdout.write(`No upstream table ${area} beside the project: its rows were not run.\n`)
    return undefined
  }
  return JSON.parse(readFileSync(file, 'utf8')).cases
}
