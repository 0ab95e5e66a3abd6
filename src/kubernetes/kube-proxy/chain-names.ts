/**
 * Names of iptables chains: a prefix and sixteen characters of a hash.
 *
 * *Upstream:* `pkg/proxy/iptables/proxier.go` portProtoHash, servicePortEndpointChainName
 */
import { base32, sha256 } from '../infrastructure/sha256.ts'

/** `default/web` or, where the port has a name, `default/web:http`. */
export function servicePortName(serviceKey: string, portName: string | undefined): string {
  return portName ? `${serviceKey}:${portName}` : serviceKey
}

export function chainNames(servicePort: string, protocol: string) {
  const hash = hashOf(servicePort + protocol)
  return {
    /** To endpoints anywhere. */
    cluster: `KUBE-SVC-${hash}`,
    /** To endpoints on this node only. */
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  }
}

export function endpointChain(servicePort: string, protocol: string, address: string): string {
  return `KUBE-SEP-${hashOf(servicePort + protocol + address)}`
}

const hashes = new Map<string, string>()

function hashOf(text: string): string {
  const known = hashes.get(text)
  if (known) return known
  const hash = base32(sha256(text)).slice(0, 16)
  if (hashes.size > 10_000) hashes.clear()
  hashes.set(text, hash)
  return hash
}
