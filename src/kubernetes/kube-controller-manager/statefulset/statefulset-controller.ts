/**
 * statefulset-controller — Pods with names that last: `db-0`, `db-1`, … made in order, taken away in
 * the reverse order, and never two of one name at a time. So the Pod of a node that has gone silent
 * is not replaced until somebody is sure that it no longer runs.
 *
 * *Upstream:* `pkg/controller/statefulset` (stateful_set.go, stateful_set_control.go); its
 * claims are in `claims.ts`.
 */
import type { StatefulSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf, controllerReference } from '../../api/owner-references.ts'
import { claim, followOrphans } from '../../client/adoption.ts'
import { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { hashOf, historyOf, revisionLabel, truncateHistory } from '../../client/revisions.ts'
import type { ComponentDefinition } from '../../component.ts'
import { createMissingClaims, keepRetentionPolicy, withClaimedVolumes } from './claims.ts'
import { type Act, nextActs, ordinalOf, type Snapshot, statusOf } from './plan.ts'

export const statefulSetController: ComponentDefinition = {
  name: 'statefulset-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['statefulsets', 'pods', 'controllerrevisions'],
  writes: [
    'pods',
    'persistentvolumeclaims',
    'statefulsets/status',
    'controllerrevisions',
    'events',
  ],
  withoutIt: {
    ja: 'StatefulSet を作っても Pod が作られません。失われた Pod も、同じ名前で作り直されません。',
    en: 'StatefulSets make no Pods, and a lost Pod does not come back under its name.',
  },
  start(host) {
    const { client, events, clock } = host
    const sets = host.informer('statefulsets')
    const pods = host.informer('pods')
    const revisions = host.informer('controllerrevisions')
    const orphansIn = followOrphans(pods)
    const loop = host.controlLoop({ reconcile })

    sets.onChange(({ object }) => loop.add(keyOf(object)))
    pods.onChange(({ type, object: pod }) => {
      loop.addOwner(pod, 'StatefulSet')
      if (type === 'deleted' || controllerOf(pod)) return
      for (const set of sets.inNamespace(pod.metadata.namespace ?? '')) loop.add(keyOf(set))
    })

    function reconcile(key: string): undefined | RequeueAfter {
      const set = sets.get(key)
      if (!set) return undefined // Deleted: the garbage collector follows.
      const history = historyOf(set, client, revisions)
      const isMember = (pod: Pod) => ordinalOf(set, pod) !== undefined
      const mine = claim({
        client,
        owner: set,
        freshOwner: () => client.get('statefulsets', key),
        resource: 'pods',
        owned: pods.byController(set.metadata.uid),
        orphans: orphansIn(set.metadata.namespace ?? '').filter(isMember),
      }).filter(isMember)
      const update = hashOf(history.update)
      const known = history.all.find(
        ({ metadata }) => metadata.name === set.status?.currentRevision,
      )
      const view: Snapshot = {
        set,
        pods: mine,
        update,
        current: known ? hashOf(known) : update,
        nowMs: clock.now,
      }
      if (!set.metadata.deletionTimestamp) keepRetentionPolicy(host, set, mine)
      const { acts, requeueMs } = set.metadata.deletionTimestamp ? { acts: [] } : nextActs(view)
      let failure: ApiError | undefined
      for (const act of acts) failure ??= perform(set, act, history.all)
      const nameOf = (hash: string) =>
        history.all.find((one) => hashOf(one) === hash)?.metadata.name ?? ''
      writeStatus(set, statusOf(view, nameOf))
      const inUse = mine.map(({ metadata }) => metadata.labels?.[revisionLabel] ?? '')
      truncateHistory(set, history, new Set([...inUse, view.current]), client)
      if (failure) throw failure
      return requeueMs === undefined ? undefined : { afterMs: requeueMs }
    }

    function perform(
      set: StatefulSet,
      act: Act,
      all: ReturnType<typeof historyOf>['all'],
    ): ApiError | undefined {
      const verb = act.do === 'create' ? 'Create' : 'Delete'
      const name = act.do === 'create' ? act.name : act.pod.metadata.name
      try {
        if (act.do === 'create') {
          createMissingClaims(host, set, act.name)
          client.create('pods', podOf(set, act, all))
        } else {
          if (act.because) {
            const { namespace } = set.metadata
            const text = `StatefulSet ${namespace}/${set.metadata.name} is recreating ${act.because} Pod ${name}`
            const reason =
              act.because === 'failed' ? 'RecreatingFailedPod' : 'RecreatingTerminatedPod'
            events.record(set, 'Warning', reason, text)
          }
          client.delete('pods', act.pod)
        }
        const text = `${verb} Pod ${name} in StatefulSet ${set.metadata.name} successful`
        events.record(set, 'Normal', `Successful${verb}`, text)
        return undefined
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        // Our own cache is behind: the Pod is there, or gone, already.
        if (error.reason === 'NotFound' || error.reason === 'AlreadyExists') return undefined
        const why = `failed error: ${error.message}`
        const text = `${verb} Pod ${name} in StatefulSet ${set.metadata.name} ${why}`
        events.record(set, 'Warning', `Failed${verb}`, text)
        return error
      }
    }

    function writeStatus(set: StatefulSet, status: NonNullable<StatefulSet['status']>): void {
      if (isEqual(status, set.status)) return
      const { uid } = set.metadata
      const change = (now: StatefulSet) => (now.metadata.uid === uid ? { ...now, status } : now)
      client.modify('statefulsets', keyOf(set), change, 'status')
    }
  },
}

function podOf(
  set: StatefulSet,
  { name, ordinal, hash }: Act & { readonly do: 'create' },
  all: ReturnType<typeof historyOf>['all'],
) {
  const revision = all.find((one) => hashOf(one) === hash)
  const { metadata, spec } = revision?.data?.spec.template ?? set.spec.template
  const { namespace } = set.metadata
  const { serviceName } = set.spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels: {
        ...metadata?.labels,
        [revisionLabel]: hash,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
      ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...withClaimedVolumes(set, name, spec),
      hostname: name,
      ...(serviceName ? { subdomain: serviceName } : {}),
    },
  } as const
}
