/** What a page hands to the lab on it. */
import type { Chapter } from '../book/book.ts'
import { readExercise, readScenario } from '../book/labs.ts'
import type { LabData } from '../widgets/lab/lab-data.ts'

export function labDataOf(chapter: Chapter, exercise: string): LabData {
  const { title, goal, hints, afterwards, graded, start, solution } = readExercise(
    chapter,
    exercise,
  )
  return {
    id: exercise,
    title,
    goal,
    scenario: readScenario(graded.scenario),
    exercise: graded,
    files: start,
    hints,
    solution,
    ...(afterwards ? { afterwards } : {}),
  }
}
