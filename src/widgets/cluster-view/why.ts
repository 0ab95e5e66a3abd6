/**
 * Who created a Pod, and why: the causes that were recorded with every write, followed back from
 * the Pod to what somebody did.
 */
import type { Moment, MomentKind } from '../../lab/moments.ts'

/** From the Pod’s creation to its origin; nothing where the Pod was there before the lab opened. */
export function causesOf(pod: string, moments: readonly Moment[]): readonly Moment[] {
  const chain: Moment[] = []
  let next = moments.findLast(({ kind, subject }) => kind === 'pod-created' && subject === pod)
  while (next && !chain.includes(next)) {
    chain.push(next)
    next = causeOf(next, moments)
  }
  return chain
}

function causeOf(moment: Moment, moments: readonly Moment[]): Moment | undefined {
  const { because } = moment
  if (because !== undefined) return moments.find(({ revision }) => revision === because)
  // A silence has no writer: what made the machine fall silent is looked for instead.
  if (!moment.cause?.by.startsWith('node-lifecycle')) return undefined
  return moments.findLast(
    ({ kind, subject, at }) =>
      silencing.has(kind) && at <= moment.at && subject.includes(moment.subject),
  )
}

const silencing: ReadonlySet<MomentKind> = new Set<MomentKind>(['power-off', 'cut', 'stop'])
