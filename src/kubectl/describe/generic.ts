/**
 * `describe` for kinds without a description of their own: every field, its name in words.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/describe/describe.go` genericDescriber
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Desk } from '../command.ts'
import { mapAt } from '../json.ts'
import { annotationLines, type Lines, labelLines } from './lines.ts'

const shownAbove = ['name', 'namespace', 'labels', 'annotations', 'managedFields']

export function genericLines(_desk: Desk, object: KubernetesObject): Lines {
  const { metadata, apiVersion, kind, ...rest } = object as KubernetesObject &
    Record<string, unknown>
  const more = Object.fromEntries(
    Object.entries(mapAt(object, 'metadata')).filter(([key]) => !shownAbove.includes(key)),
  )
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace ?? ''}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `API Version:\t${apiVersion}`,
    `Kind:\t${kind}`,
    ...fieldLines({ metadata: more, ...rest }, 0),
  ]
}

function fieldLines(fields: Readonly<Record<string, unknown>>, depth: number): Lines {
  const margin = '  '.repeat(depth)
  return Object.keys(fields)
    .sort()
    .flatMap((key) => {
      const value = fields[key]
      const title = `${margin}${inWords(key)}:`
      if (Array.isArray(value))
        return [title, ...value.flatMap((item) => itemLines(item, depth + 1))]
      if (isJson(value)) return [title, ...fieldLines(value, depth + 1)]
      return value === undefined ? [] : [`${title}\t${String(value)}`]
    })
}

function itemLines(item: unknown, depth: number): Lines {
  return isJson(item) ? fieldLines(item, depth) : [`${'  '.repeat(depth)}${String(item)}`]
}

/** `creationTimestamp` is `Creation Timestamp`; a key that is no name stays as it is. */
function inWords(key: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(key)) return key
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
  const first = words.charAt(0).toUpperCase() + words.slice(1)
  return first.replace(/\bUid\b/, 'UID').replace(/\bApi Version\b/, 'API Version')
}
