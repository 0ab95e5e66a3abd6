/**
 * A count or a share: `3` or `25%`.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go`
 */
import type { IntOrString } from './meta.ts'

/** The number before the `%`; nothing where the value is no percentage. */
export function percentOf(value: IntOrString): number | undefined {
  const digits = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

/** The count itself, or the share of `total`; nothing where the text is no percentage. */
export function scaledValue(
  value: IntOrString,
  total: number,
  roundUp: boolean,
): number | undefined {
  if (typeof value === 'number') return value
  const percent = percentOf(value)
  if (percent === undefined) return undefined
  const share = (percent * total) / 100
  return roundUp ? Math.ceil(share) : Math.floor(share)
}
