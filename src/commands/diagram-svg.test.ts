import { expect, test } from 'vitest'
import type { LaidOutFigure } from './diagram-page.ts'
import { drawFigure } from './diagram-svg.ts'

const figure: LaidOutFigure = {
  groups: [
    {
      id: 'worker',
      box: { x: 0, y: 80, width: 200, height: 120 },
      text: { lines: ['Worker node'], at: { x: 100, y: 92 }, width: 90 },
    },
  ],
  nodes: [
    {
      id: 'kube-apiserver',
      shape: 'square',
      roles: [],
      box: { x: 50, y: 0, width: 100, height: 40 },
      text: { lines: ['API <server>'], at: { x: 100, y: 20 }, width: 60 },
    },
    {
      id: 'kubelet',
      shape: 'stadium',
      roles: ['actual'],
      box: { x: 60, y: 130, width: 40, height: 40 },
      text: { lines: ['kubelet', 'cares'], at: { x: 80, y: 150 }, width: 52 },
    },
  ],
  edges: [
    {
      from: 'kubelet',
      to: 'kube-apiserver',
      path: 'M80,130L80,44',
      offset: { x: 0, y: 0 },
      dotted: false,
      course: [
        { x: 80, y: 130 },
        { x: 80, y: 96 },
        { x: 80, y: 44 },
      ],
      heads: [{ x: 80, y: 44, angle: -Math.PI / 2 }],
      label: { lines: ['watch'], at: { x: 80, y: 60 }, width: 40 },
    },
  ],
}

const words = {
  name: 'worker',
  title: 'A "worker"',
  description: 'One kubelet',
  key: 'abc123',
  textSize: 16,
}

const svg = drawFigure(figure, words)

test('carries names, roles and words, and no styles', () => {
  expect(svg).toContain('data-node="kubelet" data-role="actual"')
  expect(svg).toContain('data-edge="kubelet kube-apiserver"')
  expect(svg).toContain('data-group="worker"')
  expect(svg).toContain('>A &quot;worker&quot;</title>')
  expect(svg).toContain('>API &lt;server&gt;</text>')
  expect(svg).toContain('data-key="abc123"')
  expect(svg).not.toMatch(/style|fill=|stroke=/)
})

test('frames everything that is drawn, in whole units', () => {
  expect(svg).toContain('width="208" height="208" viewBox="-4 -4 208 208"')
})

test('sets an arrowhead into the gap before the node', () => {
  expect(svg).toContain('<path class="drawing-head" d="M80 40L')
})

test('gives a node the room that its text needs', () => {
  // 52 of text and 12 on either side, around the same middle.
  expect(svg).toContain('<rect x="42" y="130" width="76" height="40" rx="20"/>')
})

test('puts the name of a group into a corner that no line crosses', () => {
  // Top left is crossed by the edge at 80; the top right corner is free.
  const name = /<g class="drawing-group-name"[^>]*><text x="([\d.]+)"/.exec(svg)?.[1]
  expect(Number(name)).toBeGreaterThan(100)
})

test('puts it below what the group holds where no corner is free, and the group grows', () => {
  const crossing = {
    id: 'x',
    shape: 'square',
    roles: [],
    text: { lines: [], at: { x: 0, y: 0 }, width: 0 },
  }
  const walls = [84, 184].map((y) => ({ ...crossing, box: { x: 0, y, width: 200, height: 12 } }))
  const crowded = drawFigure({ ...figure, nodes: [...figure.nodes, ...walls] }, words)
  const [, y] =
    /<g class="drawing-group-name"[^>]*><text x="[\d.]+" y="([\d.]+)"/.exec(crowded) ?? []
  expect(Number(y)).toBeGreaterThan(200)
  expect(crowded).toMatch(/data-group="worker"><rect x="0" y="80" width="200" height="1[4-9]\d/)
})

test('says which node has a shape that it cannot draw', () => {
  const [first] = figure.nodes
  const strange = { ...figure, nodes: first ? [{ ...first, shape: 'trapezoid' }] : [] }
  expect(() => drawFigure(strange, words)).toThrow(/"kube-apiserver" has the shape "trapezoid"/)
})
