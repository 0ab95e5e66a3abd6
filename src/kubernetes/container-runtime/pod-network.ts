/**
 * The addresses of a node's Pods: the next free one of the node's range, round and round.
 *
 * *Upstream:* `github.com/containernetworking/plugins` plugins/ipam/host-local
 * *Leaves out:* IPv6. Range and last address survive a restart, as that plugin's files do.
 */
import type { DiskContents } from './machine-contents.ts'

/** Nothing where the range is used up or not known yet. */
export function allocateAddress(disk: DiskContents): string | undefined {
  if (disk.podCidr === undefined) return undefined
  const { base, size } = rangeOf(disk.podCidr)
  // The first address is the bridge's, the last one broadcast.
  const usable = size - 3
  for (let step = 0; step < usable; step++) {
    const offset = 2 + ((disk.lastAddress - 1 + step) % usable)
    const ip = textOf(base + offset)
    if (isUsed(disk, ip)) continue
    disk.lastAddress = offset
    return ip
  }
  return undefined
}

/** Mostly the first one asked for is free: that needs no list of all that are not. */
function isUsed({ pods }: DiskContents, address: string): boolean {
  for (const { sandboxes } of pods.values())
    for (const { state, ip } of sandboxes.values())
      if (ip === address && state === 'ready') return true
  return false
}

/** `10.244.1.0/24` → its first address as a number, and how many there are. */
function rangeOf(cidr: string): { base: number; size: number } {
  const [address = '', bits = '24'] = cidr.split('/')
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return { base, size: 2 ** (32 - Number(bits)) }
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}
