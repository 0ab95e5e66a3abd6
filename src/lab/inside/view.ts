/** All that is needed of a cluster to look into its containers. */
import type { ResourceName, ResourceTypes } from '../../kubernetes/api/resource-types.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import type { Machine } from '../../kubernetes/infrastructure/machine.ts'

export interface View {
  readonly machines: readonly string[]
  machine(name: string): Machine
  linked(a: string, b: string): boolean
  objects<K extends ResourceName>(resource: K): readonly ResourceTypes[K][]
  now(): number
}

export function viewOf({ machineNames, machine, linked, objects, simulation }: Cluster): View {
  return { machines: machineNames, machine, linked, objects, now: () => simulation.now }
}
