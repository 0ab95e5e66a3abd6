/**
 * The cluster that real clients meet (`npm run cluster`): the full one, and what a server of the
 * whole API has besides. Labs and the page's own kubectl do without it.
 */
import { fullClients } from './components.ts'
import { type Distribution, distributionOf } from './distribution.ts'
import { findKind } from './kube-apiserver/extensions/client-kinds.ts'
import { customResourceCollector } from './kube-apiserver/extensions/custom-resource-collector.ts'
import { customResourceController } from './kube-apiserver/extensions/custom-resource-controller.ts'
import { limitRanger } from './kube-apiserver/extensions/limit-ranger.ts'
import { postStartHooks } from './kube-apiserver/extensions/post-start-hooks.ts'
import { resourceQuota } from './kube-apiserver/extensions/resource-quota.ts'
import { fieldOwnership } from './kube-apiserver/field-ownership/field-ownership.ts'
import { resources } from './kube-apiserver/resources.ts'
import { endpointsController } from './kube-controller-manager/endpoints/endpoints-controller.ts'
import { replicationControllerController } from './kube-controller-manager/replicationcontroller/replicationcontroller-controller.ts'
import { resourceQuotaController } from './kube-controller-manager/resourcequota/resourcequota-controller.ts'

export const clientDistribution: Distribution = distributionOf(
  resources,
  [
    ...fullClients,
    postStartHooks,
    customResourceController,
    customResourceCollector,
    endpointsController,
    replicationControllerController,
    resourceQuotaController,
  ],
  fieldOwnership,
  { find: findKind, admission: [limitRanger, resourceQuota] },
)
