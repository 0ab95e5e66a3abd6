/**
 * Virtual time led by the page's: one frame after the other, never two at a time. With reduced
 * motion there is one picture for each moment instead.
 */

/** One frame never counts for more: a tab that slept must not leap. */
const longestFrameMs = 100

export interface Animation {
  frame(dtMs: number): Promise<void>
  picture(): Promise<void>
  /** How long one looks at each picture. */
  readonly pictureMs: number
}

/** @returns what stops it */
export function animate({ frame, picture, pictureMs }: Animation): () => void {
  let stopped = false
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const timer = setInterval(() => void picture(), pictureMs)
    return () => clearInterval(timer)
  }
  let last = performance.now()
  const tick = async (now: number) => {
    const dt = Math.min(longestFrameMs, now - last)
    last = now
    await frame(dt)
    if (!stopped) requestAnimationFrame(tick)
  }
  const first = requestAnimationFrame(tick)
  return () => {
    stopped = true
    cancelAnimationFrame(first)
  }
}
