/** Faults that an exercise or an incident causes by itself, said in data. */
import { matchesLabels } from '../kubernetes/api/labels.ts'
import type { ComponentName } from '../kubernetes/component.ts'
import type { Lab } from './lab.ts'

type Labels = Readonly<Record<string, string>>

export type Fault =
  /** Pull the plug of the node that runs the most Pods with these labels. */
  | { readonly powerOff: { readonly busiest: Labels } }
  /** The kubelet of that node stops; the machine runs on, and with it the containers. */
  | { readonly stopKubelet: { readonly busiest: Labels } }
  /** A component stops and stays so. */
  | { readonly stop: ComponentName }
  /** Somebody deletes one Pod with these labels, or the container of one exits with an error. */
  | { readonly deleteOne: Labels }
  | { readonly crashOne: Labels }
  /** Somebody applies another manifest. */
  | { readonly apply: string }

/** Causes the fault now; false where there is nothing for it to hit. */
export function strike(fault: Fault, lab: Lab): boolean {
  if ('stop' in fault) return lab.act({ type: 'stop', component: fault.stop }).ok
  if ('apply' in fault)
    return lab.act({ type: 'apply', file: 'fault.yaml', manifest: fault.apply }).ok
  if ('powerOff' in fault) {
    const machine = busiestNode(fault.powerOff.busiest, lab)
    return machine !== undefined && lab.act({ type: 'power-off', machine }).ok
  }
  if ('stopKubelet' in fault) {
    const machine = busiestNode(fault.stopKubelet.busiest, lab)
    return machine !== undefined && lab.act({ type: 'stop', component: 'kubelet', machine }).ok
  }
  const labels = 'deleteOne' in fault ? fault.deleteOne : fault.crashOne
  const pod = lab.objects('pods').find(({ metadata }) => matchesLabels(labels, metadata.labels))
  if (!pod) return false
  const { name, namespace = 'default' } = pod.metadata
  if ('crashOne' in fault) return lab.act({ type: 'crash', namespace, pod: name }).ok
  return lab.act({ type: 'delete', resource: 'pods', namespace, name }).ok
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
