/** Where the clock of a lab begins to count: at the last thing that was done to the cluster. */
import type { Moment, MomentKind } from '../../lab/moments.ts'

const origins: ReadonlySet<MomentKind> = new Set<MomentKind>([
  'power-off',
  'crash',
  'deployment-applied',
])

export function originOf(moments: readonly Moment[]): Moment | undefined {
  return moments.findLast(({ kind }) => origins.has(kind))
}

/** The origin and what came after it; not what came before it at the very same instant. */
export function momentsSince(
  moments: readonly Moment[],
  origin: Moment | undefined,
): readonly Moment[] {
  return origin ? moments.slice(moments.lastIndexOf(origin)) : moments
}
