/**
 * Answers of the API server in the form that the client asked for.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/response.go`
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import type { Column } from '../kubernetes/kube-apiserver/columns/column.ts'
import { columns } from '../kubernetes/kube-apiserver/columns.ts'
import {
  type Response as ApiResponse,
  isStatus,
  type WatchEvent,
} from '../kubernetes/kube-apiserver/request.ts'
import { type Form, formOf } from './negotiate.ts'
import { type IncludeObject, partialOf, tableOf } from './table.ts'

export interface Encoding {
  readonly form: Form
  readonly includeObject: IncludeObject
  readonly columns: readonly Column<never>[]
}

/** Undefined where nothing that the client accepts can be given. */
export function encodingOf(
  request: Request,
  url: URL,
  resource: ResourceName,
): Encoding | undefined {
  const form = formOf(request.headers.get('accept'))
  if (!form) return undefined
  const include = url.searchParams.get('includeObject')
  return {
    form,
    includeObject: include === 'Object' || include === 'None' ? include : 'Metadata',
    columns: columns[resource] as readonly Column<never>[],
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
  for (const warning of warnings) headers.append('warning', `299 - "${quoted(warning)}"`)
  if (code === 429) headers.set('retry-after', '1')
  return new Response(JSON.stringify(bodyOf(body, encoding, now)), { status: code, headers })
}

function bodyOf(body: ApiResponse['body'], encoding: Encoding, now: number): unknown {
  const { form } = encoding
  if ('items' in body) {
    if (form === 'Table')
      return tableOf(body.items, body.metadata, { ...encoding, now, withDefinitions: true })
    if (form !== 'object')
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: body.metadata,
        items: body.items.map(partialOf),
      }
    // In a list the kind is said once.
    return { ...body, items: body.items.map(({ kind: _, apiVersion: __, ...rest }) => rest) }
  }
  if (isStatus(body)) return body
  if (form === 'Table') {
    const metadata = { resourceVersion: body.metadata.resourceVersion }
    return tableOf([body], metadata, { ...encoding, now, withDefinitions: true })
  }
  return form === 'object' ? body : partialOf(body)
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
  return encoding.form === 'object' ? found : partialOf(found)
}

function quoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/[^\x20-\x7e]/g, '?')
}
