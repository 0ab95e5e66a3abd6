/** One apply, followed: the steps are the cluster's own, and one choice of each round is true. */
import { describe, expect, test } from 'vitest'
import { type FollowApplyRound, readFollowApply } from '../../book/scenes.ts'
import type { ApplyStory } from '../../lab/apply-story.ts'
import { languages } from '../../language.ts'
import { present } from '../../simulation/assert.ts'
import { architectureLights, controlPlaneLights, stageOf } from './lights.ts'
import { storiesOf } from './stories.ts'
import { spanText, tellStep, whoOf } from './tell-step.ts'

const scene = readFollowApply()
const stories = storiesOf(scene)

function isSo({ pods, first, written }: FollowApplyRound['choices'][number], story: ApplyStory) {
  const acts = story.steps.find(({ kind }) => kind === 'news')?.actor.split('@')[0]
  return (
    (pods === undefined || pods === story.podsAtAnswer) &&
    (first === undefined || first === acts) &&
    (written === undefined || written === story.writes > 0)
  )
}

describe.each(scene.rounds)('round $id', (round) => {
  const story = present(stories[round.id], round.id)

  test.each(round.choices)('$id', (choice) => {
    expect(isSo(choice, story)).toBe(choice.correct === true)
  })

  test('every step is told in both languages and lights something', () => {
    for (const [index, step] of story.steps.entries()) {
      for (const language of languages)
        for (const text of [tellStep(step), whoOf(step).name, spanText(step.at)]) {
          expect(text[language]).not.toBe('')
          expect(text[language]).not.toMatch(/undefined|NaN/)
        }
      const lights =
        stageOf(step) === 'architecture'
          ? architectureLights(story.steps, index + 1)
          : controlPlaneLights(step)
      expect(Object.values(lights)).toContain('acting')
    }
  })

  test('each write was set off by one before it, and time only goes on', () => {
    const revisions = new Set<number>()
    let at = 0
    for (const step of story.steps) {
      if (step.trigger !== undefined) expect(revisions).toContain(step.trigger)
      if (step.revision !== undefined && step.kind !== 'news') revisions.add(step.revision)
      expect(step.at).toBeGreaterThanOrEqual(at)
      at = step.at
    }
  })
})

test('the first apply leads from the Deployment over its ReplicaSet and Pods back to its status', () => {
  const { steps, said } = present(stories['create'], 'create')
  expect(said).toBe('deployment.apps/web created')
  const writes = steps.filter(({ kind }) => kind === 'write' || kind === 'stored')
  expect(writes.map(({ actor, object }) => [actor.split('@')[0], object?.kind])).toEqual([
    ['kube-apiserver', 'Deployment'],
    ['deployment-controller', 'ReplicaSet'],
    ['replicaset-controller', 'Pod'],
    ['kube-scheduler', 'Pod'],
    ['kubelet', 'Pod'],
    ['kubelet', 'Pod'],
    ['replicaset-controller', 'ReplicaSet'],
    ['deployment-controller', 'Deployment'],
  ])
  expect(writes[2]?.count).toBe(3)
  expect(writes[2]?.fields?.slice(0, 2)).toEqual([
    { path: 'spec.nodeName', to: '' },
    { path: 'metadata.ownerReferences[0].kind', to: 'ReplicaSet' },
  ])
  expect(writes.at(-1)?.fields).toContainEqual({ path: 'status.readyReplicas', from: '2', to: '3' })
  const calls = steps.flatMap(({ call }) => call ?? [])
  expect(calls).toEqual(['RunPodSandbox', 'CreateContainer', 'StartContainer'])
})
