/** Where one stops who goes through what happened: at each instant at which something did. */
import type { Moment } from '../../lab/moments.ts'
import { bookmarks } from '../cluster-view/narration.ts'

/** The last stop before this time; the lab's beginning is one, too. */
export function stopBefore(moments: readonly Moment[], at: number): number | undefined {
  return at <= 0 ? undefined : (moments.findLast((moment) => moment.at < at)?.at ?? 0)
}

export function stopAfter(moments: readonly Moment[], at: number): number | undefined {
  return moments.find((moment) => moment.at > at)?.at
}

/** Those with a name only. */
export function namedMoments(moments: readonly Moment[]): readonly Moment[] {
  return moments.filter(({ kind }) => bookmarks.has(kind))
}

/** What had happened by then; moments are in the order of their time. */
export function momentsUntil(moments: readonly Moment[], at: number): readonly Moment[] {
  const next = moments.findIndex((moment) => moment.at > at)
  return next < 0 ? moments : moments.slice(0, next)
}
