/**
 * Bringing items into the order in which they happen. The key is the engine's, found by running
 * the incident. Told is not which place is wrong but what stands wrong among its neighbours: the
 * longest stretch of items in right relative order is kept, the others have to move.
 */
import type { OrderingItem, OrderingQuestion } from '../question.ts'
import type { Outcome } from './outcome.ts'

export interface OrderingAnswer {
  readonly order: readonly string[]
}

export interface OrderingMark {
  readonly outcome: Outcome
  /** Ids of the items that stand right relative to each other. */
  readonly inOrder: ReadonlySet<string>
  /** The first item that has to move; its `because` says where it belongs. */
  readonly firstWrong: OrderingItem | undefined
}

export function markOrdering(
  question: OrderingQuestion,
  key: readonly string[],
  { order }: OrderingAnswer,
): OrderingMark {
  const inOrder = new Set(longestInOrder(order, key))
  const wrong = order.find((id) => !inOrder.has(id))
  const outcome =
    wrong === undefined ? 'correct' : inOrder.size * 2 > order.length ? 'partial' : 'incorrect'
  return { outcome, inOrder, firstWrong: question.items.find(({ id }) => id === wrong) }
}

/**
 * The right order that is nearest to a given one, where only some things must come before others:
 * the first item that may come next is taken, again and again.
 */
export function nearestOrder(
  { items }: Pick<OrderingQuestion, 'items'>,
  order: readonly string[],
): readonly string[] {
  const after = new Map(items.map(({ id, after = [] }) => [id, after]))
  const placed: string[] = []
  let left = [...order]
  while (left.length > 0) {
    const next = left.find((id) => (after.get(id) ?? []).every((other) => placed.includes(other)))
    if (next === undefined) throw new RangeError('these items wait for each other')
    placed.push(next)
    left = left.filter((id) => id !== next)
  }
  return placed
}

/** The key for this answer: what happens in the incident, or the nearest order that is right. */
export function keyFor(
  question: OrderingQuestion,
  happened: readonly string[],
  order: readonly string[],
): readonly string[] {
  return question.incident === undefined ? nearestOrder(question, order) : happened
}

/** Of several longest ones the latest, so that the item named as wrong is one that came too early. */
function longestInOrder(order: readonly string[], key: readonly string[]): readonly string[] {
  const places = order.map((id) => key.indexOf(id))
  /** For each item, how many follow it in order, itself included. */
  const lengths: number[] = []
  for (let index = order.length - 1; index >= 0; index--) {
    const following = lengths.filter((_, later) => later > index && places[later]! > places[index]!)
    lengths[index] = 1 + Math.max(0, ...following)
  }
  const kept: string[] = []
  let wanted = Math.max(0, ...lengths)
  let from = 0
  let least = -1
  while (wanted > 0) {
    const fits = (index: number) =>
      index >= from && lengths[index] === wanted && places[index]! > least
    const next = order.findLastIndex((_, index) => fits(index))
    kept.push(order[next]!)
    least = places[next]!
    from = next + 1
    wanted--
  }
  return kept
}

/** Takes the item at `from` out and puts it back at `to`. */
export function moved(order: readonly string[], from: number, to: number): readonly string[] {
  const item = order[from]
  const last = order.length - 1
  if (item === undefined) return order
  return order.toSpliced(from, 1).toSpliced(Math.min(Math.max(to, 0), last), 0, item)
}

/** An order that was stored: nothing unless it has exactly the items of the question. */
export function readOrderingAnswer(
  question: OrderingQuestion,
  stored: unknown,
): OrderingAnswer | undefined {
  const { order } = (stored ?? {}) as { order?: unknown }
  if (!Array.isArray(order) || order.length !== question.items.length) return undefined
  const complete = question.items.every(({ id }) => order.includes(id))
  return complete ? { order } : undefined
}
