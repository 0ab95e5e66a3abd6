/**
 * A cluster you can act upon, with a recording: one scenario, one seed, and what was done.
 *
 * Time here starts when the lab opens; the cluster has booted by then. Everything the learner does
 * goes through `act`, so a recording replays to the same bytes.
 */
import { milliValueOf, wholeValueOf } from '../kubernetes/api/quantity.ts'
import type { ResourceName, ResourceTypes } from '../kubernetes/api/resource-types.ts'
import { basicDistribution } from '../kubernetes/basic-components.ts'
import { type Cluster, createCluster } from '../kubernetes/cluster.ts'
import { type Distribution, leavingOut } from '../kubernetes/distribution.ts'
import type { Change } from '../kubernetes/etcd/store.ts'
import type { Machine, MachineSpec } from '../kubernetes/infrastructure/machine.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { ApiServer, Request, Response } from '../kubernetes/kube-apiserver/request.ts'
import type { ResourceTable } from '../kubernetes/kube-apiserver/resource-table.ts'
import type { Snapshot } from '../kubernetes/snapshot.ts'
import { assert } from '../simulation/assert.ts'
import { limits } from '../simulation/limits.ts'
import type { SettleResult, StepResult } from '../simulation/simulation.ts'
import type { TraceEntry } from '../simulation/trace.ts'
import type { Action } from './action.ts'
import { type ActionResult, applyText, refused } from './apply.ts'
import { type View, viewOf } from './inside/view.ts'
import { createLedger } from './ledger.ts'
import type { Moment } from './moments.ts'
import { engineVersion, type RecordedAction, type Recording } from './recording.ts'
import type { Scenario } from './scenario.ts'
import type { OpenTerminal, Room, Terminal } from './terminal.ts'

export interface Lab {
  readonly scenario: Scenario
  readonly seed: number
  /** Virtual milliseconds since the lab opened. */
  readonly time: number
  readonly revision: number
  readonly atRest: boolean
  act(action: Action): ActionResult
  /** Let time pass; stops early, saying so, after `maxSteps` timers. */
  advance(ms: number, maxSteps?: number): 'done' | 'step-limit'
  /** The next thing that happens, rhythm included. */
  step(): StepResult | undefined
  /** On to the next moment that matters, or to rest; at most `maxMs` ahead. */
  stepToMoment(maxMs: number): Moment | undefined
  settle(maxMs?: number): SettleResult
  /** When anything is next due. */
  nextTime(): number | undefined
  /** When something is next due that is not mere rhythm. */
  nextWork(): number | undefined
  snapshot(): Snapshot
  /** The lab as it was then, to the byte: what was done is done again beside it, up to there. */
  lookBack(time: number): Snapshot
  /** What etcd held at a revision; undefined where that has been compacted. */
  objectsAt(revision: number): Snapshot['objects'] | undefined
  objects<K extends ResourceName>(resource: K): readonly ResourceTypes[K][]
  /** From the first on; `since` is the number already known. */
  moments(since?: number): readonly Moment[]
  /** Who wrote this revision and why, while etcd still keeps it. */
  change(revision: number): Change | undefined
  /** A machine itself: its memory, its kernel’s rules. For reading. */
  machine(name: string): Machine
  /** What happened inside, times counted as the lab's; `since` is the number already known. */
  trace(since?: number): readonly TraceEntry[]
  recording(): Recording
  /** Its prompt; nothing where nobody has typed yet, and no way to type was given. */
  readonly terminal: Terminal | undefined
  /** The cluster's own door, for those who bring requests of their own. */
  readonly backend: Backend
  /** For those who look into containers. */
  readonly view: View
}

/** The API server as people reach it, and the time on its clock in virtual milliseconds. */
export interface Backend extends ApiServer {
  readonly now: number
}

/** Moments are read off changes that etcd forgets after five minutes: look well before that. */
const noteEveryMs = 60_000

export interface LabOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly exercise?: string
  /** The basic one where absent. */
  readonly distribution?: Distribution | undefined
  /** Opens the prompt when it is first used: `lab/terminal.ts`. */
  readonly openTerminal?: OpenTerminal | undefined
}

