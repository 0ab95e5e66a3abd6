/**
 * Cells that several kinds show in `kubectl get`.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import type { PodTemplateSpec } from '../../api/core.ts'
import { humanDuration } from '../../api/duration.ts'
import type { KubernetesObject, LabelSelector, Labels } from '../../api/meta.ts'
import { msOf } from '../../api/time.ts'
import { type Column, column } from './column.ts'

export const nameColumn: Column<KubernetesObject> = column(
  'NAME',
  0,
  ({ metadata }) => metadata.name,
)

export const ageColumn: Column<KubernetesObject> = column('AGE', 0, ({ metadata }, nowMs) =>
  ageOf(metadata.creationTimestamp, nowMs),
)

/** How long ago, `5m` or `<unknown>`. */
export function ageOf(time: string | null | undefined, nowMs: number): string {
  return time ? humanDuration(nowMs - msOf(time)) : '<unknown>'
}

interface WithTemplate {
  readonly spec: { readonly selector: LabelSelector; readonly template: PodTemplateSpec }
}

const containersOf = ({ spec }: WithTemplate) => spec.template.spec.containers

/** For whoever makes Pods from a template. */
export const templateColumns: readonly Column<WithTemplate>[] = [
  column('CONTAINERS', 1, (one) =>
    containersOf(one)
      .map(({ name }) => name)
      .join(','),
  ),
  column('IMAGES', 1, (one) =>
    containersOf(one)
      .map(({ image = '' }) => image)
      .join(','),
  ),
  column('SELECTOR', 1, ({ spec }) => selectorText(spec.selector)),
]

/** `app=web,tier=front`, keys in order. */
export function labelsText(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return pairs.length > 0 ? pairs.sort().join(',') : '<none>'
}

/** A selector as one types it after `-l`. */
export function selectorText(selector: LabelSelector | undefined, none = '<none>'): string {
  if (!selector) return none
  const requirements = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
      key,
      text: `${key}=${value}`,
    })),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      const list = `(${[...values].sort().join(',')})`
      const texts = {
        In: `${key} in ${list}`,
        NotIn: `${key} notin ${list}`,
        Exists: key,
        DoesNotExist: `!${key}`,
      }
      return { key, text: texts[operator] }
    }),
  ]
  requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return requirements.map(({ text }) => text).join(',') || none
}
