/** What can happen in a storm: changes of mind, faults, and the mending of them. */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { isReady } from '../../kubernetes/api/pod-availability.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import { components } from '../../kubernetes/components.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import type { Request, Response } from '../../kubernetes/kube-apiserver/request.ts'
import type { Random } from '../../simulation/random.ts'
import { type Companion, companions, type Manifest } from './companions.ts'
import { Broken } from './invariants.ts'
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
  /** The other kinds that the API server has taken, by name. */
  readonly declared: Map<string, Manifest>
  readonly cordoned: Set<string>
}

type Disturbance = (weather: Weather) => string

export const names = ['web', 'api'] as const

/** Each by its share of a storm. */
const disturbances: readonly (readonly [number, Disturbance])[] = [
  [4, (weather) => declare(weather, weather.random.pick(names))],
  [1, deleteDeployment],
  [4, (weather) => declareCompanion(weather, weather.random.pick(companions))],
  [1, deleteCompanion],
  [2, cordon],
  [2, (weather) => onPod(weather, 'evict', evictPod)],
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
  const { cluster, wishes, off, cut, stopped, sick, cordoned, declared } = weather
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
  for (const node of cordoned) setUnschedulable(cluster, node, false)
  cordoned.clear()
  // Half of the storms end with what cannot work; the cluster has to say why, then.
  if (weather.random.integer(0, 1) === 0) return
  for (const wish of wishes.values())
    put(weather, { ...wish, image: weather.random.pick(goodImages) })
  for (const companion of companions) {
    const known = declared.get(companion.name)
    if (known && companion.canChange)
      declareOne(weather, companion, withImage(known, goodImages[0]))
  }
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

export function declareCompanion(weather: Weather, companion: Companion): string {
  const taken = declareOne(weather, companion, companion.draw(weather.random))
  return `declare ${companion.name}${taken ? '' : ' (not taken)'}`
}

function declareOne(
  { cluster, declared }: Weather,
  { name, resource, canChange }: Companion,
  body: Manifest,
): boolean {
  const target = { resource, namespace: 'default', body } as const
  const isKnown = declared.has(name)
  if (isKnown && !canChange) return false
  const current = isKnown ? currentOf(cluster, resource, name) : undefined
  // A budget is only updated where one says which state is meant.
  const metadata = { ...(body['metadata'] as object), ...current }
  const { code } = isKnown
    ? ask(cluster, { ...target, verb: 'update', name, body: { ...body, metadata } })
    : ask(cluster, { ...target, verb: 'create' })
  const taken = code === 200 || code === 201
  if (taken) declared.set(name, body)
  return taken
}

function currentOf(cluster: Cluster, resource: Companion['resource'], name: string) {
  const { code, body } = ask(cluster, { verb: 'get', resource, namespace: 'default', name })
  if (code !== 200) return {}
  return { resourceVersion: (body as KubernetesObject).metadata.resourceVersion }
}

function withImage(manifest: Manifest, image: string): Manifest {
  const { template } = manifest.spec
  if (!template) return manifest
  const containers = template.spec.containers.map((container) => ({ ...container, image }))
  const spec = { ...template.spec, containers }
  return { ...manifest, spec: { ...manifest.spec, template: { ...template, spec } } }
}

function deleteCompanion({ cluster, random, declared }: Weather): string {
  const { name, resource } = random.pick(companions)
  const options = { propagationPolicy: 'Background' } as const
  const target = { resource, namespace: 'default', name, options } as const
  if (ask(cluster, { ...target, verb: 'delete' }).code === 200) declared.delete(name)
  return `delete ${name}`
}

function cordon({ cluster, random, cordoned }: Weather): string {
  const node = random.pick(cluster.machineNames)
  const isCordoned = cordoned.has(node)
  if (setUnschedulable(cluster, node, !isCordoned)) {
    if (isCordoned) cordoned.delete(node)
    else cordoned.add(node)
  }
  return `${isCordoned ? 'uncordon' : 'cordon'} ${node}`
}

function setUnschedulable(cluster: Cluster, name: string, unschedulable: boolean): boolean {
  const body = { spec: { unschedulable } }
  return ask(cluster, { verb: 'patch', resource: 'nodes', name, body }).code === 200
}

function evictPod({ cluster }: Weather, _uid: string, name: string): void {
  const target = { resource: 'pods', namespace: 'default', name } as const
  const pod = cluster.objects('pods').find(({ metadata }) => metadata.name === name)
  const before = cluster.objects('poddisruptionbudgets')[0]?.status?.disruptionsAllowed
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } }
  const { code } = ask(cluster, { ...target, verb: 'create', subresource: 'eviction', body })
  const isGuarded = pod !== undefined && isReady(pod) && pod.metadata.labels?.['app'] === 'web'
  if (code === 201 && before === 0 && isGuarded && !pod.metadata.deletionTimestamp)
    throw new Broken(`${name} was evicted, though its budget allows nothing`)
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
