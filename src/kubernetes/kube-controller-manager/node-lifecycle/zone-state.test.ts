import { describe, expect, it } from 'vitest'
import type { Node } from '../../api/core.ts'
import { evictionIntervalMs, type ReadyStatus, zoneOf, zoneState } from './zone-state.ts'
import { Zones } from './zones.ts'

const many = (count: number, status: ReadyStatus) => Array.from({ length: count }, () => status)

describe('zoneState', () => {
  it('takes one or two silent nodes for what they are', () => {
    expect(zoneState(['True', 'Unknown'])).toBe('Normal')
    expect(zoneState(['True', 'Unknown', 'Unknown'])).toBe('Normal')
    expect(zoneState([])).toBe('Normal')
  })

  it('suspects the zone from the third on, if they are the greater part', () => {
    expect(zoneState([...many(3, 'Unknown'), ...many(2, 'True')])).toBe('PartialDisruption')
    expect(zoneState([...many(3, 'False'), ...many(3, 'True')])).toBe('Normal')
    expect(zoneState(many(4, 'Unknown'))).toBe('FullDisruption')
    expect(zoneState([undefined])).toBe('FullDisruption')
  })

  it('slows evictions down in a large zone and stops them in a small one', () => {
    expect(evictionIntervalMs('Normal', 3)).toBe(10_000)
    expect(evictionIntervalMs('FullDisruption', 3)).toBe(10_000)
    expect(evictionIntervalMs('PartialDisruption', 50)).toBeUndefined()
    expect(evictionIntervalMs('PartialDisruption', 51)).toBe(100_000)
  })
})

interface Row {
  readonly name: string
  readonly region: string
  readonly zone: string
  readonly ready: ReadyStatus | 'absent'
  readonly excludeDisruption?: boolean
}

function nodeFrom({ name, region, zone, excludeDisruption }: Row): Node {
  const labels: Record<string, string> = {
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  }
  if (excludeDisruption) labels['node.kubernetes.io/exclude-disruption'] = ''
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '', labels },
    spec: {},
  }
}

describe('all zones', () => {
  const nodes = ['a', 'b'].map((zone) => nodeFrom({ name: zone, region: '', zone, ready: 'True' }))
  const judge = (zones: Zones, silent: string) =>
    zones.judge(nodes, ({ metadata }) => (silent.includes(metadata.name) ? 'Unknown' : 'True'))

  it('dark at once make us suspect ourselves; the first answer starts everything afresh', () => {
    const zones = new Zones({ now: 0 } as never, () => {})
    expect([judge(zones, 'a'), zones.isDark]).toEqual(['go-on', false])
    expect([judge(zones, 'ab'), zones.isDark]).toEqual(['go-on', true])
    expect([judge(zones, 'ab'), zones.isDark]).toEqual(['go-on', true])
    expect([judge(zones, 'b'), zones.isDark]).toEqual(['start-afresh', false])
    expect([judge(zones, 'b'), zones.isDark]).toEqual(['go-on', false])
  })
})

describe('zoneOf', () => {
  it('is one zone for all nodes without labels', () => {
    const bare = nodeFrom({ name: 'n', region: '', zone: '', ready: 'True' })
    expect(zoneOf(bare)).toBe('')
    expect(zoneOf(nodeFrom({ name: 'n', region: 'r', zone: 'z', ready: 'True' }))).toBe('r/z')
  })
})
