/**
 * All moments of a lab, and which led to which: every write knows the revision that set it off, and
 * where that was no moment itself, the ledger goes on from there. Kept because etcd forgets.
 */
import type { Change } from '../kubernetes/etcd/store.ts'
import type { Cause } from '../kubernetes/kube-apiserver/request.ts'
import type { TraceEntry } from '../simulation/trace.ts'
import { type Moment, momentOfFault, momentsOfChange } from './moments.ts'

export interface Ledger {
  readonly moments: readonly Moment[]
  note(entry: TraceEntry, at: number, changeAt: (revision: number) => Change | undefined): void
}

/** Of the writes that are no moments older ones are forgotten: what they set off is long past. */
const mostSilent = 5_000

export function createLedger(): Ledger {
  const moments: Moment[] = []
  const silent = new Map<number, Cause>()

  function noteWrite(change: Change, at: number): void {
    const { revision, cause } = change
    const found = momentsOfChange(change)
    const because = found.length > 0 ? leading(cause) : undefined
    const led = because === undefined ? {} : { because }
    for (const moment of found) moments.push({ ...moment, at, ...led })
    if (found.length > 0) return
    silent.set(revision, cause)
    const [oldest] = silent.keys()
    if (silent.size > mostSilent && oldest !== undefined) silent.delete(oldest)
  }

  /** The revision of the moment that led to what this cause wrote. */
  function leading({ trigger }: Cause): number | undefined {
    const before = trigger === undefined ? undefined : silent.get(trigger)
    if (trigger === undefined || !before) return trigger
    // What the same hand did next for the same reason says more: a Pod is marked, then deleted.
    const sibling = moments.findLast(
      ({ revision = 0, cause }) => revision > trigger && isSame(cause, before),
    )
    return sibling ? sibling.revision : leading(before)
  }

  return {
    moments,
    note(entry, at, changeAt) {
      if (entry.type === 'write') {
        const change = changeAt(entry.detail['revision'] as number)
        if (change) noteWrite(change, at)
        return
      }
      const fault = momentOfFault(entry)
      if (fault) moments.push({ ...fault, at })
    },
  }
}

function isSame(a: Cause | undefined, b: Cause): boolean {
  return b.trigger !== undefined && a?.by === b.by && a.key === b.key && a.trigger === b.trigger
}
