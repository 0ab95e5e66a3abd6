/** Faults that an exercise or an incident causes by itself, said in data. */
import { matchesLabels } from '../kubernetes/api/labels.ts'
import type { Lab } from './lab.ts'

export interface Fault {
  /** Pull the plug of the node that runs the most Pods with these labels. */
  readonly powerOff: { readonly busiest: Readonly<Record<string, string>> }
}

/** Causes the fault now; false where there is nothing for it to hit. */
export function strike(fault: Fault, lab: Lab): boolean {
  const machine = busiestNode(fault.powerOff.busiest, lab)
  if (!machine) return false
  lab.act({ type: 'power-off', machine })
  return true
}

/** The node that runs the most of these Pods; the first by name among equals. */
export function busiestNode(
  labels: Readonly<Record<string, string>>,
  lab: Pick<Lab, 'objects'>,
): string | undefined {
  const counts = new Map<string, number>()
  for (const { metadata, spec } of lab.objects('pods')) {
    if (!spec.nodeName || !matchesLabels(labels, metadata.labels)) continue
    counts.set(spec.nodeName, (counts.get(spec.nodeName) ?? 0) + 1)
  }
  const [busiest] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return busiest?.[0]
}
