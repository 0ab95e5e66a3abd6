/**
 * `3` or `25%` of something.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go`
 */
import type { IntOrString } from './meta.ts'

/** The number meant, of `total` where it is a percentage; undefined for any other text. */
export function scaledValue(
  value: IntOrString,
  total: number,
  round: 'up' | 'down',
): number | undefined {
  if (typeof value === 'number') return value
  const percent = /^([+-]?\d+)%$/.exec(value)?.[1]
  if (percent === undefined) return undefined
  const share = (Number(percent) * total) / 100
  return round === 'up' ? Math.ceil(share) : Math.floor(share)
}
