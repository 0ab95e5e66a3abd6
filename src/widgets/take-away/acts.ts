/**
 * What is done while a component is away, as actions of a lab; and what is then seen of the
 * cluster. Pure, so that the tests prove what the scene's choices promise.
 */
import type { TakeAwayAct, TakeAwayRound, TakeAwayScene } from '../../book/scenes.ts'
import type { ComponentName } from '../../kubernetes/component.ts'
import { objectsOf, type Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ServiceRequests } from '../../lab/service-requests.ts'
import { sceneOf } from '../cluster-view/scene.ts'

/** How long the cluster is left alone before anybody looks. */
export const calmMs = 10_000

/** How many ask the Service, one after the other. */
export const requestCount = 30

/** On which node each thing happens, so that it can be said beforehand. */
export const places = {
  delete: 'node-2',
  crash: 'node-1',
  power: 'node-3',
  client: 'node-1',
} as const

export const scaledTo = 5

type Outcome = TakeAwayRound['healed']
/** Everything that can be seen. */
export type Facts = Required<
  Pick<Outcome, 'pods' | 'homeless' | 'ready' | 'running' | 'readyNodes'>
> &
  Pick<Outcome, 'accepted' | 'answered'>

/** What was heard: answers of the API to what was asked, and of the Service. */
export interface Heard {
  readonly accepted?: boolean
  readonly answered?: number
}

export function switchOf(
  { machine }: Pick<TakeAwayScene, 'machine'>,
  component: ComponentName,
  type: 'stop' | 'start',
): Action {
  return { type, component, ...(machine ? { machine } : {}) }
}

/** Whether a snapshot has this component running. */
export function isAway(
  { machine }: Pick<TakeAwayScene, 'machine'>,
  component: string,
  { stopped }: Pick<Snapshot, 'stopped'>,
): boolean {
  return stopped.includes(machine ? `${component}@${machine}` : component)
}

export function requestsOf({ service }: Pick<TakeAwayScene, 'service'>): ServiceRequests {
  return { machine: places.client, service, port: 80, count: requestCount }
}

/** Nothing where what it is about is not there. */
export function actionOf(
  act: Exclude<TakeAwayAct, 'request'>,
  { scenario }: Pick<TakeAwayScene, 'scenario'>,
  snapshot: Snapshot,
): Action | undefined {
  if (act === 'power-off') return { type: 'power-off', machine: places.power }
  if (act === 'scale') {
    const [manifest = ''] = scenario.manifests ?? []
    const replicas = `replicas: ${scaledTo}`
    return {
      type: 'apply',
      file: 'web.yaml',
      manifest: manifest.replace(/replicas: \d+/, replicas),
    }
  }
  const node = act === 'crash' ? places.crash : places.delete
  const pod = podOn(node, snapshot)
  if (pod === undefined) return undefined
  return act === 'crash'
    ? { type: 'crash', namespace: 'default', pod }
    : { type: 'delete', resource: 'pods', namespace: 'default', name: pod }
}

export function podOn(node: string, snapshot: Snapshot): string | undefined {
  return objectsOf(snapshot, 'pods').find(
    ({ spec, metadata }) => spec.nodeName === node && !metadata.deletionTimestamp,
  )?.metadata.name
}

export function factsOf(snapshot: Snapshot, { accepted, answered }: Heard): Facts {
  const { nodes, homeless, ready } = sceneOf(snapshot)
  return {
    pods: nodes.reduce((sum, { pods }) => sum + pods.length, homeless.length),
    homeless: homeless.length,
    ready,
    running: runningIn(snapshot),
    readyNodes: nodes.filter(({ look }) => look === 'ready').length,
    ...(accepted === undefined ? {} : { accepted }),
    ...(answered === undefined
      ? {}
      : { answered: answered === 0 ? 'none' : answered < requestCount ? 'some' : 'all' }),
  }
}

export function runningIn({ machines }: Pick<Snapshot, 'machines'>, name?: string): number {
  return machines
    .filter((machine) => machine.powered && (name === undefined || machine.name === name))
    .flatMap(({ containers }) => containers)
    .filter((container) => container.state === 'running' && container.name === 'web').length
}

/** Whether things are as somebody said. */
export function agrees(said: Outcome, facts: Facts): boolean {
  return Object.entries(said).every(([key, value]) => facts[key as keyof Facts] === value)
}
