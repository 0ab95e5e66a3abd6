/**
 * From a Pod template to the hash that names its ReplicaSet.
 *
 * *Upstream:* `pkg/controller/controller_utils.go` (ComputeHash),
 * `staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go` (SafeEncodeString)
 * *Leaves out:* Go's own way of printing a struct, which is what upstream hashes. Here too equal
 * templates have equal hashes, and they look the same, but they are not those of a real cluster.
 */
import { fnv1a32, nameAlphabet } from '../../../simulation/random.ts'
import type { PodTemplateSpec } from '../../api/core.ts'

export const podTemplateHashLabel = 'pod-template-hash'

/** The label's value. `collisionCount` makes another one where a name was taken. */
export function podTemplateHash(template: PodTemplateSpec, collisionCount?: number): string {
  const salt = collisionCount === undefined ? '' : bytesOf(collisionCount)
  return safeEncode(String(fnv1a32(canonicalText(template) + salt)))
}

/** A text without vowels, so that no name ever spells a word. */
export function safeEncode(text: string): string {
  const { length } = nameAlphabet
  return [...text].map((char) => nameAlphabet[char.charCodeAt(0) % length]).join('')
}

/** The number as eight bytes, little-endian. */
function bytesOf(count: number): string {
  const low = [0, 8, 16, 24].map((shift) => (count >>> shift) & 0xff)
  return String.fromCharCode(...low, 0, 0, 0, 0)
}

/** Two templates are the same if they differ at most in the hash label. */
export function isSameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return a === b || canonicalText(a) === canonicalText(b)
}

/** Templates are frozen and shared, and each is asked about again and again. */
const texts = new WeakMap<PodTemplateSpec, string>()

/** The template without the hash label, keys in order, nothing that is empty anyway. */
function canonicalText(template: PodTemplateSpec): string {
  const known = texts.get(template)
  if (known !== undefined) return known
  const { labels = {}, creationTimestamp: _, ...metadata } = template.metadata ?? {}
  const { [podTemplateHashLabel]: __, ...ownLabels } = labels
  const text = JSON.stringify(sorted({ ...template, metadata: { ...metadata, labels: ownLabels } }))
  if (Object.isFrozen(template)) texts.set(template, text)
  return text
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]),
  )
}

const longestName = 253

/** `<deployment>-<hash>`; a name that would be too long is cut before the hash, if that helps. */
export function replicaSetName(deployment: string, hash: string): string {
  const room = longestName - hash.length - 1
  return `${room > 0 ? deployment.slice(0, room) : deployment}-${hash}`
}
