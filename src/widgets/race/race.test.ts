/** The race, proven: of each round's choices exactly the right one is what both sides do. */
import { describe, expect, test } from 'vitest'
import { type RaceRound, readRace } from '../../book/scenes.ts'
import { createLab } from '../../lab/lab.ts'
import {
  actionsOf,
  applyOf,
  befallLeft,
  commandsOf,
  createLeft,
  nextRepair,
  openedMs,
  runningLeft,
  runningRight,
} from './shops.ts'

const scene = readRace()

function openedShops(round: RaceRound) {
  const docker = createLeft(scene)
  const lines = commandsOf(scene, round)
  for (const line of lines) expect(docker.type(line).stderr).toBe('')
  docker.advanceTo(openedMs)
  const lab = createLab({ scenario: scene.scenario, seed: scene.seed })
  expect(lab.act(applyOf(scene)).ok).toBe(true)
  lab.advance(openedMs)
  return { docker, lab, lines }
}

function play(round: RaceRound) {
  const { docker, lab, lines } = openedShops(round)
  expect([runningLeft(docker), runningRight(lab.snapshot())]).toEqual([3, 3])
  for (const fault of round.faults) {
    befallLeft(docker, fault, lines)
    for (const action of actionsOf(fault, scene, lab.snapshot())) lab.act(action)
  }
  const left: number[] = []
  const right: number[] = []
  for (const moment of round.watch) {
    lab.advance(openedMs + moment - lab.time)
    docker.advanceTo(openedMs + moment)
    left.push(runningLeft(docker))
    right.push(runningRight(lab.snapshot()))
  }
  return { left, right, docker, lab }
}

describe.each(scene.rounds)('round $id', (round) => {
  const { left, right, docker } = play(round)

  test.each(round.choices)('$id', (choice) => {
    const isSo = JSON.stringify([choice.left, choice.right]) === JSON.stringify([left, right])
    expect(isSo).toBe(choice.correct === true)
  })

  test('the left is mended by typing, and only by that', () => {
    for (let typed = 0; typed < 3; typed++) {
      const line = nextRepair(docker, scene)
      if (line === undefined) break
      expect(docker.type(line).stderr).toBe('')
      docker.advanceTo(docker.now + 1_000)
    }
    expect(runningLeft(docker)).toBe(3)
  })
})

test('asked again, the left refuses each line and the right answers unchanged', () => {
  const [round] = scene.rounds
  if (!round) throw new Error('no round')
  const { docker, lab, lines } = openedShops(round)
  const said = befallLeft(docker, 'again', lines)
  expect(said).toHaveLength(3)
  for (const line of said) expect(line).toContain('is already in use by container')
  expect(lab.act(applyOf(scene)).outcomes[0]?.text).toBe('deployment.apps/web unchanged')
})
