/**
 * Query parameters, read as Go reads them.
 *
 * *Upstream:* `strconv.ParseBool`; `staging/src/k8s.io/apimachinery/pkg/runtime/converter.go`
 */

const yes = ['1', 't', 'T', 'true', 'TRUE', 'True']

/** A parameter that stands alone, `?watch`, is true as well. */
export function booleanIn(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)
  return text === '' || (text !== null && yes.includes(text))
}

/** A whole number; undefined where there is none. */
export function integerIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** A text; undefined where it is absent or empty. */
export function textIn(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined
}
