/**
 * How far a rollout has come, as `kubectl rollout status` says it.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go`
 */
import { isJson } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { at, listAt, numberAt, textAt } from './json.ts'

export type RolloutStatus =
  | { readonly message: string; readonly done: boolean }
  /** Why there is no status: it failed, or cannot be watched. */
  | { readonly error: string }

/** @param kind `Deployment`, `DaemonSet`, `StatefulSet` */
export function rolloutStatus(kind: string, object: unknown): RolloutStatus {
  const status = (path: string) => numberAt(object, `status.${path}`)
  const name = textAt(object, 'metadata.name')
  const waiting = (message: string) => ({ message: `${message}\n`, done: false })
  const done = (message: string) => ({ message: `${message}\n`, done: true })
  const isObserved = numberAt(object, 'metadata.generation') <= status('observedGeneration')

  function deployment(): RolloutStatus {
    if (!isObserved) return waiting('Waiting for deployment spec update to be observed...')
    const failed = listAt(object, 'status.conditions').some(
      (condition) =>
        isJson(condition) &&
        condition['type'] === 'Progressing' &&
        condition['reason'] === 'ProgressDeadlineExceeded',
    )
    if (failed) return { error: `deployment "${name}" exceeded its progress deadline` }
    const progress = (text: string) =>
      waiting(`Waiting for deployment "${name}" rollout to finish: ${text}...`)
    const wanted = at(object, 'spec.replicas')
    const [replicas, updated] = [status('replicas'), status('updatedReplicas')]
    if (typeof wanted === 'number' && updated < wanted)
      return progress(`${updated} out of ${wanted} new replicas have been updated`)
    if (replicas > updated)
      return progress(`${replicas - updated} old replicas are pending termination`)
    const available = status('availableReplicas')
    if (available < updated)
      return progress(`${available} of ${updated} updated replicas are available`)
    return done(`deployment "${name}" successfully rolled out`)
  }

  function daemonSet(): RolloutStatus {
    const refusal = onlyRolling('rollout status is only available for RollingUpdate strategy type')
    if (refusal) return refusal
    if (!isObserved) return waiting('Waiting for daemon set spec update to be observed...')
    const progress = (text: string) =>
      waiting(`Waiting for daemon set "${name}" rollout to finish: ${text}...`)
    const desired = status('desiredNumberScheduled')
    const updated = status('updatedNumberScheduled')
    const available = status('numberAvailable')
    if (updated < desired)
      return progress(`${updated} out of ${desired} new pods have been updated`)
    if (available < desired)
      return progress(`${available} of ${desired} updated pods are available`)
    return done(`daemon set "${name}" successfully rolled out`)
  }

  function statefulSet(): RolloutStatus {
    const refusal = onlyRolling('rollout status is only available for RollingUpdate strategy type')
    if (refusal) return refusal
    if (status('observedGeneration') === 0 || !isObserved)
      return waiting('Waiting for statefulset spec update to be observed...')
    const wanted = at(object, 'spec.replicas')
    const ready = status('readyReplicas')
    if (typeof wanted === 'number' && ready < wanted)
      return waiting(`Waiting for ${wanted - ready} pods to be ready...`)
    const partition = at(object, 'spec.updateStrategy.rollingUpdate.partition')
    const updated = status('updatedReplicas')
    if (typeof wanted === 'number' && typeof partition === 'number') {
      if (updated < wanted - partition)
        return waiting(
          `Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...`,
        )
      return done(`partitioned roll out complete: ${updated} new pods have been updated...`)
    }
    const [current, update] = [
      textAt(object, 'status.currentRevision'),
      textAt(object, 'status.updateRevision'),
    ]
    if (current !== update)
      return waiting(
        `waiting for statefulset rolling update to complete ${updated} pods at revision ${update}...`,
      )
    return done(
      `statefulset rolling update complete ${status('currentReplicas')} pods at revision ${current}...`,
    )
  }

  function onlyRolling(error: string): RolloutStatus | undefined {
    const type = textAt(object, 'spec.updateStrategy.type')
    return type !== '' && type !== 'RollingUpdate' ? { error } : undefined
  }

  if (kind === 'Deployment') return deployment()
  if (kind === 'DaemonSet') return daemonSet()
  if (kind === 'StatefulSet') return statefulSet()
  return { error: `no status viewer has been implemented for ${kind}` }
}
