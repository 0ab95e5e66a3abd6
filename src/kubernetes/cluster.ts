/**
 * createCluster — the only place where parts are wired.
 *
 * Two doors lead in: requests to the API server, and physical faults. One window leads out: the
 * snapshot. The cluster is a pure function of its machines, its components, the seed and what came
 * in through the doors, and when.
 */
import { assert } from '../simulation/assert.ts'
import { Simulation } from '../simulation/simulation.ts'
import type { KubernetesObject } from './api/meta.ts'
import type { ResourceName, ResourceTypes } from './api/resource-types.ts'
import type { ComponentDefinition, ComponentName } from './component.ts'
import { crashContainer, machineContents } from './container-runtime/machine-contents.ts'
import type { Distribution } from './distribution.ts'
import { storeOn } from './etcd/etcd.ts'
import type { KeyValue, Store } from './etcd/store.ts'
import { createHost, type InformerFactory, type RunningHost } from './host.ts'
import {
  type Machine,
  type MachineSpec,
  type MachineView,
  PhysicalMachine,
} from './infrastructure/machine.ts'
import { Network } from './infrastructure/network.ts'
import type { Request, Response, Watch, WatchEvent } from './kube-apiserver/request.ts'
import type { ResourceTable } from './kube-apiserver/resource-table.ts'
import { connectionRefused, unreachable } from './kube-apiserver/status.ts'
import { objectKey, type Snapshot } from './snapshot.ts'
import { timing } from './timing.ts'

export interface ClusterOptions {
  readonly seed: number | string
  readonly machines: readonly MachineSpec[]
  readonly distribution: Distribution
  /** Which of its components there are, or others in their place; all of its own where absent. */
  readonly components?: readonly ComponentDefinition[]
}

export interface Cluster {
  readonly simulation: Simulation
  readonly machineNames: readonly string[]
  /** A machine itself: its disk, its memory, its kernel's rules. For reading. */
  machine(name: string): Machine
  /** A wire leads from one to the other, and is not cut. */
  linked(a: string, b: string): boolean
  /** Door one: what a person asks of the API server, from their own desk. */
  request(request: Request): Response
  /** The same door, left open: `sink` is called for each change at once. */
  watch(request: Request, sink: (event: WatchEvent) => void): Watch | Response
  /** Door two: what happens to machines, wires and processes. Each says false if it changed nothing. */
  powerOff(machine: string): boolean
  powerOn(machine: string): boolean
  cut(a: string, b: string): boolean
  mend(a: string, b: string): boolean
  /** Kill the process of a Pod's container, as a crash would. */
  crash(podUid: string, container?: string): boolean
  /** The process takes more memory than it may, and the kernel kills it. */
  exhaustMemory(podUid: string, container?: string): boolean
  /** So many times slower than a sound disk; 1 is sound again. */
  slowDisk(machine: string, slowness: number): boolean
  fillDisk(machine: string, full: boolean): boolean
  /** Ahead of the time, or behind it where negative. */
  skewClock(machine: string, ms: number): boolean
  stop(component: ComponentName, machine?: string): boolean
  start(component: ComponentName, machine?: string): boolean
  /** The window. */
  snapshot(): Snapshot
  /** All objects of a resource as etcd has them now, cheaper than a snapshot of everything. */
  objects<K extends ResourceName>(resource: K): readonly ResourceTypes[K][]
  /** All objects as etcd had them at a revision; undefined where that has been compacted. */
  objectsAt(revision: number): Snapshot['objects'] | undefined
  /** What etcd keeps, for looking back and asking why. */
  history(): Store
}

interface Place {
  readonly definition: ComponentDefinition
  readonly machine: PhysicalMachine
  running: RunningHost | undefined
  lives: number
  /** Stopped on purpose: does not come back with the power. */
  disabled: boolean
}

