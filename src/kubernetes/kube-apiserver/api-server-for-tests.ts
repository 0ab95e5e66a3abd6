/** An API server on a store of its own, without a cluster around it, for tests of the API. */
import { createRandom } from '../../simulation/random.ts'
import type { Host, Services } from '../component.ts'
import { etcd } from '../etcd/etcd.ts'
import { createApiServer } from './api-server.ts'
import { adminUser, createAuthorizer } from './authorization.ts'
import { fieldOwnership } from './field-ownership/field-ownership.ts'
import type { ApiServer, Request, Response } from './request.ts'
import { resources } from './resources.ts'

export interface TestApiServer extends ApiServer {
  /** As a person who may do everything. */
  ask(request: Omit<Request, 'user' | 'cause'>): Response
}

/** @param namespaces to create besides those that every cluster has. */
export function testApiServer(...namespaces: readonly string[]): TestApiServer {
  const services = new Map<string, unknown>()
  const timer = { cancel: () => undefined }
  const host = {
    name: 'kube-apiserver',
    identity: 'kube-apiserver',
    clock: {
      now: 0,
      after: (_: number, __: string, run: () => void) => {
        run()
        return timer
      },
      afterInBackground: () => timer,
      every: () => timer,
    },
    random: createRandom('test'),
    machine: { disk: new Map() },
    listen: (name: keyof Services, service: unknown) => services.set(name, service),
    dial: (name: keyof Services) => services.get(name),
    hold: () => ({ close: () => undefined }),
    trace: () => undefined,
  } as unknown as Host
  etcd.start?.(host)
  createApiServer(createAuthorizer([]), resources, fieldOwnership).start?.(host)
  const server = services.get('kube-apiserver') as ApiServer
  const ask: TestApiServer['ask'] = (request) =>
    server.handle({ ...request, user: adminUser, cause: { by: 'test' } })
  for (const name of namespaces) {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
    ask({ verb: 'create', resource: 'namespaces', body })
    // As the controller of service accounts would.
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }
    ask({ verb: 'create', resource: 'serviceaccounts', namespace: name, body: account })
  }
  return { ...server, ask }
}
