/**
 * How the Pods of each ReplicaSet stand, kept up as news of them comes. Every news of a Pod makes
 * its ReplicaSet look again: with a thousand Pods, counting all of them each time would be most of
 * the work there is. Losing this memory costs time, never correctness.
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { matchesLabels, matchesSelector } from '../../api/labels.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { isActive, isReady, isTerminating } from '../../api/pod-availability.ts'
import type { Change, Informer } from '../../client/informer.ts'

export interface Tally {
  /** Active and selected. */
  active: number
  /** Of these: with all the labels of the template, and ready. */
  labelled: number
  ready: number
  /** Being deleted, and selected. */
  terminating: number
  /** Active, but no longer selected: to be let go. */
  strangers: number
}

interface Kept {
  readonly spec: ReplicaSet['spec']
  readonly tally: Tally
  /** What each Pod counts as, by its key. */
  readonly marks: Map<string, number>
}

export class Tallies {
  readonly #pods: Informer<'pods'>
  /** By the ReplicaSet's uid. */
  readonly #kept = new Map<string, Kept>()

  constructor(pods: Informer<'pods'>) {
    this.#pods = pods
  }

  take({ type, object, old }: Change<Pod>): void {
    const owner = controllerOf(object)?.uid
    const oldOwner = old && controllerOf(old)?.uid
    if (oldOwner !== undefined && oldOwner !== owner) this.#mark(oldOwner, keyOf(object), undefined)
    if (owner === undefined) return
    this.#mark(owner, keyOf(object), type === 'deleted' ? undefined : object)
  }

  of({ metadata, spec }: ReplicaSet): Readonly<Tally> {
    let kept = this.#kept.get(metadata.uid)
    if (!kept || !asksTheSame(kept.spec, spec)) {
      kept = { spec, tally: emptyTally(), marks: new Map() }
      this.#kept.set(metadata.uid, kept)
      for (const pod of this.#pods.byController(metadata.uid))
        this.#mark(metadata.uid, keyOf(pod), pod)
    }
    return kept.tally
  }

  forget(uid: string): void {
    this.#kept.delete(uid)
  }

  #mark(owner: string, key: string, pod: Pod | undefined): void {
    const kept = this.#kept.get(owner)
    if (!kept) return
    const { marks, tally, spec } = kept
    const before = marks.get(key) ?? 0
    const after = pod ? markOf(spec, pod) : 0
    if (after === before) return
    if (after === 0) marks.delete(key)
    else marks.set(key, after)
    count(tally, before, -1)
    count(tally, after, 1)
  }
}

const marked = { active: 1, labelled: 2, ready: 4, terminating: 8, strangers: 16 } as const
const fields = Object.keys(marked) as readonly (keyof Tally)[]

function markOf({ selector, template }: ReplicaSet['spec'], pod: Pod): number {
  const { labels } = pod.metadata
  const isSelected = matchesSelector(selector, labels)
  if (isTerminating(pod)) return isSelected ? marked.terminating : 0
  if (!isActive(pod)) return 0
  if (!isSelected) return marked.strangers
  return (
    marked.active +
    (matchesLabels(template.metadata?.labels, labels) ? marked.labelled : 0) +
    (isReady(pod) ? marked.ready : 0)
  )
}

function count(tally: Tally, marks: number, difference: number): void {
  for (const field of fields) if (marks & marked[field]) tally[field] += difference
}

function emptyTally(): Tally {
  return { active: 0, labelled: 0, ready: 0, terminating: 0, strangers: 0 }
}

/** The size may change at every step of a rollout; whom it means does not. */
function asksTheSame(a: ReplicaSet['spec'], b: ReplicaSet['spec']): boolean {
  return (
    a === b ||
    (isEqual(a.selector, b.selector) &&
      isEqual(a.template.metadata?.labels, b.template.metadata?.labels))
  )
}
