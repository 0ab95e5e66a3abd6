/**
 * `kubectl apply -f`: text → objects → requests → what became of each, with every problem at its
 * place in the text.
 */
import { applyManifest, describeOutcome } from '../kubectl/apply.ts'
import { decode } from '../kubernetes/kube-apiserver/decode.ts'
import type { Request, Response, Status } from '../kubernetes/kube-apiserver/request.ts'
import { isStatus } from '../kubernetes/kube-apiserver/request.ts'
import { type ResourceTable, servedKind } from '../kubernetes/kube-apiserver/resource-table.ts'
import { badRequest } from '../kubernetes/kube-apiserver/status.ts'
import { diagnosticsOf } from '../manifests/diagnose-status.ts'
import { type Diagnostic, hasErrors } from '../manifests/diagnostic.ts'
import { parseManifest } from '../manifests/parse.ts'
import { limits } from '../simulation/limits.ts'

export interface ObjectOutcome {
  readonly kind: string
  readonly name: string
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'refused'
  /** What kubectl prints: `deployment.apps/web created`. */
  readonly text: string
}

export interface ActionResult {
  /** Whether everything that was asked was accepted. */
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly outcomes: readonly ObjectOutcome[]
  /** The API server's own words, where a request without a manifest was refused. */
  readonly status?: Status
  /** A bound of the lab that was reached. */
  readonly limit?: 'actions' | 'objects'
}

export type Send = (request: Omit<Request, 'user' | 'cause'>) => Response

/** @param resources the kinds of the cluster, as discovery would give them */
export function applyText(
  text: string,
  file: string,
  send: Send,
  resources: ResourceTable,
): ActionResult {
  const parsed = parseManifest(text, file)
  const diagnostics: Diagnostic[] = [...parsed.diagnostics]
  if (hasErrors(diagnostics)) return { ok: false, diagnostics, outcomes: [] }
  if (parsed.documents.length > limits.objectsPerManifest)
    return { ok: false, diagnostics, outcomes: [], limit: 'objects' }
  const outcomes: ObjectOutcome[] = []
  for (const document of parsed.documents) {
    const result = applyManifest(send, document.object, { resources })
    const refusal = 'status' in result ? result.status : undefined
    if (refusal)
      diagnostics.push(...diagnosticsOf(ofManifest(refusal, document, resources), document))
    outcomes.push({
      kind: document.object.kind,
      name: nameOf(document.object),
      outcome: 'outcome' in result ? result.outcome : 'refused',
      text: describeOutcome(document.object, result, file, { resources }),
    })
  }
  return { ok: outcomes.every(({ outcome }) => outcome !== 'refused'), diagnostics, outcomes }
}

/**
 * Of a patch that fits no object the server shows the patch and no place: what it would say of the
 * whole manifest has one.
 */
function ofManifest(
  refusal: Status,
  { object }: { readonly object: Readonly<Record<string, unknown>> },
  resources: ResourceTable,
): Status {
  if (refusal.details?.causes?.[0]?.field !== 'patch') return refusal
  const { apiVersion, kind } = object
  const definition = servedKind(resources, String(apiVersion), String(kind))
  if (!definition) return refusal
  const decoded = decode(definition.schema, object)
  const problem = decoded.error ?? `strict decoding error: ${decoded.strictErrors.join(', ')}`
  const prefix = `${kind} in version "${definition.version}" cannot be handled as a ${kind}`
  return badRequest(`${prefix}: ${problem}`)
}

export function refused(response: Response): ActionResult {
  return {
    ok: false,
    diagnostics: [],
    outcomes: [],
    ...(isStatus(response.body) ? { status: response.body } : {}),
  }
}

function nameOf(object: Readonly<Record<string, unknown>>): string {
  const metadata = object['metadata']
  const name =
    typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : ''
  return typeof name === 'string' ? name : ''
}
