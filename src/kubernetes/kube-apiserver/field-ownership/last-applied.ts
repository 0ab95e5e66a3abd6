/**
 * The manifest that client-side apply leaves in an annotation, and that server-side apply by kubectl
 * keeps true as long as it is there.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal`
 * (lastapplied.go, lastappliedmanager.go, lastappliedupdater.go)
 */
import { type Fields, isFields } from './shape.ts'

const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

function textOf(object: unknown): string | undefined {
  const metadata = isFields(object) ? object['metadata'] : undefined
  const annotations = isFields(metadata) ? metadata['annotations'] : undefined
  const text = isFields(annotations) ? annotations[annotation] : undefined
  return typeof text === 'string' ? text : undefined
}

/** The remembered manifest, where there is one that can be read. */
export function lastAppliedOf(object: unknown): Fields | undefined {
  const text = textOf(object)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The next object with this manifest remembered, where one was remembered before. */
export function withLastApplied(live: unknown, next: Fields, manifest: Fields): Fields {
  if (textOf(live) === undefined) return next
  const metadata = isFields(next['metadata']) ? next['metadata'] : {}
  const annotations = isFields(metadata['annotations']) ? metadata['annotations'] : {}
  const all = { ...annotations, [annotation]: `${JSON.stringify(sorted(withoutIt(manifest)))}\n` }
  return { ...next, metadata: { ...metadata, annotations: all } }
}

function withoutIt(manifest: Fields): Fields {
  const metadata = isFields(manifest['metadata']) ? manifest['metadata'] : {}
  const given = isFields(metadata['annotations']) ? metadata['annotations'] : {}
  const { [annotation]: _, ...annotations } = given
  return { ...manifest, metadata: { ...metadata, annotations } }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isFields(value)) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]))
}
