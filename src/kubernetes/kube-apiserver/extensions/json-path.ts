/**
 * The paths by which a CustomResourceDefinition names a field: `.spec.replicas`,
 * `.status.conditions[?(@.type=="Ready")].status`.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/util/jsonpath`
 * *Leaves out:* everything but names, positions, `[*]` and conditions of equality.
 */

const step =
  /\.([\w-]+)|\['((?:[^'\\]|\\.)+)'\]|\[(\d+|\*)\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]/gy

/** All that lies at the path, the first first. */
export function valuesAt(object: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [object]
  const text = path.replace(/^\{?\$?|\}$/g, '')
  step.lastIndex = 0
  for (let at = 0; at < text.length; at = step.lastIndex) {
    const match = step.exec(text)
    if (!match) return []
    const [, name, quoted, position, key, wanted] = match
    const field = name ?? quoted?.replaceAll('\\', '')
    if (field !== undefined) found = found.map((one) => inside(one, field))
    else if (key !== undefined)
      found = found.flatMap(listOf).filter((one) => inside(one, ...key.split('.')) === wanted)
    else if (position === '*') found = found.flatMap(listOf)
    else found = found.map((one) => listOf(one)[Number(position)])
    found = found.filter((one) => one !== undefined)
  }
  return found
}

function inside(value: unknown, ...names: readonly string[]): unknown {
  let found = value
  for (const name of names)
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? (found as Record<string, unknown>)[name]
        : undefined
  return found
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
