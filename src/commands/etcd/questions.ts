/** What both etcds are asked: anything a client may ask, drawn at random from a small world of keys. */
import type { Random } from '../../simulation/random.ts'

/** Without `to` one key; `to` is left out of the range, and `\0` means the end of all keys. */
export interface Reach {
  readonly from: string
  readonly to?: string
}

export interface Put {
  readonly put: string
  readonly value: string
  readonly lease?: number
}

export type Step = Put | { readonly delete: Reach } | { readonly range: Reach }

export interface Compare {
  readonly key: string
  readonly target: 'modRevision' | 'createRevision' | 'version' | 'value' | 'lease'
  readonly is: '=' | '!=' | '<' | '>'
  readonly to: number | string
}

export type Question =
  | { readonly ask: 'write'; readonly step: Step }
  | {
      readonly ask: 'read'
      readonly reach: Reach
      readonly revision: number
      readonly limit: number
    }
  | {
      readonly ask: 'transaction'
      readonly compare: readonly Compare[]
      readonly success: readonly Step[]
      readonly failure: readonly Step[]
    }
  | { readonly ask: 'grant'; readonly ttlSeconds: number }
  | { readonly ask: 'revoke' | 'lease'; readonly lease: number }
  | { readonly ask: 'compact'; readonly revision: number }
  /** Everything from that revision on, as far as there is something by now. */
  | { readonly ask: 'watch'; readonly reach: Reach; readonly start: number }

/** What a question may refer to: revisions and leases that there are, or were. */
export interface World {
  readonly revision: number
  readonly compacted: number
  /** The last lease granted; earlier ones may be gone. */
  readonly lease: number
}

const places = ['/registry/pods/a/', '/registry/pods/b/', '/registry/nodes/', '/other/', 'x']
const names = ['1', '2', '3', '10', 'web', 'web-0']

export function drawQuestion(random: Random, world: World): Question {
  const draw = random.integer(1, 100)
  if (draw <= 45) return { ask: 'write', step: drawPut(random, world) }
  if (draw <= 55) return { ask: 'write', step: { delete: drawReach(random) } }
  if (draw <= 67)
    return {
      ask: 'read',
      reach: drawReach(random),
      revision: random.pick([0, 0, drawRevision(random, world)]),
      limit: random.pick([0, 0, 1, 3]),
    }
  if (draw <= 88) return drawTransaction(random, world)
  if (draw <= 91) return { ask: 'grant', ttlSeconds: random.pick([60, 600, 3600]) }
  if (draw <= 93) return { ask: 'revoke', lease: drawLease(random, world) }
  if (draw <= 95) return { ask: 'lease', lease: drawLease(random, world) }
  if (draw <= 99)
    return { ask: 'watch', reach: drawFull(random), start: drawRevision(random, world) }
  if (world.compacted >= world.revision) return { ask: 'grant', ttlSeconds: 60 }
  return { ask: 'compact', revision: random.integer(world.compacted + 1, world.revision) }
}

function drawTransaction(random: Random, world: World): Question {
  const steps = () => Array.from({ length: random.integer(0, 3) }, () => drawStep(random, world))
  const compare = Array.from({ length: random.integer(0, 3) }, () => drawCompare(random, world))
  return { ask: 'transaction', compare, success: steps(), failure: steps() }
}

function drawCompare(random: Random, world: World): Compare {
  const key = drawKey(random)
  const is = random.pick(['=', '!=', '<', '>'] as const)
  switch (random.integer(0, 5)) {
    case 0:
    case 1:
      return { key, is, target: 'modRevision', to: random.pick([0, drawRevision(random, world)]) }
    case 2:
      return { key, is, target: 'createRevision', to: random.pick([0, world.revision]) }
    case 3:
      return { key, is, target: 'version', to: random.integer(0, 4) }
    case 4:
      return { key, is, target: 'lease', to: random.pick([0, drawLease(random, world)]) }
    default:
      return { key, is, target: 'value', to: drawValue(random) }
  }
}

function drawStep(random: Random, world: World): Step {
  const draw = random.integer(0, 4)
  if (draw <= 2) return drawPut(random, world)
  return draw === 3 ? { delete: drawReach(random) } : { range: drawReach(random) }
}

function drawPut(random: Random, world: World): Put {
  const put = { put: drawKey(random), value: drawValue(random) }
  return random.integer(0, 4) === 0 ? { ...put, lease: drawLease(random, world) } : put
}

/** One that may be there, or gone, or one that never was. */
function drawLease(random: Random, { lease }: World): number {
  return random.integer(Math.max(1, lease - 5), lease + 1)
}

function drawRevision(random: Random, { revision, compacted }: World): number {
  return random.integer(Math.max(1, compacted - 3), revision)
}

function drawKey(random: Random): string {
  return random.pick(places) + random.pick(names)
}

function drawValue(random: Random): string {
  return random.text(random.integer(0, 3), 'abc')
}

function drawReach(random: Random): Reach {
  const place = random.pick(places)
  switch (random.integer(0, 5)) {
    case 0:
      return { from: place, to: '\0' }
    case 1:
      return { from: '\0', to: '\0' }
    case 2:
      return { from: place, to: afterPrefix(place) }
    case 3:
      return { from: drawKey(random), to: drawKey(random) }
    default:
      return { from: drawKey(random) }
  }
}

/** One that may have keys: etcd watches no other. */
function drawFull(random: Random): Reach {
  const reach = drawReach(random)
  const { from, to } = reach
  return to === undefined || to === '\0' || from < to ? reach : { from }
}

function afterPrefix(prefix: string): string {
  const last = prefix.length - 1
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1)
}
