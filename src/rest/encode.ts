/**
 * Answers of the API server in the form that the client asked for.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/response.go`
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { ageColumn, nameColumn } from '../kubernetes/kube-apiserver/columns/cells.ts'
import { type Column, column } from '../kubernetes/kube-apiserver/columns/column.ts'
import { apiVersionOf } from '../kubernetes/kube-apiserver/handling.ts'
import {
  type Response as ApiResponse,
  isStatus,
  type WatchEvent,
} from '../kubernetes/kube-apiserver/request.ts'
import type { Kind } from './kinds.ts'
import { type Form, formOf } from './negotiate.ts'
import { type IncludeObject, partialOf, tableOf } from './table.ts'

export interface Encoding {
  readonly form: Form
  readonly includeObject: IncludeObject
  readonly columns: readonly Column<never>[]
  readonly apiVersion: string
  /** A stored object in the version that is asked for. */
  shown(object: KubernetesObject): KubernetesObject
  /** Said with every answer about this kind. */
  readonly warnings: readonly string[]
}

interface Scale extends KubernetesObject {
  readonly spec: { readonly replicas?: number }
  readonly status: { readonly replicas?: number }
}

/** Of the subresource, whatever kind it is of. */
const scaleColumns: readonly Column<Scale>[] = [
  nameColumn,
  column('DESIRED', 0, ({ spec }) => spec.replicas ?? 0),
  column('AVAILABLE', 0, ({ status }) => status.replicas ?? 0),
  ageColumn,
]

const deprecated: Readonly<Record<string, string>> = {
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
}

/** Undefined where nothing that the client accepts can be given. */
export function encodingOf(
  request: Request,
  url: URL,
  { resource, definition, columns, view, custom }: Kind,
  subresource?: string,
): Encoding | undefined {
  const form = formOf(request.headers.get('accept'))
  if (!form) return undefined
  const apiVersion = apiVersionOf(definition)
  const include = url.searchParams.get('includeObject')
  return {
    form,
    includeObject: include === 'Object' || include === 'None' ? include : 'Metadata',
    columns: subresource === 'scale' ? scaleColumns : columns,
    apiVersion,
    shown: (object) => {
      if (object.apiVersion === apiVersion || object.kind !== definition.kind) return object
      return view?.fromStored(object) ?? (custom ? { ...object, apiVersion } : object)
    },
    warnings: deprecated[resource] ? [deprecated[resource]] : [],
  }
}

export function encodeAnswer(
  { code, body, warnings }: ApiResponse,
  encoding: Encoding,
  now: number,
): Response {
  // The API server is away: nobody answers, as on a real network.
  if (code === 0) return Response.error()
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const warning of [...encoding.warnings, ...warnings])
    headers.append('warning', `299 - "${quoted(warning)}"`)
  if (code === 429) headers.set('retry-after', '1')
  return new Response(JSON.stringify(bodyOf(body, encoding, now)), { status: code, headers })
}

function bodyOf(body: ApiResponse['body'], encoding: Encoding, now: number): unknown {
  const { form } = encoding
  if ('items' in body) {
    const items = body.items.map(encoding.shown)
    if (form === 'Table')
      return tableOf(body.items, body.metadata, { ...encoding, now, withDefinitions: true })
    if (form !== 'object')
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: body.metadata,
        items: items.map(partialOf),
      }
    // In a list the kind is said once.
    const { apiVersion } = encoding
    return { ...body, apiVersion, items: items.map(({ kind: _, apiVersion: __, ...rest }) => rest) }
  }
  if (isStatus(body)) return body
  if (form === 'Table') {
    const metadata = { resourceVersion: body.metadata.resourceVersion }
    return tableOf([body], metadata, { ...encoding, now, withDefinitions: true })
  }
  return form === 'object' ? encoding.shown(body) : partialOf(body)
}

/** The object of a watch event; the first of a stream says what the columns of a table are. */
export function watchedObject(
  { type, object }: WatchEvent,
  encoding: Encoding,
  now: number,
  withDefinitions: boolean,
): unknown {
  if (type === 'ERROR' || isStatus(object as KubernetesObject)) return object
  const found = object as KubernetesObject
  if (encoding.form === 'Table') {
    const metadata = { resourceVersion: found.metadata.resourceVersion }
    return tableOf(type === 'BOOKMARK' ? [] : [found], metadata, {
      ...encoding,
      now,
      withDefinitions,
    })
  }
  return encoding.form === 'object' ? encoding.shown(found) : partialOf(found)
}

function quoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/[^\x20-\x7e]/g, '?')
}
