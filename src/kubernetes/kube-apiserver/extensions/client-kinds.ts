/**
 * Kinds that only clients of the whole API ask for. They are kept and, but for definitions of
 * further kinds, nobody acts upon them: no webhook is called, no certificate signed.
 *
 * *Upstream:* `pkg/registry/{admissionregistration,certificates,flowcontrol,node,storage}`,
 * `staging/src/k8s.io/{apiextensions-apiserver,kube-aggregator}`
 */
import type { KeptObject } from '../../api/kept.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import type { Etcd } from '../../etcd/etcd.ts'
import { adminUser } from '../authorization.ts'
import { type Kept, keptDefinition } from '../kept-resources.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaReader } from '../schema.ts'
import { anySchemaOf } from '../schema-more.ts'
import { etcdKey } from '../storage.ts'
import {
  type CustomResourceDefinition,
  cleanUpFinalizer,
  crdProblems,
  crdWithDefaults,
  customKindsOf,
  newCrd,
} from './custom-resources.ts'
import { schemaTableOfClients } from './schema-table-client.ts'

const schemas = schemaReader(schemaTableOfClients, anySchemaOf)
const admission = 'admissionregistration.k8s.io'
const flow = 'flowcontrol.apiserver.k8s.io'
const storage = 'storage.k8s.io'

const kinds: Readonly<Record<string, Kept>> = {
  customresourcedefinitions: {
    kind: 'CustomResourceDefinition',
    group: 'apiextensions.k8s.io',
    shortNames: ['crd', 'crds'],
    everywhere: true,
    hasStatus: true,
    counted: true,
    defaults: crdWithDefaults,
    create: newCrd,
    finalizer: cleanUpFinalizer,
    problems: crdProblems,
  },
  certificatesigningrequests: {
    kind: 'CertificateSigningRequest',
    group: 'certificates.k8s.io',
    shortNames: ['csr'],
    everywhere: true,
    hasStatus: true,
    subresources: ['approval'],
    needs: ['spec.request', 'spec.signerName', 'spec.usages'],
    create: (object) => withRequestor(object),
  },
  runtimeclasses: {
    kind: 'RuntimeClass',
    group: 'node.k8s.io',
    everywhere: true,
    needs: ['handler'],
  },
  csidrivers: { kind: 'CSIDriver', group: storage, everywhere: true },
  csinodes: { kind: 'CSINode', group: storage, everywhere: true },
  csistoragecapacities: {
    kind: 'CSIStorageCapacity',
    group: storage,
    needs: ['storageClassName'],
  },
  volumeattachments: {
    kind: 'VolumeAttachment',
    group: storage,
    everywhere: true,
    hasStatus: true,
  },
  validatingwebhookconfigurations: {
    kind: 'ValidatingWebhookConfiguration',
    group: admission,
    everywhere: true,
  },
  mutatingwebhookconfigurations: {
    kind: 'MutatingWebhookConfiguration',
    group: admission,
    everywhere: true,
  },
  validatingadmissionpolicies: {
    kind: 'ValidatingAdmissionPolicy',
    group: admission,
    everywhere: true,
    hasStatus: true,
  },
  validatingadmissionpolicybindings: {
    kind: 'ValidatingAdmissionPolicyBinding',
    group: admission,
    everywhere: true,
  },
  flowschemas: { kind: 'FlowSchema', group: flow, everywhere: true, hasStatus: true },
  prioritylevelconfigurations: {
    kind: 'PriorityLevelConfiguration',
    group: flow,
    everywhere: true,
    hasStatus: true,
  },
  apiservices: {
    kind: 'APIService',
    group: 'apiregistration.k8s.io',
    everywhere: true,
    hasStatus: true,
  },
}

/** By the name that requests use. */
export const clientKinds: Readonly<Record<string, ResourceDefinition>> = Object.fromEntries(
  Object.entries(kinds).map(([resource, kept]) => [
    resource,
    keptDefinition(resource, kept, schemas) as unknown as ResourceDefinition,
  ]),
)

/** One of these kinds, or one that a stored definition makes. */
export function findKind(
  etcd: Pick<Etcd, 'get'>,
  resource: string,
): ResourceDefinition | undefined {
  if (Object.hasOwn(clientKinds, resource)) return clientKinds[resource]
  const [, plural, group] = /^([^.]+)\.[^.]+\.(.+)$/.exec(resource) ?? []
  const definitions = clientKinds['customresourcedefinitions'] as ResourceDefinition
  const key = etcdKey(definitions, undefined, `${plural}.${group}`)
  const crd = etcd.get(key)?.value as CustomResourceDefinition | undefined
  return (
    crd &&
    customKindsOf(crd).find((kind) => kind.resource === (resource as ResourceName))?.definition
  )
}

function withRequestor(object: KeptObject): KeptObject {
  const spec = object['spec'] as Readonly<Record<string, unknown>>
  const groups = ['kubeadm:cluster-admins', 'system:authenticated']
  return { ...object, spec: { ...spec, username: adminUser, groups } }
}
