/**
 * kube-apiserver — the only door to the cluster's state: it checks, stores and tells.
 *
 * A request passes authentication, authorisation, decoding, defaulting, admission, validation and
 * storage, in this order; the first refusal is the answer. It decides nothing about the cluster.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers` (create.go, update.go,
 * patch.go, delete.go, watch.go), `staging/src/k8s.io/apiserver/pkg/registry/generic/registry`
 * *Leaves out:* server-side apply, scale, eviction, paging, bookmarks, priority and fairness,
 * certificates and tokens (a user's name is believed).
 */
import type { KubernetesObject } from '../api/meta.ts'
import { ApiError } from '../client/client.ts'
import type { ComponentDefinition, Host } from '../component.ts'
import { timing } from '../timing.ts'
import type { Authorizer } from './authorization.ts'
import { createBootstrap } from './bootstrap.ts'
import { createObject } from './create.ts'
import { deleteObject } from './delete.ts'
import { matcherOf } from './field-selectors.ts'
import { answer, apiVersionOf, type Handling } from './handling.ts'
import type { ApiServer, Request, Response, Status, Watch, WatchEvent } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { resources } from './resources.ts'
import {
  badRequest,
  expired,
  forbidden,
  internalError,
  notFound,
  unauthorized,
  unknownResource,
} from './status.ts'
import { etcdKey, etcdRange, follow } from './storage.ts'
import { bindPod, patchObject, updateObject } from './update.ts'

export function createApiServer(authorize: Authorizer): ComponentDefinition {
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
      host.listen('kube-apiserver', serverOn(host, authorize))
      host.clock.after(0, 'create the first objects', () => createBootstrap(host))
      compactRegularly(host)
    },
  }
}

function serverOn(host: Host, authorize: Authorizer): ApiServer {
  return {
    handle(request) {
      const refusal = check(request, authorize)
      if (refusal) return answer(refusal)
      try {
        return dispatch({
          request,
          definition: resources[request.resource] as ResourceDefinition,
          etcd: host.dial('etcd'),
          host,
        })
      } catch (error) {
        // The way to etcd is the server's own affair: its client sees an internal error.
        if (error instanceof ApiError) return answer(internalError(error.message))
        throw error
      }
    },
    watch(request, sink) {
      const refusal = check(request, authorize)
      if (refusal) return answer(refusal)
      try {
        return watchOn(host, request, sink)
      } catch (error) {
        if (error instanceof ApiError) return answer(internalError(error.message))
        throw error
      }
    },
  }
}

function check(request: Request, authorize: Authorizer): Status | undefined {
  if (!request.user) return unauthorized()
  if (!Object.hasOwn(resources, request.resource)) return unknownResource()
  const definition = resources[request.resource]
  if (!authorize(request)) {
    const target = request.subresource
      ? `${request.resource}/${request.subresource}`
      : request.resource
    const why = `User "${request.user}" cannot ${request.verb} resource "${target}" in API group "${definition.group}"`
    return forbidden(definition.group, request.resource, request.name ?? '', why)
  }
  return undefined
}

function dispatch(handling: Handling): Response {
  const { request, definition, etcd } = handling
  const namespace = definition.namespaced ? request.namespace : undefined
  switch (request.verb) {
    case 'get': {
      const keyValue = etcd.get(etcdKey(definition, namespace, request.name ?? ''))
      return keyValue
        ? answer({ object: keyValue.value as KubernetesObject, revision: keyValue.modRevision })
        : answer(notFound(definition.group, definition.resource, request.name ?? ''))
    }
    case 'list': {
      const matches = matcherOf(definition, request.options)
      if (typeof matches !== 'function') return answer(matches)
      const items = etcd
        .range(etcdRange(definition, namespace))
        .map((keyValue) => keyValue.value as KubernetesObject)
        .filter(matches)
      return {
        code: 200,
        body: {
          kind: `${definition.kind}List`,
          apiVersion: apiVersionOf(definition),
          metadata: { resourceVersion: String(etcd.revision) },
          items,
        },
        warnings: [],
      }
    }
    case 'create':
      return request.subresource === 'binding'
        ? answer(bindPod(handling), 201)
        : createObject(handling)
    case 'update':
      return updateObject(handling)
    case 'patch':
      return patchObject(handling)
    case 'delete':
      return answer(deleteObject(handling))
    case 'watch':
      return answer(badRequest('a watch is a stream: ask for it by watch()'))
  }
}

function watchOn(
  host: Host,
  request: Request,
  sink: (event: WatchEvent) => void,
): Watch | Response {
  const etcd = host.dial('etcd')
  const definition = resources[request.resource] as ResourceDefinition
  const matches = matcherOf(definition, request.options)
  if (typeof matches !== 'function') return answer(matches)
  const range = etcdRange(definition, request.namespace)
  const from = request.options?.resourceVersion
  if (!from || from === '0')
    for (const { value } of etcd.range(range)) {
      const object = value as KubernetesObject
      if (matches(object)) sink({ type: 'ADDED', object, revision: etcd.revision })
    }
  const revision = from && from !== '0' ? Number(from) : etcd.revision
  if (!Number.isInteger(revision))
    return answer(badRequest(`resourceVersion: Invalid value: "${from}"`))
  const watch = follow(etcd, range, revision, matches, sink)
  if (!watch)
    return answer(expired(`too old resource version: ${revision} (${etcd.compactedRevision})`))
  // Without etcd no news comes any more. The client is told, and will list again.
  const connection = host.hold('etcd', () => {
    const object = internalError('the connection to etcd was lost')
    sink({ type: 'ERROR', object, revision: 0 })
  })
  return {
    stop() {
      connection.close()
      watch.stop()
    },
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
