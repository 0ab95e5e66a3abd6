/** Requests as commands make them: an object, or the server's refusal as the end of the command. */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import {
  isStatus,
  type List,
  type RequestOptions,
  type Status,
  type Subresource,
} from '../kubernetes/kube-apiserver/request.ts'
import type { Call, Desk } from './command.ts'
import { Failure, refusal } from './failure.ts'
import { apiVersionOf, type Kind } from './kinds.ts'

export interface Place {
  readonly kind: Kind
  /** Absent for kinds without namespaces. */
  readonly namespace?: string
  readonly name: string
}

export interface Found extends Place {
  readonly object: KubernetesObject
}

/** @throws {Failure} */
export function getObject(desk: Desk, place: Place): KubernetesObject {
  const body = readObject(desk, place)
  if (isStatus(body)) throw refusal(body)
  return body
}

export function readObject(
  desk: Desk,
  { kind, namespace, name }: Place,
): KubernetesObject | Status {
  const { body } = desk.send({
    verb: 'get',
    resource: kind.resource,
    name,
    ...(namespace ? { namespace } : {}),
  })
  return body as KubernetesObject | Status
}

export interface ListOptions {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined
  readonly labels?: string | undefined
  readonly fields?: string | undefined
}

/** @throws {Failure} */
export function listObjects(desk: Desk, kind: Kind, options: ListOptions = {}): List {
  const { namespace, labels, fields } = options
  const { body } = desk.send({
    verb: 'list',
    resource: kind.resource,
    ...(namespace && kind.namespaced ? { namespace } : {}),
    options: selectors(labels, fields),
  })
  if (!isStatus(body as Status)) return body as List
  throw refusal(body as Status, unableToFind(kind, labels, fields))
}

/** @throws {Failure} */
export function patchObject(
  { desk, complain }: Pick<Call, 'desk' | 'complain'>,
  { kind, namespace, name }: Place,
  body: unknown,
  options: RequestOptions & {
    readonly subresource?: Subresource
    /** The command's own words in the place of the kind of refusal. */
    readonly failure?: string
  } = {},
): KubernetesObject {
  const { subresource, failure, ...rest } = options
  const answer = desk.send({
    verb: 'patch',
    resource: kind.resource,
    name,
    ...(namespace ? { namespace } : {}),
    ...(subresource ? { subresource } : {}),
    body,
    options: { patchType: 'strategic', ...rest },
  })
  for (const warning of answer.warnings) complain(`Warning: ${warning}`)
  const status = answer.body as Status
  if (isStatus(status))
    throw failure ? new Failure(`error: ${failure} ${status.message}`) : refusal(status)
  return answer.body as KubernetesObject
}

/** @throws {Failure} */
export function createObject(
  { desk, complain }: Pick<Call, 'desk' | 'complain'>,
  kind: Kind,
  namespace: string | undefined,
  body: unknown,
  options: RequestOptions & { readonly context?: string; readonly failure?: string } = {},
): KubernetesObject {
  const { context, failure, ...rest } = options
  const answer = desk.send({
    verb: 'create',
    resource: kind.resource,
    ...(namespace && kind.namespaced ? { namespace } : {}),
    body,
    options: { fieldValidation: 'Strict', ...rest },
  })
  for (const warning of answer.warnings) complain(`Warning: ${warning}`)
  const status = answer.body as Status
  if (isStatus(status))
    throw failure ? new Failure(`error: ${failure} ${status.message}`) : refusal(status, context)
  return answer.body as KubernetesObject
}

function selectors(labels: string | undefined, fields: string | undefined): RequestOptions {
  return {
    ...(labels ? { labelSelector: labels } : {}),
    ...(fields ? { fieldSelector: fields } : {}),
  }
}

/** What kubectl adds where a selector was the trouble; nothing for a plain list. */
function unableToFind(
  kind: Kind,
  labels: string | undefined = '',
  fields: string | undefined = '',
): string | undefined {
  if (!labels && !fields) return undefined
  const version = kind.group ? apiVersionOf(kind) : `/${kind.version}`
  return (
    `Unable to find "${version}, Resource=${kind.resource}" that match ` +
    `label selector "${labels}", field selector "${fields}"`
  )
}
