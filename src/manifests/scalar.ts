/**
 * What an unquoted word means, as kubectl sees it.
 *
 * kubectl reads YAML 1.1 with exceptions of its own: `yes`, `on` and `y` are booleans, `0755` is
 * octal, but `22:22` is a text (no base 60) and a date stays a text.
 * *Upstream:* sigs.k8s.io/yaml, goyaml.v2/resolve.go.
 * *Leaves out:* `.nan` and `.inf` (JSON has no such numbers; they stay texts), `!!binary`.
 */
export type Scalar = string | number | boolean | null

const words = new Map<string, boolean | null>()
for (const word of ['y', 'yes', 'on', 'true']) addSpellings(word, true)
for (const word of ['n', 'no', 'off', 'false']) addSpellings(word, false)
addSpellings('null', null)
words.set('~', null).set('', null)

function addSpellings(word: string, value: boolean | null): void {
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  for (const spelling of [word, capital, word.toUpperCase()]) words.set(spelling, value)
}

const decimal = /^[-+]?(?:0|[1-9]\d*)$/
const prefixed = /^([-+]?)0([xob]?)([\da-f]+)$/i
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i

export function resolvePlain(source: string): Scalar {
  const word = words.get(source)
  if (word !== undefined) return word
  if (!/^[-+.\d]/.test(source)) return source
  const plain = source.startsWith('.') ? source : source.replaceAll('_', '')
  // Adding 0 makes -0 an ordinary zero.
  if (decimal.test(plain)) return Number(plain) + 0
  const integer = prefixed.exec(plain)
  if (integer) {
    const [, sign, letter = '', digits = ''] = integer
    // Number() knows 0x, 0o and 0b; a digit that does not fit the base makes NaN.
    const value = Number(`0${letter || 'o'}${digits}`)
    if (!Number.isNaN(value)) return sign === '-' ? -value : value
  }
  return float.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : source
}

/** A scalar under one of YAML's own tags; `undefined` when it cannot be that. */
export function resolveTagged(tag: string, source: string): Scalar | undefined {
  if (tag === 'str') return source
  const value = resolvePlain(source)
  if (tag === 'null') return value === null ? value : undefined
  if (tag === 'bool') return typeof value === 'boolean' ? value : undefined
  if (tag === 'float') return typeof value === 'number' ? value : undefined
  return Number.isInteger(value) ? value : undefined
}
