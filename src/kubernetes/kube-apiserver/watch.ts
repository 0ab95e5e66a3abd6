/**
 * A watch: what exists, if that is asked for, then every change in order, and bookmarks.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/storage/cacher/cacher.go`
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import { matcherOf } from './field-selectors.ts'
import { answer, apiVersionOf } from './handling.ts'
import { invalidRevision } from './list.ts'
import type { Request, Response, Watch, WatchEvent } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { badRequest, expired, internalError } from './status.ts'
import { etcdRange } from './storage.ts'
import type { WatchFan } from './watch-fan.ts'

/** Says of a bookmark that everything which existed has now been sent. */
const initialEventsEnd = 'k8s.io/initial-events-end'

export function watchObjects(
  host: Host,
  fan: WatchFan,
  request: Request,
  definition: ResourceDefinition,
  sink: (event: WatchEvent) => void,
): Watch | Response {
  const etcd = host.dial('etcd')
  const { options = {} } = request
  const matches = matcherOf(definition, options)
  if (typeof matches !== 'function') return answer(matches)
  const namespace = definition.namespaced ? request.namespace : undefined
  const range = etcdRange(definition, namespace)
  const from = options.resourceVersion
  const fromNow = !from || from === '0'
  const revision = fromNow ? etcd.revision : Number(from)
  if (!Number.isInteger(revision) || revision < 0)
    return answer(badRequest(invalidRevision(from ?? '')))

  let seen = etcd.revision
  const bookmark = (annotations?: Readonly<Record<string, string>>) =>
    sink({ type: 'BOOKMARK', object: bookmarkOf(definition, seen, annotations), revision: seen })
  if (options.sendInitialEvents ?? fromNow) {
    for (const { value } of etcd.range(range)) {
      const object = value as KubernetesObject
      if (matches(object)) sink({ type: 'ADDED', object, revision: seen })
    }
    if (options.sendInitialEvents && options.allowWatchBookmarks)
      bookmark({ [initialEventsEnd]: 'true' })
  }
  const start = options.sendInitialEvents ? etcd.revision : revision
  const watch = fan.follow(etcd, {
    resourceRange: etcdRange(definition),
    range,
    revision: start,
    fieldSelector: options.fieldSelector,
    matches,
    sink(event) {
      seen = event.revision
      sink(event)
    },
  })
  if (!watch)
    return answer(expired(`too old resource version: ${revision} (${etcd.compactedRevision})`))
  // Without etcd no news comes any more. The client is told, and will list again.
  const connection = host.hold('etcd', () => {
    const object = internalError('the connection to etcd was lost')
    sink({ type: 'ERROR', object, revision: 0 })
  })
  const bookmarks = options.allowWatchBookmarks
    ? host.clock.every(timing.bookmarkMs, 'send bookmarks', () => bookmark())
    : undefined
  return {
    stop() {
      bookmarks?.cancel()
      connection.close()
      watch.stop()
    },
  }
}

/** An object that carries a revision and nothing else. */
function bookmarkOf(
  definition: ResourceDefinition,
  revision: number,
  annotations?: Readonly<Record<string, string>>,
): KubernetesObject {
  const metadata = {
    resourceVersion: String(revision),
    creationTimestamp: null,
    ...(annotations ? { annotations } : {}),
  }
  return {
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
    metadata: metadata as unknown as KubernetesObject['metadata'],
  }
}