export function createCluster(options: ClusterOptions): Cluster {
  const { resources } = options.distribution
  const objectsIn = objectsByKind(resources)
  const simulation = new Simulation(options.seed)
  const network = new Network()
  const machines = options.machines.map((spec, index) => new PhysicalMachine(spec, index))
  const controlPlane = machines.find(({ role }) => role === 'control-plane')
  assert(controlPlane, 'a cluster needs a control-plane machine')
  const processes = new Map<string, InformerFactory>()
  const places: Place[] = []
  for (const definition of options.components ?? options.distribution.components)
    for (const machine of definition.runsOn === 'every-node' ? machines : [controlPlane])
      places.push({ definition, machine, running: undefined, lives: 0, disabled: false })

  const processOf = ({ definition, machine }: Place) =>
    `${definition.partOf ?? definition.name}@${machine.name}`

  function startPlace(place: Place): void {
    if (place.running || place.disabled || !place.machine.powered) return
    const { definition, machine } = place
    if (definition.partOf && !isRunning(definition.partOf, machine)) return
    const process = processOf(place)
    const informers = processes.get(process) ?? new Map()
    processes.set(process, informers)
    const earlierLives = place.lives++
    const environment = { simulation, network, machine, informers, earlierLives }
    place.running = createHost(definition, environment)
    definition.start?.(place.running.host)
  }

  function stopPlace(place: Place): void {
    place.running?.stop()
    place.running = undefined
    const process = processOf(place)
    if (places.some((other) => other.running && processOf(other) === process)) return
    for (const reflector of processes.get(process)?.values() ?? []) reflector.stop()
    processes.delete(process)
    const name = place.definition.partOf ?? place.definition.name
    const everyNode = place.definition.runsOn === 'every-node'
    simulation.cancelOwner(`${everyNode ? `${name}@${place.machine.name}` : name} watches`)
  }

  const isRunning = (name: ComponentName, machine: PhysicalMachine) =>
    places.some(
      (place) => place.definition.name === name && place.machine === machine && place.running,
    )

  const machineNamed = (name: string) => {
    const machine = machines.find((candidate) => candidate.name === name)
    assert(machine, `there is no machine ${name}`)
    return machine
  }

  /** The place itself, and its parts where it is a roof. */
  const placesOf = (component: ComponentName, machineName?: string) =>
    places.filter(
      ({ definition, machine }) =>
        (definition.name === component || definition.partOf === component) &&
        (machineName === undefined || machine.name === machineName),
    )

  /**
   * After a fault nothing but rhythm may be queued until somebody misses a heartbeat. One entry of
   * work keeps the cluster from looking at rest until then.
   */
  function awaitMissedHeartbeat(): void {
    const label = 'the next heartbeats would be due'
    const delay = timing.leaseRenewMs + 2 * timing.nodeMonitorPeriodMs
    simulation.after(delay, { owner: 'world', label, run: () => {} })
  }

  const fault = (type: string, detail: Readonly<Record<string, unknown>>) => {
    simulation.trace.add(simulation.now, 'world', type, detail)
    awaitMissedHeartbeat()
    return true
  }

  const apiAddress = `${controlPlane.address}:6443`
  const noConnection = (problem: 'refused' | 'unreachable'): Response => {
    const status = problem === 'refused' ? connectionRefused(apiAddress) : unreachable(apiAddress)
    return { code: status.code, body: status, warnings: [] }
  }

  for (const place of places) startPlace(place)

  const cluster: Cluster = {
    simulation,
    machineNames: machines.map(({ name }) => name),
    machine: machineNamed,
    linked: (a, b) => a === b || !network.isCut(a, b),
    request(request) {
      const result = network.dial('kube-apiserver', desk)
      return result.ok ? result.service.handle(request) : noConnection(result.problem)
    },
    watch(request, sink) {
      const result = network.dial('kube-apiserver', desk)
      if (!result.ok) return noConnection(result.problem)
      const watch = result.service.watch(request, sink)
      if ('body' in watch) return watch
      const held = network.hold('kube-apiserver', desk, () => {
        sink({ type: 'ERROR', object: unreachable(apiAddress), revision: 0 })
      })
      return {
        stop() {
          held.close()
          watch.stop()
        },
      }
    },
    powerOff(name) {
      const machine = machineNamed(name)
      if (!machine.powered) return false
      for (const place of places) if (place.machine === machine) stopPlace(place)
      machine.powerOff()
      network.breakConnections()
      return fault('power-off', { machine: name })
    },
    powerOn(name) {
      const machine = machineNamed(name)
      if (machine.powered) return false
      machine.powerOn()
      const bootId = machine.bootId
      simulation.after(timing.machineBootMs, {
        owner: 'world',
        label: `${name} has booted`,
        run: () => {
          if (machine.bootId !== bootId || !machine.powered) return
          simulation.trace.add(simulation.now, 'world', 'booted', { machine: name })
          for (const place of places) if (place.machine === machine) startPlace(place)
        },
      })
      return fault('power-on', { machine: name })
    },
    cut(a, b) {
      if (network.isCut(machineNamed(a).name, machineNamed(b).name)) return false
      network.cut(a, b)
      return fault('cut', { machines: [a, b] })
    },
    mend(a, b) {
      if (!network.isCut(machineNamed(a).name, machineNamed(b).name)) return false
      network.mend(a, b)
      return fault('mend', { machines: [a, b] })
    },
    crash(podUid, container) {
      const hit = machines.some(
        (machine) => machine.powered && crashContainer(machine, podUid, container),
      )
      return hit && fault('crash', { podUid, container })
    },
    exhaustMemory(podUid, container) {
      const hit = machines.some(
        (machine) => machine.powered && crashContainer(machine, podUid, container, 'OOMKilled'),
      )
      return hit && fault('oom', { podUid, container })
    },
    slowDisk(name, slowness) {
      const machine = machineNamed(name)
      if (machine.diskSlowness === slowness) return false
      machine.diskSlowness = slowness
      return fault('slow-disk', { machine: name, slowness })
    },
    fillDisk(name, full) {
      const machine = machineNamed(name)
      if (machine.diskFull === full) return false
      machine.diskFull = full
      return fault('full-disk', { machine: name, full })
    },
    skewClock(name, ms) {
      const machine = machineNamed(name)
      if (machine.clockSkewMs === ms) return false
      machine.clockSkewMs = ms
      return fault('clock-skew', { machine: name, ms })
    },
    stop(component, machine) {
      const affected = placesOf(component, machine).filter((place) => !place.disabled)
      if (affected.length === 0) return false
      for (const place of affected) {
        place.disabled = true
        stopPlace(place)
      }
      return fault('stop', { component, machine })
    },
    start(component, machine) {
      const affected = placesOf(component, machine).filter((place) => place.disabled)
      if (affected.length === 0) return false
      for (const place of affected) place.disabled = false
      // Its parts may have been started while there was no process for them to run in.
      for (const place of placesOf(component, machine)) startPlace(place)
      return fault('start', { component, machine })
    },
    snapshot: () => ({
      time: simulation.now,
      revision: cluster.history().revision,
      objects: objects(cluster.history()),
      machines: machines.map((machine) => viewOf(machine, places, machines, network)),
      stopped: places
        .filter((place) => !place.running)
        .map(({ definition, machine }) =>
          definition.runsOn === 'every-node'
            ? `${definition.name}@${machine.name}`
            : definition.name,
        ),
      traceLength: simulation.trace.length,
    }),
    objects: <K extends ResourceName>(resource: K) =>
      cluster
        .history()
        .range(`${resources[resource].etcdPrefix}/`)
        .map(({ value }) => value as ResourceTypes[K]),
    objectsAt(revision) {
      const state = cluster.history().stateAt(revision)
      return state && objectsIn(state.values())
    },
    history: () => storeOn(controlPlane.disk),
  }

  const desk = new PhysicalMachine(
    { name: 'desk', role: 'worker', cpuMilli: 1, memoryBytes: 1, maxPods: 0 },
    200,
  )
  let seen: { revision: number; objects: Snapshot['objects'] } | undefined
  function objects(store: Store): Snapshot['objects'] {
    if (seen?.revision !== store.revision)
      seen = { revision: store.revision, objects: objectsIn(store.all()) }
    return seen.objects
  }
  return cluster
}

function viewOf(
  machine: PhysicalMachine,
  places: readonly Place[],
  machines: readonly PhysicalMachine[],
  network: Network,
): MachineView {
  const { name, role, powered } = machine
  return {
    name,
    role,
    powered,
    cutOffFrom: machines.map((other) => other.name).filter((other) => network.isCut(name, other)),
    processes: places
      .filter((place) => place.machine === machine && !place.definition.partOf)
      .map((place) => ({
        name: place.definition.name,
        running: place.running !== undefined,
      })),
    ...machineContents(machine),
  }
}

/** Tells the objects of a store by the kind that their keys begin with. */
function objectsByKind(resources: ResourceTable) {
  const prefixes = Object.values(resources).map(
    ({ etcdPrefix, resource }) => [`${etcdPrefix}/`, resource] as const,
  )
  return (keyValues: Iterable<KeyValue>): Snapshot['objects'] => {
    const found: [string, KubernetesObject][] = []
    for (const { key, value } of keyValues) {
      const resource = prefixes.find(([prefix]) => key.startsWith(prefix))?.[1]
      if (!resource) continue
      const object = value as KubernetesObject
      const { namespace, name } = object.metadata
      found.push([objectKey(resource, namespace ?? '', name), object])
    }
    return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}
