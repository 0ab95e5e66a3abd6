/** Inside a node, proven: the steps are the cluster's, and one choice of each round is true. */
import { describe, expect, test } from 'vitest'
import { type InsideNodeRound, readInsideNode } from '../../book/scenes.ts'
import { nodeStory, type RuntimeKind } from '../../lab/node-story.ts'
import { languages } from '../../language.ts'
import { emptyNode, pictureAfter } from './node-picture.ts'
import { changingCalls, tellStep } from './tell-step.ts'

const scene = readInsideNode()

function storyOf({ incident }: InsideNodeRound, runtime: RuntimeKind) {
  const { scenario, manifest, pod } = scene
  return nodeStory({ scenario, manifest, pod, runtime, incident, seed: scene.seeds[runtime] })
}

function callsIn(story: ReturnType<typeof storyOf>) {
  return story.steps.flatMap(({ call }) => (call && changingCalls.has(call) ? [call] : []))
}

describe.each(scene.rounds)('round $id', (round) => {
  const containerd = storyOf(round, 'containerd')
  const crio = storyOf(round, 'cri-o')

  test.each(round.choices)('$id', ({ calls, correct }) => {
    expect(JSON.stringify(calls) === JSON.stringify(callsIn(containerd))).toBe(correct === true)
  })

  test('both runtimes get the same calls, and give other ids', () => {
    const calls = (story: typeof crio) => story.steps.flatMap(({ call }) => call ?? [])
    expect(calls(crio)).toEqual(calls(containerd))
    const ids = (story: typeof crio) => story.steps.flatMap(({ detail }) => detail['id'] ?? [])
    expect(ids(crio).some((id) => ids(containerd).includes(id))).toBe(false)
    expect([containerd.version, crio.version]).toEqual(['containerd://2.1.5', 'cri-o://1.35.0'])
  })

  test('every step is told in both languages', () => {
    for (const step of [...containerd.steps, ...crio.steps])
      for (const language of languages) {
        expect(tellStep(step)[language]).not.toBe('')
        expect(tellStep(step)[language]).not.toContain('undefined')
      }
  })
})

test('the picture follows the steps: a Pod comes, crashes, goes', () => {
  const [start, crash, remove] = scene.rounds
  if (!start || !crash || !remove) throw new Error('three rounds')
  const running = pictureAfter(storyOf(start, 'containerd').steps, emptyNode)
  expect(running).toMatchObject({
    wanted: 'the-pod',
    image: true,
    reported: 'Running · running · Ready',
    sandbox: { ip: '10.244.1.2', ready: true },
    containers: [{ name: 'nginx', state: 'running' }],
  })
  const again = pictureAfter(storyOf(crash, 'containerd').steps, running)
  expect(again.sandbox).toEqual(running.sandbox)
  expect(again.containers.map(({ state }) => state)).toEqual(['exited', 'running'])
  const gone = pictureAfter(storyOf(remove, 'containerd').steps, running)
  expect(gone).toMatchObject({
    wanted: 'nothing',
    sandbox: undefined,
    containers: [],
    reported: '',
  })
})
