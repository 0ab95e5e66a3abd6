/**
 * The history of a DaemonSet or StatefulSet: its templates as ControllerRevisions, the newest the
 * one with the highest number.
 *
 * *Upstream:* `pkg/controller/history/controller_history.go`
 * *Leaves out:* Go's own way of printing a struct, which is what upstream hashes: names look the
 * same but are not those of a real cluster. Adopting revisions that nobody owns.
 */
import { fnv1a32, nameAlphabet } from '../../simulation/random.ts'
import type { ControllerRevision } from '../api/apps.ts'
import type { PodTemplateSpec } from '../api/core.ts'
import { isEqual } from '../api/equality.ts'
import type { KubernetesObject, LabelSelector } from '../api/meta.ts'
import { controllerReference } from '../api/owner-references.ts'
import type { Client } from './client.ts'
import type { Informer } from './informer.ts'

export const revisionLabel = 'controller-revision-hash'

export interface WithHistory extends KubernetesObject {
  readonly spec: {
    readonly selector: LabelSelector
    readonly template: PodTemplateSpec
    readonly revisionHistoryLimit?: number
  }
}

export interface History {
  /** The revision of the template as it now is, and the value of its label. */
  readonly update: ControllerRevision
  /** All, the oldest first. */
  readonly all: readonly ControllerRevision[]
}

export function hashOf(revision: ControllerRevision): string {
  return revision.metadata.labels?.[revisionLabel] ?? ''
}

/** Finds or writes the revision of the template; one that comes back becomes the newest. */
export function historyOf(
  owner: WithHistory,
  client: Client,
  informer: Informer<'controllerrevisions'>,
): History {
  const all = [...informer.byController(owner.metadata.uid)].sort(
    (a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1),
  )
  const newest = (all.at(-1)?.revision ?? 0) + 1
  const { template } = owner.spec
  const same = all.find(({ data }) => isEqual(data?.spec.template, template))
  if (!same) {
    const update = client.create('controllerrevisions', draftOf(owner, newest))
    return { update, all: [...all, update] }
  }
  if (same === all.at(-1)) return { update: same, all }
  const update = client.update('controllerrevisions', { ...same, revision: newest })
  return { update, all: [...all.filter((one) => one !== same), update] }
}

function draftOf(owner: WithHistory, revision: number) {
  const { name, namespace } = owner.metadata
  const { template } = owner.spec
  const text = String(fnv1a32(JSON.stringify(template)))
  const hash = [...text].map((c) => nameAlphabet[c.charCodeAt(0) % nameAlphabet.length]).join('')
  const labels = { ...template.metadata?.labels, [revisionLabel]: hash }
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels,
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template } },
    revision,
  } as const
}

/** Drops the oldest revisions above the limit that no Pod is of. */
export function truncateHistory(
  { spec }: WithHistory,
  { all, update }: History,
  inUse: ReadonlySet<string>,
  client: Client,
): void {
  const unused = all.filter((one) => one !== update && !inUse.has(hashOf(one)))
  const surplus = unused.length - (spec.revisionHistoryLimit ?? 10)
  for (const revision of unused.slice(0, Math.max(0, surplus)))
    client.delete('controllerrevisions', revision)
}
