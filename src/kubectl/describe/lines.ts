/**
 * Lines of a description before they are laid out: cells parted by tabs.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/describe/describe.go`
 */
import type { Toleration } from '../../kubernetes/api/core.ts'
import type { KubernetesObject, Labels } from '../../kubernetes/api/meta.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'

export type Lines = readonly string[]

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
/** A longer annotation starts on a line of its own. */
const maxAnnotation = 140

/** `Labels:  app=web`, one below the other. */
export function labelLines(title: string, labels: Labels | undefined): Lines {
  return listLines(
    title,
    Object.entries(labels ?? {})
      .sort(byKey)
      .map(([key, value]) => `${key}=${value}`),
  )
}

/** What apply remembers is left out. */
export function annotationLines(title: string, annotations: Labels | undefined): Lines {
  const shown = Object.entries(annotations ?? {}).filter(([key]) => key !== lastApplied)
  const items = shown.sort(byKey).flatMap(([key, value]) => {
    const text = value.replace(/\n$/, '')
    if (!text.includes('\n') && key.length + text.length + 2 < maxAnnotation)
      return [`${key}: ${text}`]
    return [`${key}:`, ...text.split('\n').map((line) => `  ${line}`)]
  })
  return listLines(title, items)
}

/** A title and what stands behind it; `<none>` for nothing. */
export function listLines(title: string, items: readonly string[]): Lines {
  const [first = '<none>', ...rest] = items
  return [`${title}:\t${first}`, ...rest.map((item) => `\t${item}`)]
}

export function ownerLines(object: KubernetesObject): Lines {
  const owner = controllerOf(object)
  return owner ? [`Controlled By:\t${owner.kind}/${owner.name}`] : []
}

export function tolerationLines(title: string, tolerations: readonly Toleration[] = []): Lines {
  const sorted = [...tolerations].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0,
  )
  return listLines(title, sorted.map(tolerationText))
}

function tolerationText({
  key = '',
  value,
  effect,
  operator,
  tolerationSeconds,
}: Toleration): string {
  const what = `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`
  const exists = operator === 'Exists' && !value ? `${what ? ' ' : ''}op=Exists` : ''
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`
}

/** `Sun, 22 Nov 2026 21:00:12 +0000` */
export function longTime(time: string | null | undefined): string {
  return time ? new Date(time).toUTCString().replace('GMT', '+0000') : '<unset>'
}

export function indented(lines: Lines, depth = 1): Lines {
  return lines.map((line) => '  '.repeat(depth) + line)
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
