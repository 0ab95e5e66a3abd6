/**
 * Draws a figure that Mermaid laid out: an SVG without styles, whose classes take their colours
 * from the page (`styles/figure.css`), and whose parts carry the names of what they show:
 * `data-node="kube-apiserver"`, `data-edge="kubelet kube-apiserver"`, `data-group="worker"`.
 */
import type {
  Box,
  LaidOutEdge,
  LaidOutFigure,
  LaidOutGroup,
  LaidOutNode,
  LaidOutText,
  Point,
} from './diagram-page.ts'

export interface DrawingWords {
  /** Unique in the page; the ids of title and description are made from it. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly key: string
  readonly textSize: number
}

const margin = 4
const corner = 6
const lineHeight = 1.35
/** Names of groups and edges are smaller than the names of nodes (`styles/figure.css` says so too). */
const smaller = 14 / 16
/** Room that a text keeps to the sides of its node. */
const padding = 12

export function drawFigure(laidOut: LaidOutFigure, words: DrawingWords): string {
  const { name, title, description, key, textSize } = words
  const groups = laidOut.groups.map((group) => withFreeName(group, laidOut, textSize * smaller))
  const figure = { ...laidOut, groups }
  const { x, y, width, height } = frameOf(figure)
  const ids = `drawing-${name}-title drawing-${name}-description`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="drawing" data-key="${key}" ` +
      `width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" ` +
      `font-size="${textSize}" text-anchor="middle" role="img" aria-labelledby="${ids}">`,
    `<title id="drawing-${name}-title">${escaped(title)}</title>`,
    `<desc id="drawing-${name}-description">${escaped(description)}</desc>`,
    ...figure.groups.map(drawGroup),
    ...figure.edges.map((edge) => drawEdge(edge, textSize)),
    ...figure.groups.map((group) => drawGroupName(group, textSize * smaller)),
    ...figure.nodes.map((node) => drawNode(node, textSize)),
    ...figure.edges.flatMap((edge) =>
      edge.label ? [drawEdgeLabel(edge, edge.label, textSize)] : [],
    ),
    '</svg>',
    '',
  ].join('\n')
}

function drawGroup({ id, box }: LaidOutGroup): string {
  return `<g class="drawing-group" data-group="${escaped(id)}">${rectangle(box, corner)}</g>`
}

function drawGroupName({ id, text }: LaidOutGroup, height: number): string {
  return `<g class="drawing-group-name" data-group="${escaped(id)}">${drawText(text, height)}</g>`
}

/**
 * Mermaid sets a group's name where lines may cross it: it goes to a corner that is free, or else
 * below what the group holds, and the group grows to hold it. Groups of one name bear it alike.
 */
function withFreeName(group: LaidOutGroup, figure: LaidOutFigure, height: number): LaidOutGroup {
  const words = group.text.lines.join()
  const alike = figure.groups.filter(({ text }) => text.lines.join() === words)
  const isFree = (each: LaidOutGroup, place: number) => {
    const at = placesOf(each, figure, height)[place]
    const width = each.text.width * smaller
    return at && !isCrowded({ x: at.x - width / 2, y: at.y - height / 2, width, height }, figure)
  }
  const places = placesOf(group, figure, height)
  const at = places.find((_, place) => alike.every((each) => isFree(each, place)))
  if (!at) return group
  const { box, text } = group
  const needed = at.y + height / 2 + padding - box.y
  return {
    ...group,
    box: { ...box, height: Math.max(box.height, needed) },
    text: { ...text, at },
  }
}

/** Where a group's name may stand, best first: the corners, and below what the group holds. */
function placesOf({ box, text }: LaidOutGroup, figure: LaidOutFigure, height: number): Point[] {
  const width = text.width * smaller
  const left = box.x + padding + width / 2
  const right = box.x + box.width - padding - width / 2
  const top = box.y + padding + height / 2
  const bottom = box.y + box.height - padding - height / 2
  const held = figure.nodes.filter((node) => isWithin(node.box, box))
  const lowest = Math.max(...held.map((node) => node.box.y + node.box.height))
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: left, y: bottom },
    { x: right, y: bottom },
    ...(held.length > 0 ? [{ x: box.x + box.width / 2, y: lowest + padding + height / 2 }] : []),
  ]
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

/** Whether a node or a line comes too near to this box. */
function isCrowded(box: Box, { nodes, edges }: LaidOutFigure): boolean {
  const distance = 4
  const near = (other: Box) =>
    other.x < box.x + box.width + distance &&
    other.x + other.width > box.x - distance &&
    other.y < box.y + box.height + distance &&
    other.y + other.height > box.y - distance
  return (
    nodes.some((node) => near(node.box)) ||
    edges.some((edge) => edge.course.some((point) => near({ ...point, width: 0, height: 0 })))
  )
}

function drawNode(node: LaidOutNode, textSize: number): string {
  const { id, shape, roles, text } = node
  const role = roles[0] === undefined ? '' : ` data-role="${escaped(roles[0])}"`
  const box = roomyBox(node)
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  // The lid of a cylinder takes room from its face.
  const at = shape === 'cylinder' ? { x: middle.x, y: middle.y + lidHeight(box) } : middle
  const parts = drawShape(shape, box, id) + drawText({ ...text, at }, textSize)
  return `<g class="drawing-node" data-node="${escaped(id)}"${role}>${parts}</g>`
}

