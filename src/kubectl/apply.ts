/**
 * `kubectl apply`: one object of a manifest, created, changed or left as it is.
 *
 * The manifest is remembered in an annotation of the object, so that the next apply knows what to
 * take away: what the last manifest had and the new one lacks.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/apply` (apply.go, patcher.go), `…/util/apply.go`
 * *Leaves out:* `--prune`, `--force`, the five tries at a conflict
 * (nobody can come between reading and patching here).
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { decode } from '../kubernetes/kube-apiserver/decode.ts'
import {
  isStatus,
  type Request,
  type RequestOptions,
  type Response,
  type Status,
} from '../kubernetes/kube-apiserver/request.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { type ResourceTable, servedKind } from '../kubernetes/kube-apiserver/resource-table.ts'
import { badRequest } from '../kubernetes/kube-apiserver/status.ts'
import { isJson, type Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { errorText } from './error-text.ts'
import { threeWayPatch } from './three-way-patch.ts'

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** Speaks to the API server as whoever is at the keyboard. */
export type Send = (request: Omit<Request, 'user' | 'cause'>) => Response

export interface Applied<Outcome = 'created' | 'configured' | 'unchanged'> {
  readonly outcome: Outcome
  readonly object: KubernetesObject
  /** What kubectl prints after `Warning: `. */
  readonly warnings: readonly string[]
}

export interface NotApplied {
  /** The server's refusal, or kubectl's own in the same form. */
  readonly status: Status
  /** How far it came: kubectl itself found the manifest wanting, or one of its requests failed. */
  readonly during: 'reading' | 'retrieving' | 'creating' | 'patching' | 'applying'
  /** What was to be changed, where that failed. */
  readonly patch?: Json
  readonly warnings: readonly string[]
}

export type ApplyResult = Applied | NotApplied

export interface ApplyOptions {
  /** The kinds of the cluster, as discovery gives them. */
  readonly resources: ResourceTable
  /** Where an object goes that names no namespace. */
  readonly namespace?: string
  /** Nothing is changed; `client`: nothing is even sent. */
  readonly dryRun?: 'client' | 'server' | undefined
  readonly fieldManager?: string | undefined
}

export function applyManifest(
  send: Send,
  object: Json,
  { resources, namespace: here = defaultNamespace, dryRun, fieldManager }: ApplyOptions,
): ApplyResult {
  const target = targetOf(object, here, resources)
  if ('status' in target) return target
  const { definition, name, namespace } = target
  const at = { resource: definition.resource, name, ...(namespace ? { namespace } : {}) }
  const manifest = sorted(namespace ? withNamespace(object, namespace) : object) as Json
  const options = optionsOf(dryRun, fieldManager)
  const config = configurationOf(manifest)
  const modified = withAnnotation(manifest, config)

  const read = send({ ...at, verb: 'get' })
  if (isStatus(read.body)) {
    if (read.body.reason !== 'NotFound')
      return { status: read.body, during: 'retrieving', warnings: [] }
    if (dryRun === 'client')
      return { outcome: 'created', object: modified as unknown as KubernetesObject, warnings: [] }
    return created(send, at, modified, options)
  }
  const live = read.body as KubernetesObject
  const warnings: string[] = []
  const remembered = live.metadata.annotations?.[lastAppliedAnnotation]
  if (remembered === undefined) warnings.push(missingAnnotation(definition, name))
  const difference = threeWayPatch(
    definition.schema,
    remembered === undefined ? {} : parsed(remembered),
    modified,
    live as unknown as Json,
  )
  const patch = sorted(difference) as Json
  // A rehearsal without the server does not look closely.
  if (dryRun === 'client') return { outcome: 'configured', object: live, warnings }
  if (Object.keys(patch).length === 0) return { outcome: 'unchanged', object: live, warnings }
  const answer = send({
    ...at,
    verb: 'patch',
    body: patch,
    options: { ...options, patchType: 'strategic' },
  })
  warnings.push(...answer.warnings)
  return isStatus(answer.body)
    ? { status: answer.body, during: 'patching', patch, warnings }
    : { outcome: 'configured', object: answer.body as KubernetesObject, warnings }
}

/** What kubectl prints, warnings aside: `deployment.apps/web created`. */
export function describeOutcome(
  object: Json,
  result: Applied<string> | NotApplied,
  file: string,
  { resources, namespace: here = defaultNamespace }: Omit<ApplyOptions, 'dryRun'>,
): string {
  const { name = '', namespace } = namesOf(object)
  const { apiVersion, kind } = object
  const source = JSON.stringify(file)
  const definition = servedKind(resources, String(apiVersion), String(kind))
  if ('outcome' in result) {
    const group = definition?.group ? `.${definition.group}` : ''
    return `${definition?.singular ?? kind}${group}/${name} ${result.outcome}`
  }
  const { status, during, patch } = result
  if (during === 'reading')
    return readingErrorText(object, status, source, {
      resource: definition?.resource ?? '',
      namespace: definition?.namespaced ? here : '',
    })
  if (during === 'creating') return errorText(status, `error when creating ${source}`)
  // The core group has no name, and is written so.
  const version = String(apiVersion).includes('/') ? apiVersion : `/${apiVersion}`
  const place = namespace ?? (definition?.namespaced ? here : '')
  const info = [
    `Resource: "${version}, Resource=${definition?.resource}", GroupVersionKind: "${version}, Kind=${kind}"`,
    `Name: "${name}", Namespace: "${place}"`,
  ]
  const lines =
    during === 'retrieving'
      ? ['error when retrieving current configuration of:', ...info, `from server for: ${source}`]
      : ['error when applying patch:', goJson(patch), 'to:', ...info]
  if (during === 'patching') lines.push(`for: ${source}: error when patching ${source}`)
  return errorText(status, lines.join('\n'))
}

