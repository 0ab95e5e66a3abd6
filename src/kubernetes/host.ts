/**
 * What a component is given: built anew at every start, dropped whole at every stop.
 *
 * Components of one process share their informers, as upstream's shared informer factory has it;
 * everything else (timers, chance, client, causes) is each component's own.
 */
import type { Simulation, Timer } from '../simulation/simulation.ts'
import { CauseContext } from './client/cause-context.ts'
import { ApiError, createClient } from './client/client.ts'
import { createControlLoop } from './client/control-loop.ts'
import { createEventRecorder } from './client/event-recorder.ts'
import { Reflector } from './client/informer.ts'
import type { ComponentDefinition, Host, Services } from './component.ts'
import type { Machine } from './infrastructure/machine.ts'
import type { Network } from './infrastructure/network.ts'
import { connectionRefused, unreachable } from './kube-apiserver/status.ts'

export interface RunningHost {
  readonly host: Host
  stop(): void
}

/** The informers of one process, by what they watch. */
export type InformerFactory = Map<string, Reflector<never>>

export interface HostEnvironment {
  readonly simulation: Simulation
  readonly network: Network
  readonly machine: Machine
  /** Shared by the components of one process. */
  readonly informers: InformerFactory
  /** How often it was started here before: a new life draws new chances, and so new uids. */
  readonly earlierLives?: number
}

const servicePorts: Record<keyof Services, string> = {
  etcd: ':2379',
  'kube-apiserver': ':6443',
  'container-runtime': '/run/containerd/containerd.sock',
}

export function createHost(
  definition: ComponentDefinition,
  { simulation, network, machine, informers, earlierLives = 0 }: HostEnvironment,
): RunningHost {
  const everyNode = definition.runsOn === 'every-node'
  const identity = everyNode ? `${definition.name}@${machine.name}` : definition.name
  /** One life of the process: timers of an earlier life must never reach a later one. */
  const owner = `${identity}#${machine.bootId}.${simulation.steps}`
  const context = new CauseContext(identity)
  const random = simulation.random.fork(
    earlierLives > 0 ? `${identity} life ${earlierLives + 1}` : identity,
  )
  const cleanups: (() => void)[] = []
  let alive = true

  const after = (delayMs: number, label: string, run: () => void, background: boolean): Timer => {
    const trigger = context.trigger
    return simulation.after(delayMs, {
      owner,
      label: `${identity}: ${label}`,
      background,
      run: () => context.run(trigger, undefined, run),
    })
  }

  const dial = <S extends keyof Services>(service: S): Services[S] => {
    const result = network.dial(service, machine)
    if (result.ok) return result.service
    const target = servicePorts[service]
    throw new ApiError(
      result.problem === 'refused' ? connectionRefused(target) : unreachable(target),
    )
  }

  /** Half a picture would make a controller create what is there already. */
  const watched: { readonly synced: boolean }[] = []
  const isSynced = () => watched.every((informer) => informer.synced)
  const syncWait = () => ({
    afterMs: syncPollMs,
    background: !network.dial('kube-apiserver', machine).ok,
  })

  const user = userOf(definition.name, machine.name, everyNode)
  const client = createClient({ user, context, dial: () => dial('kube-apiserver') })
  const now = () => simulation.now
  const trace = (type: string, detail: Readonly<Record<string, unknown>>) =>
    simulation.trace.add(simulation.now, identity, type, detail)

  const host: Host = {
    name: definition.name,
    identity,
    random,
    machine,
    client,
    trace,
    dial,
    hold(service, onBreak) {
      const connection = network.hold(service, machine, onBreak)
      cleanups.push(connection.close)
      return connection
    },
    clock: {
      get now() {
        return simulation.now
      },
      after: (delayMs, label, run) => after(delayMs, label, run, false),
      afterInBackground: (delayMs, label, run) => after(delayMs, label, run, true),
      every(periodMs, label, run, firstMs = periodMs) {
        let timer: Timer
        const tick = () => {
          timer = after(periodMs, label, tick, true)
          run()
        }
        timer = after(firstMs, label, tick, true)
        return { cancel: () => timer.cancel() }
      },
    },
    listen: (service, implementation) => {
      cleanups.push(network.listen(service, machine, implementation))
    },
    informer(resource, options = {}) {
      const key = JSON.stringify([resource, options.fieldSelector])
      let reflector = informers.get(key) as Reflector<typeof resource> | undefined
      if (!reflector) {
        const process = definition.partOf ?? definition.name
        const place = everyNode ? `${process}@${machine.name}` : process
        reflector = new Reflector(resource, options, {
          user: userOf(process, machine.name, everyNode),
          context: new CauseContext(place),
          random: simulation.random.fork(`${place} watch ${key}`),
          dial: () => dial('kube-apiserver'),
          hold: (onBreak) => network.hold('kube-apiserver', machine, onBreak),
          after: (delayMs, label, run, background) => {
            simulation.after(delayMs, {
              owner: `${place} watches`,
              label: `${place}: ${label}`,
              background,
              run,
            })
          },
        })
        informers.set(key, reflector as unknown as Reflector<never>)
      }
      const informer = reflector.view(() => alive, context)
      watched.push(informer)
      return informer
    },
    controlLoop({ name = definition.name, reconcile }) {
      const environment = { name, random, context, after, now, trace }
      return createControlLoop(
        { reconcile: (key) => (isSynced() ? reconcile(key) : syncWait()) },
        environment,
      )
    },
    events: createEventRecorder({
      component: definition.speaksAs ?? definition.name,
      ...(everyNode ? { nodeName: machine.name } : {}),
      client,
      now,
      after: (delayMs, label, run) => after(delayMs, label, run, false),
    }),
    onStop: (run) => cleanups.push(run),
  }

  return {
    host,
    stop() {
      alive = false
      simulation.cancelOwner(owner)
      for (const cleanup of cleanups.reverse()) cleanup()
    },
  }
}

/** How often a loop looks whether the caches of its component have been filled. */
const syncPollMs = 100

/** The user a component shows to the API server; its rights come from its declaration. */
export function userOf(component: string, machineName: string, everyNode: boolean): string {
  return everyNode ? `system:${component}:${machineName}` : `system:${component}`
}
