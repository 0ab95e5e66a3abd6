import { describe, expect, it } from 'vitest'
import { readScenario } from '../../book/labs.ts'
import { createLabServer } from './lab-server.ts'
import type { Command, Reply } from './protocol.ts'
import { createPacker, createUnpacker } from './wire.ts'

const manifest = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx:1.14.2 }] }
`

const commands: readonly Command[] = [
  { type: 'open', scenario: readScenario('three-nodes'), seed: 1 },
  { type: 'act', action: { type: 'apply', file: 'web.yaml', manifest: manifest(20) } },
  ...Array.from({ length: 40 }, () => ({ type: 'advance', ms: 150, untilMoment: false }) as const),
  { type: 'act', action: { type: 'power-off', machine: 'node-1' } },
  { type: 'look', at: 900 },
  { type: 'look', at: 300 },
  { type: 'act', action: { type: 'apply', file: 'web.yaml', manifest: manifest(2) } },
  ...Array.from({ length: 40 }, () => ({ type: 'advance', ms: 900, untilMoment: false }) as const),
]

describe('the wire', () => {
  it('gives the page the snapshots that the lab gave, in their order', () => {
    const serve = createLabServer()
    const [pack, unpack] = [createPacker(), createUnpacker()]
    const text = (reply: Reply) => {
      const snapshot = reply.ok ? reply.frame.snapshot : undefined
      const past = reply.ok ? reply.past : undefined
      const objects = [snapshot, past].map((seen) => seen && [...seen.objects])
      return JSON.stringify([reply, objects])
    }
    for (const [id, command] of commands.entries()) {
      const reply = serve(id, command)
      const there = unpack(structuredClone(pack(reply)))
      expect(JSON.parse(text(there))).toEqual(JSON.parse(text(reply)))
      if (there.ok && there.frame.snapshot && reply.ok)
        expect([...there.frame.snapshot.objects.keys()]).toEqual([
          ...(reply.frame.snapshot?.objects.keys() ?? []),
        ])
    }
  })

  it('carries little where little has changed, and keeps the rest as it was', () => {
    const serve = createLabServer()
    const [pack, unpack] = [createPacker(), createUnpacker()]
    const sizes = commands.map((command, id) => {
      const wire = pack(serve(id, command))
      unpack(wire)
      return wire.ok && wire.frame.news ? wire.frame.news.changed.length : 0
    })
    const [first = 0, ...rest] = sizes
    expect(first).toBeGreaterThan(0)
    expect(Math.max(...rest)).toBeLessThan(60)
    expect(rest.filter((size) => size > 12).length).toBeLessThan(20)
  })
})
