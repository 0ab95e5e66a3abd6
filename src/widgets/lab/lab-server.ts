/**
 * The lab's side of the wall: commands in, replies out. The worker is a thin shell around it, so
 * it can be tested without one.
 */
import { grade } from '../../grading/grade.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { beyondBasic } from '../../kubernetes/basic-components.ts'
import type { Distribution } from '../../kubernetes/distribution.ts'
import { basicResources } from '../../kubernetes/kube-apiserver/basic-resources.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import { createLab, type Lab, replay } from '../../lab/lab.ts'
import type { More } from '../../lab/more.ts'
import { answeredOf } from '../../lab/service-requests.ts'
import type { OpenTerminal } from '../../lab/terminal.ts'
import { present } from '../../simulation/assert.ts'
import { limits } from '../../simulation/limits.ts'
import { bookmarks } from '../cluster-view/narration.ts'
import type { Command, Frame, Reply } from './protocol.ts'

/** Kinds no view draws; their heartbeats would make every frame look new. */
const unseen = ['leases/', 'events/', 'namespaces/']

/** @param more what has been fetched by now beyond what a lab opens with */
export function createLabServer(
  more: () => More | undefined = () => undefined,
): (id: number, command: Command) => Reply {
  let lab: Lab | undefined
  let distribution: Distribution | undefined
  /** kubectl may come after the lab was opened. */
  const openTerminal: OpenTerminal = (room) => present(more(), 'kubectl').openTerminal(room)
  let shown: Snapshot | undefined
  let shownMoments = 0
  let shownActions = -1
  let shownText = ''
  let shownWritten = 0

  /** What is new at the prompt, once there is one. */
  function terminalNews(): Pick<Frame, 'terminal'> {
    const terminal = more() ? lab?.terminal : undefined
    if (!terminal) return {}
    const { written, running, namespace, prompt, offer } = terminal
    const state = JSON.stringify([
      terminal.forgotten + written.length,
      running,
      namespace,
      prompt,
      offer,
    ])
    if (state === shownText) return {}
    const isAll = shownText === ''
    const from = Math.max(0, shownWritten - terminal.forgotten)
    shownText = state
    shownWritten = terminal.forgotten + written.length
    return {
      terminal: {
        written: written.slice(from),
        isAll,
        running,
        namespace,
        prompt,
        ...(offer ? { offer } : {}),
      },
    }
  }

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
      ...terminalNews(),
    }
  }

  function open(command: Command & { type: 'open' }): void {
    const { scenario, seed, exercise, recording, untilMs } = command
    distribution = more()?.distribution
    lab = recording
      ? replay(recording, scenario, untilMs, { openTerminal, distribution })
      : createLab({
          scenario,
          seed,
          openTerminal,
          distribution,
          ...(exercise ? { exercise } : {}),
        })
    shown = undefined
    shownText = ''
    shownWritten = 0
    shownMoments = 0
    shownActions = -1
  }

  /** The session goes on with all kinds: lived again to this moment, it is the same to the byte. */
  function takeMore(): void {
    if (!lab || distribution === more()?.distribution) return
    distribution = more()?.distribution
    const { scenario, time } = lab
    lab = replay(lab.recording(), scenario, time, { openTerminal, distribution })
  }

  return (id, command) => {
    if (command.type !== 'open') takeMore()
    let result: ActionResult | undefined
    switch (command.type) {
      case 'open':
        open(command)
        break
      case 'act':
        result = lab && act(lab, command.action)
        break
      case 'advance':
        if (lab) advance(lab, command.ms, command.untilMoment)
        break
      case 'step':
        lab?.stepToMoment(command.maxMs)
        break
      case 'look': {
        const past = lab && visibleOf(lab.lookBack(command.at))
        return { id, ok: true, frame: frame(), ...(past ? { past } : {}) }
      }
      case 'terminal':
        break
      case 'request': {
        const answered = lab ? answeredOf(lab, command.requests) : 0
        return { id, ok: true, frame: frame(), answered }
      }
      case 'complete': {
        const completion = lab?.terminal?.complete(command.line, command.files)
        return { id, ok: true, frame: frame(), ...(completion ? { completion } : {}) }
      }
      case 'grade': {
        const verdict = grade(
          command.exercise,
          command.scenario,
          { files: command.files },
          more()?.distribution,
        )
        return { id, ok: true, frame: frame(), verdict }
      }
    }
    return { id, ok: true, frame: frame(), ...(result ? { result } : {}) }
  }
}

/** Kinds that a lab knows by name until it has fetched more, and fields. */
const unserved = Object.values(basicResources).flatMap(({ kind, nameOnly }) =>
  nameOnly ? [kind] : [],
)
const mentionsUnserved = new RegExp(`\\b(?:${[...unserved, ...beyondBasic].join('|')})\\b`)

/**
 * Whether a command needs what is fetched when it is first needed: kubectl, and the kinds and fields
 * beyond the basic ones. To fetch it in vain does no harm.
 */
export function needsMore(command: Command): boolean {
  if (command.type === 'terminal' || command.type === 'complete') return true
  if (command.type === 'act' && isTyped(command.action)) return true
  if (command.type === 'open' && command.recording?.actions.some(({ action }) => isTyped(action)))
    return true
  return mentionsUnserved.test(JSON.stringify(command))
}

function isTyped({ type }: Action): boolean {
  return type === 'kubectl' || type === 'interrupt'
}

/**
 * What is done has an instant of its own, so that one can look at what was before it: it happens a
 * millisecond after the last thing that happened, if time has stood since then.
 */
function act(lab: Lab, action: Action): ActionResult {
  if ((lab.moments().at(-1)?.at ?? 0) === lab.time) lab.advance(1)
  return lab.act(action)
}

function advance(lab: Lab, ms: number, untilMoment: boolean): void {
  if (!untilMoment) {
    lab.advance(ms, limits.stepsPerFrame)
    return
  }
  const deadline = lab.time + ms
  const lastRevision = lab.revision + limits.writesPerFrame
  for (let steps = 0; steps < limits.stepsPerFrame && lab.revision < lastRevision; steps++) {
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
