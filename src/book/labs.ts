/**
 * Everything a lab needs, read from `content/`: scenarios, incidents, and exercises with their
 * files. Types of `lab` and `grading` only; nothing is run here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Check, ExerciseFile, GradedExercise, Misconception } from '../grading/check.ts'
import type { Incident } from '../lab/incident.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { Bilingual } from '../language.ts'
import type { Chapter } from './book.ts'
import { ContentError, contentDirectory, foldersIn, nameOf, readYaml } from './content-files.ts'
import { exerciseSchema } from './schemas/exercise.ts'
import { incidentSchema, scenarioSchema } from './schemas/scenario.ts'

export interface Exercise {
  readonly title: Bilingual
  readonly goal: Bilingual
  readonly hints: readonly Bilingual[]
  readonly afterwards?: Bilingual
  readonly graded: GradedExercise
  readonly start: readonly ExerciseFile[]
  readonly solution: readonly ExerciseFile[]
  /** Other right answers and typical wrong ones, by the name of their folder. */
  readonly alternatives: readonly NamedFiles[]
  readonly mistakes: readonly NamedFiles[]
}

export interface NamedFiles {
  readonly name: string
  readonly files: readonly ExerciseFile[]
}

export function readScenario(id: string, directory = contentDirectory): Scenario {
  const file = path.join(directory, 'scenarios', `${id}.yaml`)
  const { boot, ...rest } = readYaml(file, scenarioSchema, directory)
  return { id, ...rest, bootMs: durationOf(boot) } as Scenario
}

export function readIncident(id: string, directory = contentDirectory): Incident {
  const file = path.join(directory, 'incidents', `${id}.yaml`)
  const { calm, watch, fault, ...rest } = readYaml(file, incidentSchema, directory)
  return {
    id,
    ...rest,
    faults: [fault].flat(),
    calmMs: durationOf(calm),
    watchMs: durationOf(watch),
  }
}

export function readExercise(
  chapter: Pick<Chapter, 'folder'>,
  id: string,
  directory = contentDirectory,
): Exercise {
  const folder = path.join(chapter.folder, 'exercises', id)
  const file = readYaml(path.join(folder, 'exercise.yaml'), exerciseSchema, directory)
  const { title, goal, hints, afterwards, files, checks, misconceptions, ...rest } = file
  const read = (name: string) => filesIn(path.join(folder, name), files, directory)
  const readAll = (name: string) =>
    foldersIn(path.join(folder, name)).map((each) => ({
      name: each,
      files: filesIn(path.join(folder, name, each), files, directory),
    }))
  return {
    title,
    goal,
    hints,
    ...(afterwards ? { afterwards } : {}),
    graded: {
      id,
      ...rest,
      checks: checks as readonly Check[],
      misconceptions: misconceptions as readonly Misconception[],
    },
    start: read('start'),
    solution: read('solution'),
    alternatives: readAll('alternatives'),
    mistakes: readAll('mistakes'),
  }
}

function filesIn(
  folder: string,
  names: readonly string[],
  directory: string,
): readonly ExerciseFile[] {
  const problems: string[] = []
  for (const name of names)
    if (!existsSync(path.join(folder, name)))
      problems.push(`${nameOf(path.join(folder, name), directory)}: the file is missing`)
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (!names.includes(name))
      problems.push(
        `${nameOf(path.join(folder, name), directory)}: exercise.yaml does not list it under files`,
      )
  if (problems.length > 0) throw new ContentError(problems)
  return names.map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))
}

/** `1m30s` → 90000; the schema has checked the form. */
export function durationOf(text: string): number {
  const units = { h: 3_600_000, m: 60_000, s: 1_000 } as const
  let total = 0
  for (const [, digits, unit] of text.matchAll(/(\d+)([hms])/g))
    total += Number(digits) * units[unit as keyof typeof units]
  return total
}
