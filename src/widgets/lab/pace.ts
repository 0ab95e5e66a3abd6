/**
 * How fast virtual time runs against the reader's own: steady, or with quiet stretches compressed.
 */
export const speeds = ['auto', '1', '10'] as const

export type Speed = (typeof speeds)[number]

/** How long one watches a moment that matters before time picks up speed, in real time. */
const lingerMs = 900
/** Time then runs faster by a factor of e every so many milliseconds … */
const growthMs = 420
/** … up to this. */
const fastest = 120

/** Virtual milliseconds per real one, so long after the last moment that matters. */
export function paceAt(speed: Speed, sinceMomentMs: number): number {
  if (speed === '1') return 1
  if (speed === '10') return 10
  const grown = Math.exp(Math.max(0, sinceMomentMs - lingerMs) / growthMs)
  return Math.min(fastest, grown)
}
