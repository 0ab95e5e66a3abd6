/** Dragging an item of a list: pure sums over the places where the items stood at the start. */

export interface Place {
  /** Distance from the top of the list. */
  readonly top: number
  readonly height: number
}

export interface Drag {
  readonly from: number
  readonly to: number
  /** How far the pointer has gone down. */
  readonly dy: number
}

/** The place that an item taken from `from` has when it is `dy` lower. */
export function dragTo(places: readonly Place[], from: number, dy: number): Drag {
  const dragged = places[from]
  if (!dragged) return { from, to: from, dy: 0 }
  const middle = dragged.top + dragged.height / 2 + dy
  const above = places.filter(
    (place, index) => index !== from && place.top + place.height / 2 < middle,
  )
  return { from, to: above.length, dy }
}

/** How far each item is drawn from where it stands, while one of them is dragged. */
export function shiftOf(places: readonly Place[], { from, to, dy }: Drag, index: number): number {
  if (index === from) return dy
  const next = places[from + 1]
  const before = places[from - 1]
  const dragged = places[from]
  if (!dragged) return 0
  const gap = next
    ? next.top - dragged.top - dragged.height
    : before
      ? dragged.top - before.top - before.height
      : 0
  if (index > from && index <= to) return -(dragged.height + gap)
  if (index < from && index >= to) return dragged.height + gap
  return 0
}
