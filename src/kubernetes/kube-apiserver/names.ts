/**
 * What names, labels and keys may look like, and upstream's sentences about those that may not.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go`,
 * `staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go`
 */

/** Texts of all that is wrong with a value, in upstream's order; empty where nothing is. */
export type Check = (value: string) => readonly string[]

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const labelValue = `(${qualifiedName})?`

const maxName = 253
const maxLabel = 63

export const isDns1123Label: Check = (value) =>
  together(
    tooLong(value, maxLabel, 'characters'),
    value.includes('.') && unlike(value, subdomain, '', []).length === 0
      ? ['must not contain dots']
      : unlike(
          value,
          label,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
          labelExamples,
        ),
  )

const labelExamples = ['my-name', '123-abc']

export const isDns1123Subdomain: Check = (value) =>
  together(
    tooLong(value, maxName, 'characters'),
    unlike(
      value,
      subdomain,
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      dnsExamples,
    ),
  )

const dnsExamples = ['example.com']

/** As a subdomain, and each part may begin with an underscore. */
export const isSearchPath: Check = (value) => [
  ...tooLong(value, maxName, 'characters'),
  ...unlike(
    value,
    subdomain.replaceAll('[a-z0-9]([-', '_?[a-z0-9]([-_'),
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
    ['example.com'],
  ),
]

export const isDns1035Label: Check = (value) => [
  ...tooLong(value, maxLabel, 'characters'),
  ...unlike(
    value,
    label1035,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    ['my-name', 'abc-123'],
  ),
]

/** Keys of labels and annotations: `app`, `kubernetes.io/hostname`. */
export const isQualifiedName: Check = (value) => {
  const slash = value.indexOf('/')
  if (slash >= 0 && value.indexOf('/', slash + 1) >= 0)
    return [
      `a valid label key ${notMatching(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        qualifiedName,
        ['MyName', 'my.name', '123-abc'],
      )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  const name = value.slice(slash + 1)
  const prefix = slash < 0 ? undefined : value.slice(0, slash)
  const ofPrefix =
    prefix === undefined
      ? nothing
      : prefix === ''
        ? ['prefix part must be non-empty']
        : isDns1123Subdomain(prefix).map((text) => `prefix part ${text}`)
  const ofName = together(
    name === '' ? ['must be non-empty'] : tooLong(name, maxLabel, 'bytes'),
    unlike(
      name,
      qualifiedName,
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      qualifiedExamples,
    ),
  )
  if (ofName.length === 0) return ofPrefix
  return [...ofPrefix, ...ofName.map((text) => `name part ${text}`)]
}

const qualifiedExamples = ['MyName', 'my.name', '123-abc']

export const isLabelValue: Check = (value) =>
  together(
    tooLong(value, maxLabel, 'bytes'),
    unlike(
      value,
      labelValue,
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      valueExamples,
    ),
  )

const valueExamples = ['MyValue', 'my_value', '12345']

/** Keys of ConfigMaps and Secrets: they become names of files. */
export const isConfigKey: Check = (value) => [
  ...tooLong(value, maxName, 'characters'),
  ...unlike(
    value,
    '[-._a-zA-Z0-9]+',
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    ['key.name', 'KEY_NAME', 'key-name'],
  ),
  ...(value === '.' || value === '..' ? [`must not be '${value}'`] : []),
  ...(value.startsWith('..') && value !== '..' ? ["must not start with '..'"] : []),
]

/** Names of ports, as `targetPort` may use them. */
export const isPortName: Check = (value) => [
  ...tooLong(value, 15, 'characters'),
  ...(/^[-a-z0-9]*$/.test(value)
    ? []
    : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(value) ? [] : ['must contain at least one letter (a-z)']),
  ...(value.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(value) ? ['must not begin or end with a hyphen'] : []),
]

export const isPortNumber = (port: number): readonly string[] => inRange(port, 1, 65_535)

export function inRange(value: number, min: number, max: number): readonly string[] {
  return value >= min && value <= max ? [] : [`must be between ${min} and ${max}, inclusive`]
}

/** As supported values are listed. */
export const protocols: readonly string[] = ['SCTP', 'TCP', 'UDP']

export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256)
}

/** The name of an object that will get five more characters may end in `-`. */
export function ofGenerateName(check: Check): Check {
  return (value) => check(value.endsWith('-') ? `${value.slice(0, -1)}a` : value)
}

function tooLong(value: string, max: number, unit: 'characters' | 'bytes'): readonly string[] {
  // A unit of UTF-16 is three bytes at most: short texts need not be counted.
  if (3 * value.length <= max) return nothing
  return byteLength(value) > max ? [`must be no more than ${max} ${unit}`] : nothing
}

/** Go counts the bytes of UTF-8, whatever the message calls them. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Most names are right, and each object has many of them. */
const nothing: readonly string[] = []

function together(first: readonly string[], second: readonly string[]): readonly string[] {
  if (first.length === 0) return second
  return second.length === 0 ? first : [...first, ...second]
}

const compiled = new Map<string, RegExp>()

function unlike(
  value: string,
  pattern: string,
  sentence: string,
  examples: readonly string[],
): readonly string[] {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`)
  compiled.set(pattern, known)
  return known.test(value) ? nothing : [notMatching(sentence, pattern, examples)]
}

function notMatching(sentence: string, pattern: string, examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}'`).join(',  or ')
  return `${sentence} (e.g. ${list}, regex used for validation is '${pattern}')`
}

/** What may stand between two slashes of an address. */
export const isPathSegment: Check = (value) =>
  value === '.' || value === '..'
    ? [`may not be '${value}'`]
    : ['/', '%'].filter((sign) => value.includes(sign)).map((sign) => `may not contain '${sign}'`)