export function createLab({
  scenario,
  seed,
  exercise,
  openTerminal,
  distribution = basicDistribution,
}: LabOptions): Lab {
  const { resources, components } = distribution
  const cluster = createCluster({
    distribution,
    seed,
    machines: scenario.machines.map(machineSpec),
    ...(scenario.leaveOut ? { components: leavingOut(components, scenario.leaveOut) } : {}),
  })
  const { simulation } = cluster
  const recorded: RecordedAction[] = []
  const ledger = createLedger()
  const { moments } = ledger
  let traced = 0
  /** Where the last look back led; a later one goes on from there. */
  let past: Lab | undefined
  const view = viewOf(cluster)

  const send = (request: Omit<Request, 'user' | 'cause'>): Response =>
    cluster.request({
      ...request,
      user: adminUser,
      cause: { by: 'learner', action: recorded.length - 1 },
    })

  let terminal: Terminal | undefined
  /** What a line that is typed now asks, it asks as the action that it is. */
  const terminalRoom: Room = {
    view,
    desk() {
      const cause = { by: 'learner', action: recorded.length - 1 }
      return {
        send: (request) => cluster.request({ ...request, user: adminUser, cause }),
        watch: (request, sink) => cluster.watch({ ...request, user: adminUser, cause }, sink),
        now: () => simulation.now,
      }
    },
    after: (delayMs, isIdle, run) =>
      simulation.after(delayMs, {
        owner: 'terminal',
        label: 'look after kubectl',
        background: isIdle,
        run,
      }),
  }

  simulation.advance(scenario.bootMs)
  for (const manifest of scenario.manifests ?? [])
    applyText(manifest, 'scenario.yaml', send, resources)
  if (scenario.manifests?.length) simulation.advance(scenario.bootMs)
  traced = simulation.trace.length
  const opened = simulation.now

  function noteMoments(): void {
    if (simulation.trace.length === traced) return
    const history = cluster.history()
    for (const entry of simulation.trace.since(traced))
      ledger.note(entry, entry.time - opened, (revision) => history.changeAt(revision))
    traced = simulation.trace.length
  }

  const lab: Lab = {
    scenario,
    seed,
    get time() {
      return simulation.now - opened
    },
    get revision() {
      return cluster.history().revision
    },
    get atRest() {
      return simulation.atRest
    },
    act(action) {
      const refusal = tooMuch(action, recorded.length, resources)
      if (refusal) return refusal
      // What is due at this very instant comes first, in a replay as here.
      lab.advance(0)
      recorded.push({ at: lab.time, action })
      const result =
        action.type === 'kubectl' || action.type === 'interrupt'
          ? typed(lab.terminal, action)
          : perform(action, cluster, send, resources)
      noteMoments()
      return result
    },
    advance(ms, maxSteps = limits.stepsPerSettle) {
      const deadline = simulation.now + ms
      const lastStep = simulation.steps + maxSteps
      for (;;) {
        const stretch = Math.min(noteEveryMs, deadline - simulation.now)
        const result = simulation.advance(stretch, lastStep - simulation.steps)
        noteMoments()
        if (result === 'step-limit' || simulation.now >= deadline) return result
      }
    },
    step() {
      const result = simulation.step()
      noteMoments()
      return result
    },
    stepToMoment(maxMs) {
      const known = moments.length
      const deadline = simulation.now + maxMs
      while (!simulation.atRest) {
        const next = simulation.nextTime()
        if (next === undefined || next > deadline) {
          simulation.advance(deadline - simulation.now)
          break
        }
        simulation.step()
        noteMoments()
        if (moments.length > known) return moments[known]
      }
      return undefined
    },
    settle(maxMs = limits.settleMs) {
      const deadline = simulation.now + maxMs
      for (;;) {
        const result = simulation.settle(Math.min(noteEveryMs, deadline - simulation.now))
        noteMoments()
        if (result !== 'time-limit' || simulation.now >= deadline) return result
      }
    },
    nextTime() {
      const next = simulation.nextTime()
      return next === undefined ? undefined : next - opened
    },
    nextWork() {
      const next = simulation.nextForegroundTime()
      return next === undefined ? undefined : next - opened
    },
    snapshot: () => cluster.snapshot(),
    lookBack(time) {
      const until = Math.min(Math.max(0, Math.round(time)), lab.time)
      if (until === lab.time) return lab.snapshot()
      past =
        past && past.time <= until
          ? past
          : createLab({ scenario, seed, openTerminal, distribution })
      resume(past, recorded, until)
      return past.snapshot()
    },
    objectsAt: (revision) => cluster.objectsAt(revision),
    objects: (resource) => cluster.objects(resource),
    moments: (since = 0) => moments.slice(since),
    machine: (name) => cluster.machine(name),
    trace: (since = 0) =>
      simulation.trace.since(since).map((entry) => ({ ...entry, time: entry.time - opened })),
    change: (revision) => cluster.history().changeAt(revision),
    get terminal() {
      terminal ??= openTerminal?.(terminalRoom)
      return terminal
    },
    view,
    backend: {
      get now() {
        return simulation.now
      },
      handle: (request) => cluster.request(request),
      watch: (request, sink) => cluster.watch(request, sink),
    },
    recording: () => ({
      scenario: scenario.id,
      seed,
      engine: engineVersion,
      ...(exercise ? { exercise } : {}),
      actions: [...recorded],
    }),
  }
  return lab
}