/** The node's box, wide enough for its text: some of Mermaid's shapes are drawn too tightly. */
function roomyBox({ box, text }: LaidOutNode): Box {
  const missing = Math.max(0, text.width + 2 * padding - box.width)
  return { ...box, x: box.x - missing / 2, width: box.width + missing }
}

function drawShape(shape: string, box: Box, id: string): string {
  switch (shape) {
    case 'square':
    case 'rect':
      return rectangle(box, corner)
    case 'round':
      return rectangle(box, 2 * corner)
    case 'stadium':
      return rectangle(box, box.height / 2)
    case 'cylinder':
      return cylinder(box)
    default:
      throw new Error(`the node "${id}" has the shape "${shape}", which the book does not draw yet`)
  }
}

function drawEdge(edge: LaidOutEdge, textSize: number): string {
  const name = escaped(`${edge.from} ${edge.to}`)
  const dotted = edge.dotted ? ' data-line="dotted"' : ''
  const line = `<path class="drawing-line" d="${shifted(edge.path, edge.offset)}"/>`
  const heads = edge.heads.map((head) => arrowHead(head, head.angle, textSize / 2)).join('')
  return `<g class="drawing-edge" data-edge="${name}"${dotted}>${line}${heads}</g>`
}

function drawEdgeLabel(edge: LaidOutEdge, label: LaidOutText, textSize: number): string {
  const name = escaped(`${edge.from} ${edge.to}`)
  return `<g class="drawing-label" data-edge="${name}">${drawText(label, textSize * smaller)}</g>`
}

/** Lines around their common middle; 0.36 of the size brings the middle of letters to a point. */
function drawText({ lines, at }: LaidOutText, textSize: number): string {
  const step = textSize * lineHeight
  const first = at.y - ((lines.length - 1) * step) / 2 + 0.36 * textSize
  return lines
    .map((line, index) => {
      const y = round(first + index * step)
      return `<text x="${round(at.x)}" y="${y}">${escaped(line)}</text>`
    })
    .join('')
}

function rectangle({ x, y, width, height }: Box, radius: number): string {
  const size = `width="${round(width)}" height="${round(height)}"`
  return `<rect x="${round(x)}" y="${round(y)}" ${size} rx="${round(radius)}"/>`
}

function cylinder(box: Box): string {
  const { x, y, width, height } = box
  const [left, right, rx] = [round(x), round(x + width), round(width / 2)]
  const ry = round(lidHeight(box))
  const [top, bottom] = [round(y + ry), round(y + height - ry)]
  const lid = `A${rx} ${ry} 0 0 0 ${right} ${top}`
  return (
    `<path d="M${left} ${top}V${bottom}A${rx} ${ry} 0 0 0 ${right} ${bottom}V${top}` +
    `A${rx} ${ry} 0 0 0 ${left} ${top}Z"/><path class="drawing-lid" d="M${left} ${top}${lid}"/>`
  )
}

function lidHeight({ height }: Box): number {
  return Math.min(height / 8, 8)
}

/** A filled triangle. Mermaid ends a line a little before the node, for the head to fill. */
function arrowHead(end: Point, angle: number, length: number): string {
  const gap = 4
  const along = (distance: number, aside: number) => {
    const x = end.x + Math.cos(angle) * distance - Math.sin(angle) * aside
    const y = end.y + Math.sin(angle) * distance + Math.cos(angle) * aside
    return `${round(x)} ${round(y)}`
  }
  const width = length * 0.42
  const [tip, left, right] = [
    along(gap, 0),
    along(gap - length, width),
    along(gap - length, -width),
  ]
  return `<path class="drawing-head" d="M${tip}L${left}L${right}Z"/>`
}

/** The path moved to the figure's origin, its numbers rounded. */
function shifted(path: string, offset: Point): string {
  if (!/^[MLQC\d.,\s-]+$/.test(path)) throw new Error(`an edge has an unknown path: ${path}`)
  return path.replace(/(-?[\d.]+)[,\s]+(-?[\d.]+)/g, (_, x: string, y: string) => {
    return `${round(Number(x) + offset.x)} ${round(Number(y) + offset.y)}`
  })
}

/** Whatever is drawn, and a margin, in whole units. */
function frameOf({ groups, nodes, edges }: LaidOutFigure): Box {
  const boxes = [...groups.map((group) => group.box), ...nodes.map(roomyBox)]
  const points = edges.flatMap((edge) => [
    ...numbersOf(shifted(edge.path, edge.offset)),
    ...(edge.label ? [edge.label.at] : []),
  ])
  const xs = [...boxes.flatMap(({ x, width }) => [x, x + width]), ...points.map(({ x }) => x)]
  const ys = [...boxes.flatMap(({ y, height }) => [y, y + height]), ...points.map(({ y }) => y)]
  const x = Math.floor(Math.min(...xs) - margin)
  const y = Math.floor(Math.min(...ys) - margin)
  return {
    x,
    y,
    width: Math.ceil(Math.max(...xs) + margin) - x,
    height: Math.ceil(Math.max(...ys) + margin) - y,
  }
}

function numbersOf(path: string): Point[] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
