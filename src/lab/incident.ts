/**
 * An incident: a cluster with something on it, and a fault. It is run to find out what happens, so
 * that the keys of predictions and orderings are the engine's and never an opinion.
 */
import { type Fault, strike } from './faults.ts'
import { createLab, type Lab } from './lab.ts'
import type { Moment, MomentKind } from './moments.ts'
import type { Scenario } from './scenario.ts'

export interface Incident {
  readonly id: string
  /** Id of the scenario it begins with. */
  readonly scenario: string
  /** Applied at the beginning, in this order. */
  readonly manifests: readonly string[]
  /** From the beginning to the fault. */
  readonly calmMs: number
  /** What befalls it, in this order, at the same moment. */
  readonly faults: readonly Fault[]
  /** How long the run goes on after the fault. */
  readonly watchMs: number
}

/** What an ordering question may speak of, in terms of what is found in the run. */
export const incidentMoments = {
  'power-off': 'power-off',
  'node-not-ready': 'node-not-ready',
  'endpoint-not-ready': 'endpoint-not-ready',
  'taint-added': 'taint-added',
  'pod-deleted': 'pod-deleted',
  'replacement-created': 'pod-created',
  'replacement-scheduled': 'pod-scheduled',
  'replacement-started': 'pod-started',
  'replacement-ready': 'pod-ready',
} as const satisfies Record<string, MomentKind>

export type IncidentMoment = keyof typeof incidentMoments

export const measures = ['ready-replicas', 'running-pods', 'pods', 'objects-left'] as const

export type Measure = (typeof measures)[number]

export interface IncidentRun {
  /** These moments in the order in which each first happened. @throws where one never did. */
  order(moments: readonly string[]): readonly string[]
  /** What is counted so long after the fault. */
  measure(measure: Measure, afterMs: number): number
  /** These moments, each with its first subject, and how long after the fault it was. */
  timeline(moments: readonly string[]): readonly IncidentStep[]
  /** The node that the fault hit. */
  readonly node: string | undefined
}

export interface IncidentStep {
  readonly moment: string
  readonly subject: string
  readonly afterMs: number
}

export function runIncident(incident: Incident, scenario: Scenario, seed: number): IncidentRun {
  const first = begin(incident, scenario, seed)
  first.lab.advance(incident.watchMs)
  const happened = first.lab.moments().slice(first.before)
  const [struck] = happened
  return {
    order(wanted) {
      const places = wanted.map((id) => ({ id, place: placeOf(id, happened) }))
      return places.sort((a, b) => a.place - b.place).map(({ id }) => id)
    },
    timeline(wanted) {
      return wanted
        .map((moment) => ({ moment, ...happened[placeOf(moment, happened)]! }))
        .sort((a, b) => a.at - b.at)
        .map(({ moment, subject, at }) => ({ moment, subject, afterMs: at - (struck?.at ?? 0) }))
    },
    node: happened.find(({ kind }) => kind === 'node-not-ready')?.subject,
    measure(measure, afterMs) {
      const { lab } = begin(incident, scenario, seed)
      lab.advance(afterMs)
      return count(measure, lab)
    },
  }
}

/** Up to the fault, which has just struck; `before` moments belong to the time before it. */
function begin(incident: Incident, scenario: Scenario, seed: number) {
  const lab = createLab({ scenario, seed })
  for (const manifest of incident.manifests) {
    const result = lab.act({ type: 'apply', file: `${incident.id}.yaml`, manifest })
    if (!result.ok) {
      const [problem] = result.diagnostics
      throw new RangeError(`incident ${incident.id}: ${problem?.message.en ?? 'was refused'}`)
    }
  }
  lab.advance(incident.calmMs)
  const before = lab.moments().length
  for (const fault of incident.faults)
    if (!strike(fault, lab)) throw new RangeError(`incident ${incident.id}: nothing to hit`)
  return { lab, before }
}

function placeOf(id: string, happened: readonly Moment[]): number {
  const kind: MomentKind | undefined = incidentMoments[id as IncidentMoment]
  const place = happened.findIndex((moment) => moment.kind === kind)
  if (place < 0) throw new RangeError(`the moment "${id}" does not happen in this incident`)
  return place
}

function count(measure: Measure, lab: Lab): number {
  const pods = lab.objects('pods').filter(({ metadata }) => metadata.namespace === 'default')
  switch (measure) {
    case 'ready-replicas':
      return lab
        .objects('deployments')
        .reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0)
    case 'running-pods':
      return pods.filter(
        ({ metadata, status }) => status?.phase === 'Running' && !metadata.deletionTimestamp,
      ).length
    case 'pods':
      return pods.length
    case 'objects-left':
      return pods.length + lab.objects('deployments').length + lab.objects('replicasets').length
  }
}
