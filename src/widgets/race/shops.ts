/**
 * The two shops of the race as the rules of the scene have them: how each is opened, what befalls
 * it, how much of it runs. The live scene and the proof of its predictions share this.
 */
import type { RaceFault, RaceRound, RaceScene } from '../../book/scenes.ts'
import { createDocker, type Docker } from '../../docker/docker.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import { type PodBox, sceneOf } from '../cluster-view/scene.ts'

/** Both shops have been open so long when a round begins. */
export const openedMs = 30_000

/** The computers that something befalls: of the first a container, of the second the power. */
const crashed = 0
const unplugged = 1

export function createLeft({ seed, hosts, image }: RaceScene): Docker {
  return createDocker({ seed, hosts, images: [image] })
}

/** What the operator types; with a restart policy where the round has one. */
export function commandsOf({ commands }: RaceScene, { restart }: RaceRound): readonly string[] {
  if (!restart) return commands
  return commands.map((line) => line.replace(' run -d', ` run -d --restart ${restart}`))
}

export function applyOf({ file, manifest }: RaceScene): Action {
  return { type: 'apply', file, manifest }
}

/** What happens on the left; a closed laptop is nothing to a host. */
export function befallLeft(docker: Docker, fault: RaceFault, lines: readonly string[]): string[] {
  const first = docker.hosts[crashed]
  const running = first?.containers.find(({ state }) => state === 'running')
  if (fault === 'again') return lines.map((line) => docker.type(line).stderr)
  if (fault === 'crash' && first && running) first.crash(running.name)
  if (fault === 'power-off') docker.hosts[unplugged]?.powerOff()
  return []
}

/** What happens on the right, as actions of a lab. */
export function actionsOf(fault: RaceFault, scene: RaceScene, snapshot: Snapshot): Action[] {
  const { nodes } = sceneOf(snapshot)
  const [pod] = nodes[crashed]?.pods ?? []
  const machine = nodes[unplugged]?.name
  if (fault === 'again') return [applyOf(scene)]
  if (fault === 'crash' && pod) return [{ type: 'crash', namespace: pod.namespace, pod: pod.name }]
  if (fault === 'power-off' && machine) return [{ type: 'power-off', machine }]
  return []
}

/** Containers that run on hosts with power. */
export function runningLeft({ hosts }: Docker): number {
  const running = hosts.flatMap(({ containers }) =>
    containers.filter(({ state }) => state === 'running'),
  )
  return running.length
}

/** Pods that serve on nodes with power, whatever the API still believes. */
export function runningRight(snapshot: Snapshot): number {
  return sceneOf(snapshot).nodes.flatMap(({ pods }) => pods.filter(serves)).length
}

export function serves({ look, ready, inTheDark }: PodBox): boolean {
  return look === 'running' && ready && !inTheDark
}

/** What the operator would type next to bring the left back, if anything is missing there. */
export function nextRepair(docker: Docker, { commands, image }: RaceScene): string | undefined {
  const missing = commands.length - runningLeft(docker)
  if (missing <= 0) return undefined
  const alive = docker.hosts.filter(({ daemon }) => daemon)
  for (const host of alive) {
    const ended = host.containers.find(({ state }) => state === 'exited')
    if (ended) return `docker -H ssh://${host.name} start ${ended.name}`
  }
  const host = alive.at(-1)
  if (!host) return undefined
  const names = docker.hosts.flatMap(({ containers }) => containers.map(({ name }) => name))
  const next = names.length + 1
  return `docker -H ssh://${host.name} run -d --name web-${next} -p ${8076 + next}:80 ${image}`
}
