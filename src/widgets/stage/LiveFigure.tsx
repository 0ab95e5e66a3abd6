/**
 * A figure of the page, drawn once more inside a scene and lit by it. The drawing is a picture: what
 * can be pressed and read stands beside it. Where the page does not have the figure, nothing is drawn.
 */
import { useEffect, useRef } from 'preact/hooks'

/** `absent`: there will be one, and there is none yet. */
export type FigureLight = 'acting' | 'off' | 'absent'

interface Props {
  readonly figure: string
  /** By the name of a node, or `from to` of an edge. */
  readonly lights: Readonly<Record<string, FigureLight>>
}

export function LiveFigure({ figure, lights }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawing = document.querySelector(`[data-figure="${figure}"] svg`)?.cloneNode(true)
    if (!(drawing instanceof SVGElement)) return
    // Ids stay with the first drawing, and what they name is said beside this one.
    for (const named of [drawing, ...drawing.querySelectorAll('[id]')]) named.removeAttribute('id')
    for (const name of ['role', 'aria-labelledby']) drawing.removeAttribute(name)
    for (const text of drawing.querySelectorAll('title, desc')) text.remove()
    frame.current?.replaceChildren(drawing)
  }, [figure])
  useEffect(() => {
    for (const part of frame.current?.querySelectorAll<SVGElement>('[data-node], [data-edge]') ??
      []) {
      const light = lights[part.dataset['node'] ?? part.dataset['edge'] ?? '']
      if (light) part.dataset['light'] = light
      else delete part.dataset['light']
    }
  }, [figure, lights])
  return <div ref={frame} class="live-figure" aria-hidden="true" />
}
