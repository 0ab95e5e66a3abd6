/**
 * A machine's own network stack: which addresses live on it, and who listens there. It belongs to
 * the kernel, so it is lost in a power cut and untouched when the container runtime stops.
 *
 * *Leaves out:* packets. A connection is accepted, refused or answered by nobody, at once.
 */
import type { Machine } from './machine.ts'

export interface Listener {
  readonly port: number
  /** Nobody accepts before this moment: the program is still starting. */
  readonly sinceMs: number
  /** HTTP status code for a path; absent where it does not speak HTTP. */
  readonly http?: (path: string, nowMs: number) => number
}

export type Connection =
  | { readonly type: 'accepted'; readonly listener: Listener }
  | { readonly type: 'refused' }
  /** The address is on no interface of this machine. */
  | { readonly type: 'no-route' }

/** Owner (a container's id) → what it listens on. */
type Address = Map<string, readonly Listener[]>

/** Bring an address up: the network namespace of a Pod. */
export function addAddress(machine: Machine, ip: string): void {
  const addresses = addressesOf(machine)
  if (!addresses.has(ip)) addresses.set(ip, new Map())
}

export function removeAddress(machine: Machine, ip: string): void {
  addressesOf(machine).delete(ip)
}

export function listen(
  machine: Machine,
  ip: string,
  owner: string,
  listeners: readonly Listener[],
): void {
  addressesOf(machine).get(ip)?.set(owner, listeners)
}

export function stopListening(machine: Machine, ip: string, owner: string): void {
  addressesOf(machine).get(ip)?.delete(owner)
}

export function connect(machine: Machine, ip: string, port: number, nowMs: number): Connection {
  const address = addressesOf(machine).get(ip)
  if (!address) return { type: 'no-route' }
  for (const listeners of address.values())
    for (const listener of listeners)
      if (listener.port === port && listener.sinceMs <= nowMs) return { type: 'accepted', listener }
  return { type: 'refused' }
}

function addressesOf(machine: Machine): Map<string, Address> {
  const known = machine.memory.get('addresses') as Map<string, Address> | undefined
  if (known) return known
  const addresses = new Map<string, Address>()
  machine.memory.set('addresses', addresses)
  return addresses
}
