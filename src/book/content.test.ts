/**
 * The book, proven: every exercise three ways, every key of a prediction or an ordering by running
 * its incident.
 */
import { describe, expect, it } from 'vitest'
import { durationMs } from '../grading/check.ts'
import { grade } from '../grading/grade.ts'
import { firstFailure } from '../grading/verdict.ts'
import { fullDistribution } from '../kubernetes/components.ts'
import { type Incident, runIncident } from '../lab/incident.ts'
import { nearestOrder } from '../quizzes/kinds/ordering.ts'
import { loadBook } from './book.ts'
import { type Exercise, readExercise, readIncident, readScenario } from './labs.ts'

const seeds = [1, 2, 3]

for (const chapter of loadBook().chapters) {
  for (const id of chapter.exercises)
    describe(`exercise ${id}`, () => proveExercise(readExercise(chapter, id)))
  for (const question of [...chapter.questions, ...chapter.items]) {
    if (question.kind === 'prediction')
      describe(`prediction ${question.id}`, () => {
        const incident = readIncident(question.incident)
        for (const ask of question.asks)
          it.each(seeds)(`${ask.after}: ${ask.answer} (seed %i)`, (seed) => {
            const run = runOf(incident, seed)
            expect(run.measure(question.measure, durationMs(ask.after))).toBe(ask.answer)
            expect(ask.options).toContain(ask.answer)
            for (const option of ask.options) expect(ask.reasons).toHaveProperty(String(option))
          })
      })
    if (question.kind === 'incident')
      describe(`incident ${question.id}`, () => {
        it.each(question.variants)(
          '%s has all of its moments, and differs by its numbers',
          (id) => {
            const run = runOf(readIncident(id), 1)
            const steps = run.timeline(question.lines.map(({ moment }) => moment))
            expect(steps).toHaveLength(question.lines.length)
            expect(run.node).toMatch(/^node-/)
            const [soon, , late] = question.asks.map(({ after }) =>
              run.measure('ready-replicas', durationMs(after)),
            )
            expect(late).toBe(soon)
          },
        )
      })
    if (question.kind === 'ordering' && question.incident !== undefined) {
      const incident = readIncident(question.incident)
      it(`ordering ${question.id} has one key under every seed, and is not shown in it`, () => {
        const moments = question.items.flatMap(({ moment }) => moment ?? [])
        const keys = seeds.map((seed) => runOf(incident, seed).order(moments).join(' → '))
        expect(new Set(keys).size).toBe(1)
        expect(keys[0]).not.toBe(moments.join(' → '))
      })
    }
    if (question.kind === 'ordering' && question.incident === undefined)
      it(`ordering ${question.id} has a right order, and is not shown in it`, () => {
        const shown = question.items.map(({ id }) => id)
        expect(nearestOrder(question, shown)).not.toEqual(shown)
      })
  }
}

function runOf(incident: Incident, seed: number) {
  return runIncident(incident, readScenario(incident.scenario), seed)
}

function proveExercise({ graded, start, solution, alternatives, mistakes }: Exercise): void {
  const scenario = readScenario(graded.scenario)
  const judge = (files: Exercise['start'], seedsToTry = graded.seeds) =>
    grade({ ...graded, seeds: seedsToTry }, scenario, { files }, fullDistribution)

  it('is not done at the start', () => {
    expect(judge(start).passed).toBe(false)
  })
  it('is done by its solution, under every seed', () => {
    expect(judge(solution)).toMatchObject({ passed: true })
  })
  it('has another right answer, and at least two mistakes', () => {
    const names = (found: readonly { readonly name: string }[]) =>
      found.map(({ name }) => name).join(', ') || 'none'
    expect(
      alternatives.length,
      `folders under alternatives/: ${names(alternatives)}. Write another answer that is right, too.`,
    ).toBeGreaterThanOrEqual(1)
    expect(
      mistakes.length,
      `folders under mistakes/: ${names(mistakes)}. Write two mistakes that readers will make.`,
    ).toBeGreaterThanOrEqual(2)
  })
  it.each(alternatives)('is done by $name, too', ({ files }) => {
    expect(judge(files)).toMatchObject({ passed: true })
  })
  it.each(graded.misconceptions ?? [])('knows the wrong idea $id by its mistake', ({ id }) => {
    const shown = mistakes.filter(({ name }) => name.endsWith(`.${id}`))
    expect(shown).toHaveLength(1)
    for (const { files } of shown) expect(judge(files, [1]).misconception).toBe(id)
  })
  it.each(mistakes)('catches $name first where it should', ({ name, files }) => {
    const check = name.slice(0, name.indexOf('.'))
    for (const seed of graded.seeds) expect(firstFailure(judge(files, [seed]))?.id).toBe(check)
  })
}
