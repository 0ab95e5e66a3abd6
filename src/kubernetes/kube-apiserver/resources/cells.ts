/**
 * Cells that several kinds show in `kubectl get`.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import type { PodSpec } from '../../api/core.ts'
import { humanDuration } from '../../api/duration.ts'
import type { KubernetesObject, LabelSelector, Labels } from '../../api/meta.ts'
import { msOf } from '../../api/time.ts'
import type { Column } from '../resource.ts'

export const nameColumn: Column<KubernetesObject> = {
  name: 'NAME',
  priority: 0,
  cell: (object) => object.metadata.name,
}

export const ageColumn: Column<KubernetesObject> = {
  name: 'AGE',
  priority: 0,
  cell: (object, nowMs) => ageOf(object.metadata.creationTimestamp, nowMs),
}

/** How long ago, `5m` or `<unknown>`. */
export function ageOf(time: string | null | undefined, nowMs: number): string {
  return time ? humanDuration(nowMs - msOf(time)) : '<unknown>'
}

/** CONTAINERS, IMAGES and SELECTOR, for whoever has a Pod template. */
export function templateColumns<T extends KubernetesObject>(
  podSpecOf: (object: T) => PodSpec | undefined,
  selectorOf: (object: T) => LabelSelector | undefined,
): readonly Column<T>[] {
  const containersOf = (object: T) => podSpecOf(object)?.containers ?? []
  const cells: Readonly<Record<string, (object: T) => string>> = {
    CONTAINERS: (object) =>
      containersOf(object)
        .map(({ name }) => name)
        .join(','),
    IMAGES: (object) =>
      containersOf(object)
        .map(({ image = '' }) => image)
        .join(','),
    SELECTOR: (object) => selectorText(selectorOf(object)),
  }
  return Object.entries(cells).map(([name, cell]) => ({ name, priority: 1, cell }))
}

/** `app=web,tier=front`, keys in order. */
export function labelsText(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return pairs.length > 0 ? pairs.sort().join(',') : '<none>'
}

/** A selector as one types it after `-l`. */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return '<none>'
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
  return requirements.map(({ text }) => text).join(',') || '<none>'
}
