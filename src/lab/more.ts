/**
 * What a lab does not open with and fetches when it is first needed: kubectl with its prompt, and the
 * kinds and controllers beyond the basic ones.
 */
import { fullDistribution } from '../kubernetes/components.ts'
import type { Distribution } from '../kubernetes/distribution.ts'
import { type OpenTerminal, openTerminal } from './terminal.ts'

export interface More {
  readonly openTerminal: OpenTerminal
  readonly distribution: Distribution
}

export const more: More = { openTerminal, distribution: fullDistribution }
