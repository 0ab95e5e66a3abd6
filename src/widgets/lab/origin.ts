/** Where the clock of a lab begins to count: at the last thing that was done to the cluster. */
import type { Moment, MomentKind } from '../../lab/moments.ts'
import type { LabTexts } from './texts.ts'

const origins: ReadonlySet<MomentKind> = new Set<MomentKind>([
  'power-off',
  'crash',
  'deployment-applied',
  'object-applied',
])

export function isOrigin({ kind }: Moment): boolean {
  return origins.has(kind)
}

export function originOf(moments: readonly Moment[]): Moment | undefined {
  return moments.findLast(isOrigin)
}

/** The origin and what came after it; not what came before it at the very same instant. */
export function momentsSince(
  moments: readonly Moment[],
  origin: Moment | undefined,
): readonly Moment[] {
  return origin ? moments.slice(moments.lastIndexOf(origin)) : moments
}

/** Since when the clock counts, in words. */
export function sinceText(origin: Moment | undefined, texts: LabTexts): string {
  if (origin?.kind === 'power-off') return texts.sinceFault
  if (origin?.kind === 'crash') return texts.sinceCrash
  if (origin?.kind.endsWith('-applied')) return texts.sinceApply
  return texts.sinceLab
}
