/**
 * Who manages which fields: the entries of `metadata.managedFields`, and what a write does to them.
 *
 * *Upstream:* `sigs.k8s.io/structured-merge-diff/v6/merge/update.go`, `…/merge/conflict.go`,
 * `staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal` (managedfields.go,
 * managedfieldsupdater.go, stripmeta.go, capmanagers.go, conflict.go)
 */
import type { ManagedFieldsEntry } from '../../api/meta.ts'
import type { StatusCause } from '../request.ts'
import { type Difference, fieldsNamed } from './compare.ts'
import { FieldSet, pathText, readFieldSet, setOf } from './field-set.ts'
import type { Shape } from './shape.ts'

export interface Manager {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource?: string
  readonly time?: string
  readonly fields: FieldSet
}

export type Managers = readonly Manager[]

/** What no manager ever owns. */
const serverGiven = setOf(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation'].map((name) => [
    'f:metadata',
    `f:${name}`,
  ]),
  ['f:metadata', 'f:deletionTimestamp'],
  ['f:metadata', 'f:deletionGracePeriodSeconds'],
  ['f:metadata', 'f:managedFields'],
  ['f:metadata', 'f:resourceVersion'],
)
const status = setOf(['f:status'])
/** What is known of more updates than so many is thrown together. */
const mostUpdates = 10
const ancient = 'ancient-changes'

/** One manager can have an entry for each way it writes by. */
function isSame(a: Omit<Manager, 'fields'>, b: Omit<Manager, 'fields'>): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion) &&
    (a.subresource ?? '') === (b.subresource ?? '')
  )
}

/** The fields that a write by this way can own: only `/status` owns the status. */
export function ownable(set: FieldSet, subresource: string | undefined): FieldSet {
  const kept = set.without(serverGiven)
  return subresource === 'status' ? kept : kept.pruned(status)
}

/** After somebody changed the object: what they changed is theirs and nobody else's. */
export function afterUpdate(
  managers: Managers,
  by: Omit<Manager, 'fields'>,
  { changed, removed }: Difference,
): Managers {
  const left = managers.map((manager) => ({
    ...manager,
    fields: manager.fields.without(changed).without(removed),
  }))
  const fields = ownable(changed, by.subresource)
  const old = left.find((manager) => isSame(manager, by))
  const others = left.filter((manager) => manager !== old)
  const mine = fields.isEmpty ? old : { ...by, fields: old ? old.fields.and(fields) : fields }
  return capped(sorted(mine ? [...others, mine] : others))
}

/** What another owns of what an apply would change. */
export interface Conflict {
  readonly manager: Manager
  readonly fields: FieldSet
}

export function conflictsOf(
  managers: Managers,
  by: Omit<Manager, 'fields'>,
  { changed }: Difference,
): readonly Conflict[] {
  return managers
    .filter((manager) => !isSame(manager, by))
    .map((manager) => ({ manager, fields: manager.fields.within(changed) }))
    .filter(({ fields }) => !fields.isEmpty)
    .sort((a, b) => (a.manager.manager < b.manager.manager ? -1 : 1))
}

/** After an apply: the manifest's fields are its manager's, and no others. */
export function afterApply(
  managers: Managers,
  by: Omit<Manager, 'fields'>,
  fields: FieldSet,
  { changed, removed }: Difference,
): Managers {
  const others = managers
    .filter((manager) => !isSame(manager, by))
    .map((manager) => ({
      ...manager,
      fields: manager.fields.without(changed).without(removed),
    }))
  return sorted([...others, { ...by, fields: ownable(fields, by.subresource) }])
}

export function managedBy(managers: Managers, by: Omit<Manager, 'fields'>): Manager | undefined {
  return managers.find((manager) => isSame(manager, by))
}

export function fieldsOf(managers: Managers): FieldSet {
  return managers.reduce((all, { fields }) => all.and(fields), new FieldSet())
}

/** Those who apply first, then by time; without owned fields nobody stays. */
function sorted(managers: Managers): Managers {
  const key = ({ operation, time = '', manager, apiVersion, subresource = '' }: Manager) =>
    [operation, time, manager, apiVersion, subresource].join('\0')
  return managers.filter(({ fields }) => !fields.isEmpty).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function capped(managers: Managers): Managers {
  const updates = managers.filter(({ operation }) => operation === 'Update')
  const excess = updates.slice(0, Math.max(0, updates.length - mostUpdates + 1))
  if (updates.length <= mostUpdates) return managers
  const oldest = excess.at(-1) as Manager
  const { subresource: _, ...rest } = oldest
  const together = { ...rest, manager: ancient, fields: fieldsOf(excess) }
  return sorted([...managers.filter((manager) => !excess.includes(manager)), together])
}

export function toEntries(managers: Managers): readonly ManagedFieldsEntry[] {
  return managers.map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
    manager,
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: fields.toJson(),
    ...(subresource === undefined ? {} : { subresource }),
  }))
}

/** What a client sent as `managedFields`; undefined where it cannot be read. */
export function readEntries(entries: readonly ManagedFieldsEntry[]): Managers | undefined {
  const managers: Manager[] = []
  for (const { manager = '', operation, apiVersion = '', time, fieldsV1, subresource } of entries) {
    const fields = readFieldSet(fieldsV1 ?? {})
    if (!fields || (operation !== 'Apply' && operation !== 'Update')) return undefined
    managers.push({
      manager,
      operation,
      apiVersion,
      ...(time ? { time } : {}),
      ...(subresource ? { subresource } : {}),
      fields,
    })
  }
  return sorted(managers)
}

export function isSameOwnership(a: Managers, b: Managers): boolean {
  const text = (managers: Managers) =>
    JSON.stringify(toEntries(managers.map(({ time: _, ...rest }) => rest)))
  return text(a) === text(b)
}

export function conflictCauses(conflicts: readonly Conflict[]): readonly StatusCause[] {
  return conflicts.flatMap(({ manager, fields }) =>
    [...fields.paths()].map((path) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${managerText(manager)}`,
      field: pathText(path),
    })),
  )
}

export function conflictMessage(conflicts: readonly Conflict[]): string {
  const all = conflictCauses(conflicts)
  const [only] = all
  if (all.length === 1 && only)
    return `Apply failed with 1 conflict: ${only.message}: ${only.field}`
  const lists = conflicts.map(({ manager, fields }) =>
    [
      `conflicts with ${managerText(manager)}:`,
      ...[...fields.paths()].map((path) => `- ${pathText(path)}`),
    ].join('\n'),
  )
  return `Apply failed with ${all.length} conflicts: ${lists.join('\n')}`
}

function managerText({ manager, operation, apiVersion, subresource }: Manager): string {
  const name = JSON.stringify(manager)
  const by = subresource ? `${name} with subresource ${JSON.stringify(subresource)}` : name
  return operation === 'Update' ? `${by} using ${apiVersion}` : by
}

/** The fields that the manifest remembered by client-side apply named and that still stand so. */
export function stillAsApplied(shape: Shape, manifest: unknown, difference: Difference): FieldSet {
  return fieldsNamed(shape, manifest).without(difference.changed).without(difference.removed)
}
