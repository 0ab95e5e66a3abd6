/**
 * What `kubectl get` shows of the kinds that only real clients ask for.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import { humanDuration } from '../kubernetes/api/duration.ts'
import type { KeptObject } from '../kubernetes/api/kept.ts'
import { ageColumn, nameColumn } from '../kubernetes/kube-apiserver/columns/cells.ts'
import { type Column, column } from '../kubernetes/kube-apiserver/columns/column.ts'
import { valuesAt } from '../kubernetes/kube-apiserver/extensions/json-path.ts'

type Columns = readonly Column<KeptObject>[]

const at =
  (path: string, otherwise = '') =>
  (object: KeptObject) =>
    String(valuesAt(object, path)[0] ?? otherwise)

const count = (path: string) => (object: KeptObject) => valuesAt(object, `${path}[*]`).length

const createdAt = column<KeptObject>('CREATED AT', 0, ({ metadata }) => metadata.creationTimestamp)

function requestedDuration(object: KeptObject): string {
  const [seconds] = valuesAt(object, '.spec.expirationSeconds')
  return typeof seconds === 'number' ? humanDuration(seconds * 1000) : '<none>'
}

function conditionOf(object: KeptObject): string {
  const types = valuesAt(object, '.status.conditions[*].type').map(String)
  const decided = ['Approved', 'Denied', 'Failed'].filter((type) => types.includes(type))
  const issued = valuesAt(object, '.status.certificate')[0] ? ['Issued'] : []
  return [...decided, ...issued].join(',') || 'Pending'
}

function serviceOf(object: KeptObject): string {
  const [name] = valuesAt(object, '.spec.service.name')
  return name ? `${valuesAt(object, '.spec.service.namespace')[0]}/${name}` : 'Local'
}

const webhooks: Columns = [nameColumn, column('WEBHOOKS', 0, count('.webhooks')), ageColumn]

export const clientColumns: Readonly<Record<string, Columns>> = {
  customresourcedefinitions: [nameColumn, createdAt],
  certificatesigningrequests: [
    nameColumn,
    ageColumn,
    column('SIGNERNAME', 0, at('.spec.signerName')),
    column('REQUESTOR', 0, at('.spec.username')),
    column('REQUESTEDDURATION', 0, requestedDuration),
    column('CONDITION', 0, conditionOf),
  ],
  runtimeclasses: [nameColumn, column('HANDLER', 0, at('.handler')), ageColumn],
  csidrivers: [
    nameColumn,
    column('ATTACHREQUIRED', 0, at('.spec.attachRequired', 'true')),
    column('PODINFOONMOUNT', 0, at('.spec.podInfoOnMount', 'false')),
    column('STORAGECAPACITY', 0, at('.spec.storageCapacity', 'false')),
    column('TOKENREQUESTS', 0, at('.spec.tokenRequests[0].audience', '<unset>')),
    column('REQUIRESREPUBLISH', 0, at('.spec.requiresRepublish', 'false')),
    column('MODES', 0, at('.spec.volumeLifecycleModes[0]', 'Persistent')),
    ageColumn,
  ],
  csinodes: [nameColumn, column('DRIVERS', 0, count('.spec.drivers')), ageColumn],
  volumeattachments: [
    nameColumn,
    column('ATTACHER', 0, at('.spec.attacher')),
    column('PV', 0, at('.spec.source.persistentVolumeName')),
    column('NODE', 0, at('.spec.nodeName')),
    column('ATTACHED', 0, at('.status.attached', 'false')),
    ageColumn,
  ],
  validatingwebhookconfigurations: webhooks,
  mutatingwebhookconfigurations: webhooks,
  validatingadmissionpolicies: [
    nameColumn,
    column('VALIDATIONS', 0, count('.spec.validations')),
    column('PARAMKIND', 0, at('.spec.paramKind.kind', '<unset>')),
    ageColumn,
  ],
  validatingadmissionpolicybindings: [
    nameColumn,
    column('POLICYNAME', 0, at('.spec.policyName')),
    column('PARAMREF', 0, at('.spec.paramRef.name', '<unset>')),
    ageColumn,
  ],
  apiservices: [
    nameColumn,
    column('SERVICE', 0, serviceOf),
    column('AVAILABLE', 0, at('.status.conditions[?(@.type=="Available")].status', 'Unknown')),
    ageColumn,
  ],
}
