/**
 * `kubectl apply --server-side`: the whole manifest is sent, and the server decides what it changes
 * and whose it is. What client-side apply owned before is handed over afterwards.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go` applyOneObject,
 * `staging/src/k8s.io/client-go/util/csaupgrade/upgrade.go`
 */
import type { KubernetesObject, ManagedFieldsEntry } from '../kubernetes/api/meta.ts'
import {
  type FieldSet,
  readFieldSet,
} from '../kubernetes/kube-apiserver/field-ownership/field-set.ts'
import {
  isStatus,
  type Request,
  type RequestOptions,
  type Response,
  type Status,
} from '../kubernetes/kube-apiserver/request.ts'
import type { Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import {
  type Applied,
  lastAppliedAnnotation,
  type NotApplied,
  type Send,
  targetOf,
  withNamespace,
} from './apply.ts'
import { errorText } from './error-text.ts'

export interface ServerSideOptions {
  readonly resources: Parameters<typeof targetOf>[2]
  /** Where an object goes that names no namespace. */
  readonly namespace: string
  readonly dryRun: boolean
  readonly force: boolean
  readonly fieldManager: string
}

export const serverSideManager = 'kubectl'
/** Keeps the annotation of client-side apply, so that nobody takes it away unawares. */
const annotationManager = 'kubectl-last-applied'
const annotationPath = ['f:metadata', 'f:annotations', `f:${lastAppliedAnnotation}`]

type Body = Response['body']

export function applyOnServer(
  send: Send,
  object: Json,
  options: ServerSideOptions,
): Applied<'serverside-applied'> | NotApplied {
  const { resources, namespace: here, dryRun, force, fieldManager } = options
  const target = targetOf(object, here, resources)
  if ('status' in target) return target
  const { definition, name, namespace } = target
  const place = { resource: definition.resource, name, ...(namespace ? { namespace } : {}) }
  const manifest = namespace ? withNamespace(object, namespace) : object
  const warnings: string[] = []
  const patch = (body: unknown, more: RequestOptions): Body => {
    const answer = send({
      ...place,
      verb: 'patch',
      body,
      options: { ...(dryRun ? { dryRun } : {}), showManagedFields: true, ...more },
    })
    warnings.push(...answer.warnings)
    return answer.body
  }
  const apply = (body: unknown, manager: string): Body =>
    patch(body, { patchType: 'apply', fieldManager: manager, force, fieldValidation: 'Strict' })

  let applied = apply(manifest, fieldManager)
  if (isStatus(applied)) return { status: applied, during: 'applying', warnings }
  const live = handOver(applied as KubernetesObject, { apply, patch, place, fieldManager })
  // Sent again, so that what it no longer names is taken away.
  if (live) applied = apply(manifest, fieldManager)
  if (isStatus(applied)) return { status: applied, during: 'applying', warnings }
  return { outcome: 'serverside-applied', object: applied as KubernetesObject, warnings }
}

interface Means {
  readonly apply: (body: unknown, manager: string) => Body
  readonly patch: (body: unknown, options: RequestOptions) => Body
  readonly place: Pick<Request, 'name' | 'namespace'>
  readonly fieldManager: string
}

/** Says whether client-side apply had fields that now belong to server-side apply. */
function handOver(object: KubernetesObject, { apply, patch, place, fieldManager }: Means): boolean {
  const kept = fieldManager === serverSideManager ? keepAnnotation(object, apply, place) : object
  const { managedFields = [], resourceVersion } = kept.metadata
  const names = new Set(
    managedFields
      .filter((entry) => entry.operation === 'Update' && owns(entry, annotationPath))
      .map(({ manager = '' }) => manager),
  )
  const upgraded = [...names].reduce<readonly ManagedFieldsEntry[]>(
    (entries, name) => upgrade(entries, name, fieldManager),
    managedFields,
  )
  if (names.size === 0) return false
  const answer = patch(
    [
      { op: 'replace', path: '/metadata/managedFields', value: upgraded },
      { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
    ],
    { patchType: 'json', fieldManager },
  )
  return !isStatus(answer)
}

function keepAnnotation(
  object: KubernetesObject,
  apply: Means['apply'],
  { name, namespace }: Means['place'],
): KubernetesObject {
  const { apiVersion, kind, metadata } = object
  const value = metadata.annotations?.[lastAppliedAnnotation]
  const isKept = metadata.managedFields?.some(
    (entry) => entry.manager === annotationManager && owns(entry, annotationPath),
  )
  if (value === undefined || isKept) return object
  const annotations = { [lastAppliedAnnotation]: value }
  const where = { name, ...(namespace ? { namespace } : {}) }
  const answer = apply({ apiVersion, kind, metadata: { ...where, annotations } }, annotationManager)
  return isStatus(answer) ? object : (answer as KubernetesObject)
}

function owns({ fieldsV1 }: ManagedFieldsEntry, path: readonly string[]): boolean {
  let at: FieldSet | undefined = readFieldSet(fieldsV1)
  for (const step of path) at = at?.children.get(step)
  return at?.own === true
}

/** What this manager updated is now applied by the other. */
function upgrade(
  entries: readonly ManagedFieldsEntry[],
  from: string,
  to: string,
): readonly ManagedFieldsEntry[] {
  const isOld = ({ manager, operation, subresource = '' }: ManagedFieldsEntry) =>
    manager === from && operation === 'Update' && subresource === ''
  const isNew = ({ manager, operation, subresource = '' }: ManagedFieldsEntry) =>
    manager === to && operation === 'Apply' && subresource === ''
  const old = entries.find(isOld)
  const index = entries.findIndex(isNew)
  const target = entries[index] ?? old
  if (!old || !target) return entries
  const fields = readFieldSet(target.fieldsV1)?.and(readFieldSet(old.fieldsV1) ?? noFields())
  const merged = { ...target, manager: to, operation: 'Apply', fieldsV1: fields?.toJson() ?? {} }
  return entries.flatMap((entry) => (entry === target ? [merged] : isOld(entry) ? [] : [entry]))
}

function noFields(): FieldSet {
  return readFieldSet({}) as FieldSet
}

/** How kubectl says that the server would not have it. */
export function refusedText(status: Status): string {
  return status.reason === 'Conflict' ? `error: ${status.message}\n${advice}` : errorText(status)
}

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`
