/**
 * Which fields of an object a write changed, for people to read: the telling ones first. Stamps and
 * book-keeping that every write carries are left out, conditions are named by their type.
 */

export interface FieldChange {
  /** `spec.nodeName`, `status.conditions[Ready]`. */
  readonly path: string
  readonly from?: string
  readonly to?: string
}

const noise =
  /(?:uid|resourceVersion|managedFields|creationTimestamp|selfLink|blockOwnerDeletion|ownerReferences.*\.(?:apiVersion|controller)|annotations|[tT]ime|lastProbeTime|observedGeneration|message|reason|imageID|containerID|kube-api-access|hostIPs?|podIPs|labels|template\.metadata|volume)/

/** Only what is worth a line, in this order; other fields after these. */
const telling = [
  /^spec\.replicas$/,
  /^spec\.nodeName$/,
  /ownerReferences/,
  /^status\.phase$/,
  /^status\.podIP$/,
  /^status\.conditions\[Ready\]$/,
  /^status\..*[rR]eplicas$/,
  /^status\.conditions/,
  /^metadata\.name$/,
  /^metadata\.generation$/,
  /^metadata\.namespace$/,
  /^spec\.(?:strategy|revisionHistoryLimit|progressDeadline)/,
  /restartPolicy$/,
]

export const shownFields = 6

export function changedFields(before: unknown, after: unknown): readonly FieldChange[] {
  const old = leavesOf(before)
  const now = leavesOf(after)
  const paths = new Set([...old.keys(), ...now.keys()])
  return [...paths]
    .filter((path) => old.get(path) !== now.get(path) && !noise.test(path))
    .map((path) => ({ path, rank: telling.findIndex((pattern) => pattern.test(path)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .slice(0, shownFields)
    .map(({ path }) => {
      const from = old.get(path)
      const to = now.get(path)
      return { path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    })
}

/** Every value of an object under its path, as text. */
function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  const walk = (part: unknown, path: string): void => {
    if (Array.isArray(part)) {
      for (const [index, each] of part.entries()) walk(each, `${path}[${nameOf(each) ?? index}]`)
    } else if (isCondition(part)) leaves.set(path, part.status)
    else if (typeof part === 'object' && part !== null) {
      for (const [key, each] of Object.entries(part)) walk(each, path ? `${path}.${key}` : key)
    } else if (part !== undefined) leaves.set(path, String(part))
  }
  walk(value, '')
  return leaves
}

function isCondition(part: unknown): part is { readonly status: string } {
  return typeof part === 'object' && part !== null && 'type' in part && 'status' in part
}

/** Conditions by their type, containers by their name; owners by their place. */
function nameOf(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null || 'uid' in part) return undefined
  const { type, name } = part as { readonly type?: unknown; readonly name?: unknown }
  return typeof type === 'string' ? type : typeof name === 'string' ? name : undefined
}
