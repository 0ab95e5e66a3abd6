/**
 * The part of `npm run diagrams` that runs in a browser: Mermaid lays a figure out, and this reads
 * off where everything came to stand. Playwright sends the function as text, so it uses nothing
 * from outside of itself.
 */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export interface LaidOutText {
  readonly lines: readonly string[]
  /** The middle of the text. */
  readonly at: Point
  readonly width: number
}

export interface LaidOutNode {
  readonly id: string
  /** Mermaid's name of the shape: `square`, `stadium`, `cylinder`, … */
  readonly shape: string
  /** From `class … desired` in the source. */
  readonly roles: readonly string[]
  readonly box: Box
  readonly text: LaidOutText
}

export interface LaidOutGroup {
  readonly id: string
  readonly box: Box
  readonly text: LaidOutText
}

export interface LaidOutEdge {
  readonly from: string
  readonly to: string
  readonly path: string
  /** How far the path stands from the figure's origin. */
  readonly offset: Point
  readonly dotted: boolean
  /** Places that the line goes through, a few units apart. */
  readonly course: readonly Point[]
  /** Where an arrowhead belongs: a point and the direction in radians. */
  readonly heads: readonly (Point & { readonly angle: number })[]
  readonly label?: LaidOutText
}

export interface LaidOutFigure {
  readonly groups: readonly LaidOutGroup[]
  readonly nodes: readonly LaidOutNode[]
  readonly edges: readonly LaidOutEdge[]
}

interface MermaidEdge {
  id: string
  start: string
  end: string
  type: string
  stroke: string
}

interface Mermaid {
  initialize(options: object): void
  render(id: string, source: string): Promise<{ svg: string }>
  mermaidAPI: {
    getDiagramFromText(source: string): Promise<{
      db: {
        getVertices(): Map<string, { id: string; type?: string; classes: string[]; domId: string }>
        getEdges(): MermaidEdge[]
        getSubGraphs(): { id: string }[]
      }
    }>
  }
}

export interface LayoutRequest {
  readonly source: string
  readonly font: string
  readonly textSize: number
}

export async function layOut({ source, font, textSize }: LayoutRequest): Promise<LaidOutFigure> {
  const { mermaid } = globalThis as unknown as { mermaid: Mermaid }
  const family = `"${font}"`
  await document.fonts.load(`${textSize}px ${family}`, source)
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: 'base',
    look: 'classic',
    deterministicIds: true,
    htmlLabels: false,
    fontFamily: family,
    themeVariables: { fontSize: `${textSize}px` },
    // Japanese breaks at <br> only: Mermaid would break in the middle of words.
    flowchart: { htmlLabels: false, wrappingWidth: 480 },
  })
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source)
  const { svg } = await mermaid.render('figure', source)
  const host = document.createElement('div')
  host.innerHTML = svg
  document.body.replaceChildren(host)
  const root = host.querySelector('svg')
  if (!root) throw new Error('Mermaid drew nothing')

  const offsetOf = (element: SVGGraphicsElement): Point => {
    const { e, f } = element.getCTM() ?? { e: 0, f: 0 }
    const { e: rootE, f: rootF } = root.getCTM() ?? { e: 0, f: 0 }
    return { x: e - rootE, y: f - rootF }
  }
  const boxOf = (element: SVGGraphicsElement): Box => {
    const { x, y, width, height } = element.getBBox()
    const offset = offsetOf(element)
    return { x: x + offset.x, y: y + offset.y, width, height }
  }
  const textOf = (element: Element): LaidOutText | undefined => {
    const text = element.querySelector<SVGTextElement>('text')
    const rows = [...element.querySelectorAll('.text-outer-tspan')]
    const lines = rows.map((row) => row.textContent?.trim() ?? '').filter((line) => line !== '')
    if (!text || lines.length === 0) return undefined
    const box = boxOf(text)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    return { lines, at, width: box.width }
  }
  const found = <Element_ extends Element>(selector: string): Element_ => {
    const element = root.querySelector<Element_>(selector)
    if (!element) throw new Error(`Mermaid drew no ${selector}`)
    return element
  }
  const wordless = { lines: [], at: { x: 0, y: 0 }, width: 0 }

  const groups = db.getSubGraphs().map(({ id }): LaidOutGroup => {
    const element = found(`[id="figure-${id}"]`)
    const frame = found<SVGGraphicsElement>(`[id="figure-${id}"] > rect`)
    return { id, box: boxOf(frame), text: textOf(element) ?? wordless }
  })
  const nodes = [...db.getVertices().values()]
    .filter(({ id }) => !groups.some((group) => group.id === id))
    .map((vertex): LaidOutNode => {
      const name = `[id="figure-${vertex.domId}"]`
      const shape = found<SVGGraphicsElement>(
        `${name} > .label-container, ${name} > .outer-path, ${name} > path`,
      )
      return {
        id: vertex.id,
        shape: vertex.type ?? 'square',
        roles: vertex.classes,
        box: boxOf(shape),
        text: textOf(found(`${name} > .label`)) ?? wordless,
      }
    })
  const edges = db
    .getEdges()
    .filter((edge) => edge.stroke !== 'invisible')
    .map((edge): LaidOutEdge => {
      const path = found<SVGPathElement>(`path[data-id="${edge.id}"]`)
      const offset = offsetOf(path)
      const length = path.getTotalLength()
      const headAt = (end: number, before: number) => {
        const point = path.getPointAtLength(end)
        const from = path.getPointAtLength(before)
        const angle = Math.atan2(point.y - from.y, point.x - from.x)
        return { x: point.x + offset.x, y: point.y + offset.y, angle }
      }
      const label = root.querySelector(`.edgeLabel .label[data-id="${edge.id}"]`)
      const text = label ? textOf(label) : undefined
      return {
        from: edge.start,
        to: edge.end,
        path: path.getAttribute('d') ?? '',
        offset,
        dotted: edge.stroke === 'dotted',
        course: Array.from({ length: Math.ceil(length / 4) + 1 }, (_, index) => {
          const point = path.getPointAtLength(Math.min(index * 4, length))
          return { x: point.x + offset.x, y: point.y + offset.y }
        }),
        heads: [
          ...(edge.type.endsWith('arrow_point') ? [headAt(length, length - 2)] : []),
          ...(edge.type.startsWith('double_') ? [headAt(0, 2)] : []),
        ],
        ...(text ? { label: text } : {}),
      }
    })
  return { groups, nodes, edges }
}
