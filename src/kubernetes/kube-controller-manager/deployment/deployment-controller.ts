/**
 * deployment-controller — turns a Deployment into ReplicaSets, one for each version of its Pod
 * template, and moves the replicas from the old to the new. It never touches a Pod.
 *
 * *Upstream:* `pkg/controller/deployment/deployment_controller.go`
 * *Leaves out:* parallel workers.
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import { isEmptySelector, matchesSelector } from '../../api/labels.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { claim, followOrphans } from '../../client/adoption.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { ComponentDefinition } from '../../component.ts'
import { syncRevision } from './new-replica-set.ts'
import { isScaled } from './proportional-scaling.ts'
import { rollBack, rollbackTo } from './rollback.ts'
import { notePause, refuseToSelectAll, writePlainStatus } from './status-writer.ts'
import { recreate, rollingUpdate, scaleOnly } from './strategies.ts'

export const deploymentController: ComponentDefinition = {
  name: 'deployment-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['deployments', 'replicasets', 'pods'],
  writes: ['deployments', 'deployments/status', 'replicasets', 'events'],
  withoutIt: {
    ja: 'Deployment は保存されますが、ReplicaSet が作られません。だから Pod も現れません。',
    en: 'The Deployment is stored, but no ReplicaSet appears, and so no Pod either.',
  },
  start(host) {
    const deployments = host.informer('deployments')
    const replicaSets = host.informer('replicasets')
    const pods = host.informer('pods')
    const orphansIn = followOrphans(replicaSets)
    const loop = host.controlLoop({ reconcile })
    const reach = { host, replicaSets, pods }

    deployments.onChange(({ object }) => loop.add(keyOf(object)))
    replicaSets.onChange(({ type, object: replicaSet, old }) => {
      loop.addOwner(replicaSet, 'Deployment')
      if (old && controllerOf(old)?.uid !== controllerOf(replicaSet)?.uid)
        loop.addOwner(old, 'Deployment')
      if (type !== 'deleted' && !controllerOf(replicaSet)) offerForAdoption(replicaSet)
    })
    // Recreate waits for the end of the last old Pod, and no ReplicaSet's status tells of that.
    pods.onChange(({ type, object: pod }) => {
      const owner = controllerOf(pod)
      if (type !== 'deleted' || owner?.kind !== 'ReplicaSet') return
      const replicaSet = replicaSets.get(keyOf({ metadata: { ...pod.metadata, name: owner.name } }))
      if (replicaSet) loop.addOwner(replicaSet, 'Deployment')
    })

    function reconcile(key: string): undefined | RequeueAfter {
      const cached = deployments.get(key)
      if (!cached) return undefined // Deleted: the garbage collector follows.
      if (isEmptySelector(cached.spec.selector)) return refuseToSelectAll(host, cached)
      const all = claimReplicaSets(cached)
      if (cached.metadata.deletionTimestamp)
        return writePlainStatus(host, syncRevision(reach, cached, all, false))
      const deployment = notePause(host, cached)
      if (deployment.spec.paused) return scaleOnly(reach, deployment, all)
      const revision = rollbackTo(deployment)
      if (revision !== undefined)
        return rollBack(host, syncRevision(reach, deployment, all, true), revision)
      if (isScaled(deployment, all)) return scaleOnly(reach, deployment, all)
      return deployment.spec.strategy?.type === 'Recreate'
        ? recreate(reach, deployment, all)
        : rollingUpdate(reach, deployment, all)
    }

    function claimReplicaSets(deployment: Deployment): readonly ReplicaSet[] {
      return claim({
        client: host.client,
        owner: deployment,
        freshOwner: () => host.client.get('deployments', keyOf(deployment)),
        resource: 'replicasets',
        owned: replicaSets.byController(deployment.metadata.uid),
        orphans: orphansIn(deployment.metadata.namespace ?? ''),
      })
    }

    /** A ReplicaSet that nobody controls: whoever selects it may want it. */
    function offerForAdoption(replicaSet: ReplicaSet): void {
      for (const deployment of deployments.inNamespace(replicaSet.metadata.namespace ?? ''))
        if (matchesSelector(deployment.spec.selector, replicaSet.metadata.labels))
          loop.add(keyOf(deployment))
    }
  },
}
