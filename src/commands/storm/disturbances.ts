/** What can happen in a storm: changes of mind, faults, and the mending of them. */
import type { Cluster } from '../../kubernetes/cluster.ts'
import { components } from '../../kubernetes/components.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import type { Request, Response } from '../../kubernetes/kube-apiserver/request.ts'
import type { Random } from '../../simulation/random.ts'
import { changeWish, drawWish, goodImages, manifestOf, type Wish } from './wishes.ts'

export interface Weather {
  readonly cluster: Cluster
  readonly random: Random
  /** What the API server has taken, by name. */
  readonly wishes: Map<string, Wish>
  readonly off: Set<string>
  readonly stopped: Set<(typeof components)[number]['name']>
  /** `a|b` for each cut link. */
  readonly cut: Set<string>
  readonly sick: Set<string>
}

type Disturbance = (weather: Weather) => string

export const names = ['web', 'api'] as const

/** Each by its share of a storm. */
const disturbances: readonly (readonly [number, Disturbance])[] = [
  [4, (weather) => declare(weather, weather.random.pick(names))],
  [1, deleteDeployment],
  [2, (weather) => onPod(weather, 'delete', deletePod)],
  [2, (weather) => onPod(weather, 'crash', ({ cluster }, uid) => cluster.crash(uid))],
  [1, (weather) => onPod(weather, 'oom', ({ cluster }, uid) => cluster.exhaustMemory(uid))],
  [3, power],
  [3, link],
  [1, slowDisk],
  [1, fullDisk],
  [1, clockSkew],
  [4, component],
]

const shares = disturbances.reduce((sum, [share]) => sum + share, 0)

/** Does one thing, and says which in a few words. */
export function disturb(weather: Weather): string {
  // A full disk turns Pods away as fast as they are made: minutes of that are enough.
  for (const machine of weather.sick) weather.cluster.fillDisk(machine, false)
  let draw = weather.random.integer(1, shares)
  for (const [share, disturbance] of disturbances) {
    draw -= share
    if (draw <= 0) return disturbance(weather)
  }
  return 'nothing'
}

/** Everything works again, and every declaration can be met. */
export function mendAll(weather: Weather): void {
  const { cluster, wishes, off, cut, stopped, sick } = weather
  for (const machine of sick) {
    cluster.slowDisk(machine, 1)
    cluster.fillDisk(machine, false)
    cluster.skewClock(machine, 0)
  }
  for (const machine of off) cluster.powerOn(machine)
  for (const pair of cut) cluster.mend(...(pair.split('|') as [string, string]))
  for (const { name } of components) if (stopped.has(name)) cluster.start(name)
  for (const set of [off, cut, stopped, sick]) set.clear()
  cluster.simulation.advance(60_000)
  // Half of the storms end with what cannot work; the cluster has to say why, then.
  if (weather.random.integer(0, 1) === 0) return
  for (const wish of wishes.values())
    put(weather, { ...wish, image: weather.random.pick(goodImages) })
}

export function ask(cluster: Cluster, request: Omit<Request, 'user' | 'cause'>): Response {
  return cluster.request({ ...request, user: adminUser, cause: { by: 'learner' } })
}

export function put(weather: Weather, wish: Wish): boolean {
  const { cluster, wishes } = weather
  const target = { resource: 'deployments', namespace: 'default' } as const
  const body = manifestOf(wish)
  const { code } = wishes.has(wish.name)
    ? ask(cluster, { ...target, verb: 'update', name: wish.name, body })
    : ask(cluster, { ...target, verb: 'create', body })
  const taken = code === 200 || code === 201
  if (taken) wishes.set(wish.name, wish)
  return taken
}

export function declare(weather: Weather, name: string): string {
  const { random, wishes } = weather
  const known = wishes.get(name)
  const wish = known ? changeWish(random, known) : drawWish(random, name)
  const taken = put(weather, wish)
  return `declare ${name}: ${wish.replicas} of ${wish.image}${taken ? '' : ' (not taken)'}`
}

function deleteDeployment({ cluster, random, wishes }: Weather): string {
  const name = random.pick(names)
  const target = { resource: 'deployments', namespace: 'default', name } as const
  if (ask(cluster, { ...target, verb: 'delete' }).code === 200) wishes.delete(name)
  return `delete ${name}`
}

function onPod(
  weather: Weather,
  word: string,
  act: (weather: Weather, uid: string, name: string) => void,
): string {
  const pods = weather.cluster.objects('pods')
  if (pods.length === 0) return 'nothing'
  const { uid, name } = weather.random.pick(pods).metadata
  act(weather, uid, name)
  return `${word} ${name}`
}

function deletePod({ cluster }: Weather, _uid: string, name: string): void {
  ask(cluster, { verb: 'delete', resource: 'pods', namespace: 'default', name })
}

function power({ cluster, random, off }: Weather): string {
  const machine = random.pick(cluster.machineNames)
  if (off.delete(machine)) cluster.powerOn(machine)
  else {
    off.add(machine)
    cluster.powerOff(machine)
  }
  return `${off.has(machine) ? 'power off' : 'power on'} ${machine}`
}

function link({ cluster, random, cut }: Weather): string {
  const a = random.pick(cluster.machineNames)
  const b = random.pick(cluster.machineNames.filter((name) => name !== a))
  const pair = [a, b].sort().join('|')
  if (cut.delete(pair)) cluster.mend(a, b)
  else {
    cut.add(pair)
    cluster.cut(a, b)
  }
  return `${cut.has(pair) ? 'cut' : 'mend'} ${pair}`
}

function slowDisk({ cluster, random, sick }: Weather): string {
  const machine = random.pick(cluster.machineNames)
  const slowness = random.pick([1, 10, 100])
  sick.add(machine)
  cluster.slowDisk(machine, slowness)
  return `disk of ${machine} ${slowness} times slower`
}

function fullDisk({ cluster, random, sick }: Weather): string {
  const machine = random.pick(cluster.machineNames)
  sick.add(machine)
  cluster.fillDisk(machine, true)
  return `disk of ${machine} full`
}

function clockSkew({ cluster, random, sick }: Weather): string {
  const machine = random.pick(cluster.machineNames)
  const ms = random.pick([-3_600_000, -5_000, 0, 5_000, 3_600_000])
  sick.add(machine)
  cluster.skewClock(machine, ms)
  return `clock of ${machine} off by ${ms} ms`
}

function component({ cluster, random, stopped }: Weather): string {
  const { name } = random.pick(components)
  if (stopped.delete(name)) cluster.start(name)
  else {
    stopped.add(name)
    cluster.stop(name)
  }
  return `${stopped.has(name) ? 'stop' : 'start'} ${name}`
}