const defaultNamespace = 'default'
const clientSideManager = 'kubectl-client-side-apply'

function optionsOf(
  dryRun: ApplyOptions['dryRun'],
  fieldManager = clientSideManager,
): RequestOptions {
  const dry = dryRun === 'server' ? { dryRun: true } : {}
  return { fieldValidation: 'Strict', fieldManager, ...dry }
}

interface Target {
  readonly definition: ResourceDefinition
  readonly name: string
  /** Absent for kinds without namespaces. */
  readonly namespace?: string
}

/** Which object is meant, as far as kubectl can tell without asking. */
export function targetOf(
  object: Json,
  here: string,
  resources: ResourceTable,
): Target | NotApplied {
  const { apiVersion, kind } = object
  const wrong = (text: string): NotApplied => ({
    status: badRequest(text),
    during: 'reading',
    warnings: [],
  })
  const definition = servedKind(resources, String(apiVersion), String(kind))
  if (!definition) return wrong(`no matches for kind "${kind}" in version "${apiVersion}"`)
  const { metadata } = object
  if (!isJson(metadata) || typeof metadata['name'] !== 'string') {
    const { error } = decode(definition.schema, { metadata })
    if (error !== undefined) return wrong(error)
  }
  const { name, generateName, namespace } = namesOf(object)
  if (!name && generateName)
    return wrong(`from ${generateName}: cannot use generate name with apply`)
  if (!name) return wrong('resource name may not be empty')
  if (!definition.namespaced) return { definition, name }
  return { definition, name, namespace: namespace || here }
}

function readingErrorText(
  object: Json,
  { message = '' }: Status,
  source: string,
  place: { readonly resource: string; readonly namespace: string },
): string {
  const { name = '', namespace = '' } = namesOf(object)
  if (message.startsWith('no matches'))
    return [
      `error: resource mapping not found for name: "${name}" namespace: "${namespace}" from ${source}: ${message}`,
      'ensure CRDs are installed first',
    ].join('\n')
  if (message === 'resource name may not be empty') {
    const version = String(object['apiVersion'])
    const shown = version.includes('/') ? version : `/${version}`
    const resource = `Resource: "${shown}, Resource=${place.resource}", GroupVersionKind: "${shown}, Kind=${object['kind']}"`
    return [
      'error: error when retrieving current configuration of:',
      resource,
      `Name: "", Namespace: "${namespace || place.namespace}"`,
      `from server for: ${source}: ${message}`,
    ].join('\n')
  }
  return message.startsWith('json: ')
    ? `error: unable to decode ${source}: ${message}`
    : `error: ${message}`
}

function created(
  send: Send,
  at: Pick<Request, 'resource' | 'name' | 'namespace'>,
  body: Json,
  options: RequestOptions,
): ApplyResult {
  const { name: _, ...place } = at
  const answer = send({
    ...place,
    verb: 'create',
    body,
    options,
  })
  const { warnings } = answer
  return isStatus(answer.body)
    ? { status: answer.body, during: 'creating', warnings }
    : { outcome: 'created', object: answer.body as KubernetesObject, warnings }
}

function missingAnnotation({ resource }: ResourceDefinition, name: string): string {
  return (
    `resource ${resource}/${name} is missing the ${lastAppliedAnnotation} annotation which is ` +
    'required by kubectl apply. kubectl apply should only be used on resources created ' +
    'declaratively by either kubectl create --save-config or kubectl apply. ' +
    'The missing annotation will be patched automatically.'
  )
}

function namesOf({ metadata }: Json): {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
} {
  const texts = Object.entries(isJson(metadata) ? metadata : {}).filter(
    ([, value]) => typeof value === 'string',
  )
  return Object.fromEntries(texts)
}

export function withNamespace(object: Json, namespace: string): Json {
  const metadata = isJson(object['metadata']) ? object['metadata'] : {}
  return { ...object, metadata: { ...metadata, namespace } }
}

/** The manifest as the annotation keeps it: compact, keys in order, without the annotation. */
function configurationOf(manifest: Json): string {
  const metadata = isJson(manifest['metadata']) ? manifest['metadata'] : {}
  const given = isJson(metadata['annotations']) ? metadata['annotations'] : {}
  const { [lastAppliedAnnotation]: _, ...annotations } = given
  const config = sorted({ ...manifest, metadata: { ...metadata, annotations } })
  return `${goJson(config)}\n`
}

function withAnnotation(manifest: Json, config: string): Json {
  const metadata = isJson(manifest['metadata']) ? manifest['metadata'] : {}
  // Annotations of the wrong type are left for the server to refuse.
  const { annotations = {} } = metadata
  if (annotations !== null && !isJson(annotations)) return manifest
  const all = { ...annotations, [lastAppliedAnnotation]: config }
  return { ...manifest, metadata: { ...metadata, annotations: all } }
}

function parsed(config: string): Json {
  try {
    const value: unknown = JSON.parse(config)
    return isJson(value) ? value : {}
  } catch {
    // Somebody wrote over it. Then there is nothing to take away.
    return {}
  }
}

/** As Go writes JSON: with what could end a script escaped. */
function goJson(value: unknown): string {
  const escaped = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)
}

/** Keys in order, as Go writes maps: also the order in which the server meets the fields. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJson(value)) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]))
}
