/** `--dry-run`: what would be done, told but not done. */
import type { Call } from './command.ts'
import { Failure } from './failure.ts'

export type DryRun = 'client' | 'server' | undefined

/** @throws {Failure} */
export function dryRunOf({ flags }: Pick<Call, 'flags'>): DryRun {
  const text = flags.text('dry-run')
  if (text === undefined || text === 'none') return undefined
  if (text === 'client' || text === 'server') return text
  if (text === '') return 'client'
  throw new Failure(
    `error: Invalid dry-run value (${text}). Must be "none", "server", or "client".`,
  )
}

/** What stands behind the verb: ` (dry run)`. */
export function dryRunMark(dryRun: DryRun): string {
  return dryRun === undefined ? '' : dryRun === 'server' ? ' (server dry run)' : ' (dry run)'
}

export function dryRunOption(dryRun: DryRun): { readonly dryRun?: boolean } {
  return dryRun === 'server' ? { dryRun: true } : {}
}
