import { describe, expect, it } from 'vitest'
import { readScenario } from '../../book/labs.ts'
import { more as everything, type More } from '../../lab/more.ts'
import { createLabServer, needsMore } from './lab-server.ts'
import type { Command, Reply } from './protocol.ts'

const scenario = readScenario('three-nodes')
const labels = { app: 'web' }
const template = {
  metadata: { labels },
  spec: { containers: [{ name: 'web', image: 'nginx:1.14.2' }] },
}
const manifest = (kind: string, name: string) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template },
  })
const apply = (kind: string, name: string): Command => ({
  type: 'act',
  action: { type: 'apply', file: 'web.yaml', manifest: manifest(kind, name) },
})
const edited = (spec: string): Command => ({
  type: 'act',
  action: { type: 'apply', file: 'web.yaml', manifest: `${manifest('Pod', 'web')}${spec}` },
})
const open: Command = { type: 'open', scenario, seed: 1 }
const wait: Command = { type: 'advance', ms: 20_000, untilMoment: false }

function keysIn(reply: Reply, prefix: string): readonly string[] {
  const objects = reply.ok ? reply.frame.snapshot?.objects : undefined
  return [...(objects?.keys() ?? [])].filter((key) => key.startsWith(prefix))
}

describe('what a lab fetches later', () => {
  it('goes on with the session where it stands', () => {
    let more: More | undefined
    const serve = createLabServer(() => more)
    serve(1, open)
    serve(2, apply('Deployment', 'web'))
    const before = serve(3, wait)
    expect(keysIn(before, 'pods/')).toHaveLength(1)
    // What was done first took a millisecond of its own.

    more = everything
    const after = serve(4, apply('DaemonSet', 'agent'))
    expect(after).toMatchObject({ result: { ok: true }, frame: { time: 20_001 } })
    expect(keysIn(after, 'pods/')).toEqual(keysIn(before, 'pods/'))
    // One on every node that takes Pods, beside the one that was there.
    expect(keysIn(serve(5, wait), 'pods/')).toHaveLength(4)
  })

  it('is needed by lines typed, by kinds and fields that the basic cluster lacks, and by nothing else', () => {
    const recording = { scenario: scenario.id, seed: 1, engine: '1', actions: [] }
    const typed = { at: 0, action: { type: 'kubectl', line: 'kubectl get pods' } } as const
    expect(needsMore(open)).toBe(false)
    expect(needsMore(apply('Deployment', 'web'))).toBe(false)
    expect(needsMore(apply('CronJob', 'web'))).toBe(true)
    expect(needsMore(apply('PersistentVolumeClaim', 'data'))).toBe(true)
    expect(needsMore(edited('lifecycle: { preStop: { sleep: { seconds: 5 } } }'))).toBe(true)
    expect(needsMore({ type: 'terminal' })).toBe(true)
    expect(needsMore({ type: 'act', action: typed.action })).toBe(true)
    expect(needsMore({ ...open, recording })).toBe(false)
    expect(needsMore({ ...open, recording: { ...recording, actions: [typed] } })).toBe(true)
  })
})
