/**
 * The grader: files or a recording in, verdict out; a pure function.
 *
 * It never looks at the live lab. Under each seed a fresh cluster gets the files (or the recorded
 * actions), time runs, and every check watches. A survival check has a cluster of its own, in
 * which it causes its fault.
 */

import type { Distribution } from '../kubernetes/distribution.ts'
import type { ActionResult } from '../lab/apply.ts'
import { createLab, type Lab } from '../lab/lab.ts'
import type { Recording } from '../lab/recording.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { Bilingual } from '../language.ts'
import type { Check, ExerciseFile, GradedExercise } from './check.ts'
import { type CheckRun, startCheck } from './checks.ts'
import { misconceptionIn } from './misconception.ts'
import { placed } from './placed.ts'
import type { CheckResult, Verdict } from './verdict.ts'

export type Submission =
  | { readonly files: readonly ExerciseFile[] }
  | { readonly recording: Recording; readonly untilMs: number }

export function grade(
  exercise: GradedExercise,
  scenario: Scenario,
  submission: Submission,
  distribution?: Distribution,
): Verdict {
  let verdict: Verdict | undefined
  const seeds = 'recording' in submission ? [submission.recording.seed] : exercise.seeds
  for (const seed of seeds) {
    verdict = gradeUnder(seed, exercise, scenario, submission, distribution)
    if (!verdict.passed) break
  }
  if (!verdict) throw new RangeError(`exercise ${exercise.id} names no seed`)
  return verdict
}

function gradeUnder(
  seed: number,
  exercise: GradedExercise,
  scenario: Scenario,
  submission: Submission,
  distribution: Distribution | undefined,
): Verdict {
  const results = new Map<string, CheckResult>()
  const diagnostics: Verdict['diagnostics'][number][] = []
  const shared = exercise.checks.filter((check) => !('survives' in check))
  const own = exercise.checks.filter((check) => 'survives' in check)
  const groups = [...(shared.length > 0 ? [shared] : []), ...own.map((check) => [check])]

  for (const [index, checks] of groups.entries()) {
    const lab = createLab({ scenario, seed, exercise: exercise.id, distribution })
    const outcomes = begin(lab, submission)
    if (index === 0)
      for (const { file, result } of outcomes)
        for (const diagnostic of result.diagnostics) diagnostics.push({ ...diagnostic, file })
    for (const result of watch(lab, checks, outcomes, submission)) results.set(result.id, result)
  }
  const files = 'files' in submission ? submission.files : []
  const ordered = exercise.checks
    .map(({ id }) => results.get(id) ?? unseen(id))
    .map((result) => withPlaces(result, files))
  const passed = ordered.every((result) => result.passed)
  const idea = passed ? undefined : misconceptionIn(exercise.misconceptions ?? [], files)
  return {
    passed,
    results: ordered,
    ...(idea ? { misconception: idea.id } : {}),
    seed,
    diagnostics,
  }
}

function withPlaces(result: CheckResult, files: readonly ExerciseFile[]): CheckResult {
  const { differences = [] } = result
  return differences.length === 0 ? result : { ...result, differences: placed(differences, files) }
}

export interface FileOutcome {
  readonly file: string
  readonly result: ActionResult
}

function begin(lab: Lab, submission: Submission): readonly FileOutcome[] {
  if (!('files' in submission)) return []
  return submission.files.map(({ name, text }) => ({
    file: name,
    result: lab.act({ type: 'apply', file: name, manifest: text }),
  }))
}

/** Let time run until every check is decided, looking again whenever something was stored. */
function watch(
  lab: Lab,
  checks: readonly Check[],
  outcomes: readonly FileOutcome[],
  submission: Submission,
): readonly CheckResult[] {
  const runs: CheckRun[] = checks.map((check) => startCheck(check, lab, outcomes))
  const actions = 'recording' in submission ? [...submission.recording.actions] : []
  const end = 'recording' in submission ? submission.untilMs : Number.POSITIVE_INFINITY
  const undecided = () => runs.filter((run) => !run.result)
  for (;;) {
    const waiting = undecided()
    if (waiting.length === 0) break
    const nextAction = actions[0]
    const deadline = Math.min(
      end,
      nextAction?.at ?? Number.POSITIVE_INFINITY,
      ...waiting.map((run) => run.nextDeadline()),
    )
    runUntil(lab, deadline, waiting)
    if (nextAction && lab.time >= nextAction.at) {
      actions.shift()
      lab.act(nextAction.action)
      for (const run of undecided()) run.look()
    } else if (lab.time >= end) for (const run of undecided()) run.giveUp()
    else for (const run of undecided()) run.atDeadline()
  }
  return runs.map((run) => run.result as CheckResult)
}

function runUntil(lab: Lab, deadline: number, runs: readonly CheckRun[]): void {
  let seen = -1
  const look = () => {
    if (lab.revision === seen) return
    seen = lab.revision
    for (const run of runs) run.look()
  }
  look()
  while (lab.time < deadline && runs.some((run) => !run.result)) {
    const due = lab.nextTime()
    if (due === undefined || due > deadline) {
      lab.advance(deadline - lab.time)
      break
    }
    lab.step()
    look()
  }
}

function unseen(id: string): CheckResult {
  const saw: Bilingual = { ja: 'まだ調べていません', en: 'not judged yet' }
  return { id, passed: false, saw }
}
