/**
 * kube-apiserver — the only door to the cluster's state: it checks, stores and tells.
 *
 * A request passes authentication, authorisation, decoding, defaulting, admission, validation and
 * storage, in this order; the first refusal is the answer. It decides nothing about the cluster.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers` (create.go, update.go,
 * patch.go, delete.go, watch.go), `staging/src/k8s.io/apiserver/pkg/registry/generic/registry`
 * *Leaves out:* priority and fairness, certificates and tokens (a user's name is
 * believed).
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { ResourceName } from '../api/resource-types.ts'
import { ApiError } from '../client/client.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'
import type { Authorizer } from './authorization.ts'
import { createBootstrap } from './bootstrap.ts'
import { createObject } from './create.ts'
import { deleteObject, deletionWarnings } from './delete.ts'
import { evictPod } from './eviction.ts'
import type { Extensions } from './extensions.ts'
import { answer, type Handling } from './handling.ts'
import { LeaseManager } from './lease-manager.ts'
import { listObjects } from './list.ts'
import type { Ownership } from './ownership.ts'
import type { ApiServer, Request, Response, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import type { ResourceTable } from './resource-table.ts'
import { readScale, writeScale } from './scale.ts'
import {
  badRequest,
  forbidden,
  internalError,
  notFound,
  unauthorized,
  unknownResource,
} from './status.ts'
import { etcdKey } from './storage.ts'
import { bindPod, patchObject, updateObject } from './update.ts'
import { watchObjects } from './watch.ts'
import { WatchFan } from './watch-fan.ts'

/**
 * @param resources the kinds it serves
 * @param ownership keeps track of the owners of fields; without it there is no server-side apply
 * @param extensions what it serves beyond these kinds
 */
export function createApiServer(
  authorize: Authorizer,
  resources: ResourceTable,
  ownership?: Ownership,
  extensions?: Extensions,
): ComponentDefinition {
  return {
    name: 'kube-apiserver',
    runsOn: 'control-plane',
    watches: [],
    writes: [],
    withoutIt: {
      ja: '窓口が閉じます。kubectlもコンポーネントも状態を読めず、書けません。動いているPodは動き続けます。',
      en: 'The only door is shut: neither kubectl nor any component can read or write. Running Pods keep running.',
    },
    start(host) {
      host.listen('kube-apiserver', serverOn(host, authorize, { resources, ownership, extensions }))
      host.clock.after(0, 'create the first objects', () => createBootstrap(host))
      compactRegularly(host)
    },
  }
}

type Parts = Pick<Handling, 'resources' | 'ownership' | 'extensions'>

function serverOn(host: Host, authorize: Authorizer, parts: Parts): ApiServer {
  const { resources, ownership, extensions } = parts
  const fan = new WatchFan()
  const leases = new LeaseManager()
  const kindOf = (resource: string) =>
    Object.hasOwn(resources, resource)
      ? (resources[resource as ResourceName] as unknown as ResourceDefinition)
      : extensions?.find(host.dial('etcd'), resource)
  return {
    handle(request) {
      try {
        const definition = allowed(request, kindOf, authorize)
        if ('code' in definition) return answer(definition)
        const etcd = host.dial('etcd')
        const handling = { request, definition, etcd, host, leases, ...parts }
        const response = dispatch(handling)
        const showsOwners = ownership && request.options?.showManagedFields
        return showsOwners ? ownership.shown(handling, response) : response
      } catch (error) {
        // The way to etcd is the server's own affair: its client sees an internal error.
        if (error instanceof ApiError) return answer(internalError(error.message))
        throw error
      }
    },
    watch(request, sink) {
      try {
        const definition = allowed(request, kindOf, authorize)
        if ('code' in definition) return answer(definition)
        const shown = request.options?.showManagedFields ? ownership : undefined
        const etcd = host.dial('etcd')
        return watchObjects(host, fan, request, definition, (event) =>
          sink(shown ? shown.shownEvent(etcd, definition, event) : event),
        )
      } catch (error) {
        if (error instanceof ApiError) return answer(internalError(error.message))
        throw error
      }
    },
  }
}

const reading: ReadonlySet<Request['verb']> = new Set(['get', 'list', 'watch'])

/** The kind a request asks for, or why it may not. */
function allowed(
  request: Request,
  kindOf: (resource: string) => ResourceDefinition | undefined,
  authorize: Authorizer,
): ResourceDefinition | Status {
  if (!request.user) return unauthorized()
  const definition = kindOf(request.resource)
  if (!definition) return unknownResource()
  if (definition.nameOnly && !reading.has(request.verb)) return unknownResource()
  const { subresource } = request
  if (subresource && !definition.subresources.includes(subresource)) return unknownResource()
  if (!authorize(request)) {
    const target = request.subresource
      ? `${request.resource}/${request.subresource}`
      : request.resource
    const why = `User "${request.user}" cannot ${request.verb} resource "${target}" in API group "${definition.group}"`
    return forbidden(definition.group, request.resource, request.name ?? '', why)
  }
  return definition
}

function dispatch(handling: Handling): Response {
  const { request, definition, etcd } = handling
  const namespace = definition.namespaced ? request.namespace : undefined
  switch (request.verb) {
    case 'get': {
      if (request.subresource === 'scale') return answer(readScale(handling))
      const keyValue = etcd.get(etcdKey(definition, namespace, request.name ?? ''))
      return keyValue
        ? answer({ object: keyValue.value as KubernetesObject, revision: keyValue.modRevision })
        : answer(notFound(definition.group, definition.resource, request.name ?? ''))
    }
    case 'list':
      return listObjects(handling)
    case 'create':
      if (request.subresource === 'binding') return answer(bindPod(handling), 201)
      if (request.subresource === 'eviction') return evictPod(handling)
      return createObject(handling)
    case 'update':
    case 'patch':
      if (request.subresource === 'scale') return writeScale(handling)
      return request.verb === 'update' ? updateObject(handling) : patchObject(handling)
    case 'delete':
      return answer(deleteObject(handling), 200, deletionWarnings(handling))
    case 'watch':
      return answer(badRequest('a watch is a stream: ask for it by watch()'))
  }
}

/** Every five minutes, what was the newest revision five minutes before. */
function compactRegularly(host: Host): void {
  let earlier = 0
  host.clock.every(timing.compactionMs, 'compact etcd', () => {
    try {
      const store = host.dial('etcd')
      if (earlier > 0) store.compact(earlier)
      earlier = store.revision
    } catch (error) {
      // No etcd now: the next round will find it.
      if (!(error instanceof ApiError)) throw error
    }
  })
}
