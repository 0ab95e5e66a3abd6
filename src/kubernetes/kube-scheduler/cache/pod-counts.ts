/**
 * How many Pods on each node match a selector. A question asked once is kept answered as Pods come
 * and go, so that spreading the thousandth replica costs no more than the first.
 *
 * Upstream goes through all Pods of all nodes for each Pod it places, on sixteen threads; the
 * numbers are the same.
 */
import { matchesSelector } from '../../api/labels.ts'
import type { LabelSelector } from '../../api/meta.ts'
import type { PodInfo } from './pod-info.ts'

export interface PodQuestion {
  readonly namespace: string
  /** A Pod counts if it matches all of them; an absent one matches nothing. */
  readonly selectors: readonly (LabelSelector | undefined)[]
  readonly terminating: 'counted' | 'left out'
}

/** By node name; nodes with none are absent. */
export type CountByNode = ReadonlyMap<string, number>

interface Answer {
  readonly question: PodQuestion
  readonly counts: Map<string, number>
  readonly bucket: string
}

const answersKept = 500

export class PodCounts {
  readonly #pods = new Map<string, Map<string, { pod: PodInfo; nodeName: string }>>()
  readonly #answers = new Map<string, Answer>()
  /** Answers by a label that a Pod must have to matter to them, so that few are looked at. */
  readonly #buckets = new Map<string, Set<Answer>>()

  add(pod: PodInfo, nodeName: string): void {
    const pods = this.#pods.get(pod.namespace) ?? new Map()
    this.#pods.set(pod.namespace, pods)
    pods.set(pod.uid, { pod, nodeName })
    this.#change(pod, nodeName, 1)
  }

  /** The same Pod on the same node, which counts as before. */
  replace(pod: PodInfo, nodeName: string): void {
    const pods = this.#pods.get(pod.namespace)
    pods?.delete(pod.uid)
    pods?.set(pod.uid, { pod, nodeName })
  }

  remove(pod: PodInfo, nodeName: string): void {
    const pods = this.#pods.get(pod.namespace)
    pods?.delete(pod.uid)
    if (pods?.size === 0) this.#pods.delete(pod.namespace)
    this.#change(pod, nodeName, -1)
  }

  /** Namespaces that have Pods on nodes. */
  namespaces(): Iterable<string> {
    return this.#pods.keys()
  }

  byNode(question: PodQuestion): CountByNode {
    const key = JSON.stringify(question)
    const known = this.#answers.get(key)
    if (known) return known.counts
    const answer: Answer = { question, counts: new Map(), bucket: bucketOf(question) }
    for (const { pod, nodeName } of this.#pods.get(question.namespace)?.values() ?? [])
      if (matches(question, pod)) bump(answer.counts, nodeName, 1)
    this.#keep(key, answer)
    return answer.counts
  }

  #keep(key: string, answer: Answer): void {
    if (this.#answers.size >= answersKept) this.#dropOldest()
    this.#answers.set(key, answer)
    const bucket = this.#buckets.get(answer.bucket) ?? new Set()
    this.#buckets.set(answer.bucket, bucket)
    bucket.add(answer)
  }

  #dropOldest(): void {
    for (const [key, answer] of this.#answers) {
      this.#answers.delete(key)
      const bucket = this.#buckets.get(answer.bucket)
      bucket?.delete(answer)
      if (bucket?.size === 0) this.#buckets.delete(answer.bucket)
      return
    }
  }

  #change(pod: PodInfo, nodeName: string, difference: number): void {
    if (this.#answers.size === 0) return
    const visit = (bucket: string) => {
      for (const answer of this.#buckets.get(bucket) ?? [])
        if (matches(answer.question, pod)) bump(answer.counts, nodeName, difference)
    }
    visit(bucketKey(pod.namespace))
    for (const label in pod.labels) visit(bucketKey(pod.namespace, label, pod.labels[label]))
  }
}

function matches(question: PodQuestion, pod: PodInfo): boolean {
  if (pod.terminating && question.terminating === 'left out') return false
  return question.selectors.every((selector) => matchesSelector(selector, pod.labels))
}

function bucketOf({ namespace, selectors }: PodQuestion): string {
  for (const selector of selectors)
    for (const [label, value] of Object.entries(selector?.matchLabels ?? {}))
      return bucketKey(namespace, label, value)
  return bucketKey(namespace)
}

function bucketKey(namespace: string, label = '', value = ''): string {
  return `${namespace}/${label}=${value}`
}

function bump(counts: Map<string, number>, nodeName: string, difference: number): void {
  const count = (counts.get(nodeName) ?? 0) + difference
  if (count === 0) counts.delete(nodeName)
  else counts.set(nodeName, count)
}
