/**
 * Plays a transcript in a fresh cluster of the same shape: a control plane and three workers, whose
 * images are there as soon as they are asked for.
 */
import { type Cluster, createCluster } from '../../kubernetes/cluster.ts'
import type { ComponentName } from '../../kubernetes/component.ts'
import { components, fullDistribution } from '../../kubernetes/components.ts'
import type { MachineSpec } from '../../kubernetes/infrastructure/machine.ts'
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import type { Desk, Session } from '../command.ts'
import { startLine } from '../kubectl.ts'
import { differences, secondsOf } from './compare.ts'
import { type CommandStep, readTranscript, type TranscriptStep } from './read-transcript.ts'

export interface PlayedCommand {
  readonly step: CommandStep
  readonly output: readonly string[]
  readonly exitCode: number
  /** Virtual seconds after the start. */
  readonly atSeconds: number
}

export interface Played {
  readonly steps: readonly (Exclude<TranscriptStep, CommandStep> | PlayedCommand)[]
  readonly commands: readonly PlayedCommand[]
}

const workers = ['worker-1', 'worker-2', 'worker-3']
/** A waiting command is looked after this often. */
const pollMs = 100
/** Longer than this no command of a session waits. */
const patienceMs = 15 * 60_000
const defaultAgeSeconds = 3_600

export function playTranscript(text: string, seed: number): Played {
  const steps = readTranscript(text)
  const cluster = clusterOfThatShape(seed, ageOf(steps), imagesOf(steps))
  const { simulation } = cluster
  const start = simulation.now
  const session: Session = { context: 'x', namespace: 'default', files: new Map() }
  const desk = deskOf(cluster)
  const played: Played['steps'][number][] = []
  for (const step of steps) {
    if (step.is !== 'command') {
      perform(step, cluster, session)
      played.push(step)
      continue
    }
    const due = start + (step.atSeconds ?? 0) * 1000
    if (due > simulation.now) simulation.advance(due - simulation.now)
    const atSeconds = Math.floor((simulation.now - start) / 1000)
    played.push({ step, atSeconds, ...answerOf(step.line, desk, session, cluster) })
  }
  return { steps: played, commands: played.flatMap((one) => ('step' in one ? [one] : [])) }
}

function answerOf(line: string, desk: Desk, session: Session, { simulation }: Cluster) {
  const running = startLine(desk, session, line)
  const deadline = simulation.now + patienceMs
  let result = running.poll()
  while (result === 'waiting' && simulation.now < deadline) {
    simulation.advance(pollMs)
    result = running.poll()
  }
  const { exitCode } = result === 'waiting' ? running.interrupt() : result
  const output = running.printed
    .filter(({ to }) => to !== 'hint')
    .map(({ text }) => text)
    .join('')
    .split('\n')
  while (output.at(-1)?.trim() === '') output.pop()
  return { output, exitCode }
}

function perform(
  step: Exclude<TranscriptStep, CommandStep>,
  cluster: Cluster,
  session: Session,
): void {
  switch (step.is) {
    case 'file':
      session.files.set(step.name, step.text)
      return
    case 'wait':
      cluster.simulation.advance(step.seconds * 1000)
      return
    case 'stop':
    case 'start':
      if (isComponent(step.component)) cluster[step.is](step.component)
      return
    case 'disconnect':
      cluster.cut(step.machine, 'control-plane')
      return
    case 'connect':
      cluster.mend(step.machine, 'control-plane')
      return
    case 'remark':
  }
}

function isComponent(name: string): name is ComponentName {
  return components.some((component) => component.name === name)
}

function clusterOfThatShape(seed: number, ageSeconds: number, images: readonly string[]): Cluster {
  const machine = (name: string, role: MachineSpec['role']): MachineSpec => ({
    name,
    role,
    cpuMilli: 1_000,
    memoryBytes: 3_840 * 1024 ** 2,
    maxPods: 110,
    pullsAtOnce: true,
    images,
  })
  const cluster = createCluster({
    distribution: fullDistribution,
    seed,
    machines: [
      machine('control-plane', 'control-plane'),
      ...workers.map((name) => machine(name, 'worker')),
    ],
  })
  cluster.simulation.advance(ageSeconds * 1000)
  return cluster
}

/** How old the cluster was when the session began, read off the first row of a node. */
function ageOf(steps: readonly TranscriptStep[]): number {
  for (const step of steps) {
    if (step.is !== 'command') continue
    for (const line of step.output) {
      const age = /^(?:control-plane|worker-\d)\s+\S*Ready\S*\s+\S+\s+(\w+)\s+v1/.exec(line)?.[1]
      if (age) return Math.max(60, secondsOf(age) - (step.atSeconds ?? 0))
    }
  }
  return defaultAgeSeconds
}

/** Images that the machines had already: found there, and never pulled. */
function imagesOf(steps: readonly TranscriptStep[]): readonly string[] {
  const lines = steps.flatMap((step) => (step.is === 'command' ? step.output : []))
  const named = (pattern: RegExp) => new Set(lines.flatMap((line) => pattern.exec(line)?.[1] ?? []))
  const pulled = named(/Pulling image "([^"]+)"/)
  return [...named(/Container image "([^"]+)" already present/)].filter(
    (image) => !pulled.has(image),
  )
}

export function deskOf(cluster: Cluster): Desk {
  const cause = { by: 'learner' }
  return {
    send: (request) => cluster.request({ ...request, user: adminUser, cause }),
    watch: (request, sink) => cluster.watch({ ...request, user: adminUser, cause }, sink),
    now: () => cluster.simulation.now,
  }
}

export interface Judged {
  readonly played: Played
  readonly seed: number
  readonly passed: number
  readonly failures: readonly {
    readonly command: PlayedCommand
    readonly lines: readonly string[]
  }[]
}

/**
 * Plays under one seed after the other until all agrees. Which of several equal nodes a Pod goes to
 * is chance in both clusters, and what follows from it differs too: the recording is one such draw.
 */
export function judgeTranscript(text: string, seeds: readonly number[]): Judged {
  let best: Judged | undefined
  for (const seed of seeds) {
    const judged = judgeUnder(text, seed)
    if (!best || judged.failures.length < best.failures.length) best = judged
    if (judged.failures.length === 0) break
  }
  return best ?? judgeUnder(text, 1)
}

function judgeUnder(text: string, seed: number): Judged {
  const played = playTranscript(text, seed)
  const failures = played.commands.flatMap((command) => {
    const { step, output, exitCode } = command
    const lines = [
      ...(exitCode === step.exitCode ? [] : [`- exit ${step.exitCode}`, `+ exit ${exitCode}`]),
      ...differences(step.output, output),
    ]
    return lines.length > 0 ? [{ command, lines }] : []
  })
  return { played, seed, passed: played.commands.length - failures.length, failures }
}