const neverSent = () => {
  throw new RangeError('a manifest over the limit is never sent')
}

/** The same session again, up to a moment or to the last action. */
export function replay(
  recording: Recording,
  scenario: Scenario,
  untilMs?: number,
  { openTerminal, distribution }: Pick<LabOptions, 'openTerminal' | 'distribution'> = {},
): Lab {
  const lab = createLab({
    scenario,
    seed: recording.seed,
    openTerminal,
    distribution,
    ...(recording.exercise ? { exercise: recording.exercise } : {}),
  })
  resume(lab, recording.actions, untilMs)
  return lab
}

/** Goes on with a session where a lab that has lived its first part stands. */
function resume(lab: Lab, actions: readonly RecordedAction[], untilMs = Infinity): void {
  for (const { at, action } of actions.slice(lab.recording().actions.length)) {
    if (at > untilMs) break
    lab.advance(at - lab.time)
    lab.act(action)
  }
  if (untilMs !== Infinity && untilMs > lab.time) lab.advance(untilMs - lab.time)
}

type AtThePrompt = Extract<Action, { type: 'kubectl' | 'interrupt' }>

function typed(terminal: Terminal | undefined, action: AtThePrompt): ActionResult {
  assert(terminal, 'a line was typed into a lab without a terminal')
  if (action.type === 'interrupt') terminal.interrupt()
  else terminal.type({ ...action, files: action.files ?? [] })
  return done()
}

function perform(
  action: Exclude<Action, AtThePrompt>,
  cluster: Cluster,
  send: (request: Omit<Request, 'user' | 'cause'>) => Response,
  resources: ResourceTable,
): ActionResult {
  switch (action.type) {
    case 'apply':
      return applyText(action.manifest, action.file, send, resources)
    case 'delete': {
      const { resource, namespace, name } = action
      const options = { propagationPolicy: 'Background' } as const
      const response = send({ verb: 'delete', resource, namespace, name, options })
      return response.code === 200 ? done() : refused(response)
    }
    case 'crash':
    case 'oom': {
      const pod = cluster
        .objects('pods')
        .find(
          ({ metadata }) => metadata.namespace === action.namespace && metadata.name === action.pod,
        )
      const kill = action.type === 'oom' ? cluster.exhaustMemory : cluster.crash
      return changed(pod ? kill(pod.metadata.uid, action.container) : false)
    }
    case 'power-off':
      return changed(cluster.powerOff(action.machine))
    case 'power-on':
      return changed(cluster.powerOn(action.machine))
    case 'cut':
      return changed(cluster.cut(...action.machines))
    case 'mend':
      return changed(cluster.mend(...action.machines))
    case 'slow-disk':
      return changed(cluster.slowDisk(action.machine, boundedSlowness(action.slowness)))
    case 'full-disk':
      return changed(cluster.fillDisk(action.machine, action.full))
    case 'clock-skew':
      return changed(cluster.skewClock(action.machine, action.ms))
    case 'stop':
      return changed(cluster.stop(action.component, action.machine))
    case 'start':
      return changed(cluster.start(action.component, action.machine))
  }
}

/** A disk is never faster than a sound one, nor so slow that nothing comes of it. */
function boundedSlowness(slowness: number): number {
  return Math.min(Math.max(1, slowness), 1_000)
}

function done(): ActionResult {
  return { ok: true, diagnostics: [], outcomes: [] }
}

/** A fault that changed nothing (a machine that is already off) is no mistake. */
function changed(_didChange: boolean): ActionResult {
  return done()
}

function tooMuch(
  action: Action,
  recordedActions: number,
  resources: ResourceTable,
): ActionResult | undefined {
  if (recordedActions >= limits.actionsPerRecording)
    return { ok: false, diagnostics: [], outcomes: [], limit: 'actions' }
  if (action.type === 'apply' && action.manifest.length > limits.manifestCharacters)
    // The reader of manifests has the sentence; the text itself must not enter the recording.
    return applyText(action.manifest, action.file, neverSent, resources)
  return undefined
}

function machineSpec(machine: Scenario['machines'][number]): MachineSpec {
  return {
    name: machine.name,
    role: machine.role,
    cpuMilli: milliValueOf(machine.cpu),
    memoryBytes: wholeValueOf(machine.memory),
    maxPods: machine.pods ?? 110,
    ...(machine.labels ? { labels: machine.labels } : {}),
    ...(machine.runtime ? { runtime: machine.runtime } : {}),
    ...(machine.images ? { images: machine.images } : {}),
  }
}
