/**
 * Whether two outputs say the same, where names, addresses, places among equal nodes and times may
 * differ: what one cluster chose freely, another may choose otherwise.
 */

const generated = '[bcdfghjklmnpqrstvwxz2456789]'
const duration = /^(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/
const toleranceSeconds = 3
const toleranceShare = 0.2

/** The lines that have no partner, `-` expected and `+` answered; none where all agree. */
export function differences(
  expected: readonly string[],
  actual: readonly string[],
): readonly string[] {
  const [wanted, got] = [blocksOf(expected), blocksOf(actual)]
  const found: string[] = []
  for (let index = 0; index < Math.max(wanted.length, got.length); index++)
    found.push(...blockDifferences(wanted[index] ?? [], got[index] ?? []))
  return found
}

/** Tables and paragraphs: what an empty line parts. */
function blocksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const blocks: string[][] = [[]]
  for (const line of withoutSystemInfo(lines)) {
    if (line.trim() === '') blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  return blocks.filter((block) => block.length > 0)
}

/** What a machine says of itself is its own affair. */
function withoutSystemInfo(lines: readonly string[]): readonly string[] {
  let inside = false
  return lines.filter((line) => {
    if (/^System Info:/.test(line)) inside = true
    else if (!line.startsWith(' ')) inside = false
    return !inside || !line.startsWith(' ')
  })
}

/** Each line looks for a partner; lines of equal sort key may stand in any order. */
function blockDifferences(
  expected: readonly string[],
  actual: readonly string[],
): readonly string[] {
  const left = actual.map((line) => partsOf(line))
  const lines = [...actual]
  const missing: string[] = []
  for (const line of expected) {
    const parts = partsOf(line)
    const partner = left.findIndex((other) => agree(parts, other))
    if (partner < 0) missing.push(`- ${line}`)
    else {
      left.splice(partner, 1)
      lines.splice(partner, 1)
    }
  }
  return [...missing, ...lines.map((line) => `+ ${line}`)]
}

type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'age'; readonly seconds: number }
  | { readonly is: 'count'; readonly count: number }

function partsOf(line: string): readonly Part[] {
  return masked(line)
    .split(/(\s+|[(),])/)
    .filter((text) => text !== '')
    .map((text): Part => {
      if (/^\s{2,}$/.test(text)) return { is: 'text', text: '  ' }
      if (/^x\d+$/.test(text)) return { is: 'count', count: Number(text.slice(1)) }
      if (text !== '' && duration.test(text) && /\d/.test(text))
        return { is: 'age', seconds: secondsOf(text) }
      return { is: 'text', text }
    })
}

function masked(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  let text = line
    .trim()
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<ip>')
    .replace(/\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000/g, '<time>')
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, '<time>')
    .replace(
      /in \S+ \(\S+ including waiting\)\. Image size: \d+ bytes/g,
      'in <time>. Image size: <size>',
    )
    .replace(/^((?:Container|Image) ID:\s*).*$/, '$1<id>')
    .replace(new RegExp(`([-=])${generated}{8,10}(?![a-z0-9])`, 'g'), '$1<hash>')
    .replace(new RegExp(`-${generated}{5}(?![a-z0-9])`, 'g'), '-<id>')
  // A Pod's row and its events name the node that was chosen for it.
  if (/<id>/.test(text) || /^Node:/.test(text)) text = text.replace(/\bworker-\d+\b/g, '<node>')
  return indent + text
}

function agree(a: readonly Part[], b: readonly Part[]): boolean {
  return (
    a.length === b.length &&
    a.every((part, index) => {
      const other = b[index] as Part
      if (part.is === 'age' && other.is === 'age') return isNear(part.seconds, other.seconds)
      if (part.is === 'count' && other.is === 'count')
        return Math.abs(part.count - other.count) <= 1
      return part.is === 'text' && other.is === 'text' && part.text === other.text
    })
  )
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(toleranceSeconds, toleranceShare * Math.max(a, b))
}

/** `2m14s` in seconds. */
export function secondsOf(text: string): number {
  const units: Readonly<Record<string, number>> = {
    y: 31_536_000,
    d: 86_400,
    h: 3_600,
    m: 60,
    s: 1,
  }
  let sum = 0
  for (const [, amount, unit = ''] of text.matchAll(/(\d+)([ydhms])/g))
    sum += Number(amount) * (units[unit] ?? 0)
  return sum
}
