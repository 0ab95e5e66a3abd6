/**
 * customresourcedefinition-controller — lets a new definition be served, and empties one that is
 * being deleted, or a namespace that is ending, of the objects of made kinds.
 *
 * *Upstream:* `staging/src/k8s.io/apiextensions-apiserver/pkg/controller` (status, establish,
 * finalizer); for namespaces `pkg/controller/namespace/deletion`
 * *Leaves out:* names that two definitions want: the first one that is asked for is served.
 */
import type { KeptObject } from '../../api/kept.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import { timeOf } from '../../api/time.ts'
import { ApiError, type Client } from '../../client/client.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { clientKinds } from './client-kinds.ts'
import {
  type CustomResourceDefinition,
  cleanUpFinalizer,
  customKindsOf,
} from './custom-resources.ts'

const definitions = 'customresourcedefinitions' as 'roles'

export const customResourceController: ComponentDefinition = {
  name: 'customresourcedefinition-controller',
  partOf: 'kube-apiserver',
  runsOn: 'control-plane',
  watches: [definitions, 'namespaces'],
  writes: ['*'],
  withoutIt: {
    ja: 'CustomResourceDefinitionはEstablishedにならず、削除しても消えません。',
    en: 'CustomResourceDefinitions never become Established, and stay when they are deleted.',
  },
  start(host) {
    const { client, clock, informer, controlLoop } = host
    const crds = informer(definitions)
    const namespaces = informer('namespaces')
    const served = controlLoop({ reconcile: serve })
    const emptied = controlLoop({ name: 'namespace of made kinds', reconcile: empty })
    crds.onChange(({ type, object }) => {
      if (type !== 'deleted') served.add(`/${object.metadata.name}`)
    })
    namespaces.onChange(({ type, object }) => {
      if (type !== 'deleted' && object.metadata.deletionTimestamp)
        emptied.add(`/${object.metadata.name}`)
    })

    function serve(key: string): void {
      const crd = crds.get(key)
      if (!crd) return
      if (crd.metadata.deletionTimestamp) return cleanUp(crd)
      const { spec } = asDefinition(crd)
      const isTrue = (type: string, reason: string, message: string) => ({
        type,
        status: 'True',
        lastTransitionTime: timeOf(clock.now),
        reason,
        message,
      })
      const status = crd.status as { readonly conditions?: readonly unknown[] } | undefined
      if (status?.conditions?.length) return
      const conditions = [
        isTrue('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        isTrue('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ]
      const change = (current: KeptObject) => ({
        ...current,
        status: { ...(current.status as object), conditions, acceptedNames: spec.names },
      })
      client.modify(definitions, key, change as never, 'status')
    }

    function cleanUp(crd: KubernetesObject): void {
      for (const resource of storedAs(crd)) deleteAll(host, resource)
      const left = (crd.metadata.finalizers ?? []).filter((one) => one !== cleanUpFinalizer)
      if (left.length === crd.metadata.finalizers?.length) return
      const change = (current: KubernetesObject) => {
        const { finalizers: _, ...metadata } = current.metadata
        const kept = left.length > 0 ? { ...metadata, finalizers: left } : metadata
        return { ...current, metadata: kept }
      }
      client.modify(definitions, `/${crd.metadata.name}`, change as never)
    }

    function empty(key: string): void {
      const name = key.slice(1)
      const made = crds.list().flatMap((crd) => storedAs(crd))
      for (const resource of [...made, ...keptInNamespaces]) deleteAll(host, resource, name)
    }
  },
}

/** Of the kinds that clients alone ask for, those that lie in namespaces. */
const keptInNamespaces = Object.entries(clientKinds)
  .filter(([, { namespaced }]) => namespaced)
  .map(([resource]) => resource as ResourceName)

function asDefinition(crd: KubernetesObject): CustomResourceDefinition {
  return crd as CustomResourceDefinition
}

/** By one version: all of them show the same objects. */
function storedAs(crd: KubernetesObject): readonly ResourceName[] {
  return customKindsOf(asDefinition(crd))
    .slice(0, 1)
    .map(({ resource }) => resource)
}

function deleteAll(
  { client }: Pick<Host, 'client'>,
  resource: ResourceName,
  namespace?: string,
): void {
  for (const object of listed(client, resource)) {
    const { metadata } = object
    if (namespace !== undefined && metadata.namespace !== namespace) continue
    if (!metadata.deletionTimestamp)
      client.delete(resource, object, { propagationPolicy: 'Background' })
  }
}

/** The definition may have gone meanwhile, and its kind with it. */
function listed(client: Client, resource: ResourceName): readonly KubernetesObject[] {
  try {
    return client.list(resource)
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return []
    throw error
  }
}
