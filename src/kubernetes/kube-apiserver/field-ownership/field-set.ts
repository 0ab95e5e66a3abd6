/**
 * A set of paths into an object, kept as a tree: who owns `spec.replicas` owns no more of `spec`
 * than that.
 *
 * A step of a path is written as in `managedFields`: `f:name` a field or key, `k:{…}` an item of a
 * list told apart by keys, `v:…` an item of a set.
 *
 * *Upstream:* `sigs.k8s.io/structured-merge-diff/v6/fieldpath` (set.go, serialize.go)
 */

export type Path = readonly string[]

/** `fieldsV1` as it goes over the wire. */
export interface FieldsV1 {
  readonly [step: string]: FieldsV1
}

export class FieldSet {
  /** Whether the path that leads here is in the set, beside those that lead further. */
  own = false
  readonly children = new Map<string, FieldSet>()

  get isEmpty(): boolean {
    return !this.own && this.children.size === 0
  }

  add(path: Path): void {
    let at: FieldSet = this
    for (const step of path) {
      const next = at.children.get(step) ?? new FieldSet()
      at.children.set(step, next)
      at = next
    }
    at.own = true
  }

  /** A copy of those paths that `keeps` says yes to, given what the other set has at each. */
  with(other: FieldSet | undefined, keeps: (own: boolean, others: boolean) => boolean): FieldSet {
    const result = new FieldSet()
    result.own = keeps(this.own, other?.own ?? false)
    const steps = new Set([...this.children.keys(), ...(other?.children.keys() ?? [])])
    for (const step of steps) {
      const mine = this.children.get(step) ?? nothing
      const child = mine.with(other?.children.get(step), keeps)
      if (!child.isEmpty) result.children.set(step, child)
    }
    return result
  }

  and(other: FieldSet): FieldSet {
    return this.with(other, (own, others) => own || others)
  }

  without(other: FieldSet): FieldSet {
    return this.with(other, (own, others) => own && !others)
  }

  within(other: FieldSet): FieldSet {
    return this.with(other, (own, others) => own && others)
  }

  /** Without these branches and all that is on them. */
  pruned(branches: FieldSet): FieldSet {
    const result = new FieldSet()
    result.own = this.own
    for (const [step, child] of this.children) {
      const branch = branches.children.get(step)
      if (branch?.own) continue
      const rest = branch ? child.pruned(branch) : child
      if (!rest.isEmpty) result.children.set(step, rest)
    }
    return result
  }

  *paths(before: Path = []): Iterable<Path> {
    const steps = [...this.children].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [step, child] of steps) if (child.own) yield [...before, step]
    for (const [step, child] of steps)
      for (const path of child.paths([...before, step]))
        if (path.length > before.length + 1) yield path
  }

  toJson(): FieldsV1 {
    const result: Record<string, FieldsV1> = {}
    if (this.own && this.children.size > 0) result['.'] = {}
    for (const [step, child] of [...this.children].sort(([a], [b]) => (a < b ? -1 : 1)))
      result[step] = child.toJson()
    return result
  }
}

const nothing = new FieldSet()

export function setOf(...paths: readonly Path[]): FieldSet {
  const set = new FieldSet()
  for (const path of paths) set.add(path)
  return set
}

/** Reads `fieldsV1`; undefined where it is none. */
export function readFieldSet(json: unknown, isRoot = true): FieldSet | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const set = new FieldSet()
  const entries = Object.entries(json)
  if (entries.length === 0 && !isRoot) set.own = true
  for (const [step, value] of entries) {
    if (step === '.') {
      set.own = true
      continue
    }
    const child = /^[fkvi]:/.test(step) ? readFieldSet(value, false) : undefined
    if (!child) return undefined
    set.children.set(step, child)
  }
  return set
}

/** A path as messages write it: `.spec.template.spec.containers[name="web"].image`. */
export function pathText(path: Path): string {
  return path.map(stepText).join('')
}

function stepText(step: string): string {
  const rest = step.slice(2)
  if (step.startsWith('f:')) return `.${rest}`
  if (step.startsWith('v:')) return `[=${rest}]`
  if (step.startsWith('i:')) return `[${rest}]`
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>)
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`
}
