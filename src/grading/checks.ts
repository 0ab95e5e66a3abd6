/**
 * How each kind of check watches a run. One function a kind; the list is `startCheck`.
 *
 * A run is looked at whenever a revision changed and at its own deadlines, until it has a result.
 */
import { type Fault, strike } from '../lab/faults.ts'
import type { Lab } from '../lab/lab.ts'
import type { Bilingual } from '../language.ts'
import { type Check, type Condition, durationMs } from './check.ts'
import { type Observation, observe } from './condition.ts'
import type { FileOutcome } from './grade.ts'
import type { CheckResult } from './verdict.ts'

export interface CheckRun {
  /** Set once decided; it does not change any more. */
  readonly result: CheckResult | undefined
  /** Something was stored: look at the cluster. */
  look(): void
  /** Virtual time of the next deadline, infinite where there is none. */
  nextDeadline(): number
  /** The deadline has come. */
  atDeadline(): void
  /** There will be no more time: decide by what is. */
  giveUp(): void
}

export function startCheck(check: Check, lab: Lab, outcomes: readonly FileOutcome[]): CheckRun {
  if ('accepted' in check) return decided(accepted(check.id, outcomes))
  if ('rejected' in check) return decided(rejected(check.id, check.rejected.reason, outcomes))
  if ('eventually' in check)
    return eventually(check.id, check.eventually, lab, durationMs(check.within))
  if ('survives' in check) return survives(check.id, check.survives, lab, durationMs(check.within))
  const from = check.from ? durationMs(check.from) : 0
  const until = durationMs(check.within)
  return 'always' in check
    ? throughout(check.id, lab, from, until, () => observe(check.always, lab))
    : throughout(check.id, lab, from, until, () => {
        const { holds, saw } = observe(check.never, lab)
        return { holds: !holds, saw, differences: [] }
      })
}

function decided(result: CheckResult): CheckRun {
  return {
    result,
    look: () => {},
    nextDeadline: () => Number.POSITIVE_INFINITY,
    atDeadline: () => {},
    giveUp: () => {},
  }
}

function accepted(id: string, outcomes: readonly FileOutcome[]): CheckResult {
  const refused = outcomes.find(({ result }) => !result.ok)
  if (!refused)
    return { id, passed: true, at: 0, saw: { ja: '受け付けられました', en: 'accepted' } }
  const [first] = refused.result.diagnostics
  const saw = first?.message ?? {
    ja: `\`${refused.file}\`は受け付けられませんでした`,
    en: `\`${refused.file}\` was not accepted`,
  }
  return { id, passed: false, at: 0, saw }
}

function rejected(id: string, reason: string, outcomes: readonly FileOutcome[]): CheckResult {
  const texts = outcomes.flatMap(({ result }) => [
    ...result.diagnostics.map(({ detail }) => detail ?? ''),
    ...result.outcomes.map(({ text }) => text),
  ])
  const passed = texts.some((text) => text.includes(reason))
  const saw: Bilingual = passed
    ? { ja: '拒まれました', en: 'refused' }
    : { ja: '拒まれませんでした', en: 'not refused' }
  return { id, passed, at: 0, saw }
}

/** True at some instant before the deadline. */
function eventually(id: string, condition: Condition, lab: Lab, withinMs: number): CheckRun {
  let result: CheckResult | undefined
  const start = lab.time
  const look = () => {
    const { holds, saw } = observe(condition, lab)
    if (holds) result = { id, passed: true, saw, at: lab.time - start }
  }
  const fail = () => {
    look()
    const { saw, differences } = observe(condition, lab)
    result ??= { id, passed: false, saw, differences, at: lab.time - start }
  }
  return {
    get result() {
      return result
    },
    look,
    nextDeadline: () => start + withinMs,
    atDeadline: () => {
      if (lab.time >= start + withinMs) fail()
    },
    giveUp: fail,
  }
}

/** True at every instant of a stretch of time. */
function throughout(
  id: string,
  lab: Lab,
  fromMs: number,
  untilMs: number,
  view: () => Observation,
): CheckRun {
  let result: CheckResult | undefined
  const start = lab.time
  const look = () => {
    if (lab.time < start + fromMs) return
    const { holds, saw, differences } = view()
    if (!holds) result = { id, passed: false, saw, differences, at: lab.time - start }
  }
  const finish = () => {
    look()
    result ??= { id, passed: true, saw: view().saw }
  }
  return {
    get result() {
      return result
    },
    look,
    nextDeadline: () => start + (lab.time < start + fromMs ? fromMs : untilMs),
    atDeadline: () => {
      if (lab.time >= start + untilMs) finish()
      else look()
    },
    giveUp: finish,
  }
}

/** How long a cluster gets to bring about what was applied before the fault strikes. */
const calmMs = 60_000
/** Before this, the API still tells what was true before the fault. */
const noticedMs = 56_000

/**
 * The cluster is given time to become what was declared; then the fault strikes. From the moment
 * it must have been noticed `meanwhile` has to hold, and `recovers` has to come true and is judged at
 * once.
 */
function survives(
  id: string,
  wanted: { readonly fault: Fault; readonly meanwhile?: Condition; readonly recovers: Condition },
  lab: Lab,
  withinMs: number,
): CheckRun {
  let result: CheckResult | undefined
  const start = lab.time
  let struckAt: number | undefined
  const sinceFault = () => lab.time - (struckAt ?? lab.time)
  const fail = ({ saw, differences = [] }: Pick<CheckResult, 'saw' | 'differences'>) => {
    result = { id, passed: false, saw, differences, at: sinceFault() }
  }

  function look(): void {
    if (struckAt === undefined || sinceFault() < noticedMs) return
    if (wanted.meanwhile) {
      const meanwhile = observe(wanted.meanwhile, lab)
      if (!meanwhile.holds) return fail(meanwhile)
    }
    const recovered = observe(wanted.recovers, lab)
    if (recovered.holds) result = { id, passed: true, saw: recovered.saw, at: sinceFault() }
  }

  function begin(): void {
    struckAt = lab.time
    if (!strike(wanted.fault, lab))
      fail({
        saw: {
          ja: '故障させるノードがありません。Podがどこにも動いていません',
          en: 'there is no node to break: no Pod runs anywhere',
        },
      })
  }

  function finish(): void {
    look()
    if (!result) fail(observe(wanted.recovers, lab))
  }

  return {
    get result() {
      return result
    },
    look,
    nextDeadline() {
      if (struckAt === undefined) return start + calmMs
      return struckAt + (sinceFault() < noticedMs ? noticedMs : withinMs)
    },
    atDeadline() {
      if (struckAt === undefined) {
        if (lab.time >= start + calmMs) begin()
      } else if (sinceFault() >= withinMs) finish()
      else look()
    },
    giveUp: finish,
  }
}
