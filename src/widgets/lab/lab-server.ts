/**
 * The lab's side of the wall: commands in, replies out. The worker is a thin shell around it, so
 * it can be tested without one.
 */
import { grade } from '../../grading/grade.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { ActionResult } from '../../lab/apply.ts'
import { createLab, type Lab, replay } from '../../lab/lab.ts'
import { limits } from '../../simulation/limits.ts'
import { bookmarks } from '../cluster-view/narration.ts'
import type { Command, Frame, Reply } from './protocol.ts'

/** Kinds no view draws; their heartbeats would make every frame look new. */
const unseen = ['leases/', 'events/', 'namespaces/']

export function createLabServer(): (id: number, command: Command) => Reply {
  let lab: Lab | undefined
  let shown: Snapshot | undefined
  let shownMoments = 0
  let shownActions = -1

  function frame(): Frame {
    if (!lab) return { time: 0, atRest: true, moments: [] }
    const visible = visibleOf(lab.snapshot())
    const isNew = !shown || !looksSame(shown, visible)
    const moments = lab.moments(shownMoments)
    const recording = lab.recording()
    const acted = recording.actions.length !== shownActions
    if (isNew) shown = visible
    shownMoments += moments.length
    shownActions = recording.actions.length
    return {
      time: lab.time,
      atRest: lab.atRest,
      moments,
      ...(isNew ? { snapshot: visible } : {}),
      ...(acted ? { recording } : {}),
    }
  }

  function open(command: Command & { type: 'open' }): void {
    const { scenario, seed, exercise, recording, untilMs } = command
    lab = recording
      ? replay(recording, scenario, untilMs)
      : createLab({ scenario, seed, ...(exercise ? { exercise } : {}) })
    shown = undefined
    shownMoments = 0
    shownActions = -1
  }

  return (id, command) => {
    let result: ActionResult | undefined
    switch (command.type) {
      case 'open':
        open(command)
        break
      case 'act':
        result = lab?.act(command.action)
        break
      case 'advance':
        if (lab) advance(lab, command.ms, command.untilMoment)
        break
      case 'step':
        lab?.stepToMoment(command.maxMs)
        break
      case 'grade': {
        const verdict = grade(command.exercise, command.scenario, { files: command.files })
        return { id, ok: true, frame: frame(), verdict }
      }
    }
    return { id, ok: true, frame: frame(), ...(result ? { result } : {}) }
  }
}

function advance(lab: Lab, ms: number, untilMoment: boolean): void {
  if (!untilMoment) {
    lab.advance(ms, limits.stepsPerFrame)
    return
  }
  const deadline = lab.time + ms
  for (let steps = 0; steps < limits.stepsPerFrame; steps++) {
    const due = lab.nextTime()
    if (due === undefined || due > deadline) {
      lab.advance(deadline - lab.time)
      return
    }
    const known = lab.moments().length
    lab.step()
    if (lab.moments(known).some(({ kind }) => bookmarks.has(kind))) return
  }
}

function visibleOf(snapshot: Snapshot): Snapshot {
  const objects = new Map<string, KubernetesObject>()
  for (const [key, object] of snapshot.objects)
    if (!unseen.some((prefix) => key.startsWith(prefix))) objects.set(key, object)
  return { ...snapshot, objects }
}

function looksSame(a: Snapshot, b: Snapshot): boolean {
  if (a.objects.size !== b.objects.size) return false
  for (const [key, object] of b.objects) if (a.objects.get(key) !== object) return false
  return JSON.stringify([a.machines, a.stopped]) === JSON.stringify([b.machines, b.stopped])
}
