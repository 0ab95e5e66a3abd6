/** The list under the pointer: an item follows it, the others make room, and dropping moves it. */
import type { JSX, RefObject } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Drag, dragTo, type Place, shiftOf } from './drag-order.ts'

export interface DragOrder {
  readonly drag: Drag | undefined
  /** For the grip of an item. */
  start(index: number, event: PointerEvent): void
  /** How an item is drawn meanwhile. */
  styleOf(index: number): JSX.CSSProperties | undefined
}

export function useDragOrder(
  list: RefObject<HTMLElement>,
  onDrop: (from: number, to: number) => void,
): DragOrder {
  const [drag, setDrag] = useState<Drag>()
  const places = useRef<readonly Place[]>([])
  const stop = useRef<() => void>()
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => () => stop.current?.(), [])

  const start = useCallback((from: number, event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return
    places.current = [...(list.current?.children ?? [])].map((item) => {
      const { top, height } = item.getBoundingClientRect()
      return { top, height }
    })
    // The page may scroll meanwhile, so the distance is measured on it and not in the window.
    const startY = event.clientY + scrollY
    let latest: Drag = { from, to: from, dy: 0 }
    const move = ({ clientY, pointerId }: PointerEvent) => {
      if (pointerId !== event.pointerId) return
      latest = dragTo(places.current, from, clientY + scrollY - startY)
      setDrag(latest)
    }
    const end = (dropped: boolean) => {
      listening.abort()
      setDrag(undefined)
      if (dropped && latest.to !== from) drop.current(from, latest.to)
    }
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener('pointermove', move, { signal })
    document.addEventListener(
      'pointerup',
      ({ pointerId }) => {
        if (pointerId === event.pointerId) end(true)
      },
      { signal },
    )
    document.addEventListener('pointercancel', () => end(false), { signal })
    document.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Escape') end(false)
      },
      { signal },
    )
    stop.current = () => listening.abort()
  }, [])

  return {
    drag,
    start,
    styleOf: (index) =>
      drag && { transform: `translateY(${shiftOf(places.current, drag, index)}px)` },
  }
}
